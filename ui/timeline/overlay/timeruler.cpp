// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/overlay/timeruler.h"

#include "ui/model/fold/timecoordinates.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr double kLabelWidth = 84;
constexpr double kCharacterWidth = 8; // of a digit, generously
constexpr int kMinorPerMajor = 5;

// The smallest of 1, 2, 5, 10, 20, ... that is not below the length, as far as there are Timestamps.
Timestamp roundStep(double length) {
    constexpr double kLargest = 5e18;
    if (length >= kLargest) return static_cast<Timestamp>(kLargest);
    double power = 1;
    while (power * 10 < length) power *= 10;
    for (double factor : {1.0, 2.0, 5.0})
        if (power * factor >= length) return static_cast<Timestamp>(power * factor);
    return static_cast<Timestamp>(power * 10);
}

struct Unit {
    Timestamp size;
    const char* name; // empty: the number says it
};

// The largest unit that the far end of the range reaches; decimals tell the ticks apart.
Unit unitFor(TimeRange range, TimeAxis axis) {
    if (axis == TimeAxis::Steps) return {kStepLength, ""};
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

QString labelText(const QString& number, const Unit& unit) {
    return *unit.name == '\0' ? number : number + QChar(0x00a0) + QString::fromUtf8(unit.name);
}

} // namespace

std::vector<Tick> ticks(TimeRange range, TimeAxis axis, double widthPx, double labelWidthPx,
                        const TimeFolds* folds) {
    std::vector<Tick> result;
    if (range.isEmpty() || widthPx <= 0) return result;
    const double most = std::max(1.0, widthPx / labelWidthPx);
    const Timestamp span = TimeCoordinates(range, 0, widthPx, folds).span();
    const Timestamp least = axis == TimeAxis::Steps ? kStepLength : 1; // there is no half a step
    const Timestamp major = std::max(least, roundStep(static_cast<double>(span) / most));
    const Timestamp minor = std::max(least, major / kMinorPerMajor);
    const Unit unit = unitFor(range, axis);
    const int decimals = decimalsFor(major, unit.size);
    const auto firstFrom = [minor](Timestamp from) { return from <= 0 ? 0 : (from - 1) / minor + 1; };
    const Timestamp last = range.end <= 0 ? -1 : (range.end - 1) / minor;
    bool isBehindFold = false; // who comes out of one wants to know where
    for (Timestamp count = firstFrom(range.begin); count <= last; ++count) {
        const Timestamp time = count * minor;
        if (const auto fold = folds && span < range.length() ? folds->at(time) : std::nullopt) {
            count = firstFrom(fold->end) - 1;
            isBehindFold = true;
            continue;
        }
        Tick tick{time, isBehindFold || time % major == 0, {}};
        const double units = static_cast<double>(time) / static_cast<double>(unit.size);
        const int shown = isBehindFold ? decimalsFor(minor, unit.size) : decimals;
        if (tick.isMajor) tick.label = labelText(QLocale().toString(units, 'f', shown), unit);
        isBehindFold = false;
        result.push_back(std::move(tick));
    }
    return result;
}

std::vector<Tick> rulerTicks(TimeRange range, TimeAxis axis, double widthPx, const TimeFolds* folds) {
    std::vector<Tick> result = ticks(range, axis, widthPx, kLabelWidth, folds);
    qsizetype longest = 0;
    for (const Tick& tick : result) longest = std::max(longest, tick.label.size());
    const double needed = static_cast<double>(longest) * kCharacterWidth + 16;
    return needed <= kLabelWidth ? result : ticks(range, axis, widthPx, needed, folds);
}

void paintRuler(QPainter& painter, const QRectF& where, TimeRange range, TimeAxis axis, const Theme& theme,
                const TimeFolds* folds) {
    const TimeCoordinates coordinates(range, where.left(), where.width(), folds);
    double written = where.left() - 1e6;
    for (const Tick& tick : rulerTicks(range, axis, where.width(), folds)) {
        const double x = std::round(coordinates.x(tick.time)) + 0.5;
        const double length = tick.isMajor ? 7 : 4;
        painter.setPen(tick.isMajor ? theme.textMuted : theme.grid);
        painter.drawLine(QPointF(x, where.bottom() - length), QPointF(x, where.bottom()));
        if (!tick.isMajor) continue;
        const QRectF label(x + 4, where.top(), painter.fontMetrics().horizontalAdvance(tick.label) + 2,
                           where.height() - 4);
        if (label.right() > where.right() || label.left() < written) continue;
        written = label.right();
        painter.setPen(theme.textMuted);
        painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter, tick.label);
    }
}

} // namespace lockstep::ui
