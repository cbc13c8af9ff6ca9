// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window as part of a figure: the one that is seen, or one that nobody sees.
#pragma once

#include "ui/figure/figure.h"

class QWidget;

namespace lockstep {
class Session;
}

namespace lockstep::ui {

class Appearance;

/// As it is seen, as large as there is room; words stay words where the painter keeps them. Another theme
/// than the window's is its own for as long as that takes.
void paintWindow(QWidget& window, Appearance& appearance, QPainter& painter, const QRectF& space,
                 FigureTheme theme);

/// Of a window made for the figure, with this run; it is drawn at its size in the figure, once.
Figure::PaintWindow windowOf(std::shared_ptr<std::unique_ptr<Session>> run, const FigureOrder& order);

} // namespace lockstep::ui
