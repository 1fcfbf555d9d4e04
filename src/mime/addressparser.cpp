// SPDX-License-Identifier: LGPL-3.0-or-later
#include "addressparser_p.h"

#include "gmimeinit_p.h"

#include <gmime/gmime.h>

namespace QImap4Internal {

namespace {

constexpr qsizetype maximumField = 64 * 1024; // bytes
constexpr qsizetype maximumAddresses = 2000;
constexpr qsizetype maximumColons = 50; // each may start a group inside a group

// What the parser may get: it recurses into groups.
QByteArray bounded(const QByteArray &field)
{
    QByteArray text = field.left(maximumField);
    text.replace('\0', ' ');
    qsizetype colon = -1;
    for (qsizetype i = 0; i < maximumColons; ++i) {
        colon = text.indexOf(':', colon + 1);
        if (colon < 0)
            return text;
    }
    return text.left(colon);
}

QImap4Address mailbox(InternetAddressMailbox *address)
{
    const QByteArray name(internet_address_get_name(INTERNET_ADDRESS(address)));
    const QByteArray text(internet_address_mailbox_get_addr(address));
    const qsizetype at = text.lastIndexOf('@');
    const QByteArray host = at < 0 ? QByteArray() : text.mid(at + 1);
    return {name, at < 0 ? text : text.left(at),
            host.isEmpty() ? QByteArray(".MISSING-HOST-NAME.") : host};
}

void appendAll(InternetAddressList *list, int depth, QList<QImap4Address> &result)
{
    const int count = list ? internet_address_list_length(list) : 0;
    for (int i = 0; i < count && result.size() < maximumAddresses; ++i) {
        InternetAddress *address = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
            result.append(mailbox(INTERNET_ADDRESS_MAILBOX(address)));
        } else if (INTERNET_ADDRESS_IS_GROUP(address) && depth == 0) {
            auto *group = INTERNET_ADDRESS_GROUP(address);
            result.append(QImap4Address({}, QByteArray(internet_address_get_name(address)), {}));
            appendAll(internet_address_group_get_members(group), depth + 1, result);
            result.append(QImap4Address());
        }
    }
}

} // namespace

QList<QImap4Address> parseAddressList(const QByteArray &field)
{
    QList<QImap4Address> result;
    if (field.isEmpty())
        return result;
    ensureGMime();
    InternetAddressList *list = internet_address_list_parse(nullptr, bounded(field).constData());
    appendAll(list, 0, result);
    if (list)
        g_object_unref(list);
    return result;
}

} // namespace QImap4Internal
