// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dialoguescript.h"

#include "dialogueactions.h"

#include <QtCore/qfile.h>
#include <QtCore/qmetaobject.h>

using namespace QImap4Internal;

namespace {

QByteArray numbers(const QList<quint32> &list)
{
    QByteArrayList words;
    for (const quint32 number : list)
        words.append(QByteArray::number(number));
    return words.join(' ');
}

QByteArray names(const QList<QImap4Mailbox> &list)
{
    QByteArrayList words;
    for (const QImap4Mailbox &mailbox : list) {
        words.append(mailbox.name().toUtf8());
        if (mailbox.status())
            words.last() += '=' + QByteArray::number(mailbox.status()->messages.value_or(0));
    }
    return words.join(' ');
}

QByteArray inWords(const QVariant &value)
{
    if (value.canConvert<QByteArrayList>())
        return value.value<QByteArrayList>().join(' ');
    if (value.canConvert<QImap4UidMapping>()) {
        const auto mapping = value.value<QImap4UidMapping>();
        return QByteArray::number(mapping.uidValidity) + ' ' + mapping.source.toString() + ' '
            + mapping.destination.toString();
    }
    if (value.canConvert<QImap4SearchResult>()) {
        const auto result = value.value<QImap4SearchResult>();
        return result.messages.toString() + (result.messages.isUids() ? " uids" : " numbers");
    }
    if (value.canConvert<QImap4MailboxStatus>()) {
        const auto status = value.value<QImap4MailboxStatus>();
        return status.mailbox.toUtf8() + ' ' + QByteArray::number(status.messages.value_or(0));
    }
    if (value.canConvert<QImap4MailboxInfo>())
        return value.value<QImap4MailboxInfo>().name().toUtf8();
    if (value.canConvert<QImap4Capabilities>())
        return value.value<QImap4Capabilities>().names().join(' ');
    if (value.canConvert<QList<QImap4Mailbox>>())
        return names(value.value<QList<QImap4Mailbox>>());
    if (value.canConvert<QList<quint32>>())
        return numbers(value.value<QList<quint32>>());
    if (value.canConvert<QList<QImap4UntaggedResponse>>()) {
        QByteArrayList words;
        for (const auto &response : value.value<QList<QImap4UntaggedResponse>>())
            words.append(response.name + '=' + response.data);
        return words.join(' ');
    }
    return value.isValid() ? value.toString().toUtf8() : QByteArray("nothing");
}

QByteArray categoryOf(const QImap4Error &error)
{
    return error ? QMetaEnum::fromType<QImap4Error::Category>().valueToKey(error.category()) : "ok";
}

class Player
{
public:
    explicit Player(Arrival arrival)
    {
        m_stage.chunkSize = arrival == Arrival::SingleOctets ? 1 : 0;
    }

    QByteArray play(const DialogueScript &script);

private:
    bool step(const DialogueScript::Line &line);
    void beginTurn();
    bool endTurn(); // nothing was said or ended that is not written
    bool expectClient(const QByteArray &line);
    bool expectEvent(const QByteArray &event);
    bool expectNoEvent(const QByteArray &event);
    bool expectEnd(const QByteArrayList &words);
    bool expectValue(const QByteArrayList &words);
    bool differs(const QByteArray &text);

