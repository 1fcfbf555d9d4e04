// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4responsecode.h"

#include <QtCore/qdebug.h>

#include <algorithm>
#include <iterator>

/*!
    \class QImap4ResponseCode
    \brief The machine-readable part of a status response (RFC 9051, section 7.1).

    \c{OK [UIDVALIDITY 3857529045] UIDs valid} has the code \c{UIDVALIDITY} with the arguments
    \c{3857529045}. The arguments are the server's bytes and as trustworthy as the server.
*/

/*!
    \class QImap4UidMapping
    \brief Where messages went: APPENDUID and COPYUID (RFC 4315).

    The n-th UID of \c source became the n-th UID of \c destination, in the mailbox whose
    UIDVALIDITY is \c uidValidity.

    \class QImap4Progress
    \brief How far a long command has come: INPROGRESS (RFC 9585).

    \c tag is that of the command; empty, where the server did not say it. \c done of \c goal are
    done, in units of the server's own; 0 as the goal: it is not known. Nothing but the server's
    word keeps \c done from going back or beyond \c goal.
*/

namespace {

struct KindRow
{
    QByteArrayView name;
    QImap4ResponseCode::Kind kind;
};

const KindRow kindRows[] = {
    {"ALERT", QImap4ResponseCode::Alert},
    {"ALREADYEXISTS", QImap4ResponseCode::AlreadyExists},
    {"ANNOTATE", QImap4ResponseCode::Annotate},
    {"ANNOTATIONS", QImap4ResponseCode::Annotate},
    {"APPENDUID", QImap4ResponseCode::AppendUid},
    {"AUTHENTICATIONFAILED", QImap4ResponseCode::AuthenticationFailed},
    {"AUTHORIZATIONFAILED", QImap4ResponseCode::AuthorizationFailed},
    {"BADCHARSET", QImap4ResponseCode::BadCharset},
    {"BADCOMPARATOR", QImap4ResponseCode::BadComparator},
    {"BADEVENT", QImap4ResponseCode::BadEvent},
    {"BADURL", QImap4ResponseCode::BadUrl},
    {"CANNOT", QImap4ResponseCode::Cannot},
    {"CAPABILITY", QImap4ResponseCode::Capability},
    {"CLIENTBUG", QImap4ResponseCode::ClientBug},
    {"CLOSED", QImap4ResponseCode::Closed},
    {"COMPRESSIONACTIVE", QImap4ResponseCode::CompressionActive},
    {"CONTACTADMIN", QImap4ResponseCode::ContactAdmin},
    {"COPYUID", QImap4ResponseCode::CopyUid},
    {"CORRUPTION", QImap4ResponseCode::Corruption},
    {"EXPIRED", QImap4ResponseCode::Expired},
    {"EXPUNGEISSUED", QImap4ResponseCode::ExpungeIssued},
    {"HASCHILDREN", QImap4ResponseCode::HasChildren},
    {"HIGHESTMODSEQ", QImap4ResponseCode::HighestModSeq},
    {"INPROGRESS", QImap4ResponseCode::InProgress},
    {"INUSE", QImap4ResponseCode::InUse},
    {"LIMIT", QImap4ResponseCode::Limit},
    {"MAILBOXID", QImap4ResponseCode::MailboxId},
    {"MAXCONVERTMESSAGES", QImap4ResponseCode::MaxConvertMessages},
    {"MAXCONVERTPARTS", QImap4ResponseCode::MaxConvertParts},
    {"MESSAGELIMIT", QImap4ResponseCode::MessageLimit},
    {"METADATA", QImap4ResponseCode::Metadata},
    {"MODIFIED", QImap4ResponseCode::Modified},
    {"NAMESPACE", QImap4ResponseCode::Namespace},
    {"NEWNAME", QImap4ResponseCode::NewName},
    {"NOMODSEQ", QImap4ResponseCode::NoModSeq},
    {"NONEXISTENT", QImap4ResponseCode::NonExistent},
    {"NOPERM", QImap4ResponseCode::NoPerm},
    {"NOTIFICATIONOVERFLOW", QImap4ResponseCode::NotificationOverflow},
    {"NOTSAVED", QImap4ResponseCode::NotSaved},
    {"NOUPDATE", QImap4ResponseCode::NoUpdate},
    {"OVERQUOTA", QImap4ResponseCode::OverQuota},
    {"PARSE", QImap4ResponseCode::Parse},
    {"PERMANENTFLAGS", QImap4ResponseCode::PermanentFlags},
    {"PRIVACYREQUIRED", QImap4ResponseCode::PrivacyRequired},
    {"READ-ONLY", QImap4ResponseCode::ReadOnly},
    {"READ-WRITE", QImap4ResponseCode::ReadWrite},
    {"REFERRAL", QImap4ResponseCode::Referral},
    {"SERVERBUG", QImap4ResponseCode::ServerBug},
    {"TEMPFAIL", QImap4ResponseCode::TempFail},
    {"THROTTLED", QImap4ResponseCode::Throttled},
    {"TOOBIG", QImap4ResponseCode::TooBig},
    {"TRYCREATE", QImap4ResponseCode::TryCreate},
    {"UIDNEXT", QImap4ResponseCode::UidNext},
    {"UIDNOTSTICKY", QImap4ResponseCode::UidNotSticky},
    {"UIDREQUIRED", QImap4ResponseCode::UidRequired},
    {"UIDVALIDITY", QImap4ResponseCode::UidValidity},
    {"UNAVAILABLE", QImap4ResponseCode::Unavailable},
    {"UNDEFINED-FILTER", QImap4ResponseCode::UndefinedFilter},
    {"UNDEFINEDFILTER", QImap4ResponseCode::UndefinedFilter},
    {"UNKNOWN-CTE", QImap4ResponseCode::UnknownCte},
    {"UNSEEN", QImap4ResponseCode::Unseen},
    {"URLMECH", QImap4ResponseCode::UrlMech},
    {"USEATTR", QImap4ResponseCode::UseAttr},
    {"WEBALERT", QImap4ResponseCode::WebAlert},
};

QImap4MessageSet uidsIn(const QByteArrayList &words, qsizetype index)
{
    return QImap4MessageSet::fromString(words.value(index), QImap4MessageSet::Uids);
}

bool separates(char c)
{
    return c == ' ' || c == '(' || c == ')';
}

// Reads the quoted string at `position`, which stands on its first quote, and moves behind it.
QByteArray takeQuoted(const QByteArray &text, qsizetype *position)
{
    QByteArray word;
    qsizetype i = *position + 1;
    for (; i < text.size() && text.at(i) != '"'; ++i) {
        if (text.at(i) == '\\' && i + 1 < text.size())
            ++i;
        word += text.at(i);
    }
    *position = std::min(i + 1, text.size());
    return word;
}

} // namespace

