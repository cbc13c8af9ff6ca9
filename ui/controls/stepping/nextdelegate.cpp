// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/stepping/nextlist.h"

#include <QPainter>

namespace lockstep::ui {

namespace {

constexpr int kPad = 4;
constexpr int kNarrowest = 120;

QString secondLine(const NextRow& row) {
    return row.isKnown && !row.canGo ? row.whyNot : row.isWay ? QString() : row.place;
}

QRect wrapped(const QFontMetrics& metrics, const QString& text, int left, int top, int width) {
    if (text.isEmpty()) return {left, top, width, 0};
    return metrics.boundingRect(QRect(left, top, width, 10'000), Qt::TextWordWrap, text);
}

QFont bold(QFont font) {
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

struct NextDelegate::Shape {
    QRect cap; // of the digit
    QRect name;
    QRect deed; // after the name, or below it where there is no room
    QRect second;
    int height = 0;
};

NextDelegate::Shape NextDelegate::shapeOf(const QStyleOptionViewItem& option, const NextRow& row,
                                          int width) const {
    const QFontMetrics metrics = option.fontMetrics;
    const int line = metrics.height();
    Shape shape;
    shape.cap = {kPad + 3, kPad, line + 4, line + 2};
    const int left = shape.cap.right() + 2 * kPad;
    const int room = std::max(kNarrowest / 2, width - left - kPad);
    const int nameWidth = row.isWay ? 0 : QFontMetrics(bold(option.font)).horizontalAdvance(row.name) + 6;
    const bool isBeside = nameWidth + metrics.horizontalAdvance(row.deed) <= room;
    shape.name = {left, kPad, nameWidth, row.isWay ? 0 : line};
    shape.deed = isBeside ? QRect(left + nameWidth, kPad, room - nameWidth, line)
                          : wrapped(metrics, row.deed, left, shape.name.bottom() + 1, room);
    shape.second = wrapped(metrics, secondLine(row), left, shape.deed.bottom() + 1, room);
    shape.height = shape.second.bottom() + 1 + kPad;
    return shape;
}

QSize NextDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* model = qobject_cast<const NextModel*>(index.model());
    const auto* view = qobject_cast<const QListView*>(option.widget);
    if (!model || !view) return {kNarrowest, 2 * option.fontMetrics.height()};
    return {kNarrowest, shapeOf(option, model->at(index.row()), view->viewport()->width()).height};
}

void NextDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                               const NextRow& row) const {
    const bool isUnderMouse = option.state & QStyle::State_MouseOver;
    const bool isCurrent = option.state & QStyle::State_Selected;
    if (isCurrent || (isUnderMouse && row.canGo))
        painter.fillRect(option.rect,
                         blended(m_theme->background, m_theme->selection, isCurrent ? 0.16 : 0.08));
    if (row.isMade)
        painter.fillRect(QRect(option.rect.topLeft(), QSize(4, option.rect.height())), m_theme->accent);
    if (isCurrent && (option.state & QStyle::State_HasFocus)) {
        painter.setPen(QPen(m_theme->accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
}

void NextDelegate::paintDigit(QPainter& painter, const QRect& cap, const NextRow& row) const {
    if (row.digit().isEmpty()) return;
    const QColor ink = row.canGo ? m_theme->text : m_theme->textMuted;
    painter.setPen(QPen(row.canGo ? ink : m_theme->grid, 1));
    painter.setBrush(row.canGo ? m_theme->look(ThreadState::Runnable).fill : m_theme->background);
    painter.drawRoundedRect(cap, 3, 3);
    painter.setPen(row.canGo ? m_theme->look(ThreadState::Runnable).text : ink);
    painter.drawText(cap, Qt::AlignCenter, row.digit());
}

void NextDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    const auto* model = qobject_cast<const NextModel*>(index.model());
    if (!model) return;
    const NextRow& row = model->at(index.row());
    const Shape shape = shapeOf(option, row, option.rect.width());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintGround(*painter, option, row);
    painter->translate(option.rect.topLeft());
    painter->setFont(option.font);
    paintDigit(*painter, shape.cap, row);
    painter->setPen(row.canGo ? m_theme->text : m_theme->textMuted);
    painter->drawText(shape.deed, Qt::TextWordWrap, row.deed);
    painter->setPen(m_theme->textMuted);
    painter->drawText(shape.second, Qt::TextWordWrap, secondLine(row));
    painter->setPen(m_theme->text);
    painter->setFont(bold(option.font));
    painter->drawText(shape.name, Qt::AlignLeft | Qt::TextSingleLine, row.name);
    painter->restore();
}

} // namespace lockstep::ui
