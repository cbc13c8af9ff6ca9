// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/docklayout.h"

#include <QApplication>
#include <QDockWidget>
#include <QEvent>
#include <QLayout>
#include <QMainWindow>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QTimer>

namespace lockstep::ui {

namespace {

constexpr int kLayoutVersion = 3;
constexpr QSize kLarge(1180, 700); // from here on everything stands side by side
constexpr int kReadable = 340;     // high enough for a picture, its legend and the pseudo-code beside it
constexpr int kLowest = 90;        // of a panel that scrolls

void focusFirstIn(QWidget& container) {
    QWidget* widget = &container;
    do {
        const bool takesKeys = widget->focusPolicy() & Qt::TabFocus;
        const bool isInside = widget == &container || container.isAncestorOf(widget);
        if (takesKeys && isInside && widget->isVisible() && widget->isEnabled())
            return widget->setFocus(Qt::ShortcutFocusReason);
        widget = widget->nextInFocusChain();
    } while (widget && widget != &container);
}

// Panels of many controls scroll rather than keep others from their room.
class Scrolled final : public QScrollArea {
public:
    Scrolled(QWidget* content, QWidget* window)
        : QScrollArea(window) { // in the same window all the time: else Tab would come to it last
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus); // its content has the focus
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWidget(content);
    }
    QSize sizeHint() const override { return widget()->sizeHint(); }
    QSize minimumSizeHint() const override { return {widget()->minimumSizeHint().width(), kLowest}; }
};

} // namespace

DockLayout::DockLayout(QMainWindow& window, const PanelWidgets& widgets)
    : QObject(&window)
    , m_window(window) {
    m_docks = {makeDock("scenario", tr("Scenario"), widgets.scenario),
               makeDock("steps", tr("Who goes next"), new Scrolled(widgets.steps, &window)),
               makeDock("graph", tr("Who waits for whom"), widgets.graph),
               makeDock("code", tr("Code"), new Scrolled(widgets.code, &window)),
               makeDock("lesson", tr("Lesson"), widgets.lesson),
               makeDock("contention", tr("Contention"), widgets.contention),
               makeDock("events", tr("Events"), widgets.events),
               makeDock("runs", tr("Runs"), widgets.runs),
               makeDock("detection", tr("Deadlock detection"), widgets.detection)};
    m_window.setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks |
                            QMainWindow::AnimatedDocks);
    m_window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    reset();
    for (QDockWidget* dock : m_docks) watch(*dock);
    m_window.installEventFilter(this);
}

QDockWidget* DockLayout::makeDock(const QString& name, const QString& title, QWidget* content) {
    auto* dock = new QDockWidget(title, &m_window);
    dock->setObjectName(name);
    dock->setWidget(content);
    QSizePolicy policy = content->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // see watch
    content->setSizePolicy(policy);
    return dock;
}

void DockLayout::watch(QDockWidget& dock) {
    const auto moved = [this] {
        if (!m_isArranging) m_isUsers = true;
    };
    connect(&dock, &QDockWidget::dockLocationChanged, this, moved);
    connect(&dock, &QDockWidget::topLevelChanged, this, moved);
    connect(dock.toggleViewAction(), &QAction::triggered, this, moved);
    connect(&dock, &QDockWidget::visibilityChanged, this, [this, &dock](bool isInFront) {
        // to Qt a panel behind another tab is visible, and would work for nobody to see
        dock.widget()->setVisible(isInFront);
        // later: what has gone away meanwhile has given its room back by then
        if (isInFront) QTimer::singleShot(0, this, [this, &dock] { giveRoom(dock); });
    });
}

// A press that reaches the window itself and none of its children is one on the line between two panels.
bool DockLayout::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) m_isUsers = true;
    return QObject::eventFilter(watched, event);
}

QDockWidget* DockLayout::dock(const QString& name) const {
    for (QDockWidget* each : m_docks)
        if (each->objectName() == name) return each;
    return nullptr;
}

void DockLayout::reset() {
    m_isUsers = false;
    arrange(m_window.width() < kLarge.width() || m_window.height() < kLarge.height());
}

void DockLayout::fit() {
    const bool isSmall = m_window.width() < kLarge.width() || m_window.height() < kLarge.height();
    if (!m_isUsers && isSmall != m_isSmall) arrange(isSmall);
}