/*! Makes a code of a \a name, in any case, and the \a arguments behind it. */
QImap4ResponseCode::QImap4ResponseCode(const QByteArray &name, const QByteArray &arguments)
    : m_name(name.toUpper())
    , m_arguments(arguments)
{}

/*! Returns whether this is the code \a name, in any case. */
bool QImap4ResponseCode::is(QByteArrayView name) const
{
    return name.size() == m_name.size() && name.compare(m_name, Qt::CaseInsensitive) == 0;
}

/*! Returns which code this is. */
QImap4ResponseCode::Kind QImap4ResponseCode::kind() const
{
    if (m_name.isEmpty())
        return None;
    const auto row = std::lower_bound(
        std::begin(kindRows), std::end(kindRows), m_name,
        [](const KindRow &known, const QByteArray &name) { return known.name < name; });
    return row != std::end(kindRows) && row->name == m_name ? row->kind : Unknown;
}

/*!
    Returns the URL that REFERRAL, BADURL or WEBALERT names, as the server wrote it. The library
    never follows one: where it leads is for a person to decide.
*/
QByteArray QImap4ResponseCode::url() const
{
    const Kind code = kind();
    return code == Referral || code == BadUrl || code == WebAlert ? words().value(0) : QByteArray();
}

/*! Returns the messages that MODIFIED names, which a conditional STORE left alone (RFC 7162). */
QImap4MessageSet QImap4ResponseCode::messages() const
{
    return kind() == Modified ? uidsIn(words(), 0) : QImap4MessageSet();
}

/*! Returns how far a command has come, of INPROGRESS (RFC 9585). */
QImap4Progress QImap4ResponseCode::progress() const
{
    QImap4Progress result;
    const QByteArrayList list = words();
    if (kind() != InProgress || list.isEmpty())
        return result;
    const auto known = [&list](qsizetype index) {
        const QByteArray word = list.value(index);
        return word.compare("NIL", Qt::CaseInsensitive) == 0 ? QByteArray() : word;
    };
    result.tag = known(0);
    result.done = known(1).toULongLong();
    result.goal = known(2).toULongLong();
    return result;
}

/*! Returns where messages went, of APPENDUID and COPYUID; else an invalid mapping. */
QImap4UidMapping QImap4ResponseCode::uidMapping() const
{
    QImap4UidMapping mapping;
    const Kind code = kind();
    const QByteArrayList list = words();
    if ((code != AppendUid && code != CopyUid) || list.isEmpty())
        return mapping;
    mapping.uidValidity = list.first().toUInt();
    mapping.source = code == CopyUid ? uidsIn(list, 1) : QImap4MessageSet();
    mapping.destination = uidsIn(list, code == CopyUid ? 2 : 1);
    return mapping;
}

/*!
    Returns the first argument as a number, such as that of UIDNEXT or HIGHESTMODSEQ. 0, and false
    in \a ok, if it is none.
*/
quint64 QImap4ResponseCode::number(bool *ok) const
{
    const qsizetype end = m_arguments.indexOf(' ');
    const QByteArray word = end < 0 ? m_arguments : m_arguments.first(end);
    // toULongLong() would accept signs and white space.
    const bool digits = !word.isEmpty() && word.at(0) >= '0' && word.at(0) <= '9';
    bool valid = false;
    const quint64 value = digits ? word.toULongLong(&valid) : 0;
    if (ok)
        *ok = valid;
    return value;
}

/*!
    Returns the arguments as words; parentheses are left out and quotes taken off. Good for
    PERMANENTFLAGS, BADCHARSET, COPYUID and the like.
*/
QByteArrayList QImap4ResponseCode::words() const
{
    QByteArrayList words;
    for (qsizetype i = 0; i < m_arguments.size();) {
        if (separates(m_arguments.at(i))) {
            ++i;
        } else if (m_arguments.at(i) == '"') {
            words.append(takeQuoted(m_arguments, &i));
        } else {
            const qsizetype begin = i;
            while (i < m_arguments.size() && !separates(m_arguments.at(i)))
                ++i;
            words.append(m_arguments.sliced(begin, i - begin));
        }
    }
    return words;
}

QDebug operator<<(QDebug debug, const QImap4ResponseCode &code)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4ResponseCode(" << code.name().constData();
    if (!code.arguments().isEmpty())
        debug << ' ' << code.arguments();
    debug << ')';
    return debug;
}
