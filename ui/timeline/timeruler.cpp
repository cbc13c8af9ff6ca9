// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeruler.h"

#include "ui/timeline/timecoordinates.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr double kLabelWidth = 84;
constexpr int kMinorPerMajor = 5;

// The smallest of 1, 2, 5, 10, 20, ... that is not below the length.
Timestamp roundStep(double length) {
    double power = 1;
    while (power * 10 < length) power *= 10;
    for (double factor : {1.0, 2.0, 5.0})
        if (power * factor >= length) return static_cast<Timestamp>(power * factor);
    return static_cast<Timestamp>(power * 10);
}

struct Unit {
    Timestamp size;
    const char* name;
};

// The largest unit that the far end of the range reaches; decimals tell the ticks apart.
Unit unitFor(TimeRange range) {
    static constexpr Unit kUnits[] = {{1'000'000'000, "s"}, {1'000'000, "ms"}, {1'000, "µs"}};
    for (const Unit& unit : kUnits)
        if (std::max(range.begin, range.end) >= unit.size) return unit;
    return {1, "ns"};
}

int decimalsFor(Timestamp step, Timestamp unit) {
    int decimals = 0;
    while (unit > 1 && step % unit != 0 && decimals < 9) {
        ++decimals;
        unit /= 10;
    }
    return decimals;
}

} // namespace

std::vector<Tick> ticks(TimeRange range, double widthPx, double labelWidthPx) {
    std::vector<Tick> result;
    if (range.isEmpty() || widthPx <= 0) return result;
    const double most = std::max(1.0, widthPx / labelWidthPx);
    const Timestamp major = roundStep(static_cast<double>(range.length()) / most);
    const Timestamp minor = std::max<Timestamp>(1, major / kMinorPerMajor);
    const Unit unit = unitFor(range);
    const int decimals = decimalsFor(major, unit.size);
    const Timestamp first = (std::max<Timestamp>(0, range.begin) + minor - 1) / minor * minor;
    for (Timestamp time = first; time < range.end; time += minor) {
        Tick tick{time, time % major == 0, {}};
        const double count = static_cast<double>(time) / static_cast<double>(unit.size);
        if (tick.isMajor)
            tick.label =
                QLocale().toString(count, 'f', decimals) + QChar(0x00a0) + QString::fromUtf8(unit.name);
        result.push_back(std::move(tick));
    }
    return result;
}

void paintRuler(QPainter& painter, const QRectF& where, TimeRange range, const Theme& theme) {
    const TimeCoordinates coordinates(range, where.left(), where.width());
    painter.setFont(painter.font());
    for (const Tick& tick : ticks(range, where.width(), kLabelWidth)) {
        const double x = std::round(coordinates.x(tick.time)) + 0.5;
        const double length = tick.isMajor ? 7 : 4;
        painter.setPen(tick.isMajor ? theme.textMuted : theme.grid);
        painter.drawLine(QPointF(x, where.bottom() - length), QPointF(x, where.bottom()));
        if (!tick.isMajor) continue;
        const double width = painter.fontMetrics().horizontalAdvance(tick.label);
        const double left = x + 4;
        if (left + width > where.right()) continue;
        painter.setPen(theme.text);
        painter.drawText(QRectF(left, where.top(), width + 2, where.height() - 4),
                         Qt::AlignLeft | Qt::AlignVCenter, tick.label);
    }
}

void paintTimeGrid(QPainter& painter, const QRectF& where, TimeRange range, const Theme& theme) {
    const TimeCoordinates coordinates(range, where.left(), where.width());
    painter.setPen(theme.grid);
    for (const Tick& tick : ticks(range, where.width(), kLabelWidth)) {
        if (!tick.isMajor) continue;
        const double x = std::round(coordinates.x(tick.time)) + 0.5;
        painter.drawLine(QPointF(x, where.top()), QPointF(x, where.bottom()));
    }
}

} // namespace lockstep::ui
