// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of the present scenario side by side: the chosen one is shown everywhere, and below the list it is
// said where it parts from the one that was shown before.
#pragma once

#include "core/analysis/compare.h"

#include <QWidget>

class QLabel;
class QTableView;
class QTimer;

namespace lockstep {
struct Scenario;
}

namespace lockstep::ui {

class Run;
class RunsModel;
class Viewport;

class RunsPanel : public QWidget {
    Q_OBJECT
public:
    RunsPanel(Run& run, Viewport& viewport, QWidget* parent = nullptr);

    void setScenario(const Scenario* scenario);
    /// Opens the name of the run that is shown for editing.
    void rename();
    QTableView& table() { return *m_table; }
    /// "Run 1 and Run 2 agree for 6 steps; ..."; empty with a single run.
    QString comparison() const;

private:
    void takeShown();
    void lookSoon();
    void look();
    void showChosen(int row);
    void compare();

    Run& m_run;
    Viewport& m_viewport;
    RunsModel* m_model;
    QTableView* m_table;
    QLabel* m_sentence;
    QTimer* m_timer;
    int m_shown = 0;          // numbers of runs; 0: none
    int m_before = 0;         // shown before it
    std::size_t m_agreed = 0; // of these two, as far as it is known
    bool m_isLooking = false;
};

} // namespace lockstep::ui
