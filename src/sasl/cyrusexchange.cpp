// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/cyrusexchange_p.h"

#include "sasl/cyruslibrary_p.h"
#include "sasl/saslerrors_p.h"
#include "sasl/scramcheck_p.h"

#include <QtCore/qcoreapplication.h>

#include <sasl/sasl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

namespace QImap4Internal {

namespace {

template <typename Function>
int (*asCallback(Function function))()
{
    // Every function pointer survives the way through this one, says the language.
    return reinterpret_cast<int (*)()>(reinterpret_cast<void (*)()>(function));
}

QImap4Error::Category categoryOf(int result)
{
    switch (result) {
    case SASL_BADPROT:
        return QImap4Error::ProtocolError;
    case SASL_NOMECH:
        return QImap4Error::UnsupportedError;
    case SASL_BADPARAM:
    case SASL_BUFOVER:
        return QImap4Error::InvalidArgumentError;
    default:
        return QImap4Error::AuthenticationError;
    }
}

} // namespace

// One sasl_conn_t with what its callbacks hand out. Its address is their context.
class CyrusExchange::Connection
{
public:
    explicit Connection(const SaslIdentity &identity);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    int open();
    sasl_conn_t *handle() const { return m_handle; }
    bool isClean() const { return m_clean; }

private:
    static int simple(void *context, int id, const char **result, unsigned *length);
    static int secret(sasl_conn_t *, void *context, int id, sasl_secret_t **result);
    static int realm(void *context, int id, const char **available, const char **result);

    sasl_secret_t *passwordForLibrary()
    {
        return reinterpret_cast<sasl_secret_t *>(m_password.data());
    }

    QByteArray m_host;
    QByteArray m_user;
    QByteArray m_authorizationIdentity;
    QByteArray m_password; // as a sasl_secret_t
    bool m_clean = true; // no NUL, at which the library would cut a name off
    std::array<sasl_callback_t, 5> m_callbacks;
    sasl_conn_t *m_handle = nullptr;
};

CyrusExchange::Connection::Connection(const SaslIdentity &identity)
    : m_host(identity.host.toUtf8())
    , m_user(identity.credentials.user().toUtf8())
    , m_authorizationIdentity(identity.credentials.authorizationIdentity().toUtf8())
{
    const QImap4Secret kept = identity.credentials.password();
    const QByteArrayView password = kept.utf8();
    m_clean = !m_user.contains('\0') && !m_authorizationIdentity.contains('\0')
        && !password.contains('\0');
    m_password = QByteArray(qsizetype(sizeof(sasl_secret_t)) + password.size(), '\0');
    passwordForLibrary()->len = static_cast<unsigned long>(password.size());
    std::copy(password.begin(), password.end(), passwordForLibrary()->data);
    m_callbacks = {{
        {SASL_CB_USER, asCallback(&Connection::simple), this},
        {SASL_CB_AUTHNAME, asCallback(&Connection::simple), this},
        {SASL_CB_PASS, asCallback(&Connection::secret), this},
        {SASL_CB_GETREALM, asCallback(&Connection::realm), this},
        {SASL_CB_LIST_END, nullptr, nullptr},
    }};
}

CyrusExchange::Connection::~Connection()
{
    if (m_handle)
        sasl_dispose(&m_handle);
    QImap4Secret::wipe(&m_password);
}

// The library looks its own machine's name up in here, which can take as long as a resolver does
// where the name has no dot and is not in /etc/hosts. There is no way to tell it not to.
int CyrusExchange::Connection::open()
{
    int result = sasl_client_new("imap", m_host.constData(), nullptr, nullptr, m_callbacks.data(),
                                 0, &m_handle);
    if (result != SASL_OK)
        return result;
    sasl_security_properties_t properties;
    std::memset(&properties, 0, sizeof properties); // no layer, and nothing forbidden
    return sasl_setprop(m_handle, SASL_SEC_PROPS, &properties);
}

int CyrusExchange::Connection::simple(void *context, int id, const char **result, unsigned *length)
{
    const auto *self = static_cast<Connection *>(context);
    const QByteArray &value = id == SASL_CB_USER ? self->m_authorizationIdentity : self->m_user;
    *result = value.constData();
    if (length)
        *length = unsigned(value.size());
    return SASL_OK;
}

int CyrusExchange::Connection::secret(sasl_conn_t *, void *context, int, sasl_secret_t **result)
{
    *result = static_cast<Connection *>(context)->passwordForLibrary();
    return SASL_OK;
}

// The user's name says the realm where one is needed; else the server's first will do.
int CyrusExchange::Connection::realm(void *, int, const char **available, const char **result)
{
    *result = available && *available ? *available : "";
    return SASL_OK;
}

CyrusExchange::CyrusExchange(const SaslMechanism &mechanism, const SaslIdentity &identity)
    : m_mechanism(mechanism)
    , m_connection(std::make_unique<Connection>(identity))
{}

CyrusExchange::~CyrusExchange() = default;

bool CyrusExchange::isScram() const
{
    return qstrncmp(m_mechanism.name, "SCRAM-", 6) == 0;
}

SaslStep CyrusExchange::doStart()
{
    if (!SaslExchange::isInstalled(m_mechanism))
        return {{}, QImap4Error(QImap4Error::UnsupportedError, QLatin1String(m_mechanism.name))};
    if (!m_connection->isClean())
        return {{},
                QImap4Error(QImap4Error::InvalidArgumentError,
                            QCoreApplication::translate(
                                "QImap4", "The name or the password holds a NUL character."))};
    const char *output = nullptr;
    unsigned length = 0;
    const char *chosen = nullptr;
    int result = m_connection->open();
    if (result == SASL_OK)
        result = sasl_client_start(m_connection->handle(), m_mechanism.name, nullptr, &output,
                                   &length, &chosen);
    if (result != SASL_OK && result != SASL_CONTINUE)
        return failure(result);
    if (m_mechanism.opening == SaslOpening::ServerFirst)
        return {};
    if (result == SASL_OK)
        setComplete();
    return {QByteArray(output ? output : "", qsizetype(length)), {}};
}

SaslStep CyrusExchange::doStep(const QByteArray &challenge)
{
    if (isComplete())
        return {{}, challengeAfterTheEnd()};
    const bool first = !std::exchange(m_challenged, true);
    if (first && isScram()) {
        if (const QImap4Error error = checkScramServerFirst(challenge))
            return {{}, error};
    }
    const bool needsChallenge =
        m_mechanism.opening == SaslOpening::ServerFirst && qstrcmp(m_mechanism.name, "LOGIN") != 0;
    if (first && needsChallenge && challenge.isEmpty())
        return {{}, challengeMalformed()};
    const char *output = nullptr;
    unsigned length = 0;
    const int result = sasl_client_step(m_connection->handle(), challenge.constData(),
                                        unsigned(challenge.size()), nullptr, &output, &length);
    if (result != SASL_OK && result != SASL_CONTINUE)
        return failure(result);
    if (result == SASL_OK)
        setComplete();
    return {QByteArray(output ? output : "", qsizetype(length)), {}};
}

SaslStep CyrusExchange::failure(int result) const
{
    // sasl_errdetail() may quote what the server said; the plain words do not.
    return {{},
            QImap4Error(categoryOf(result),
                        QString::fromUtf8(sasl_errstring(result, nullptr, nullptr)))};
}

} // namespace QImap4Internal
