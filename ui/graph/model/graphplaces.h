// SPDX-License-Identifier: GPL-3.0-or-later
// Where each thread and resource of a trace belongs in the lock-wait graph, whatever moment is looked at.
//
// A place follows from the trace and not from the cursor, so a node keeps it while the cursor moves. A ring
// of threads that wait for each other without a time limit - for locks, for ends, or where only the next may
// act, as on full queues - never dissolves, so the rings at the trace's end are all there ever were: their
// members have seats on a circle from the start. Everything else takes the lowest row that is free when it is
// made and gives it back when it ends; ten thousand threads one after the other need one row. Later events
// never move what has a row, only a new deadlock does. Costs O((threads + objects) log n).
#pragma once

#include "core/analysis/findings.h"

#include <map>
#include <optional>
#include <vector>

namespace lockstep::ui {

/// On ring `ring` at `index`, counted along "waits for"; or, with ring -1, in row `index` of the threads or
/// of the resources.
struct GraphSeat {
    int ring = -1;
    int index = 0;
    bool operator==(const GraphSeat&) const = default;
};

/// A ring of locks and ends of threads, which waiting alone has closed, as against one of queues, and a
/// thread that nobody alive can let go on.
bool isRing(const Finding& finding);

class GraphPlaces {
public:
    /// A thread is named by its thread object. The ring goes thread, what it waits for, that one's holder,
    /// ...
    struct Ring {
        Finding finding;
        std::vector<ObjectId> seats;
    };

    GraphPlaces() = default;
    explicit GraphPlaces(const Trace& trace);

    const std::vector<Ring>& rings() const { return m_rings; } ///< smallest first
    /// It stands in one of them.
    bool hasRingOf(const Finding& finding) const;
    /// None for what is not shown by itself: a future, a file, a variable.
    std::optional<GraphSeat> seatOf(ObjectId object) const;
    int threadRows() const { return m_threadRows; }
    int resourceRows() const { return m_resourceRows; }
    /// A future or a file may be waited for: it gets a row of its own only then.
    bool hasPassingResources() const { return m_hasPassingResources; }
    /// Deadlocks at the end that are no rings.
    const std::vector<Finding>& otherFindings() const { return m_otherFindings; }

private:
    void seatRings(const Trace& trace);
    void seatThreads(const Trace& trace);
    void seatResources(const Trace& trace);

    std::vector<Ring> m_rings;
    std::vector<Finding> m_otherFindings;
    std::map<ObjectId, GraphSeat> m_seats;
    int m_threadRows = 0;
    int m_resourceRows = 0;
    bool m_hasPassingResources = false;
};

/// Locks, queues, semaphores and conditions are shown as long as they exist.
bool isLastingResource(ObjectKind kind);

} // namespace lockstep::ui
