// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of connections share: modes to run in, a connection with both ends, and plain words for what
// went wrong inside a program.
#pragma once

#include "core/analysis/steps.h"
#include "core/sync/io/socket.h"
#include "testrun.h"

#include <QTest>

namespace lockstep {

inline RunSettings inMode(int mode) {
    RunSettings settings;
    settings.mode = static_cast<Mode>(mode);
    settings.seed = 5;
    settings.timeLimit = kHangLimit / 2; // what waits for ever is an outcome, too
    return settings;
}

/// Real and modelled, unless others are asked for.
inline void addModes(std::initializer_list<Mode> modes = {Mode::Free, Mode::Random}) {
    QTest::addColumn<int>("mode");
    for (const Mode mode : modes) QTest::newRow(name(mode).data()) << static_cast<int>(mode);
}

inline void require(bool isTrue, const char* what) {
    if (!isTrue) throw std::runtime_error(what);
}

/// What is wrong with how the run went; empty: it finished.
inline QString defectOf(TestRun& run) {
    if (!run.run()) return "it hangs";
    const Outcome outcome = *run.session().outcome();
    if (outcome == Outcome::Finished) return {};
    return QString::fromStdString(std::string(name(outcome)) + ": " + run.session().failure());
}

/// Runs it with all threads at once, then repeats that one thread at a time. What differs; empty: nothing.
/// Slow motion keeps each thread a while between the kernel and its next step, where most can come in
/// between.
inline QString defectOfReplay(const std::function<void()>& program, int mode) {
    RunSettings settings = inMode(mode);
    settings.speed = 1;
    TestRun first(program, settings);
    if (const QString defect = defectOf(first); !defect.isEmpty()) return "first: " + defect;
    settings.mode = Mode::Replay;
    settings.script = choicesOf(first.trace());
    TestRun again(program, settings);
    if (const QString defect = defectOf(again); !defect.isEmpty()) return "again: " + defect;
    return hashOfSteps(first.trace()) == hashOfSteps(again.trace()) ? "" : "the replay does something else";
}

/// Both ends of a connection.
struct Pair {
    explicit Pair(sync::Listener& server)
        : client(server.connect("c"))
        , end(server.accept()) {}
    std::unique_ptr<sync::Connection> client;
    std::unique_ptr<sync::Connection> end;
};

} // namespace lockstep
