// SPDX-License-Identifier: GPL-3.0-or-later
// Fusion with edges one can see: the outlines of fields and buttons stand out from any ground, and so does
// the focus. Fusion itself derives them from the ground, which on a dark one leaves next to nothing.
#pragma once

#include <QProxyStyle>

namespace lockstep::ui {

class OutlinedStyle : public QProxyStyle {
    Q_OBJECT
public:
    OutlinedStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;

    /// Of a field or an indicator that lies on the window's ground: against it at least 3:1.
    static QColor edge(const QPalette& palette);
};

} // namespace lockstep::ui
