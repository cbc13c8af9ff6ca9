// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/paint/graphlegend.h"

#include <QCoreApplication>
#include <QFontMetricsF>

namespace lockstep::ui {

double GraphLegendEntry::width(const GraphStyle& style) const {
    const double text = QFontMetricsF(style.detailFont).horizontalAdvance(words);
    return lineWidth(style) + gap(style) + text + 9 * style.unit;
}

std::vector<GraphLegendEntry> graphLegend() {
    const auto say = [](const char* text) {
        return QCoreApplication::translate("lockstep::ui::GraphPainter", text);
    };
    return {{{.kind = GraphEdgeKind::Holds}, say("held by")},
            {{.kind = GraphEdgeKind::WaitsFor, .isBlocked = true}, say("blocked on")},
            {{.kind = GraphEdgeKind::WaitsFor}, say("waits for")},
            {{.kind = GraphEdgeKind::WaitsFor, .isInRing = true}, say("deadlock")}};
}

double legendWidth(const GraphStyle& style) {
    double width = 0;
    for (const GraphLegendEntry& entry : graphLegend()) width += entry.width(style);
    return width;
}

} // namespace lockstep::ui
