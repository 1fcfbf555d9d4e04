// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MESSAGEPARTS_H
#define QIMAP4MESSAGEPARTS_H

#include "qimap4bodystructure.h"
#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qobjectdefs.h>
#include <QtCore/qstring.h>

// A part to list below the message and to save.
class QIMAP4_EXPORT QImap4Attachment
{
    Q_GADGET
public:
    enum Danger {
        NoDanger = 0x0,
        Executable = 0x1, // opening it may run it
        TypeMismatch = 0x2 // name and type, or its two names, tell different things
    };
    Q_DECLARE_FLAGS(Dangers, Danger)
    Q_FLAG(Dangers)

    QByteArray section;
    QString fileName; // safe, never empty
    QByteArray mimeType;
    quint64 size = 0; // bytes when decoded; estimated from the encoded size
    Dangers dangers;

    friend bool operator==(const QImap4Attachment &a, const QImap4Attachment &b)
    {
        return a.section == b.section && a.fileName == b.fileName && a.mimeType == b.mimeType
            && a.size == b.size && a.dangers == b.dangers;
    }
};
Q_DECLARE_OPERATORS_FOR_FLAGS(QImap4Attachment::Dangers)

// Which parts of a message are its text, which belong into that text, and which are attached.
class QIMAP4_EXPORT QImap4MessageParts
{
    Q_GADGET
public:
    enum Preference { PreferHtml, PreferPlainText };
    Q_ENUM(Preference)

    QImap4MessageParts() = default;

    static QImap4MessageParts fromStructure(const QImap4BodyStructure &structure,
                                            Preference preference = PreferHtml);

    // text/html and text/plain parts to show one below the other, each as a document of its own.
    const QList<QImap4BodyStructure> &bodies() const { return m_bodies; }
    // Sections by Content-ID (without angle brackets) of the parts that the body may refer to.
    QHash<QByteArray, QByteArray> relatedParts(const QByteArray &bodySection) const
    {
        return m_relatedParts.value(bodySection);
    }
    const QList<QImap4Attachment> &attachments() const { return m_attachments; }

private:
    friend class QImap4MessagePartsBuilder;

    QList<QImap4BodyStructure> m_bodies;
    QHash<QByteArray, QHash<QByteArray, QByteArray>> m_relatedParts; // by section of the body
    QList<QImap4Attachment> m_attachments;
};

Q_DECLARE_METATYPE(QImap4MessageParts)

#endif // QIMAP4MESSAGEPARTS_H
