// SPDX-License-Identifier: GPL-3.0-or-later
// Walks written by hand, for what shows them: the words matter less here than what changes when.
#pragma once

#include "core/analysis/detection/walk.h"
#include "graphtraces.h"

namespace lockstep {

/// View A of the deadlock of two: Worker 1, lock2, Worker 2, lock1, and back. Its third step has a question.
inline DetectionWalk handMadeWalk(const TwoLocksDeadlock& built) {
    const ObjectId one = built.object("Worker 1"), two = built.object("Worker 2"),
                   main = built.object("main");
    const ObjectId lock1 = built.object("lock1"), lock2 = built.object("lock2");
    using enum DetectionEdgeKind;
    DetectionWalk walk{.view = DetectionView::WaitForWalk};
    walk.pseudoCode = {"for each thread that waits:", "    put it on the path",
                       "    follow what it waits for", "    if that is on the path already: a ring",
                       "    if it can go on: not stuck, step back"};
    walk.steps = {
        {.sentence = "We freeze everything: three threads wait.",
         .nodes = {{main, Mark::Plain}, {one, Mark::Plain}, {two, Mark::Plain}},
         .newEdges = {{main, one, WaitsFor, "two_locks.cpp:42"}}},
        {.sentence = "We begin with Worker 2, which was the last to wait.",
         .line = 1,
         .nodes = {{two, Mark::OnStack}},
         .pushes = {two}},
        {.sentence = "Worker 2 waits for `lock1`, which Worker 1 holds.",
         .line = 2,
         .nodes = {{lock1, Mark::OnStack}, {one, Mark::OnStack}},
         .newEdges = {{two, lock1, WaitsFor, "two_locks.cpp:45"}, {lock1, one, HeldBy, "two_locks.cpp:24"}},
         .edges = {{1, Mark::OnStack}, {2, Mark::OnStack}},
         .pushes = {lock1, one},
         .question = "Worker 2 waits for `lock1`. Whom do we look at next?",
         .answers = {one}},
        {.sentence =
             "Worker 1 waits for `lock2`, which Worker 2 holds. Worker 2 is on our path: the path closes.",
         .line = 3,
         .nodes = {{lock2, Mark::InRing}, {one, Mark::InRing}, {two, Mark::InRing}, {lock1, Mark::InRing}},
         .newEdges = {{one, lock2, WaitsFor, "two_locks.cpp:31"}, {lock2, two, HeldBy, "two_locks.cpp:38"}},
         .edges = {{1, Mark::InRing}, {2, Mark::InRing}, {3, Mark::InRing}, {4, Mark::InRing}},
         .pushes = {lock2}},
    };
    walk.conclusion = "Worker 1 holds `lock1` and waits for `lock2`, which Worker 2 holds.";
    return walk;
}

} // namespace lockstep
