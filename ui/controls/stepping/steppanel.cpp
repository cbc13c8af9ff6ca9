// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/stepping/steppanel.h"

#include "ui/controls/stepping/stepwords.h"
#include "ui/model/run.h"
#include "ui/model/stepper.h"
#include "ui/model/viewport.h"

#include <QLabel>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lockstep::ui {

namespace {

QLabel* makeHeadline(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(8, 6, 8, 4);
    return label;
}

QTimer* makeTimer(int ms, QObject* parent) {
    auto* timer = new QTimer(parent);
    timer->setSingleShot(true);
    timer->setInterval(ms);
    return timer;
}

} // namespace

StepPanel::StepPanel(const Run& run, Stepper& stepper, Viewport& viewport, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_stepper(stepper)
    , m_viewport(viewport)
    , m_headline(makeHeadline(this))
    , m_list(new NextList(this))
    , m_buttons(new QToolBar(this))
    , m_soon(makeTimer(0, this))
    , m_patience(makeTimer(kPatience, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_headline);
    column->addWidget(m_list, 1);
    column->addWidget(m_buttons);
    m_buttons->setIconSize({18, 18});
    connect(m_list, &NextList::chosen, &m_stepper, &Stepper::choose);
    connect(&m_stepper, &Stepper::refused, m_headline, &QLabel::setText); // until something happens
    connect(m_soon, &QTimer::timeout, this, &StepPanel::look);
    connect(m_patience, &QTimer::timeout, this, &StepPanel::look);
    for (auto signal : {&Viewport::traceChanged, &Viewport::grew, &Viewport::cursorChanged})
        connect(&m_viewport, signal, this, &StepPanel::lookSoon);
    for (auto signal : {&Run::phaseChanged, &Run::haltChanged})
        connect(&m_run, signal, this, &StepPanel::lookSoon);
    look();
}

void StepPanel::setActions(const QList<QAction*>& actions) {
    QWidget* before = m_list;
    for (QAction* action : actions) {
        if (!action) {
            m_buttons->addSeparator();
            continue;
        }
        m_buttons->addAction(action);
        QWidget* button = m_buttons->widgetForAction(action);
        button->setFocusPolicy(Qt::TabFocus);
        QWidget::setTabOrder(std::exchange(before, button), button);
    }
}

void StepPanel::setTheme(const Theme& theme) {
    m_list->setTheme(theme);
}

QString StepPanel::headline() const {
    return m_headline->text();
}

void StepPanel::lookSoon() {
    m_soon->start();
}

std::vector<NextRow> StepPanel::rows() const {
    const auto cursor = m_viewport.cursor().event;
    if (!m_viewport.trace() || !cursor) return {};
    return nextRows(*m_viewport.trace(), Moment(*m_viewport.trace(), *cursor), m_stepper.madeChoice());
}

void StepPanel::look() {
    m_soon->stop();
    const StepSituation situation = situationOf(m_run, m_stepper, m_viewport);
    std::vector<NextRow> next = situation.hasRows ? rows() : std::vector<NextRow>{};
    const bool isMoving = m_stepper.isAtFront() && std::ranges::count(next, false, &NextRow::isKnown) > 0;
    if (isMoving && sender() != m_patience) {
        if (!m_patience->isActive()) m_patience->start();
        if (!m_list->rows().empty()) return; // most steps are over before anybody could read of them
    }
    if (!isMoving) m_patience->stop();
    m_headline->setText(headlineOf(situation, next));
    m_list->show(std::move(next));
}

} // namespace lockstep::ui
