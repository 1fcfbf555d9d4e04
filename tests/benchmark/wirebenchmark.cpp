// SPDX-License-Identifier: LGPL-3.0-or-later
// What reading responses costs: processor time and memory, for streams from memory, beside
// libetpan's parser on the same bytes where it is installed. The readers take turns, so that both
// see the same machine.
#include "measure.h"
#include "peer.h"
#include "streams.h"
#include "wire/framer_p.h"
#include "wire/responseparser_p.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

using namespace QImap4Internal;

namespace {

constexpr qsizetype ReadSize = 64 * 1024; // of one read from a socket

struct Reading
{
    qsizetype messages = 0;
    qsizetype content = 0; // bytes
    QImap4MessageList kept;
};

// As a session does it: after each read, what is complete is handed over.
Reading readStream(const QByteArray &stream, Keep keep)
{
    Reading reading;
    Framer framer;
    framer.setStreaming(keep == Keep::Nothing);
    ResponseParser parser;
    for (qsizetype at = 0; at < stream.size();) {
        const Framer::Space space = framer.space(ReadSize);
        const qsizetype size = std::min({ReadSize, space.size, stream.size() - at});
        std::memcpy(space.data, stream.constData() + at, size_t(size));
        framer.commit(size);
        at += size;
        Framer::Result result = framer.next();
        for (; result != Framer::Result::NeedMore; result = framer.next()) {
            if (result == Framer::Result::Error) {
                std::fprintf(stderr, "%s\n", qPrintable(framer.errorString()));
                std::exit(EXIT_FAILURE);
            }
            if (result == Framer::Result::Content)
                reading.content += framer.content().bytes.size();
            else
                parser.parse(framer.frame());
        }
        const QImap4MessageList messages = parser.takeMessages();
        reading.messages += messages.size();
        if (keep == Keep::Everything)
            reading.kept.append(messages);
    }
    return reading;
}

// Decodes what a list of messages shows, and a viewer of each would.
Reading readAndDecode(const QByteArray &stream)
{
    Reading reading = readStream(stream, Keep::Everything);
    for (const QImap4Message &message : reading.kept) {
        reading.content += message.envelope().rawSubject().size();
        reading.content += message.bodyStructure().children().size();
        reading.content += message.internalDate().isValid() ? 1 : 0;
    }
    return reading;
}

struct Stream
{
    const char *name;
    QByteArray bytes;
    int messages;
};

// One reader of one stream, and what each round cost.
struct Contest
{
    const Stream *stream;
    const char *reader;
    std::function<Cost()> run;
    bool isPeer = false;
    bool keeps = false;
    std::vector<Cost> costs = {};

    double seconds(double at) const // 0: the least, 0.5: the median, 1: the most
    {
        std::vector<double> all;
        for (const Cost &cost : costs)
            all.push_back(cost.seconds);
        std::sort(all.begin(), all.end());
        return all.at(size_t(at * double(all.size() - 1) + 0.5));
    }
    double kept() const { return std::max(0.0, costs.back().kept) / stream->messages; }
};

Contest ours(const Stream &stream, Keep keep)
{
    const bool keeps = keep == Keep::Everything;
    return {&stream, keeps ? "QImap4, all kept" : "QImap4, dropped",
            [&stream, keep] {
                return measure([&] {
                    Reading reading = readStream(stream.bytes, keep);
                    if (reading.messages != stream.messages)
                        std::exit(EXIT_FAILURE);
                    return reading;
                });
            },
            false, keeps};
}

Contest oursDecoded(const Stream &stream)
{
    return {&stream, "QImap4, all decoded",
            [&stream] { return measure([&] { return readAndDecode(stream.bytes); }); }};
}

#ifdef QIMAP4_HAS_ETPAN
Contest peer(const Stream &stream, Keep keep)
{
    const bool keeps = keep == Keep::Everything;
    return {&stream, keeps ? "libetpan, all kept" : "libetpan, dropped",
            [&stream, keep] {
                const PeerResult result =
                    parseWithEtpan(stream.bytes.constData(), size_t(stream.bytes.size()), keep);
                if (result.messages != stream.messages) {
                    std::fprintf(stderr, "libetpan found %ld messages\n", result.messages);
                    std::exit(EXIT_FAILURE);
                }
                return result.cost;
            },
            true, keeps};
}
#endif

void print(const std::vector<Contest> &contests)
{
    std::printf("%-10s %-20s %26s %9s %11s %12s\n", "stream", "reader",
                "CPU us/message min-med-max", "MB/s", "kept B/msg", "x libetpan");
    for (const Contest &contest : contests) {
        const double messages = contest.stream->messages;
        std::printf("%-10s %-20s %9.3f %8.3f %7.3f %9.0f", contest.stream->name, contest.reader,
                    contest.seconds(0) * 1e6 / messages, contest.seconds(0.5) * 1e6 / messages,
                    contest.seconds(1) * 1e6 / messages,
                    double(contest.stream->bytes.size()) / 1e6 / contest.seconds(0.5));
        if (contest.keeps)
            std::printf(" %11.1f", contest.kept());
        else
            std::printf(" %11s", "-");
        const auto peer = std::find_if(contests.begin(), contests.end(), [&](const Contest &other) {
            return other.isPeer && other.stream == contest.stream && other.keeps;
        });
        if (peer == contests.end())
            std::printf(" %12s\n", "-");
        else
            std::printf(" %12.4f\n", contest.seconds(0.5) / peer->seconds(0.5));
    }
}

} // namespace

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
    const Stream streams[] = {
        {"metadata", metadataStream(100000), 100000},
        {"flags", flagStream(1000000), 1000000},
        {"literals", literalStream(100, 1000000), 100},
    };
    std::vector<Contest> contests;
    for (const Stream &stream : streams) {
        contests.push_back(ours(stream, Keep::Nothing));
        contests.push_back(ours(stream, Keep::Everything));
        if (&stream == streams)
            contests.push_back(oursDecoded(stream));
#ifdef QIMAP4_HAS_ETPAN
        contests.push_back(peer(stream, Keep::Nothing));
        contests.push_back(peer(stream, Keep::Everything));
#endif
    }
    for (int round = 0; round < rounds; ++round) {
        for (Contest &contest : contests)
            contest.costs.push_back(contest.run());
    }
    for (const Stream &stream : streams) {
        std::printf("%s: %d messages, %.1f MB\n", stream.name, stream.messages,
                    double(stream.bytes.size()) / 1e6);
    }
    std::printf("%d rounds in turns; x libetpan: median CPU, of libetpan with all kept\n\n",
                rounds);
    print(contests);
    return EXIT_SUCCESS;
}
