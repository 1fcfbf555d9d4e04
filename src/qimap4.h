// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_H
#define QIMAP4_H

#include "qimap4annotation.h"
#include "qimap4appendmessage.h"
#include "qimap4authenticationrequest.h"
#include "qimap4capabilities.h"
#include "qimap4credentials.h"
#include "qimap4error.h"
#include "qimap4flags.h"
#include "qimap4global.h"
#include "qimap4limits.h"
#include "qimap4mailbox.h"
#include "qimap4message.h"
#include "qimap4messageset.h"
#include "qimap4metadata.h"
#include "qimap4quirks.h"
#include "qimap4quota.h"
#include "qimap4reply.h"
#include "qimap4responsecode.h"
#include "qimap4rights.h"
#include "qimap4search.h"
#include "qimap4sortkey.h"
#include "qimap4thread.h"
#include "qimap4tlsproblem.h"
#include "qimap4serverdata.h"
#include "qimap4untaggedresponse.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qmap.h>
#include <QtCore/qobject.h>
#include <QtCore/qscopedpointer.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslconfiguration.h>

#include <functional>

QT_BEGIN_NAMESPACE
class QIODevice;
class QThread;
QT_END_NAMESPACE

class QImap4Private;

class QIMAP4_EXPORT QImap4 : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString host READ host WRITE setHost NOTIFY hostChanged)
    Q_PROPERTY(quint16 port READ port WRITE setPort NOTIFY portChanged)
    Q_PROPERTY(Encryption encryption READ encryption WRITE setEncryption NOTIFY encryptionChanged)
    Q_PROPERTY(QString identifier READ identifier WRITE setIdentifier NOTIFY identifierChanged)
    Q_PROPERTY(int debugLevel READ debugLevel WRITE setDebugLevel NOTIFY debugLevelChanged)
    Q_PROPERTY(bool autoIdle READ isAutoIdle WRITE setAutoIdle NOTIFY autoIdleChanged)
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    Q_PROPERTY(bool encrypted READ isEncrypted NOTIFY encryptedChanged)
    Q_PROPERTY(bool compressed READ isCompressed NOTIFY compressedChanged)
    Q_PROPERTY(bool idling READ isIdling NOTIFY idlingChanged)
    Q_PROPERTY(QImap4Capabilities capabilities READ capabilities NOTIFY capabilitiesChanged)
    Q_PROPERTY(QString protocolVersion READ protocolVersion NOTIFY capabilitiesChanged)
    Q_PROPERTY(QImap4MailboxInfo selectedMailbox READ selectedMailbox NOTIFY selectedMailboxChanged)
    Q_PROPERTY(bool readOnly READ isReadOnly NOTIFY readOnlyChanged)
    Q_PROPERTY(QString user READ user NOTIFY userChanged)
    Q_PROPERTY(QString welcome READ welcome NOTIFY welcomeChanged)
    Q_PROPERTY(int pendingCommands READ pendingCommands NOTIFY pendingCommandsChanged)
