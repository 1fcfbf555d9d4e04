// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_HTMLSANITIZER_P_H
#define QIMAP4_MIME_HTMLSANITIZER_P_H

#include "cssstyle_p.h"
#include "htmltext_p.h"
#include "sanitizedhtml_p.h"

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

#include <gumbo.h>

namespace QImap4Internal {

struct AllowedElement;

// Walks over a parsed document and writes a new one, made only of elements, attributes and style
// properties on its lists. Nothing but text is copied from the input.
class HtmlSanitizer
{
public:
    HtmlSanitizer(const QImap4HtmlOptions &options, const HidingRules &rules,
                  const QDeadlineTimer &deadline, QImap4SanitizedHtmlData *result);

    // False when the time was over before the end.
    bool run(const GumboNode *root);

private:
    static constexpr int maximumDepth = 100; // of elements in the document

    // What an element hands down to its children.
    struct State
    {
        bool isHidden = false;
        bool hasNoTextSize = false; // font-size:0, until an element inside gives one
        bool keepsSpace = false;
        int depth = 0;
        int tables = 0;
        bool isInGrid = false; // the innermost table is written as one
        int lists = 0;
        qsizetype link = -1;
        std::optional<Rgb> color; // as written, not as asked for
        std::optional<Rgb> background;
    };

    struct Frame
    {
        const GumboNode *node;
        unsigned nextChild;
        const char *endTag; // null when no start tag was written
        bool isBlock;
        int columnsLeft; // of a table row
        State state;
        bool isLoose = false; // its last children are in a block of their own
    };

    void visit(const GumboNode *node);
    void visitText(const GumboNode *node);
    void visitElement(const GumboNode *node);
    void enterBody(const GumboElement &element, Frame &frame, const CssStyle &style);
    void enterElement(const GumboElement &element, const AllowedElement &allowed, Frame &frame,
                      const CssStyle &style);
    void leave(const Frame &frame);

    bool takeGrid(const GumboElement &table);
    void beginInline();
    void beginContent();
    void startLooseBlock();
    void beginText();
    void beginBlock();
    void writeBreak(const AllowedElement &allowed);
    void writeImage(const GumboElement &element, const CssStyle &style, const State &state);
    QByteArray imageSource(const QByteArray &url, bool isTracker);
    QByteArray elementAttributes(const GumboElement &element, const AllowedElement &allowed,
                                 const CssStyle &style, Frame &frame);
    QByteArray tableAttributes(const GumboElement &element, const CssStyle &style);
    QByteArray cellAttributes(const GumboElement &element, const CssStyle &style);
    QByteArray fontDeclarations(const GumboElement &element);
    QByteArray colorDeclarations(const GumboElement &element, const CssStyle &style,
                                 State &state) const;
    bool openLink(const GumboElement &element, State &state);
    void closeLink(qsizetype index);
    bool isHidden(const GumboElement &element, const CssStyle &style) const;
    void noteRemote(const QUrl &url);
    void noteReferences(const GumboElement &element);
    void noteReference(QByteArrayView url);

    const QImap4HtmlOptions &m_options;
    const HidingRules &m_rules;
    QDeadlineTimer m_deadline;
    QImap4SanitizedHtmlData *m_result;
    QString &m_out;
    HtmlTextWriter m_text;
    QList<Frame> m_frames;
    QHash<QByteArray, qsizetype> m_remoteIndex;
    QHash<QByteArray, qsizetype> m_contentIdIndex;
    qsizetype m_referencesLeft = 2000;
    qsizetype m_gridCellsLeft = 20'000;
    qsizetype m_elements = 0;
    unsigned m_nodes = 0;
    int m_looseBlocksLeft = 2000;
    bool m_isAfterBlock = false; // nothing but blanks and inline tags since
    qsizetype m_looseFrame = -1; // where a block would start if content follows now,
    qsizetype m_loosePosition = 0; // and from which place in the document on
};

} // namespace QImap4Internal

#endif // QIMAP4_MIME_HTMLSANITIZER_P_H
