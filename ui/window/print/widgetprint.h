// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets drawn as shapes and text onto a painter that keeps those: a PDF's or an SVG's.
//
// QWidget::render leaves it to the paint engine to cut off what lies outside of a widget. That of a PDF does
// not, and mixes up what widgets clip by themselves; that of an SVG knows no clips at all. So every stroke
// passes through an engine of our own that knows both.
#pragma once

#include <QPainter>
#include <QWidget>

namespace lockstep::ui {

/// The widget and all that is visible in it, its top left corner at the painter's origin.
void printWidget(QWidget& widget, QPainter& painter);

} // namespace lockstep::ui
