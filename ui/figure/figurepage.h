// SPDX-License-Identifier: GPL-3.0-or-later
// What all figures have in common: their font, and words above and below the picture.
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace lockstep::ui {

inline constexpr double kFigureMargin = 16;

/// Text is as large as the figure allows: 14 px from a usual size on.
int figureTextSize(QSize size);
/// The family every installation has; sizes in pixels, so that no display's resolution matters.
QFont figureFont(int pixels, QFont::Weight weight = QFont::Normal);
/// Wrapped words at the top or at the bottom of the space, which they then take away from it.
void drawFigureWords(QPainter& painter, QRectF& space, const QString& text, const QFont& font, bool isAtTop);

} // namespace lockstep::ui