    DialogueStage m_stage;
    QByteArrayList m_said; // in this turn, and not yet expected
    QByteArrayList m_story; // of this turn
    qsizetype m_told = 0; // lines of it that were expected
    QHash<quint64, FinishedEvent> m_finished;
    QByteArray m_difference;
};

bool Player::differs(const QByteArray &text)
{
    m_difference = text;
    return false;
}

void Player::beginTurn()
{
    Dialogue &d = m_stage.d();
    const qint64 deadline = d.session().deadline();
    if (deadline != Session::Never && deadline < d.now())
        differs("something was due in the past");
    m_told = 0;
    m_story = d.story().split('\n');
    // A line of its own for "nothing", which the last CRLF leaves.
    const QByteArray said = d.client();
    m_said = said.isEmpty() ? QByteArrayList() : said.split('\n');
    for (QByteArray &line : m_said)
        line = line.endsWith('\r') ? line.chopped(1) : line;
    for (const Event &event : d.events()) {
        const auto *finished = std::get_if<FinishedEvent>(&event);
        if (!finished)
            continue;
        if (m_finished.contains(finished->id))
            differs("a command has ended twice");
        m_finished.insert(finished->id, *finished);
    }
    d.clearEvents();
}

bool Player::endTurn()
{
    return m_said.isEmpty() || differs("the client also says: " + m_said.join(" | "));
}

bool Player::expectClient(const QByteArray &line)
{
    if (m_said.isEmpty())
        return differs("the client says no more");
    const QByteArray said = m_said.takeFirst();
    return said == line || differs("the client says: " + said);
}

bool Player::expectEvent(const QByteArray &event)
{
    const qsizetype at = m_story.indexOf(event, m_told);
    if (at < 0)
        return differs("the story is:\n" + m_story.join('\n'));
    m_told = at + 1;
    return true;
}

bool Player::expectNoEvent(const QByteArray &event)
{
    for (const QByteArray &line : std::as_const(m_story)) {
        if (line.startsWith(event))
            return differs("the story is:\n" + m_story.join('\n'));
    }
    return true;
}

bool Player::expectEnd(const QByteArrayList &words)
{
    const quint64 id = m_stage.labels.value(words.value(0));
    if (words.value(1) == "open")
        return !m_finished.contains(id) || differs("it has ended");
    if (!m_finished.contains(id))
        return differs("it has not ended");
    const QImap4Error &error = m_finished[id].error;
    const QByteArray texts = (error.detail() + QLatin1Char('|') + error.serverText()).toUtf8();
    if (categoryOf(error) != words.value(1))
        return differs("it ended with " + categoryOf(error) + ": " + texts);
    const QByteArray text = words.mid(2).join(' ');
    return texts.contains(text) || differs("its texts are " + texts);
}

bool Player::expectValue(const QByteArrayList &words)
{
    const QByteArray value = inWords(m_finished.value(m_stage.labels.value(words.value(0))).value);
    return value == words.mid(1).join(' ') || differs("its value is " + value);
}

bool Player::step(const DialogueScript::Line &line)
{
    const QByteArrayList words = line.text.split(' ');
    switch (line.kind) {
    case 'A':
        if (!endTurn())
            return false;
        if (!act(m_stage, line.text))
            return differs("nobody knows this action");
        if (m_stage.dialogue)
            beginTurn();
        return m_difference.isEmpty();
    case 'S':
        if (!endTurn())
            return false;
        m_stage.d().server(line.text);
        beginTurn();
        return m_difference.isEmpty();
    case 'C':
        return expectClient(line.text);
    case 'E':
        return expectEvent(line.text);
    case 'N':
        return expectNoEvent(line.text);
    case 'F':
        return expectEnd(words);
    default:
        return expectValue(words);
    }
}

QByteArray Player::play(const DialogueScript &script)
{
    for (const DialogueScript::Line &line : script.lines) {
        if (!step(line))
            return "line " + QByteArray::number(line.number) + ", " + line.kind + ": " + line.text
                + "\n" + m_difference;
    }
    endTurn();
    return m_difference;
}

} // namespace

QList<DialogueScript> readDialogues(const QString &path, QString *error)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *error = file.errorString();
        return {};
    }
    QList<DialogueScript> scripts;
    for (int number = 1; !file.atEnd(); ++number) {
        QByteArray line = file.readLine();
        if (line.endsWith('\n'))
            line.chop(1);
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        if (line.startsWith("== ")) {
            scripts.append({line.sliced(3), {}});
            continue;
        }
        const bool isServer = line.startsWith("S: ") || line.startsWith("S. ");
        const bool isOther = line.startsWith("C:")
            || (QByteArrayView("AENFV").contains(line.at(0)) && line.mid(1, 2) == ": ");
        if (scripts.isEmpty() || !(isServer || isOther)) {
            *error = QStringLiteral("line %1 is none of the known").arg(number);
            return {};
        }
        const bool isLine = isServer && line.at(1) == ':';
        scripts.last().lines.append({line.at(0), line.mid(3) + (isLine ? "\r\n" : ""), number});
    }
    return scripts;
}

QByteArray play(const DialogueScript &script, Arrival arrival)
{
    return Player(arrival).play(script);
}
