// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/panel/detectionpanel.h"

#include "ui/graph/detection/panel/quizbar.h"
#include "ui/graph/detection/slide/marklook.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lockstep::ui {

namespace {
constexpr DetectionView kKinds[] = {DetectionView::WaitForWalk, DetectionView::Reduction,
                                    DetectionView::LockOrder};
} // namespace

DetectionPanel::DetectionPanel(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_maker(new WalkMaker(viewport, this))
    , m_through(new WalkThrough(this))
    , m_view(new WalkView(m_through, viewport, this))
    , m_quiz(new QuizBar(m_through, viewport, m_view, this))
    , m_kinds(new QComboBox(this))
    , m_buttons(new QHBoxLayout)
    , m_place(new QLabel(this)) {
    makeLayout();
    connect(m_kinds, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_maker->setView(kKinds[index]); });
    connect(m_maker, &WalkMaker::made, m_through, &WalkThrough::show);
    connect(m_maker, &WalkMaker::computingChanged, this, &DetectionPanel::follow);
    connect(m_through, &WalkThrough::changed, this, &DetectionPanel::follow);
    follow();
}

void DetectionPanel::makeLayout() {
    for (DetectionView kind : kKinds) m_kinds->addItem(viewName(kind));
    m_kinds->setAccessibleName(tr("What to walk through"));
    m_kinds->setToolTip(m_kinds->accessibleName());
    m_kinds->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kinds->setMinimumContentsLength(3);
    m_kinds->setMaximumWidth(m_kinds->fontMetrics().averageCharWidth() * 45);
    m_kinds->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_place->setAccessibleName(tr("Step"));
    m_place->setMinimumWidth(1); // rather cut than a wider window
    m_buttons->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 2, 4, 0);
    row->addWidget(m_kinds, 1);
    row->addLayout(m_buttons);
    row->addWidget(m_place);
    row->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(m_quiz);
    column->addWidget(m_view, 1);
    setFocusProxy(m_view);
}

void DetectionPanel::setTheme(const Theme& theme) {
    m_view->setTheme(theme);
}

void DetectionPanel::setActions(const QList<QAction*>& actions) {
    for (QAction* action : actions) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolButtonStyle(action->isCheckable() ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
        m_buttons->addWidget(button);
    }
}

void DetectionPanel::choose(DetectionView kind) {
    m_kinds->setCurrentIndex(static_cast<int>(kind));
}

QString DetectionPanel::place() const {
    return m_place->text();
}

void DetectionPanel::follow() {
    QString place = m_through->stepCount() == 0
                        ? QString()
                        : tr("Step %1 of %2").arg(m_through->step() + 1).arg(m_through->stepCount());
    if (m_maker->isComputing()) place += place.isEmpty() ? tr("Computing...") : tr(" (computing...)");
    m_place->setText(place);
}

void DetectionPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_maker->setActive(true);
}

void DetectionPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_maker->setActive(false);
    m_through->setPlaying(false);
}

} // namespace lockstep::ui
