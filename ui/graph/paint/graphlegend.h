// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of edges and what each means.
#pragma once

#include "ui/graph/layout/graphstyle.h"

namespace lockstep::ui {

struct GraphLegendEntry {
    GraphEdge edge;
    QString words;

    static double lineWidth(const GraphStyle& style) { return 24 * style.unit; }
    static double gap(const GraphStyle& style) { return 4 * style.unit; }
    /// Its line, its words and the room before the next.
    double width(const GraphStyle& style) const;
};

std::vector<GraphLegendEntry> graphLegend();
double legendWidth(const GraphStyle& style);

} // namespace lockstep::ui
