// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4SANITIZEDHTML_H
#define QIMAP4SANITIZEDHTML_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qobjectdefs.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>
#include <QtCore/qurl.h>

class QImap4SanitizedHtmlData;

// How HTML of a mail is made safe. Colours are 0xAARRGGBB, as QColor::rgb() gives them.
class QIMAP4_EXPORT QImap4HtmlOptions
{
    Q_GADGET
public:
    enum ColorPolicy {
        Adapted, // sender's colours where text and background are both given and readable
        Original, // all of the sender's colours, on a white page
        System // none
    };
    Q_ENUM(ColorPolicy)

    ColorPolicy colorPolicy = Adapted;
    quint32 textColor = 0xff000000; // of the palette that the document will be shown with
    quint32 backgroundColor = 0xffffffff;
    qsizetype maximumInput = 1024 * 1024; // bytes; the rest is cut off and reported
    qsizetype maximumElements = 50'000;
    int timeBudget = 400; // milliseconds; what takes longer is shown as plain text
};

// How plain text becomes a document.
class QIMAP4_EXPORT QImap4PlainTextOptions
{
    Q_GADGET
public:
    enum Format {
        Fixed, // each line stands as it is
        Flowed, // RFC 3676
        FlowedDelSp // RFC 3676 with DelSp=yes
    };
    Q_ENUM(Format)

    Format format = Fixed;
    QList<quint32> quoteColors = {0xff5c7ea8, 0xff6f9a5b, 0xffa87b4f}; // bars, by level, repeated
    quint32 dimmedColor = 0xff808080; // of the signature
    qsizetype maximumInput = 1024 * 1024; // characters
};

// A link of the document: where it really goes, and what the mail says.
class QIMAP4_EXPORT QImap4HtmlLink
{
    Q_GADGET
public:
    enum Warning {
        NoWarning = 0x0,
        HostMismatch = 0x1, // the text names another host
        AddressHost = 0x2, // the host is a number
        HasUserInfo = 0x4, // something stands before "@" in front of the host
        MixedScripts = 0x8, // letters of several scripts in one part of the host name
        Downgrade = 0x10 // the text says https, the link is http
    };
    Q_DECLARE_FLAGS(Warnings, Warning)
    Q_FLAG(Warnings)

    QUrl url;
    QString text;
    Warnings warnings;

    friend bool operator==(const QImap4HtmlLink &a, const QImap4HtmlLink &b)
    {
        return a.url == b.url && a.text == b.text && a.warnings == b.warnings;
    }
};
Q_DECLARE_OPERATORS_FOR_FLAGS(QImap4HtmlLink::Warnings)

// A picture that comes with the mail: another part by its Content-ID, or the bytes themselves.
class QIMAP4_EXPORT QImap4InlineImage
{
public:
    QByteArray contentId; // without angle brackets; empty when `data` is given
    QByteArray data; // PNG, JPEG, GIF or WebP

    friend bool operator==(const QImap4InlineImage &a, const QImap4InlineImage &b)
    {
        return a.contentId == b.contentId && a.data == b.data;
    }
};

// What was found and left out on the way.
class QIMAP4_EXPORT QImap4HtmlReport
{
public:
    QMap<QString, int> remoteHosts; // references to other computers, by host
    int probableTrackers = 0; // pictures that only tell the sender that the mail was read
    int forms = 0;
    int scripts = 0;
    int mismatchingLinks = 0; // links with any warning
    qsizetype hiddenTextLength = 0; // characters
    bool isTruncated = false; // a limit cut something off
    bool isPlainTextFallback = false; // could not be shown as HTML in time
};

class QIMAP4_EXPORT QImap4SanitizedHtml
{
public:
    QImap4SanitizedHtml();
    QImap4SanitizedHtml(const QImap4SanitizedHtml &other);
    QImap4SanitizedHtml(QImap4SanitizedHtml &&other) noexcept;
    QImap4SanitizedHtml &operator=(const QImap4SanitizedHtml &other);
    QImap4SanitizedHtml &operator=(QImap4SanitizedHtml &&other) noexcept;
    ~QImap4SanitizedHtml();

    static QImap4SanitizedHtml fromHtml(const QByteArray &html, const QByteArray &charset,
                                        const QImap4HtmlOptions &options = {});
    static QImap4SanitizedHtml fromPlainText(const QString &text,
                                             const QImap4PlainTextOptions &options = {});

    bool isEmpty() const;
    QString toHtml() const;
    QList<QImap4HtmlLink> links() const; // "qimap4-link:<index>"
    QList<QImap4InlineImage> inlineImages() const; // "qimap4-part:<index>"
    QList<QUrl> remoteImages() const; // "qimap4-remote:<index>"
    QImap4HtmlReport report() const;

private:
    explicit QImap4SanitizedHtml(QImap4SanitizedHtmlData *data);

    QSharedDataPointer<QImap4SanitizedHtmlData> d;
};

Q_DECLARE_METATYPE(QImap4SanitizedHtml)

#endif // QIMAP4SANITIZEDHTML_H