public:
    enum State {
        Disconnected,
        Connecting, // until the greeting, and TLS where it was asked for
        NotAuthenticated,
        Authenticated,
        Selected,
        LoggingOut,
    };
    Q_ENUM(State)

    enum Encryption {
        StartTls, // mandatory, port 143
        Tls, // from the first byte, port 993
        Plaintext, // has to be asked for
    };
    Q_ENUM(Encryption)

    // When a password may cross a connection that is not encrypted.
    enum CleartextPolicy { NeverInClear, LoopbackOnly, AlwaysInClear };
    Q_ENUM(CleartextPolicy)

    enum TlsAnswer { RefuseConnection, AcceptOnce };
    Q_ENUM(TlsAnswer)

    enum FetchItem {
        Flags = 0x001,
        Uid = 0x002, // always asked for
        InternalDate = 0x004,
        Size = 0x008,
        Envelope = 0x010,
        BodyStructure = 0x020,
        ModSeq = 0x040, // needs CONDSTORE
        Header = 0x080, // BODY.PEEK[HEADER]
        FullMessage = 0x100, // BODY.PEEK[]
        MarkSeen = 0x200, // BODY[...] instead of BODY.PEEK[...]
    };
    Q_DECLARE_FLAGS(FetchItems, FetchItem)
    Q_FLAG(FetchItems)

    enum StoreAction { SetFlags, AddFlags, RemoveFlags };
    Q_ENUM(StoreAction)

    // What setAcl() does with the rights that are there.
    enum AclAction { ReplaceRights, AddRights, RemoveRights };
    Q_ENUM(AclAction)

    // Of a line in a protocol log.
    enum Direction { Received, Sent };
    Q_ENUM(Direction)

    // Why idle() ended: the server had news, time ran out, done(), or another command was called.
    enum IdleReason { IdleEvent, IdleTimeout, IdleDone, IdleInterrupted };
    Q_ENUM(IdleReason)

    explicit QImap4(QObject *parent = nullptr);
    ~QImap4() override;

    // Before open()
    QString host() const;
    void setHost(const QString &host);
    quint16 port() const; // the encryption's default until it is set
    void setPort(quint16 port); // 0: the default again
    Encryption encryption() const;
    void setEncryption(Encryption encryption);
    // A child process that speaks IMAP, instead of a server on the network
    QString commandProgram() const;
    QStringList commandArguments() const;
    void setCommand(const QString &program, const QStringList &arguments = {});
    CleartextPolicy cleartextPolicy() const;
    void setCleartextPolicy(CleartextPolicy policy);
    QSslConfiguration sslConfiguration() const;
    void setSslConfiguration(const QSslConfiguration &configuration);
    QImap4Limits limits() const;
    void setLimits(const QImap4Limits &limits);
    QImap4Quirks quirks() const;
    void setQuirks(const QImap4Quirks &quirks);
    void resetQuirks();
    QThread *workerThread() const;
    void setWorkerThread(QThread *thread);
    // Which SASL mechanisms may be used; empty: all that are safe where they are used.
    QByteArrayList allowedMechanisms() const;
    void setAllowedMechanisms(const QByteArrayList &mechanisms);
    // Asked anew at each authenticate() without credentials, in this thread.
    using CredentialsProvider =
        std::function<QImap4Credentials(const QImap4AuthenticationRequest &request)>;
    void setCredentialsProvider(const CredentialsProvider &provider);
    bool isAutoIdle() const;
    void setAutoIdle(bool on);
    QString identifier() const; // the host until it is set
    void setIdentifier(const QString &identifier); // null: the host again

    // For whoever looks for a fault; secrets are replaced everywhere
    int debugLevel() const;
    void setDebugLevel(int level); // 0 to 5
    QIODevice *debugDevice() const;
    void setDebugDevice(QIODevice *device); // must live in this thread

    // State
    State state() const;
    bool isEncrypted() const;
    bool isCompressed() const;
    bool isIdling() const;
    QImap4Capabilities capabilities() const;
    bool hasCapability(QByteArrayView name) const;
    QString protocolVersion() const; // "IMAP4rev2", "IMAP4rev1", "IMAP4"; empty: none of them
    QImap4MailboxInfo selectedMailbox() const;
    bool isReadOnly() const;
    QString user() const; // whose mail it is; empty: not logged in, or not known
    QString welcome() const;
    QSslCertificate peerCertificate() const;
    QImap4Error lastError() const; // why the connection ended
    int pendingCommands() const;

    static QString version();

