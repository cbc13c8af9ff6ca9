// SPDX-License-Identifier: GPL-3.0-or-later
// Programs for tests of primitives: many threads at once, in every mode, and what was wrong with the run.
#pragma once

#include "core/sync/flow/thread.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QString>

namespace lockstep {

inline constexpr int kRounds = kIsSanitized ? 300 : 20'000;

/// Runs it to its end; what is wrong with the run or its trace, in words.
inline QString defectOf(std::function<void()> main, RunSettings settings = {}) {
    TestRun program(std::move(main), std::move(settings));
    if (!program.run()) return "it hangs";
    const Session& session = program.session();
    if (session.outcome() != Outcome::Finished)
        return "its outcome is " +
               QString::fromStdString(std::string(name(*session.outcome())) + " " + session.failure());
    return QString::fromStdString(TraceAudit(program.trace()).firstDefect());
}

/// Once with all threads moving at once, then one at a time in many orders; the first thing that is wrong.
inline QString defectInAnyMode(const std::function<void()>& main) {
    QString defect = defectOf(main);
    if (!defect.isEmpty()) return "free: " + defect;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        RunSettings settings;
        settings.mode = Mode::Random;
        settings.seed = seed;
        defect = defectOf(main, settings);
        if (!defect.isEmpty()) return "seed " + QString::number(seed) + ": " + defect;
    }
    return {};
}

/// Starts that many threads with the same code and joins them.
inline void crowd(int threads, const std::function<void(int)>& body) {
    std::vector<std::unique_ptr<sync::Thread>> all;
    for (int t = 0; t < threads; ++t) {
        all.push_back(std::make_unique<sync::Thread>("T" + std::to_string(t), [&body, t] { body(t); }));
        all.back()->start();
    }
    for (auto& thread : all) thread->join();
}

/// For code that runs on a worker thread, where QVERIFY cannot stop the run.
inline void demand(bool isSo, const char* what) {
    if (!isSo) throw std::logic_error(what);
}

} // namespace lockstep
