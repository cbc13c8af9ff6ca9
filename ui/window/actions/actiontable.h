// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of what a user can do: menus, tool bar, key sheet and command palette are all made from it.
//
// A key works where its scope says. Bare keys never act while a text or number is being typed.
#pragma once

#include "ui/controls/icons.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <vector>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;
class QWidget;

namespace lockstep::ui {

enum class Menu : std::uint8_t { File, Run, Step, Go, View, Help };

enum class Scope : std::uint8_t {
    Window,   ///< anywhere in the window
    Views,    ///< where the timeline, the graph or a list has the focus
    Timeline, ///< where the timeline has it
};

struct ActionRow {
    QString id; ///< "run.restart"
    Menu menu = Menu::File;
    QString submenu; ///< rows of the same name stand together and, when checkable, exclude one another
    QString text;
    QString tip;                 ///< one sentence without its full stop
    QStringList keys;            ///< as QKeySequence writes them portably
    Scope scope = Scope::Window; ///< of those keys
    QStringList bareKeys;        ///< more of them, with Scope::Views
    IconName icon = IconName::None;
    bool isCheckable = false;
    bool beginsSection = false;
    /// One more key that acts when it is let go: Space, so that it can also be held for dragging.
    bool actsOnSpace = false;
    std::function<void()> act;
};

/// What the mouse can do, and the action that does the same by key.
struct Gesture {
    QString input;
    QString meaning;
    QString action; ///< id
};
std::vector<Gesture> mouseGestures();

QString title(Menu menu);

class ActionTable : public QObject {
    Q_OBJECT
public:
    /// Rows without keys are made too. `window` is where Scope::Window holds.
    ActionTable(std::vector<ActionRow> rows, QWidget& window);

    const std::vector<ActionRow>& rows() const { return m_rows; }
    QAction* action(const QString& id) const; ///< null for an unknown id
    /// "Ctrl+R, F9" in the user's language; Space included.
    QString keysText(const QString& id) const;

    /// These widgets and all in them are where Scope::Views holds.
    void bindView(QWidget& view);
    void bindTimeline(QWidget& timeline);
    void fillMenus(QMenuBar& bar) const;
    void setIcons(const QPalette& palette, bool usesDesktop);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* makeAction(const ActionRow& row, QWidget& window);
    QAction* makeBare(const ActionRow& row, QAction& action);
    void bind(Scope scope, QWidget& widget);
    void fill(QMenu& menu, Menu which) const;

    std::vector<ActionRow> m_rows;
    std::map<QString, QAction*> m_actions;
    std::map<QString, QAction*> m_bare;
    std::map<QString, QActionGroup*> m_groups;
};

} // namespace lockstep::ui
