// SPDX-License-Identifier: LGPL-3.0-or-later
#include "htmltablegrid_p.h"

#include "cssstyle_p.h"
#include "gumboattributes_p.h"

#include <QtCore/qlist.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

int spanOf(const GumboElement &cell, const char *name)
{
    return std::clamp(pixelsFrom(attribute(cell, name)), 1, maximumSpan);
}

const GumboElement *childElement(const GumboElement &parent, unsigned index)
{
    const auto *const node = static_cast<const GumboNode *>(parent.children.data[index]);
    return node->type == GUMBO_NODE_ELEMENT ? &node->v.element : nullptr;
}

class TableGrid
{
public:
    explicit TableGrid(qsizetype limit)
        : m_limit(limit)
    {}

    qsizetype cells() const { return m_rows * m_columns.size(); }

    // Rows stand in the table itself or in one of its sections.
    void addRowsOf(const GumboElement &parent)
    {
        for (unsigned i = 0; i < parent.children.length && cells() <= m_limit; ++i) {
            const GumboElement *const child = childElement(parent, i);
            if (!child)
                continue;
            if (child->tag == GUMBO_TAG_TR)
                addRow(*child);
            else if (parent.tag == GUMBO_TAG_TABLE)
                addRowsOf(*child);
        }
    }

private:
    // What was last placed in a column.
    struct Placed
    {
        qsizetype endRow = 0; // the first row below it
        int width = 1;
    };

    void addRow(const GumboElement &row)
    {
        qsizetype column = 0;
        int left = maximumColumns;
        for (unsigned i = 0; i < row.children.length && left > 0; ++i) {
            const GumboElement *const cell = childElement(row, i);
            if (!cell || (cell->tag != GUMBO_TAG_TD && cell->tag != GUMBO_TAG_TH))
                continue;
            const int width = std::min(spanOf(*cell, "colspan"), left);
            left -= width;
            while (column < m_columns.size() && m_columns.at(column).endRow > m_rows)
                column += m_columns.at(column).width;
            const qsizetype end = column + width;
            m_columns.resize(std::max(m_columns.size(), end));
            const Placed placed{m_rows + spanOf(*cell, "rowspan"), width};
            std::fill(m_columns.begin() + column, m_columns.begin() + end, placed);
            column = end;
        }
        ++m_rows;
    }

    qsizetype m_limit;
    qsizetype m_rows = 0;
    QList<Placed> m_columns;
};

} // namespace

qsizetype tableGridCells(const GumboElement &table, qsizetype limit)
{
    TableGrid grid(limit);
    grid.addRowsOf(table);
    return grid.cells();
}

} // namespace QImap4Internal
