// SPDX-License-Identifier: GPL-3.0-or-later
// Which lanes the views show: the filter in force, and what it leaves of the trace so far.
//
// Owned by the viewport. What takes long is looked at a little at a time, and changed() tells of each part.
// GUI thread only.
#pragma once

#include "ui/model/find/lanesieve.h"

#include <QObject>

class QTimer;

namespace lockstep::ui {

class ShownLanes : public QObject {
    Q_OBJECT
public:
    explicit ShownLanes(QObject* parent);

    /// Shows all of it; changed() is not told: another trace is news enough.
    void setTrace(const Trace* trace);
    void traceGrew();
    /// An empty one shows all.
    void setFilter(LaneFilter filter);
    void narrow(const LaneFilter& by); ///< among those that are shown
    void showAll() { setFilter({}); }

    /// None while all is shown.
    const LaneSieve* sieve() const { return m_sieve ? &*m_sieve : nullptr; }
    LaneFilter filter() const { return m_sieve ? m_sieve->filter() : LaneFilter{}; }
    bool isShown(ThreadId thread) const { return !m_sieve || m_sieve->shows(thread); }
    bool isComplete() const { return m_isComplete; } ///< else there may be more that are to be shown

signals:
    void changed();

private:
    void look();

    const Trace* m_trace = nullptr;
    std::optional<LaneSieve> m_sieve;
    bool m_isComplete = true;
    std::pair<std::size_t, std::size_t> m_told; // how many threads are shown, of how many
    QTimer* m_timer;
};

} // namespace lockstep::ui
