// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef FUZZ_H
#define FUZZ_H

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qstring.h>

#include <vector>

// What the fuzz targets share. A target is a function that takes any bytes and checks promises
// about what is made of them. It stands in a file of its own, after which it is named:
//
//     QIMAP4_FUZZ_TARGET(framer, input)
//     {
//         FUZZ_CHECK(...);
//     }
//
// Linked with libfuzzer.cpp it is a program of its own, linked with tst_fuzzreplay.cpp one of
// the targets to which stored inputs are given.
namespace Fuzz {

struct Target
{
    const char *name;
    void (*run)(QByteArrayView input);
};

inline std::vector<Target> &targets()
{
    static std::vector<Target> list;
    return list;
}

struct Registration
{
    Registration(const char *name, void (*run)(QByteArrayView))
    {
        targets().push_back({name, run});
    }
};

// Does not return: ends the program, or the replay of this input.
[[noreturn]] void fail(const char *promise, const char *file, int line);

// Reads choices and pieces off the front of an input; at its end all choices are 0.
class Input
{
public:
    explicit Input(QByteArrayView bytes)
        : m_rest(bytes)
    {}

    bool atEnd() const { return m_rest.isEmpty(); }
    quint8 byte()
    {
        if (m_rest.isEmpty())
            return 0;
        const auto first = static_cast<quint8>(m_rest.front());
        m_rest = m_rest.sliced(1);
        return first;
    }
    bool flag() { return byte() & 1; }
    int below(int bound) { return byte() % bound; }
    quint32 number()
    {
        quint32 value = 0;
        for (int i = below(5); i > 0; --i)
            value = value << 8 | byte();
        return value;
    }
    QByteArrayView piece(qsizetype size)
    {
        const QByteArrayView first = m_rest.first(qMin(size, m_rest.size()));
        m_rest = m_rest.sliced(first.size());
        return first;
    }
    QByteArray bytes() { return piece(byte()).toByteArray(); }
    QString text() { return QString::fromUtf8(bytes()); }
    QByteArrayView rest() { return piece(m_rest.size()); }

private:
    QByteArrayView m_rest;
};

} // namespace Fuzz

#define QIMAP4_FUZZ_TARGET(name, input)                                                            \
    static void fuzz_##name(QByteArrayView input);                                                 \
    static const Fuzz::Registration registration_##name(#name, fuzz_##name);                       \
    static void fuzz_##name(QByteArrayView input)

#define FUZZ_CHECK(promise)                                                                        \
    do {                                                                                           \
        if (!(promise))                                                                            \
            Fuzz::fail(#promise, __FILE__, __LINE__);                                              \
    } while (false)

#endif // FUZZ_H
