// SPDX-License-Identifier: GPL-3.0-or-later
// The tool bar: run, pause, stop, and where the cursor goes. It shows actions that others make.
#pragma once

#include <QToolBar>

namespace lockstep {
enum class Phase : std::uint8_t;
}

namespace lockstep::ui {

class TransportBar : public QToolBar {
    Q_OBJECT
public:
    explicit TransportBar(QWidget* parent = nullptr);

    /// From left to right; null is a gap. The first one starts, pauses and resumes, the second one stops.
    void setActions(const QList<QAction*>& actions);
    /// Lets the first two say what they would do now.
    void showPhase(Phase phase);
    /// When icons have changed: the first button is as wide as its longest word needs, so that what stands
    /// beside it keeps its place.
    void reserveRoom();

protected:
    void changeEvent(QEvent* event) override;

private:
    static QString runText(Phase phase);

    QAction* m_run = nullptr;
    QAction* m_stop = nullptr;
};

} // namespace lockstep::ui