public Q_SLOTS:
    // Connection
    QImap4Reply *open();
    void abort(); // drops the connection at once
    void answerTlsProblem(const QImap4TlsProblem &problem, QImap4::TlsAnswer answer);
    QImap4Reply *startTls();
    QImap4Reply *compress();
    QImap4Reply *login(const QString &user, const QString &password);
    QImap4Reply *loginCramMd5(const QString &user, const QString &password);
    QImap4Reply *authenticate(const QImap4Credentials &credentials = {},
                              const QByteArray &mechanism = {});
    void provideCredentials(const QImap4Credentials &credentials); // for authenticationRequired()
    QImap4Reply *authenticateByChallenge(const QByteArray &mechanism);
    void respondToChallenge(const QByteArray &response); // for authenticationChallenge()
    void cancelAuthentication();
    QImap4Reply *logout();

    // Any state
    QImap4Reply *capability();
    QImap4Reply *noop();
    QImap4Reply *id(const QMap<QString, QString> &parameters = {});
    QImap4Reply *command(const QByteArray &name, const QVariantList &arguments = {},
                         const QByteArrayList &collect = {});
    QImap4Reply *invoke(const QByteArray &name, const QVariantList &arguments = {});
    QImap4Reply *recent();
    QByteArrayList response(const QByteArray &code); // takes what the server said unasked
    QList<QImap4UntaggedResponse> popUntaggedResponses();

    // Mailboxes
    QImap4Reply *list(const QString &reference = {}, const QString &pattern = QStringLiteral("*"),
                      QImap4MailboxStatus::Items status = {});
    QImap4Reply *lsub(const QString &reference = {}, const QString &pattern = QStringLiteral("*"));
    QImap4Reply *status(const QString &mailbox, QImap4MailboxStatus::Items items);
    QImap4Reply *namespaces();
    QImap4Reply *createMailbox(const QString &mailbox);
    QImap4Reply *deleteMailbox(const QString &mailbox);
    QImap4Reply *renameMailbox(const QString &from, const QString &to);
    QImap4Reply *subscribe(const QString &mailbox);
    QImap4Reply *unsubscribe(const QString &mailbox);
    QImap4Reply *append(const QString &mailbox, const QByteArray &message,
                        const QImap4Flags &flags = {}, const QDateTime &internalDate = {});
    QImap4Reply *append(const QString &mailbox, const QImap4AppendMessageList &messages);
    // The content comes from the device as it is sent. It must live in this thread until the reply
    // finishes.
    QImap4Reply *append(const QString &mailbox, QIODevice *device, qint64 size = -1,
                        const QImap4Flags &flags = {}, const QDateTime &internalDate = {});
    QImap4Reply *enable(const QByteArrayList &extensions);

    QImap4Reply *select(const QString &mailbox = QStringLiteral("INBOX"));
    QImap4Reply *examine(const QString &mailbox = QStringLiteral("INBOX"));
    QImap4Reply *close();
    QImap4Reply *unselect();
    QImap4Reply *check();

    // Rights, quotas, annotations
    QImap4Reply *getAcl(const QString &mailbox);
    QImap4Reply *setAcl(const QString &mailbox, const QString &identifier,
                        const QImap4Rights &rights,
                        QImap4::AclAction action = QImap4::ReplaceRights);
    QImap4Reply *deleteAcl(const QString &mailbox, const QString &identifier);
    QImap4Reply *listRights(const QString &mailbox, const QString &identifier);
    QImap4Reply *myRights(const QString &mailbox);
    QImap4Reply *getQuota(const QString &root);
    QImap4Reply *getQuotaRoot(const QString &mailbox);
    QImap4Reply *setQuota(const QString &root, const QMap<QByteArray, quint64> &limits);
    QImap4Reply *getAnnotation(const QString &mailbox, const QString &entry,
                               const QString &attribute);
    QImap4Reply *setAnnotation(const QString &mailbox, const QString &entry,
                               const QMap<QString, QByteArray> &attributes);
    QImap4Reply *proxyAuth(const QString &user);

    // Messages of the selected mailbox
    QImap4Reply *fetch(const QImap4MessageSet &messages, QImap4::FetchItems items,
                       const QByteArrayList &sections = {});
    // The content goes to the device as it comes. It must live in this thread until the reply
    // finishes.
    QImap4Reply *fetchTo(QIODevice *device, const QImap4MessageSet &message,
                         const QByteArray &section = {});
    QImap4Reply *store(const QImap4MessageSet &messages, QImap4::StoreAction action,
                       const QImap4Flags &flags);
    QImap4Reply *copy(const QImap4MessageSet &messages, const QString &mailbox);
    QImap4Reply *move(const QImap4MessageSet &messages, const QString &mailbox);
    QImap4Reply *expunge(); // everything marked \Deleted
    QImap4Reply *expunge(const QImap4MessageSet &uids); // of those only, needs UIDPLUS
    QImap4Reply *search(const QImap4SearchKey &key,
                        QImap4MessageSet::Kind kind = QImap4MessageSet::Uids);
    QImap4Reply *sort(const QImap4SortKeyList &order, const QImap4SearchKey &key = {},
                      QImap4MessageSet::Kind kind = QImap4MessageSet::Uids);
    QImap4Reply *threadMessages(const QByteArray &algorithm = "REFERENCES",
                                const QImap4SearchKey &key = {},
                                QImap4MessageSet::Kind kind = QImap4MessageSet::Uids);
    QImap4Reply *partial(quint32 sequenceNumber, const QByteArray &section, quint32 offset,
                         quint32 length);
    QImap4Reply *idle(int milliseconds = 29 * 60 * 1000);
    void done(); // ends idle()

