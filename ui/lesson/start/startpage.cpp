// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/start/startpage.h"

#include "ui/lesson/start/cardgrid.h"

#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace lockstep::ui {

namespace {

CardGrid* gridFor(const QString& group, QHash<QString, CardGrid*>& known, QWidget* parent) {
    CardGrid*& grid = known[group];
    if (!grid) grid = new CardGrid(group, parent);
    return grid;
}

bool hasAll(const QString& text, const QStringList& words) {
    return std::ranges::all_of(words,
                               [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool isAbout(const StartCard& card, const QStringList& words) {
    return hasAll(QStringList{card.id, card.title, card.group, card.summary, card.words}.join(u' '), words);
}

QLabel* makeGreeting(QWidget* parent) {
    auto* label =
        new QLabel(StartPage::tr("<b>What do threads do to each other?</b> Choose a program: it runs on "
                                 "real threads, and you watch, step and ask why. The lesson beside it "
                                 "says what to look for."),
                   parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

StartPage::StartPage(const std::vector<StartCard>& cards, QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_nothing(new QLabel(this))
    , m_scroll(new QScrollArea(this)) {
    m_field->setPlaceholderText(tr("Search: deadlock, daemon, pool ..."));
    m_field->setClearButtonEnabled(true);
    m_field->setAccessibleName(tr("Search scenarios"));
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->hide();
    auto* content = new QWidget(m_scroll);
    auto* groups = new QVBoxLayout(content);
    groups->setContentsMargins(12, 4, 12, 12);
    QHash<QString, CardGrid*> known;
    for (const StartCard& card : cards) gridFor(card.group, known, content)->add(card);
    for (const StartCard& card : cards)
        if (CardGrid* grid = known.value(card.group); std::ranges::find(m_groups, grid) == m_groups.end()) {
            m_groups.push_back(grid);
            groups->addWidget(grid);
            connect(grid, &CardGrid::chosen, this, &StartPage::chosen);
        }
    m_mentions = new CardGrid(tr("Mentioned in their lessons"), content);
    for (const StartCard& card : cards) m_mentions->add(card);
    groups->addWidget(m_mentions);
    connect(m_mentions, &CardGrid::chosen, this, &StartPage::chosen);
    groups->addStretch(1);
    search({});
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // its cards have the focus
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    for (QWidget* part : std::initializer_list<QWidget*>{makeGreeting(this), m_field, m_nothing}) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(12, 0, 12, 0);
        row->addWidget(part);
        column->addLayout(row);
    }
    column->addWidget(m_scroll, 1);
    connect(m_field, &QLineEdit::textChanged, this, &StartPage::search);
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (const QStringList shown = shownCards(); !shown.isEmpty()) emit chosen(shown.first());
    });
}

void StartPage::setTheme(const Theme& theme) {
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Window, theme.background);
    m_scroll->setPalette(palette);
    m_scroll->viewport()->setPalette(palette);
}

void StartPage::setPicture(const QString& id, const QPixmap& picture) {
    for (CardGrid* group : m_groups) group->setPicture(id, picture);
    m_mentions->setPicture(id, picture);
}

void StartPage::search(const QString& text) {
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (CardGrid* group : m_groups)
        group->showOnly([&](const StartCard& card) { return isAbout(card, words); });
    m_mentions->showOnly(
        [&](const StartCard& card) { return !isAbout(card, words) && hasAll(card.lesson, words); });
    tellCount();
}

QStringList StartPage::shownCards() const {
    QStringList ids;
    for (const CardGrid* group : m_groups) ids += group->shownCards();
    return ids + m_mentions->shownCards();
}

void StartPage::tellCount() {
    const bool isNone = shownCards().isEmpty();
    m_nothing->setVisible(isNone);
    m_nothing->setText(isNone ? tr("No scenario has these words: %1").arg(m_field->text()) : QString());
}

} // namespace lockstep::ui
