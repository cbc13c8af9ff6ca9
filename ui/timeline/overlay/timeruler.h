// SPDX-License-Identifier: GPL-3.0-or-later
// Marks and times along the top of everything drawn along time.
#pragma once

#include "core/trace/time.h"
#include "ui/model/fold/timefolds.h"
#include "ui/model/theme.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace lockstep::ui {

struct Tick {
    Timestamp time = 0;
    bool isMajor = false; ///< has a label
    QString label;        ///< "1.5 ms", "12"; every label of a ruler has the same unit
};

/// Ticks at round times or numbers of steps (1, 2 or 5 times a power of ten) within the range, in order;
/// labels stand at least labelWidthPx apart. Negative times, left of the trace's begin, get none.
/// None stands in a fold, and the first behind one has a label, too.
std::vector<Tick> ticks(TimeRange range, TimeAxis axis, double widthPx, double labelWidthPx,
                        const TimeFolds* folds = nullptr);

/// Those that paintRuler draws: far enough apart for the labels there are.
std::vector<Tick> rulerTicks(TimeRange range, TimeAxis axis, double widthPx,
                             const TimeFolds* folds = nullptr);

/// The ruler's ticks and labels, in the rectangle; labels never leave it nor cover one another.
void paintRuler(QPainter& painter, const QRectF& where, TimeRange range, TimeAxis axis, const Theme& theme,
                const TimeFolds* folds = nullptr);

} // namespace lockstep::ui
