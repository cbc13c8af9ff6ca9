// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of edges and what each means, in as many rows as the width asks for.
#pragma once

#include "ui/graph/layout/graphstyle.h"

namespace lockstep::ui {

class GraphLegend {
public:
    struct Entry {
        GraphEdge edge;
        QString words;
        QPointF place; ///< of its line's left end and its row's top, from the corner
    };

    GraphLegend(const GraphModel& model, const GraphStyle& style, double width);

    const std::vector<Entry>& entries() const { return m_entries; }
    double height() const { return m_rows * m_rowHeight; }
    double rowHeight() const { return m_rowHeight; }
    static double lineWidth(const GraphStyle& style) { return 24 * style.unit; }
    static double gap(const GraphStyle& style) { return 4 * style.unit; }

private:
    std::vector<Entry> m_entries;
    double m_rowHeight = 0;
    int m_rows = 1;
};

} // namespace lockstep::ui