Q_SIGNALS:
    void hostChanged();
    void portChanged();
    void encryptionChanged();
    void autoIdleChanged();
    void identifierChanged();
    void debugLevelChanged();

    // Connection
    void stateChanged(QImap4::State state);
    void connected(); // greeting received, and TLS established where it was asked for
    void welcomeChanged(const QString &welcome);
    void encrypted();
    void encryptedChanged(bool encrypted);
    void compressedChanged(bool compressed);
    void tlsProblem(const QImap4TlsProblem &problem); // answer with answerTlsProblem()
    void authenticated();
    void userChanged(const QString &user);
    void authenticationRequired(const QImap4AuthenticationRequest &request);
    void authenticationChallenge(const QByteArray &challenge); // of authenticateByChallenge()
    void disconnected();
    void errorOccurred(const QImap4Error &error); // the connection ended against our will
    void capabilitiesChanged(const QImap4Capabilities &capabilities);
    void pendingCommandsChanged(int count);
    void idlingChanged(bool idling);

    // What the server says, asked or unasked
    void alert(const QString &text); // must be shown to the user, as plain text
    void bye(const QString &text, const QImap4ResponseCode &code);
    void serverId(const QMap<QString, QString> &parameters);
    void quirksChanged(const QImap4Quirks &quirks);
    void mailboxListed(const QImap4Mailbox &mailbox);
    void mailboxSubscribed(const QImap4Mailbox &mailbox); // a row of LSUB
    void mailboxStatus(const QImap4MailboxStatus &status);
    void namespacesReceived(const QImap4Namespaces &namespaces);
    void selectedMailboxChanged(const QImap4MailboxInfo &mailbox); // any of its fields
    void mailboxSelected(const QImap4MailboxInfo &mailbox);
    void mailboxClosed();
    void readOnlyChanged(bool readOnly);
    void existsChanged(quint32 exists);
    void recentChanged(quint32 recent);
    // Each number counts after those before it are gone (RFC 9051, 7.5.1).
    void messagesExpunged(const QList<quint32> &sequenceNumbers);
    void messagesVanished(const QImap4MessageSet &uids, bool earlier);
    void messagesFetched(const QImap4MessageList &messages);
    void searchFinished(const QImap4SearchResult &result);
    void aclReceived(const QImap4Acl &acl);
    void listRightsReceived(const QImap4ListRights &rights);
    void myRightsReceived(const QImap4MyRights &rights);
    void quotaReceived(const QImap4Quota &quota);
    void quotaRootsReceived(const QString &mailbox, const QStringList &roots);
    void sortFinished(const QList<quint32> &numbers); // as sort() asked: UIDs or sequence numbers
    void threadFinished(const QImap4ThreadList &threads);
    void annotationReceived(const QImap4Annotation &annotation);
    void metadataReceived(const QImap4Metadata &metadata);
    void urlsReceived(const QImap4Urls &urls);
    void languagesReceived(const QImap4Languages &languages);
    void comparatorReceived(const QImap4Comparator &comparator);
    void conversionReceived(const QImap4Conversion &conversion);
    void convertedReceived(const QImap4Converted &converted);
    void jmapAccessReceived(const QImap4JmapAccess &access);
    void uidBatchesReceived(const QImap4UidBatches &batches);
    // Every code of an untagged status response, whether the library knows it or not.
    void responseCodeReceived(const QImap4ResponseCode &code, const QString &text);
    void
    untaggedResponse(const QImap4UntaggedResponse &response); // those without a signal of their own
    void protocolWarning(const QString &text, const QByteArray &raw);
    // One line for a protocol log; secrets are replaced, and it is safe to show.
    void protocolMessage(QImap4::Direction direction, const QByteArray &line);

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    friend class QImap4ReplyPrivate;
    Q_DECLARE_PRIVATE(QImap4)
    Q_DISABLE_COPY_MOVE(QImap4)
    QScopedPointer<QImap4Private> d_ptr;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(QImap4::FetchItems)

#endif // QIMAP4_H
