// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows of a run: whose trace the views have, whose code stands beside them, and what banner,
// status line, code pane and title say of it.
//
// Views hear of a run only through the viewport. When another scenario is chosen after a run, they are
// cleared, so that no run stands beside code that is not its own; when its scenario is chosen again, its
// latest run is back.
#pragma once

#include "core/analysis/findings.h"
#include "ui/window/parts.h"

#include <QObject>
#include <QString>

#include <vector>

namespace lockstep {
struct Scenario;
}

namespace lockstep::ui {

struct RunEntry;

class RunPresenter : public QObject {
    Q_OBJECT
public:
    RunPresenter(const Parts& parts, QObject* parent);

    void showFinding(); ///< moves the cursor to where the first one came to be
    void showNews();    ///< what the banner tells of: a lost update, else the first finding
    /// Of the run that is shown: "Two locks – naive"; empty when none is.
    QString title() const;
    /// It runs, and in Step mode without waiting for choices.
    bool goesByItself() const;

signals:
    void titleChanged();
    void findingsChanged(bool isAny);

private:
    bool isShown() const;
    void takeNewTrace();
    void takeNewAxis();
    void showChosen();
    void showRun();
    void showNothing();
    void showProgress();
    void showPhase();
    void showCursor();
    void announceWrongEnd();
    void announceFindings();
    void addFinding(const Finding& finding);
    bool hasDeadlock() const;
    void showScenario(const Scenario& scenario);
    void showSource(const Scenario& scenario);
    EventIndex placeOf(const Finding& finding) const;
    const RunEntry* latestRunOf(const Scenario& scenario) const;

    Parts m_parts;
    std::vector<Finding> m_findings; // deadlocks first
};

} // namespace lockstep::ui
