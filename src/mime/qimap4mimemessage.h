// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MIMEMESSAGE_H
#define QIMAP4MIMEMESSAGE_H

#include "qimap4bodystructure.h"
#include "qimap4envelope.h"
#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>

class QImap4MimeMessageData;

// A whole message in memory (RFC 5322, MIME), seen as the server would show it.
class QIMAP4_EXPORT QImap4MimeMessage
{
public:
    QImap4MimeMessage();
    QImap4MimeMessage(const QImap4MimeMessage &other);
    QImap4MimeMessage(QImap4MimeMessage &&other) noexcept;
    QImap4MimeMessage &operator=(const QImap4MimeMessage &other);
    QImap4MimeMessage &operator=(QImap4MimeMessage &&other) noexcept;
    ~QImap4MimeMessage();

    static QImap4MimeMessage fromRfc822(const QByteArray &raw);

    bool isNull() const; // made of no bytes
    bool isTruncated() const; // a limit on depth or number of parts was reached
    QByteArray raw() const;
    QImap4Envelope envelope() const;
    QImap4BodyStructure structure() const;
    QByteArrayList header(QByteArrayView name) const; // each occurrence, raw, unfolded

    QByteArray rawPart(QByteArrayView section) const; // as BODY[section]
    QByteArray decodedPart(QByteArrayView section) const; // without its transfer encoding
    QString text(QByteArrayView section) const; // of a text part

private:
    QSharedDataPointer<QImap4MimeMessageData> d;
};

Q_DECLARE_METATYPE(QImap4MimeMessage)

#endif // QIMAP4MIMEMESSAGE_H
