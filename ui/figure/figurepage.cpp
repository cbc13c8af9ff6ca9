// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/figurepage.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

int figureTextSize(QSize size) {
    return std::clamp(std::min(size.width(), size.height() * 3 / 2) / 45, 10, 14);
}

QFont figureFont(int pixels, QFont::Weight weight) {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

void drawFigureWords(QPainter& painter, QRectF& space, const QString& text, const QFont& font, bool isAtTop) {
    if (text.isEmpty()) return;
    const QRectF bounds = QFontMetricsF(font).boundingRect(space, Qt::TextWordWrap, text);
    QRectF box = space;
    box.setHeight(std::ceil(bounds.height()));
    if (!isAtTop) box.moveBottom(space.bottom());
    painter.setFont(font);
    painter.drawText(box, Qt::TextWordWrap, text);
    if (isAtTop)
        space.setTop(box.bottom() + kFigureMargin / 2);
    else
        space.setBottom(box.top() - kFigureMargin / 2);
}

} // namespace lockstep::ui
