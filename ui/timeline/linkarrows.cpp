// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/linkarrows.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

std::size_t firstEndingAtOrAfter(const Trace& trace, Timestamp time) {
    std::size_t low = 0;
    std::size_t high = trace.links().size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (trace.event(trace.links()[middle].to).time < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool concerns(const Trace& trace, const Link& link, ThreadId selected, ObjectId hovered) {
    const bool isSelected = selected.isValid() && (link.fromThread == selected || link.toThread == selected);
    return isSelected || (hovered.isValid() && trace.event(link.to).object == hovered);
}

void thin(std::vector<Arrow>& arrows, TimeRange range, std::size_t most) {
    if (arrows.size() <= most) return;
    const Timestamp stretch = std::max<Timestamp>(1, range.length() / static_cast<Timestamp>(most));
    Timestamp last = -1;
    std::erase_if(arrows, [&](const Arrow& arrow) {
        const Timestamp place = arrow.toTime / stretch;
        return std::exchange(last, place) == place;
    });
}

} // namespace

std::vector<Arrow> visibleArrows(const Trace& trace, TimeRange range, ArrowMode mode, ThreadId selected,
                                 ObjectId hovered, std::size_t most) {
    std::vector<Arrow> arrows;
    if (mode == ArrowMode::Off) return arrows;
    for (std::size_t i = firstEndingAtOrAfter(trace, range.begin), n = trace.links().size(); i < n; ++i) {
        const Link& link = trace.links()[i];
        const Timestamp end = trace.event(link.to).time;
        if (end >= range.end) break;
        if (mode == ArrowMode::Selection && !concerns(trace, link, selected, hovered)) continue;
        const bool isLit = hovered.isValid() && trace.event(link.to).object == hovered;
        arrows.push_back(
            {link.kind, link.fromThread, link.toThread, trace.event(link.from).time, end, isLit});
    }
    thin(arrows, range, most);
    return arrows;
}

void paintArrow(QPainter& painter, QPointF from, QPointF to, const Arrow& arrow, const Theme& theme) {
    QColor colour = arrow.isLit ? theme.accent : theme.text;
    colour.setAlphaF(arrow.isLit ? 1.0F : 0.65F);
    const Qt::PenStyle style =
        arrow.kind == LinkKind::Spawn || arrow.kind == LinkKind::Join ? Qt::DashLine : Qt::SolidLine;
    const double bend = std::clamp(std::abs(to.x() - from.x()) / 2, 6.0, 24.0);
    QPainterPath path(from);
    path.cubicTo(from + QPointF(bend, 0), to - QPointF(bend, 0), to);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, arrow.isLit ? 2 : 1.2, style));
    painter.drawPath(path);
    constexpr double kHead = 5;
    const QPointF head[] = {to, to + QPointF(-kHead - 1, -kHead * 0.6),
                            to + QPointF(-kHead - 1, kHead * 0.6)};
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(head, 3);
}

} // namespace lockstep::ui
