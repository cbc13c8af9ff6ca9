// SPDX-License-Identifier: GPL-3.0-or-later
// The way of an arrow from lane to lane: upright at both ends, so x eases from one to the other; y never
// turns back.
#pragma once

#include <QPointF>

#include <algorithm>
#include <array>
#include <cmath>

namespace lockstep::ui {

inline constexpr double kArrowHead = 6; ///< logical pixels
inline constexpr double kArrowDot = 2;
inline constexpr double kArrowDash = 5; ///< as long as that, and half of it free

/// From the upper end to the lower one; the ends of `most` logical pixels at most stand upright.
struct ArrowCurve {
    static constexpr int kSteps = 24;
    std::array<QPointF, kSteps + 1> points;

    ArrowCurve(QPointF from, QPointF to, double most) {
        const double height = to.y() - from.y();
        const double bend = std::copysign(std::min(std::abs(height) * 0.6, most), height);
        for (int i = 0; i <= kSteps; ++i) {
            const double t = static_cast<double>(i) / kSteps;
            const double ease = t * t * (3 - 2 * t);
            const double y = 3 * t * (1 - t) * ((1 - t) * bend + t * (height - bend)) + t * t * t * height;
            points[static_cast<std::size_t>(i)] = {from.x() + (to.x() - from.x()) * ease, from.y() + y};
        }
        if (height < 0) std::ranges::reverse(points);
    }
};

} // namespace lockstep::ui
