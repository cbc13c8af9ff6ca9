// SPDX-License-Identifier: GPL-3.0-or-later
// The panels around the timeline: where they stand by default, and how the keyboard gets into each.
//
// As long as the user has moved nothing, the arrangement fits itself to the window: side by side when it is
// large, behind tabs when it is small; and each panel at the bottom has its own height when it comes to the
// front: deadlock detection is as wide as the window and high enough to be read from afar.
#pragma once

#include <QObject>
#include <QSize>

#include <vector>

class QDockWidget;
class QMainWindow;

namespace lockstep::ui {

struct PanelWidgets {
    QWidget* scenario = nullptr;
    QWidget* steps = nullptr;
    QWidget* graph = nullptr;
    QWidget* code = nullptr;
    QWidget* lesson = nullptr;
    QWidget* contention = nullptr;
    QWidget* events = nullptr;
    QWidget* runs = nullptr;
    QWidget* detection = nullptr;
};

class DockLayout : public QObject {
    Q_OBJECT
public:
    DockLayout(QMainWindow& window, const PanelWidgets& widgets);

    /// The default arrangement for the window's present size.
    void reset();
    /// Call when the window's size has changed.
    void fit();
    QByteArray save() const;
    bool restore(const QByteArray& layout); ///< false, and the default arrangement, when it makes no sense

    /// Who goes next is there only where somebody is asked.
    void showSteps(bool isWanted);

    /// Scenario, steps, graph, code, lesson, contention, events, runs, detection.
    const std::vector<QDockWidget*>& docks() const { return m_docks; }
    QDockWidget* dock(const QString& name) const;
    /// Brings the panel to the front and the keyboard into it.
    static void enter(QDockWidget& dock);
    /// The panel after or before the one with the focus; the central widget is one of them.
    void enterNext(int direction);
    bool isSmall() const { return m_isSmall; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QDockWidget* makeDock(const QString& name, const QString& title, QWidget* content);
    void arrange(bool isSmall);
    void setSizes(bool isSmall);
    void giveRoom(QDockWidget& dock);
    int bottomHeight(const QDockWidget& dock) const;
    void watch(QDockWidget& dock);

    QMainWindow& m_window;
    std::vector<QDockWidget*> m_docks;
    bool m_isSmall = false;
    bool m_hasSteps = false;
    bool m_isArranging = false;
    bool m_isUsers = false; ///< the user has moved or resized something
};

} // namespace lockstep::ui
