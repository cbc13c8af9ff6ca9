// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets drawn as shapes and text onto a painter that keeps those, such as a PDF's.
//
// QWidget::render leaves it to the paint engine to cut off what lies outside of a widget, and that of a PDF
// does not; and what a widget clips by itself would be mixed up with that. Here every stroke passes through
// an engine of our own that knows both.
#pragma once

#include <QPainter>
#include <QWidget>

namespace lockstep::ui {

/// The widget and all that is visible in it, its top left corner at the painter's origin.
void printWidget(QWidget& widget, QPainter& painter);

} // namespace lockstep::ui
