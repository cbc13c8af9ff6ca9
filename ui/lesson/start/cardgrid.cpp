// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/start/cardgrid.h"

#include <QEvent>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr int kGap = 10;

} // namespace

CardGrid::CardGrid(const QString& heading, QWidget* parent)
    : QWidget(parent)
    , m_heading(new QLabel(heading, this)) {
    QFont font = m_heading->font();
    font.setWeight(QFont::DemiBold);
    m_heading->setFont(font);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CardGrid::add(const StartCard& card) {
    auto* button = new QToolButton(this);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setText(card.title);
    button->setToolTip(card.summary);
    button->setAccessibleDescription(card.summary);
    button->setIconSize(StartPage::kPicture);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::PointingHandCursor);
    connect(button, &QToolButton::clicked, this, [this, id = card.id] { emit chosen(id); });
    m_cards.push_back({card, button});
}

void CardGrid::setPicture(const QString& id, const QPixmap& picture) {
    for (const Card& card : m_cards)
        if (card.about.id == id) card.button->setIcon(picture);
}

void CardGrid::showOnly(const std::function<bool(const StartCard&)>& isWanted) {
    for (Card& card : m_cards) card.isShown = isWanted(card.about);
    setVisible(shownCount() > 0);
    updateGeometry();
    arrange();
}

QStringList CardGrid::shownCards() const {
    QStringList ids;
    for (const Card& card : m_cards)
        if (card.isShown) ids += card.about.id;
    return ids;
}

int CardGrid::shownCount() const {
    return static_cast<int>(std::ranges::count(m_cards, true, &Card::isShown));
}

QSize CardGrid::cardSize() const {
    return StartPage::kPicture + QSize(16, 16 + fontMetrics().lineSpacing());
}

int CardGrid::columnsIn(int width) const {
    return std::max(1, (width + kGap) / (cardSize().width() + kGap));
}

int CardGrid::heightForWidth(int width) const {
    const int rows = (shownCount() + columnsIn(width) - 1) / columnsIn(width);
    return m_heading->sizeHint().height() + rows * (cardSize().height() + kGap) + kGap;
}

QSize CardGrid::sizeHint() const {
    return {cardSize().width(), heightForWidth(width())};
}

void CardGrid::arrange() {
    const int top = m_heading->sizeHint().height() + kGap / 2;
    m_heading->setGeometry(0, 0, width(), m_heading->sizeHint().height());
    int place = 0;
    for (const Card& card : m_cards) {
        card.button->setVisible(card.isShown);
        if (!card.isShown) continue;
        const int column = place % columnsIn(width());
        const int row = place / columnsIn(width());
        card.button->setGeometry(
            QRect(QPoint(column * (cardSize().width() + kGap), top + row * (cardSize().height() + kGap)),
                  cardSize()));
        ++place;
    }
}

void CardGrid::resizeEvent(QResizeEvent*) {
    arrange();
}

void CardGrid::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange) return;
    updateGeometry();
    arrange();
}

} // namespace lockstep::ui
