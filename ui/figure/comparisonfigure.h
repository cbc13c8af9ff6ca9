// SPDX-License-Identifier: GPL-3.0-or-later
// Several runs below one another on one time scale, each with the figures that tell them apart.
//
// Pure: the same traces give the same picture.
#pragma once

#include "ui/model/theme.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace lockstep {
class Trace;
}

namespace lockstep::ui {

struct ComparedRun {
    QString title;
    const Trace* trace = nullptr; ///< along time
    QString end;                  ///< how it ended, in a few words
    double done = 0;              ///< how much it got done, for the throughput; 0 where that is not known
    QString things;               ///< what was done: "tasks"
};

/// "12.3 ms · 200 threads, at most 180 at once · waiting 3.1 s in all · 16,300 tasks per second"
QString figuresOf(const ComparedRun& run);

void paintComparison(QPainter& painter, const QRectF& space, const std::vector<ComparedRun>& runs,
                     const Theme& theme, const QFont& font);

} // namespace lockstep::ui
