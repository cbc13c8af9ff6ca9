// SPDX-License-Identifier: GPL-3.0-or-later
// Which idle stretches are folded at present: switched on and off, and opened one by one.
//
// Owned by the viewport. A stretch is folded where it lasts at least a two-hundredth of the run; a little of
// it stays open on either side, so that one sees what begins and ends there. Along steps nothing is folded:
// there a step is a step. While a run grows, it is looked at a few times a second. GUI thread only.
#pragma once

#include "ui/model/fold/timefolds.h"

#include <QObject>

class QTimer;

namespace lockstep {
class Trace;
}

namespace lockstep::ui {

class ShownLanes;

class Folding : public QObject {
    Q_OBJECT
public:
    static constexpr Timestamp kShares = 200; ///< of the run

    /// What is idle depends on which lanes are shown.
    Folding(const ShownLanes& lanes, QObject* parent);

    /// It stays on or off; changed() is not told: another trace is news enough.
    void setTrace(const Trace* trace);
    void traceGrew();

    bool isOn() const { return m_isOn; }
    /// On: those that were opened are folded again.
    void setOn(bool on);
    /// The one that the time lies in, if any.
    void open(Timestamp time);

    const TimeFolds& folds() const { return m_folds; }

signals:
    void changed();

private:
    void look();
    std::vector<TimeRange> wanted() const;

    const ShownLanes& m_lanes;
    const Trace* m_trace = nullptr;
    bool m_isOn = false;
    std::vector<Timestamp> m_opened; // a time within each
    TimeFolds m_folds;
    QTimer* m_timer;
};

} // namespace lockstep::ui
