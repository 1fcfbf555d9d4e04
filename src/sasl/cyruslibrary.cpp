// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/cyruslibrary_p.h"

#include <sasl/sasl.h>

#include <mutex>
#include <new>

namespace QImap4Internal {

namespace {

// The library is without locks unless it is given some.
void *newMutex()
{
    return new (std::nothrow) std::mutex;
}

int lockMutex(void *mutex)
{
    static_cast<std::mutex *>(mutex)->lock();
    return SASL_OK;
}

int unlockMutex(void *mutex)
{
    static_cast<std::mutex *>(mutex)->unlock();
    return SASL_OK;
}

void deleteMutex(void *mutex)
{
    delete static_cast<std::mutex *>(mutex);
}

// By default it writes to the system's log.
int swallowLog(void *, int, const char *)
{
    return SASL_OK;
}

const sasl_callback_t GlobalCallbacks[] = {
    {SASL_CB_LOG, reinterpret_cast<int (*)()>(reinterpret_cast<void (*)()>(&swallowLog)), nullptr},
    {SASL_CB_LIST_END, nullptr, nullptr},
};

} // namespace

const CyrusLibrary &CyrusLibrary::instance()
{
    static const CyrusLibrary library; // the language sees to it that one thread makes it
    return library;
}

CyrusLibrary::CyrusLibrary()
{
    // Without effect when somebody else has begun the library before.
    sasl_set_mutex(&newMutex, &lockMutex, &unlockMutex, &deleteMutex);
    if (sasl_client_init(GlobalCallbacks) != SASL_OK)
        return;
    const char **names = sasl_global_listmech();
    for (; names && *names; ++names)
        m_mechanisms.append(QByteArray(*names).toUpper());
}

bool CyrusLibrary::has(QByteArrayView mechanism) const
{
    return m_mechanisms.contains(mechanism.toByteArray().toUpper());
}

} // namespace QImap4Internal
