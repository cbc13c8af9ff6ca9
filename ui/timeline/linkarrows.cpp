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

constexpr int kMostLooks = 256; // at links of one stretch that do not matter

} // namespace

std::vector<Arrow> visibleArrows(const Trace& trace, TimeRange range, ArrowMode mode, ThreadId selected,
                                 ObjectId hovered, std::size_t most) {
    std::vector<Arrow> arrows;
    const bool isNothingChosen = !selected.isValid() && !hovered.isValid();
    if (mode == ArrowMode::Off || (mode == ArrowMode::Selection && isNothingChosen)) return arrows;
    const std::size_t end = firstEndingAtOrAfter(trace, range.end);
    std::size_t i = firstEndingAtOrAfter(trace, range.begin);
    const bool isDense = end - i > most;
    const Timestamp stretch = std::max<Timestamp>(1, range.length() / static_cast<Timestamp>(most));
    for (int looks = 0; i < end;) {
        const Link& link = trace.links()[i];
        const Timestamp time = trace.event(link.to).time;
        const bool isWanted = mode == ArrowMode::All || concerns(trace, link, selected, hovered);
        if (isWanted) {
            const bool isLit = hovered.isValid() && trace.event(link.to).object == hovered;
            arrows.push_back(
                {link.kind, link.fromThread, link.toThread, trace.event(link.from).time, time, isLit});
        }
        const bool isStretchDone = isDense && (isWanted || ++looks >= kMostLooks);
        i = isStretchDone ? std::max(i + 1, firstEndingAtOrAfter(trace, (time / stretch + 1) * stretch))
                          : i + 1;
        if (isStretchDone) looks = 0;
    }
    return arrows;
}

void paintArrow(QPainter& painter, QPointF from, QPointF to, const Arrow& arrow, const Theme& theme) {
    constexpr double kHead = 6;
    const double down = to.y() >= from.y() ? 1 : -1;
    const QPointF neck = to - QPointF(0, down * (kHead - 1));
    const double bend = down * std::clamp(std::abs(neck.y() - from.y()) * 0.6, 4.0, 40.0);
    QPainterPath path(from);
    path.cubicTo(from + QPointF(0, bend), neck - QPointF(0, bend), neck);
    const QPolygonF head(
        {to, to + QPointF(-kHead * 0.6, -down * kHead), to + QPointF(kHead * 0.6, -down * kHead)});
    const QColor color = arrow.isLit ? theme.accent : theme.text;
    const bool isLife = arrow.kind == LinkKind::Spawn || arrow.kind == LinkKind::Join;
    const double width = arrow.isLit ? 2 : 1.3;
    // a rim in the background's colour lets it be seen on any span
    painter.setBrush(theme.background);
    painter.setPen(QPen(theme.background, width + 2.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.strokePath(path, painter.pen());
    painter.drawPolygon(head);
    painter.drawEllipse(from, 1.6, 1.6);
    painter.strokePath(path, QPen(color, width, isLife ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(head);
    painter.drawEllipse(from, 2, 2);
}

} // namespace lockstep::ui