void DockLayout::arrange(bool isSmall) {
    const QScopedValueRollback guard(m_isArranging, true);
    m_isSmall = isSmall;
    m_window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    const Qt::DockWidgetArea areas[] = {
        Qt::LeftDockWidgetArea,   Qt::LeftDockWidgetArea,   Qt::RightDockWidgetArea,
        Qt::RightDockWidgetArea,  Qt::RightDockWidgetArea,  Qt::BottomDockWidgetArea,
        Qt::BottomDockWidgetArea, Qt::BottomDockWidgetArea, Qt::BottomDockWidgetArea};
    QDockWidget* bottom = nullptr;
    for (std::size_t i = 0; i < m_docks.size(); ++i) {
        m_docks[i]->setFloating(false);
        m_window.removeDockWidget(m_docks[i]);
        // one behind the other from the start: side by side, even for a moment, they would widen the window
        const bool isBelow = areas[i] == Qt::BottomDockWidgetArea;
        QDockWidget* before = isBelow ? bottom : m_docks[i] == dock("lesson") ? dock("code") : nullptr;
        if (before)
            m_window.tabifyDockWidget(before, m_docks[i]);
        else
            m_window.addDockWidget(areas[i], m_docks[i]);
        if (areas[i] == Qt::BottomDockWidgetArea) bottom = m_docks[i];
        m_docks[i]->show();
    }
    dock("graph")->setWindowTitle(isSmall ? tr("Graph") : tr("Who waits for whom")); // a tab is narrow
    if (isSmall) {
        m_window.tabifyDockWidget(dock("graph"), dock("code"));
        m_window.tabifyDockWidget(dock("code"), dock("lesson"));
        m_window.tabifyDockWidget(dock("scenario"), dock("steps"));
    }
    dock("steps")->setVisible(m_hasSteps);
    dock(isSmall && m_hasSteps ? "steps" : "scenario")->raise();
    dock(isSmall ? "graph" : "lesson")->raise();
    dock("contention")->raise();
    setSizes(isSmall);
}

void DockLayout::setSizes(bool isSmall) {
    const int side = isSmall ? 210 : 270;
    const int right = isSmall ? 250 : std::max(360, m_window.width() * 28 / 100);
    m_window.resizeDocks({dock("scenario"), dock("graph")}, {side, right}, Qt::Horizontal);
    m_window.resizeDocks({dock("contention")}, {bottomHeight(*dock("contention"))}, Qt::Vertical);
    if (isSmall) return;
    m_window.resizeDocks({dock("graph"), dock("code")}, {45, 55}, Qt::Vertical);
    m_window.resizeDocks({dock("scenario"), dock("steps")}, {45, 55}, Qt::Vertical);
}

void DockLayout::showSteps(bool isWanted) {
    if (isWanted == m_hasSteps) return;
    const QScopedValueRollback guard(m_isArranging, true);
    m_hasSteps = isWanted;
    dock("steps")->setVisible(isWanted);
    if (!isWanted || m_isUsers) return;
    dock("steps")->raise();
    setSizes(m_isSmall);
}

QByteArray DockLayout::save() const {
    return m_isUsers ? m_window.saveState(kLayoutVersion) : QByteArray();
}

bool DockLayout::restore(const QByteArray& layout) {
    const QScopedValueRollback guard(m_isArranging, true);
    m_isUsers = m_window.restoreState(layout, kLayoutVersion);
    if (!m_isUsers) reset();
    return m_isUsers;
}

void DockLayout::enter(QDockWidget& dock) {
    dock.show();
    dock.raise();
    dock.widget()->show();
    focusFirstIn(*dock.widget());
}

int DockLayout::bottomHeight(const QDockWidget& dock) const {
    const int height = m_window.height();
    if (dock.objectName() == QLatin1String("detection"))
        return std::max(height * 45 / 100, std::min(kReadable, height * 6 / 10));
    return m_isSmall ? 140 : std::max(190, height * 24 / 100);
}

void DockLayout::giveRoom(QDockWidget& dock) {
    const bool isAtBottom = m_window.dockWidgetArea(&dock) == Qt::BottomDockWidgetArea;
    const bool isInFront = !dock.visibleRegion().isEmpty();
    if (m_isUsers || dock.isFloating() || !isAtBottom || !isInFront) return;
    const QScopedValueRollback guard(m_isArranging, true);
    const bool isWide = dock.objectName() == QLatin1String("detection");
    m_window.setCorner(Qt::BottomLeftCorner, isWide ? Qt::BottomDockWidgetArea : Qt::LeftDockWidgetArea);
    m_window.setCorner(Qt::BottomRightCorner, isWide ? Qt::BottomDockWidgetArea : Qt::RightDockWidgetArea);
    // with what the others have now Qt shares out only a part of it: the second time it gives the rest
    for (int i = 0; i < 2; ++i) {
        m_window.resizeDocks({&dock}, {bottomHeight(dock)}, Qt::Vertical);
        m_window.layout()->activate();
    }
}

void DockLayout::enterNext(int direction) {
    std::vector<QWidget*> stops{m_window.centralWidget()};
    for (QDockWidget* each : m_docks)
        if (each->toggleViewAction()->isChecked()) stops.push_back(each->widget());
    const int count = static_cast<int>(stops.size());
    int present = 0;
    for (int i = 0; i < count; ++i)
        if (const QWidget* focus = QApplication::focusWidget();
            focus && stops[static_cast<std::size_t>(i)]->isAncestorOf(focus))
            present = i;
    QWidget* next = stops[static_cast<std::size_t>((present + direction + count) % count)];
    if (auto* dock = qobject_cast<QDockWidget*>(next->parentWidget()))
        enter(*dock);
    else
        focusFirstIn(*next);
}

} // namespace lockstep::ui
