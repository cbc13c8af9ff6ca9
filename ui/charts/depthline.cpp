// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depthline.h"

namespace lockstep::ui {

namespace {

QPointF point(Timestamp time, std::int32_t value) {
    return {static_cast<double>(time), static_cast<double>(value)};
}

QList<QPointF> cornerByCorner(const StepTrack& track, TimeRange range, std::size_t first, std::size_t last) {
    QList<QPointF> points{point(std::max(range.begin, track[first].time), track[first].value)};
    for (std::size_t i = first + 1; i <= last; ++i) {
        points.append(point(track[i].time, track[i - 1].value));
        points.append(point(track[i].time, track[i].value));
    }
    points.append(point(range.end, track[last].value));
    return points;
}

QList<QPointF> columnByColumn(const StepTrack& track, TimeRange range, TimeRange shown, int columns) {
    QList<QPointF> points;
    for (int c = 0; c < columns; ++c) {
        const TimeRange column =
            TimeRange{columnBegin(range, columns, c), columnBegin(range, columns, c + 1)}.intersected(shown);
        const auto extent = column.isEmpty() ? std::nullopt : track.extent(column);
        if (!extent) continue;
        // goes on from the nearer end, so that the line does not cross itself more than the track does
        const bool isHigh = !points.isEmpty() && points.last().y() > (extent->min + extent->max) / 2.0;
        points.append(point(column.begin, isHigh ? extent->max : extent->min));
        if (extent->min != extent->max)
            points.append(point(column.begin, isHigh ? extent->min : extent->max));
    }
    if (!points.isEmpty()) points.append({static_cast<double>(shown.end), points.last().y()});
    return points;
}

} // namespace

Timestamp columnBegin(TimeRange range, int columns, int column) {
    const Timestamp length = range.length();
    return range.begin + length / columns * column + length % columns * column / columns;
}

QList<QPointF> depthLine(const StepTrack& track, TimeRange range, int columns, Timestamp end) {
    const TimeRange shown{range.begin, std::min(range.end, end)};
    if (shown.isEmpty() || columns <= 0) return {};
    const auto last = track.changes().indexAt(shown.end - 1);
    if (!last) return {};
    const std::size_t first = track.changes().indexAt(shown.begin).value_or(0);
    const bool areFew = *last - first <= 2 * static_cast<std::size_t>(columns);
    return areFew ? cornerByCorner(track, shown, first, *last) : columnByColumn(track, range, shown, columns);
}

} // namespace lockstep::ui
