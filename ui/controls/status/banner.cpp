// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/status/banner.h"

#include "ui/controls/icons.h"
#include "ui/controls/status/sentencelabel.h"
#include "ui/model/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace lockstep::ui {

namespace {

constexpr int kIconPx = 20;
constexpr int kButtonSide = 12; // px beside its word

QToolButton* makeClose(QWidget* parent) {
    auto* close = new QToolButton(parent);
    close->setText(QString::fromUtf8("✕"));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    close->setAccessibleName(Banner::tr("Dismiss"));
    close->setToolTip(Banner::tr("Dismiss this message"));
    return close;
}

// No wider than its word needs: the sentence beside it needs the room more.
QPushButton* makeButton(const QString& text, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setMaximumWidth(button->fontMetrics().horizontalAdvance(text) + 2 * kButtonSide);
    return button;
}

QString withKey(const QString& sentence, const QString& key) {
    return key.isEmpty() ? sentence : QStringLiteral("%1 (%2)").arg(sentence, key);
}

} // namespace

Banner::Banner(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new SentenceLabel(this))
    , m_showMe(makeButton(tr("Show me"), this))
    , m_walk(makeButton(tr("Why?"), this))
    , m_close(makeClose(this))
    , m_theme(&Theme::light()) {
    setObjectName("banner"); // so that its frame is its own and not its children's
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 4, 4);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(m_showMe, 0, Qt::AlignVCenter);
    row->addWidget(m_walk, 0, Qt::AlignVCenter);
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_showMe, &QPushButton::clicked, this, &Banner::showMe);
    connect(m_walk, &QPushButton::clicked, this, &Banner::walk);
    connect(m_close, &QToolButton::clicked, this, &Banner::dismiss);
    setShowMeKey({});
    setWalkKey({});
    hide();
}

void Banner::setShowMeKey(const QString& key) {
    m_showMeKey = key;
    showWhereTo();
}

void Banner::showWhereTo() {
    m_showMe->setToolTip(
        m_tone == Tone::LostUpdate
            ? tr("Shows both reads and both writes from near by")
            : withKey(tr("Moves the cursor to the moment at which it came to be"), m_showMeKey));
}

void Banner::setWalkKey(const QString& key) {
    m_walk->setToolTip(withKey(tr("Walks step by step through how it is found"), key));
}

void Banner::announce(Tone tone, const QString& sentence, const QString& places) {
    m_tone = tone;
    setAccessibleDescription(places);
    m_text->setSentence(sentence, places);
    m_showMe->setVisible(tone != Tone::Notice);
    m_walk->setVisible(tone == Tone::Deadlock || tone == Tone::Remark);
    showWhereTo();
    setAccessibleName(sentence);
    paint();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::dismiss() {
    m_text->setSentence({});
    hide();
}

QString Banner::text() const {
    return m_text->sentence();
}

void Banner::setTheme(const Theme& theme) {
    m_theme = &theme;
    paint();
}

void Banner::paint() {
    const bool isDeadlock = m_tone == Tone::Deadlock;
    const QColor edge = isDeadlock ? m_theme->deadlock : m_theme->accent;
    const QColor ground = blended(m_theme->background, edge, 0.12);
    setStyleSheet(QStringLiteral("#banner { background: %1; border: %2px solid %3; border-radius: 4px; }")
                      .arg(ground.name())
                      .arg(isDeadlock ? 2 : 1)
                      .arg(edge.name()));
    QPalette colours = palette();
    colours.setColor(QPalette::ButtonText, edge);
    m_icon->setPixmap(
        icon(isDeadlock ? IconName::Warning : IconName::Information, colours, false).pixmap(kIconPx));
}

} // namespace lockstep::ui
