// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_HTMLTEXT_P_H
#define QIMAP4_MIME_HTMLTEXT_P_H

#include <QtCore/qstring.h>

namespace QImap4Internal {

// Writes text of a mail into a document: escaped, without control and bidirectional override
// characters, with places to break in long runs. Layout of an endless word or of an endless pile
// of combining marks takes minutes otherwise.
class HtmlTextWriter
{
public:
    enum class Spaces {
        Collapsed,
        Kept, // in an element that keeps them
        Hardened // kept by U+00A0, where a blank would be lost
    };

    explicit HtmlTextWriter(QString *out)
        : m_out(out)
    {}

    void write(QStringView text, Spaces spaces);
    void startLine() // a tag that ends a line was written
    {
        m_run = 0;
        m_atLineStart = true;
    }

private:
    void writeSpace(QChar c, QChar next, Spaces spaces);

    QString *m_out;
    int m_run = 0; // characters since the last place to break
    int m_marks = 0; // combining marks in a row
    bool m_afterSpace = false;
    bool m_atLineStart = true;
};

QString escapedAttribute(const QString &value);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_HTMLTEXT_P_H
