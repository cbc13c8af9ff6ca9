// SPDX-License-Identifier: GPL-3.0-or-later
// The one Qt face of Session: starts, steers and watches a run, and tells the window in signals.
//
// GUI thread only. A timer of about 60 Hz looks at the trace's end; nothing is signalled per event. A run that is
// replaced or closed is stopped and unwound on a thread of its own, so no call here blocks.
#pragma once

#include "core/engine/session.h"

#include <QObject>
#include <QString>

#include <memory>

class QTimer;

namespace lockstep::ui {

class Run : public QObject {
    Q_OBJECT
public:
    explicit Run(QObject* parent = nullptr);
    ~Run() override; ///< stops what still runs and waits for it

    /// Begins a new run; one that still goes is stopped first. The settings must be valid (whatIsWrongWith).
    void start(RunSettings settings);
    void pauseOrResume();
    void stop();
    void restart();
    void setSpeed(double speed);

    bool isActive() const; ///< Running, Paused or Stuck
    Phase phase() const;
    const Trace* trace() const; ///< of the present or the last run; null before the first. Shared until the next start
    std::optional<Outcome> outcome() const;
    std::vector<Finding> findings() const;
    const Session* session() const;

signals:
    void traceReplaced(); ///< another trace: views must let go of the old one before this returns
    void traceGrew();
    void phaseChanged();
    /// Once per deadlock, the moment it exists.
    void deadlockFound(const lockstep::Finding& finding);

private:
    void look();

    std::shared_ptr<Session> m_session;
    QTimer* m_timer;
    Phase m_phase = Phase::Ready;
    std::size_t m_eventsSeen = 0;
    std::size_t m_findingsSeen = 0;
};

} // namespace lockstep::ui
