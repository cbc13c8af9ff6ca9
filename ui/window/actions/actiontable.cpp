// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/actions/actiontable.h"

#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QWidget>

namespace lockstep::ui {

namespace {

QList<QKeySequence> sequences(const QStringList& keys) {
    QList<QKeySequence> all;
    for (const QString& key : keys) all += QKeySequence::fromString(key, QKeySequence::PortableText);
    return all;
}

QString tipWithKeys(const ActionRow& row, const QString& keys) {
    return keys.isEmpty() ? row.tip : QStringLiteral("%1 (%2)").arg(row.tip, keys);
}

bool isSpace(QEvent* event) {
    const auto type = event->type();
    return (type == QEvent::KeyPress || type == QEvent::KeyRelease || type == QEvent::ShortcutOverride) &&
           static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space &&
           static_cast<QKeyEvent*>(event)->modifiers() == Qt::NoModifier;
}

} // namespace

QString title(Menu menu) {
    switch (menu) {
    case Menu::File: return ActionTable::tr("&File");
    case Menu::Run: return ActionTable::tr("&Run");
    case Menu::Step: return ActionTable::tr("&Step");
    case Menu::Go: return ActionTable::tr("&Go");
    case Menu::View: return ActionTable::tr("&View");
    case Menu::Help: break;
    }
    return ActionTable::tr("&Help");
}

ActionTable::ActionTable(std::vector<ActionRow> rows, QWidget& window)
    : QObject(&window)
    , m_rows(std::move(rows)) {
    for (const ActionRow& row : m_rows) m_actions[row.id] = makeAction(row, window);
}

QAction* ActionTable::makeAction(const ActionRow& row, QWidget& window) {
    auto* action = new QAction(row.text, this);
    action->setObjectName(row.id);
    action->setShortcuts(sequences(row.keys));
    action->setShortcutContext(row.scope == Scope::Window ? Qt::WindowShortcut
                                                          : Qt::WidgetWithChildrenShortcut);
    action->setCheckable(row.isCheckable);
    action->setAutoRepeat(true);
    if (row.isCheckable && !row.submenu.isEmpty()) {
        QActionGroup*& group = m_groups[row.submenu];
        if (!group) group = new QActionGroup(this);
        group->addAction(action);
    }
    if (row.scope == Scope::Window) window.addAction(action);
    connect(action, &QAction::triggered, this, row.act);
    if (!row.bareKeys.isEmpty()) m_bare[row.id] = makeBare(row, *action);
    return action;
}

// The same deed under keys of another scope: an action of Qt has one scope for all its keys.
QAction* ActionTable::makeBare(const ActionRow& row, QAction& action) {
    auto* bare = new QAction(row.text, this);
    bare->setShortcuts(sequences(row.bareKeys));
    bare->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(bare, &QAction::triggered, &action, &QAction::trigger);
    return bare;
}

QAction* ActionTable::action(const QString& id) const {
    const auto found = m_actions.find(id);
    return found == m_actions.end() ? nullptr : found->second;
}

QString ActionTable::keysText(const QString& id) const {
    QStringList keys;
    for (const ActionRow& row : m_rows) {
        if (row.id != id) continue;
        if (row.actsOnSpace) keys += QKeySequence(Qt::Key_Space).toString(QKeySequence::NativeText);
        for (const QKeySequence& key : sequences(row.keys + row.bareKeys))
            keys += key.toString(QKeySequence::NativeText);
    }
    return keys.join(", ");
}

void ActionTable::bind(Scope scope, QWidget& widget) {
    for (const ActionRow& row : m_rows) {
        if (row.scope == scope) widget.addAction(action(row.id));
        if (const auto bare = m_bare.find(row.id); bare != m_bare.end() && scope == Scope::Views)
            widget.addAction(bare->second);
    }
}

void ActionTable::bindView(QWidget& view) {
    bind(Scope::Views, view);
    view.installEventFilter(this);
    for (QWidget* part : view.findChildren<QWidget*>()) part->installEventFilter(this);
}

void ActionTable::bindTimeline(QWidget& timeline) {
    bind(Scope::Views, timeline);
    bind(Scope::Timeline, timeline);
}

// Space acts when it is let go. Until then it is kept from the view, which might toggle a selection with it.
bool ActionTable::eventFilter(QObject* watched, QEvent* event) {
    if (!isSpace(event)) return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::KeyRelease && !static_cast<QKeyEvent*>(event)->isAutoRepeat())
        for (const ActionRow& row : m_rows)
            if (row.actsOnSpace) action(row.id)->trigger();
    event->accept();
    return true;
}

void ActionTable::fillMenus(QMenuBar& bar) const {
    for (const Menu which : {Menu::File, Menu::Run, Menu::Step, Menu::Go, Menu::View, Menu::Help}) {
        QMenu* menu = bar.addMenu(title(which));
        menu->setToolTipsVisible(true);
        fill(*menu, which);
    }
}

void ActionTable::fill(QMenu& menu, Menu which) const {
    std::map<QString, QMenu*> submenus;
    for (const ActionRow& row : m_rows) {
        if (row.menu != which) continue;
        if (row.beginsSection) menu.addSeparator();
        QMenu* target = &menu;
        if (!row.submenu.isEmpty()) {
            target = submenus[row.submenu];
            if (!target) target = submenus[row.submenu] = menu.addMenu(row.submenu);
            target->setToolTipsVisible(true);
        }
        target->addAction(action(row.id));
    }
}

void ActionTable::setIcons(const QPalette& palette, bool usesDesktop) {
    for (const ActionRow& row : m_rows) {
        QAction* made = action(row.id);
        if (row.icon != IconName::None) made->setIcon(icon(row.icon, palette, usesDesktop));
        made->setToolTip(tipWithKeys(row, keysText(row.id)));
    }
}

} // namespace lockstep::ui
