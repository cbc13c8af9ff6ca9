// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of a walk's slide stand, and how large its text is: as large as the room allows.
//
// Sentence and picture are there in every form, and so is the path, in a list or in a row, and at least the
// present line of the pseudo-code. Pure.
#pragma once

#include "core/analysis/detection/walk.h"

#include <QFont>
#include <QRectF>

#include <vector>

namespace lockstep::ui {

/// Text on a slide: one base, everything in proportion.
struct SlideType {
    QFont base;
    double scale = 1;

    QFont font(double factor = 1, QFont::Weight weight = QFont::Normal) const;
    double lineHeight() const;
    double gap() const { return lineHeight() * 0.6; }
};

/// A line of pseudo-code without its indentation, which is kept where the line wraps, too.
QString codeText(const std::string& line);

struct SlideContent {
    const DetectionWalk& walk;
    QFont base;
    bool isPage = false; ///< with a head of its own
    bool hasPath = false;
    QString widestName; ///< of what is on the path at some step
};

struct SlideBoxes {
    SlideType type;
    QRectF head; ///< null on a panel
    QRectF sentence;
    QRectF picture;
    QRectF legend; ///< null where there is no room
    QRectF code;
    std::vector<QRectF> codeLines; ///< empty where only the present line is shown
    QRectF path;                   ///< null in a walk without one
    bool isPathRow = false;        ///< else a list, the newest on top

    static SlideBoxes of(const SlideContent& content, QSizeF size);
};

} // namespace lockstep::ui
