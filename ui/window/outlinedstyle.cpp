// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/outlinedstyle.h"

#include "ui/model/theme.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace lockstep::ui {

namespace {

constexpr double kRadius = 2;

void outline(QPainter& painter, QRect rect, const QPen& pen, bool isRound = false) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    const double half = pen.widthF() / 2;
    const QRectF inside = QRectF(rect).adjusted(half, half, -half, -half);
    if (isRound)
        painter.drawEllipse(inside);
    else
        painter.drawRoundedRect(inside, kRadius, kRadius);
    painter.restore();
}

// The focus is twice as wide and has the colour of links: it is seen on every ground.
QPen penFor(const QStyleOption& option) {
    const bool hasFocus = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Enabled);
    return hasFocus ? QPen(option.palette.color(QPalette::Link), 2)
                    : QPen(OutlinedStyle::edge(option.palette), 1);
}

QRect circleIn(const QRect& rect) {
    const int side = std::min(rect.width(), rect.height());
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    return square;
}

} // namespace

OutlinedStyle::OutlinedStyle()
    : QProxyStyle(QStyleFactory::create("Fusion")) {}

QColor OutlinedStyle::edge(const QPalette& palette) {
    const QColor ground = palette.color(QPalette::Window);
    const QColor text = palette.color(QPalette::WindowText);
    for (double amount = 0.3; amount < 1; amount += 0.05)
        if (const QColor colour = blended(ground, text, amount); contrast(colour, ground) >= 3) return colour;
    return text;
}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const {
    if (element == PE_FrameFocusRect)
        return outline(*painter, option->rect, QPen(option->palette.color(QPalette::Link), 2));
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    const bool isField = element == PE_PanelLineEdit && frame && frame->lineWidth > 0;
    if (element == PE_IndicatorRadioButton)
        outline(*painter, circleIn(option->rect), penFor(*option), true);
    else if (isField || element == PE_IndicatorCheckBox || element == PE_PanelButtonCommand)
        outline(*painter, option->rect, penFor(*option));
}

void OutlinedStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                       QPainter* painter, const QWidget* widget) const {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox || control == CC_ComboBox) outline(*painter, option->rect, penFor(*option));
}

} // namespace lockstep::ui
