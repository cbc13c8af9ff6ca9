// SPDX-License-Identifier: GPL-3.0-or-later
// The one Qt face of Session: starts, steers and watches a run, and tells the window in signals.
//
// GUI thread only; start() must not be called from a slot of these signals. A timer of about 60 Hz looks at
// the trace's end; nothing is signalled per event. A run that is replaced is stopped, unwound and freed on a
// thread of its own, so no call here blocks, the destructor apart.
#pragma once

#include "core/engine/session.h"

#include <QObject>
#include <QString>

#include <future>
#include <memory>
#include <vector>

class QTimer;

namespace lockstep::ui {

class Run : public QObject {
    Q_OBJECT
public:
    explicit Run(QObject* parent = nullptr);
    ~Run() override; ///< stops what still runs and waits until every thread is gone

    /// Begins a new run; one that still goes is stopped first. The settings must be valid (whatIsWrongWith).
    /// A stuck run ends by itself: its picture stays, and nothing is gained by keeping its threads.
    void start(RunSettings settings);
    /// Nothing when there is no run to pause or resume.
    void pauseOrResume();
    void stop();
    /// The last start once more; nothing before the first.
    void restart();
    /// Of slow motion, now and at the next restart.
    void setSpeed(double speed);

    bool isActive() const; ///< Running, Paused or Stuck
    Phase phase() const { return m_phase; }
    /// Of the present or the last run; null before the first. Lives until the next start.
    const Trace* trace() const;
    const Session* session() const { return m_session.get(); }
    std::optional<Outcome> outcome() const;
    std::vector<Finding> findings() const;

signals:
    void traceReplaced(); ///< another trace: views must let go of the old one before this returns
    void traceGrew();
    void phaseChanged();
    /// Once per deadlock, the moment it exists.
    void deadlockFound(const lockstep::Finding& finding);
    /// No thread could be made, or the like; the run before, if any, is left as it was.
    void couldNotStart(const QString& sentence);

private:
    void look();
    void announceFindings();
    void enter(Phase phase);
    void retire(std::unique_ptr<Session> session);

    std::unique_ptr<Session> m_session;
    RunSettings m_settings;
    QTimer* m_timer;
    std::vector<std::future<void>> m_burials; // each waits in its destructor
    Phase m_phase = Phase::Ready;
    std::size_t m_eventsSeen = 0;
    Timestamp m_endSeen = 0;
    std::vector<Finding> m_announced;
};

} // namespace lockstep::ui
