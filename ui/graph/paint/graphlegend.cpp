// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/paint/graphlegend.h"

#include <QCoreApplication>
#include <QFontMetricsF>

namespace lockstep::ui {

GraphLegend::GraphLegend(const GraphModel& model, const GraphStyle& style, double width)
    : m_rowHeight(style.detailHeight()) {
    const auto add = [this](const GraphEdge& edge, const char* words) {
        m_entries.push_back({edge, QCoreApplication::translate("lockstep::ui::GraphPainter", words), {}});
    };
    add({.kind = GraphEdgeKind::Holds}, "held by");
    add({.kind = GraphEdgeKind::WaitsFor, .isBlocked = true}, "blocked on");
    add({.kind = GraphEdgeKind::WaitsFor}, "waits for");
    if (model.needsAnybody) add({.kind = GraphEdgeKind::Needs}, "needs");
    add({.kind = GraphEdgeKind::WaitsFor, .isInRing = true}, "deadlock");
    const QFontMetricsF metrics(style.detailFont);
    QPointF next;
    for (Entry& entry : m_entries) {
        const double need = lineWidth(style) + gap(style) + metrics.horizontalAdvance(entry.words);
        if (next.x() > 0 && next.x() + need > width) {
            next = {0, next.y() + m_rowHeight};
            ++m_rows;
        }
        entry.place = next;
        next.rx() += need + 9 * style.unit;
    }
}

} // namespace lockstep::ui
