// SPDX-License-Identifier: GPL-3.0-or-later
// Deadlock detection as a list of steps one can walk through: what each step looks at, finds and says.
//
// Pure functions of (trace, event) make a walk; a view only shows it. A step tells what it changes, so a walk
// costs little however large the picture; pictureAt() adds up.
#pragma once

#include "core/trace/trace.h"

#include <stop_token>
#include <string>
#include <vector>

namespace lockstep {

enum class DetectionView : std::uint8_t {
    WaitForWalk, ///< A: follow who waits for whom until it closes
    Reduction,   ///< B: let everybody finish who can, again and again; what stays is stuck (Coffman, Holt)
    LockOrder,   ///< C: locks that were taken in orders which could meet, in a run that did not deadlock
};

/// How a node or an edge stands.
enum class Mark : std::uint8_t {
    Plain, ///< A: white, not looked at yet, or left to view B. B: not known to be live. C: no part of what is
           ///< looked at
    Present, ///< what this step is about; Plain again afterwards unless marked
    OnStack, ///< A: grey, on the path that is followed
    Done,    ///< A: black, this path is not stuck
    InRing,  ///< part of a closed ring. C: of one that closed in this run
    Live,    ///< B: can go on, or will be let go on
    Stuck,   ///< nothing will ever let it go on. A: it waits behind a ring, or for a thread that has ended
    Safe,    ///< C: part of a cycle that can't happen
    Risky,   ///< C: part of one that could
    Ended,   ///< A, B: a thread whose code has ended; nobody has to wait for it, and it helps nobody
};

enum class DetectionEdgeKind : std::uint8_t {
    WaitsFor, ///< from a thread to a resource; from a thread to a thread for a join
    HeldBy,   ///< from a resource to a thread that has it, or stands before the waiter in line
    Needs,    ///< from a resource to a thread that may signal it: any one of them will do
    Order,    ///< C: from a lock to one that was asked for while it was held
};

/// Threads are named by their thread objects.
struct DetectionEdge {
    ObjectId from;
    ObjectId to;
    DetectionEdgeKind kind = DetectionEdgeKind::WaitsFor;
    std::string label; ///< "two_locks.cpp:31"; for Order also who: "Worker 1 at two_locks.cpp:31"
};

struct DetectionStep {
    std::string sentence;                            ///< what happens here and why
    int line = 0;                                    ///< of the pseudo-code, from 0
    std::vector<std::pair<ObjectId, Mark>> nodes;    ///< whose mark changes; a new one joins the picture
    std::vector<DetectionEdge> newEdges;             ///< that join the picture
    std::vector<std::pair<std::size_t, Mark>> edges; ///< by index, counted over all newEdges so far
    std::size_t pops = 0;                            ///< A: so many leave the stack first
    std::vector<ObjectId> pushes;                    ///< then these are put on it
    std::string question;                            ///< quiz: asked before this step is shown; or empty
    std::vector<ObjectId> answers;                   ///< any of these is right
};

struct DetectionWalk {
    DetectionView view = DetectionView::WaitForWalk;
    std::vector<std::string> pseudoCode;
    std::vector<DetectionStep> steps; ///< never empty: when there is nothing to find, one step says so
    std::string conclusion;           ///< the sentence to remember
};

/// Everything as it stands after a step.
struct DetectionPicture {
    struct Node {
        ObjectId id;
        Mark mark = Mark::Plain;
    };
    struct Edge {
        DetectionEdge edge;
        Mark mark = Mark::Plain;
    };
    std::vector<Node> nodes; ///< in the order in which they joined
    std::vector<Edge> edges;
    std::vector<ObjectId> stack; ///< bottom first
};
/// O(changes up to the step).
DetectionPicture pictureAt(const DetectionWalk& walk, std::size_t step);

/// At an event of any run. O(threads + objects) and what the sentences cost.
DetectionWalk waitForWalk(const Trace& trace, EventIndex cursor);
DetectionWalk reductionWalk(const Trace& trace, EventIndex cursor);
/// Of all that was recorded until the event: O(events). Returns soon, with part of it, once asked to stop.
DetectionWalk lockOrderWalk(const Trace& trace, EventIndex cursor, const std::stop_token& stop = {});

} // namespace lockstep
