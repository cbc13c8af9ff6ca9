// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/layout/graphstyle.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

GraphStyle style(const QFont& base, double unit, bool hasDetails, bool hasEdgeLabels,
                 bool hasSentences = true) {
    GraphStyle style;
    style.baseFont = base;
    style.nameFont = scaled(base, unit);
    style.nameFont.setWeight(QFont::DemiBold);
    style.detailFont = scaled(base, unit * 0.9);
    style.hasDetails = hasDetails;
    style.hasSentences = hasSentences;
    style.hasEdgeLabels = hasEdgeLabels;
    style.unit = unit;
    return style;
}

double widthOf(const QFont& font, const QString& text) {
    return QFontMetricsF(font).horizontalAdvance(text);
}

} // namespace

QFont scaled(QFont font, double factor) {
    if (font.pixelSize() > 0)
        font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * factor)));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

double wrappedHeight(const QString& text, const QFont& font, double width) {
    const QRectF room(0, 0, std::max(width, 20.0), 1e6);
    return std::ceil(QFontMetricsF(font).boundingRect(room, Qt::TextWordWrap, text).height());
}

std::vector<GraphStyle> GraphStyle::from(const QFont& base) {
    return {style(base, 1.5, true, true),          style(base, 1.25, true, true),
            style(base, 1.1, true, true),          style(base, 1, true, true),
            style(base, 1, true, false),           style(base, 0.92, true, false),
            style(base, 1, false, false),          style(base, 1, false, false, false),
            style(base, 0.92, false, false, false)};
}

GraphStyle GraphStyle::ofWords() const {
    return style(baseFont, std::min(unit, 1.0), hasDetails, hasEdgeLabels, hasSentences);
}

double GraphStyle::nameHeight() const {
    return std::ceil(QFontMetricsF(nameFont).height());
}
double GraphStyle::detailHeight() const {
    return std::ceil(QFontMetricsF(detailFont).height());
}
double GraphStyle::cardHeight() const {
    const double padding = (hasDetails ? 5 : 3) * unit;
    return nameHeight() + (hasDetails ? detailHeight() : 0) + 2 * padding;
}

double GraphStyle::textWidth(const GraphCardText& text) const {
    const double name = widthOf(nameFont, text.name);
    if (!hasDetails) return name;
    const double kind = text.kind.isEmpty() ? 0 : kindGap() + widthOf(detailFont, text.kind);
    return std::max(name + kind, widthOf(detailFont, text.detail));
}

double GraphStyle::cardWidth(const std::vector<GraphCardText>& texts, bool isThread) const {
    double widest = 40 * unit;
    for (const GraphCardText& text : texts) widest = std::max(widest, textWidth(text));
    const double end = isThread ? cardHeight() * 0.35 : 6 * unit;
    return std::ceil(cardHeight() + textGap() + std::min(widest, 14 * nameHeight()) + end);
}

QRectF GraphStyle::badgeBox(const QRectF& card) const {
    const double side = card.height() - 2 * badgeInset();
    return {card.left() + badgeInset(), card.top() + badgeInset(), side, side};
}

QRectF GraphStyle::textBox(const QRectF& card, bool isThread) const {
    const double left = card.left() + card.height() + textGap();
    return {left, card.top(), card.right() - (isThread ? card.height() * 0.3 : 4 * unit) - left,
            card.height()};
}

double GraphStyle::wrappedHeight(const QString& text, double width) const {
    return text.isEmpty() ? 0 : ui::wrappedHeight(text, detailFont, width);
}

} // namespace lockstep::ui
