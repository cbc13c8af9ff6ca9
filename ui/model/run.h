// SPDX-License-Identifier: GPL-3.0-or-later
// The one Qt face of Session: starts runs, steers and watches the one that is shown, and tells the window in
// signals.
//
// GUI thread only; start() and show() must not be called from a slot of these signals. A timer of about 60 Hz
// looks at the trace's end; nothing is signalled per event. At most one run goes at a time: where another
// begins, it is stopped. All of them stay in runs().
#pragma once

#include "core/engine/session.h"
#include "core/trace/stepaxis.h"
#include "ui/model/runs.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

class QTimer;

namespace lockstep::ui {

class Run : public QObject {
    Q_OBJECT
public:
    explicit Run(QObject* parent = nullptr);

    /// Begins a new run and shows it; one that still goes is stopped. The settings must be valid
    /// (whatIsWrongWith). A stuck run ends by itself, unless it goes step by step: there it can be led on.
    /// `origin`: where it leaves another run, if it does.
    void start(RunSettings settings, const QString& origin = {});
    /// Shows a run that was kept in a file, beside the others; one that still goes is stopped.
    void keep(std::unique_ptr<Session> recorded, const QString& origin);
    /// An earlier one; nothing for a number that is not there.
    void show(int number);
    Runs& runs() { return *m_runs; }
    const Runs& runs() const { return *m_runs; }
    /// Nothing when there is no run to pause or resume.
    void pauseOrResume();
    void stop();
    /// Of slow motion, from now on.
    void setSpeed(double speed);

    bool isActive() const; ///< Running, Paused or Stuck
    Phase phase() const { return m_phase; }
    /// Of the run that is shown, along axis(); null before the first. Lives until another one is shown, or
    /// the axis changes.
    const Trace* trace() const;
    /// What the shown run is laid along. Steps where one thread moves at a time, for the time between them is
    /// the user's own, and time where all move at once; unless the user has wished otherwise for such runs.
    TimeAxis axis() const;
    void setAxis(TimeAxis axis);
    const Session* session() const { return m_session; }
    Session* session() { return m_session; }
    /// Why nobody moves, where one thread moves at a time and the trace has every step that was made.
    Halt halt() const { return m_halt; }
    std::optional<Outcome> outcome() const; ///< once the phase tells of it
    std::vector<Finding> findings() const;

signals:
    void traceReplaced(); ///< another trace: views must let go of the old one before this returns
    void axisChanged();   ///< the same run along its other axis: views must let go as well
    void traceGrew();
    void phaseChanged();
    void haltChanged(); ///< and traceGrew was told before of all that led to it
    /// Once per deadlock, and per ring that opens by itself, the moment it exists.
    void findingMade(const lockstep::Finding& finding);
    /// No thread could be made, or the like; the run that is shown, if any, is left as it was.
    void couldNotStart(const QString& sentence);

private:
    void look();
    void announceFindings();
    void enter(Phase phase);
    void take(Session& session);
    bool catchUp();
    static std::unique_ptr<StepAxis> layAlong(const Session& session, TimeAxis axis);
    TimeAxis& axisOf(const Session& session);
    TimeAxis axisFor(const Session& session);

    Runs* m_runs;
    Session* m_session = nullptr;
    std::unique_ptr<StepAxis> m_steps; // of the session; null when it is laid along time
    TimeAxis m_axisOfAllAtOnce = TimeAxis::Time;
    TimeAxis m_axisOfOneAtATime = TimeAxis::Steps;
    QTimer* m_timer;
    Phase m_phase = Phase::Ready;
    Halt m_halt = Halt::None;
    std::size_t m_eventsSeen = 0;
    Timestamp m_endSeen = 0;
    std::vector<Finding> m_announced;
};

} // namespace lockstep::ui
