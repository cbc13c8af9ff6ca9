// SPDX-License-Identifier: GPL-3.0-or-later
// What is right to say of each scenario and variant: how often it gets stuck, and why.
#pragma once

#include "core/engine/session.h"
#include "core/scenarios/catalogue.h"

namespace lockstep {

enum class Stuck { Never, Luck, Always };

struct Verdict {
    std::string_view id;
    std::string_view variant; ///< empty where the scenario has none
    Stuck stuck = Stuck::Never;
    std::string_view cause = {}; ///< of every deadlock that is found
    Parameters parameters = {};  ///< where the standard ones take too many steps
    bool mayBeWrong = false;     ///< its result is not what it should be, or only by luck: that is its point
};

inline const std::vector<Verdict> kVerdicts{
    // the tutorial's
    {"lifecycle", ""},
    {"start-join", "join"},
    {"start-join", "no-join", Stuck::Never, {}, {}, true},
    {"thread-arguments", ""},
    {"thread-subclass", ""},
    {"pool-map", ""},
    {"main-thread", ""},
    {"counter", "unsynchronised", Stuck::Never, {}, {{"increments", 20}}, true},
    {"counter", "lock", Stuck::Never, {}, {{"increments", 20}}},
    {"counter", "atomic", Stuck::Never, {}, {{"increments", 20}}},
    {"counter", "lock-too-late", Stuck::Never, {}, {{"increments", 20}}, true},
    {"two-locks", "naive", Stuck::Luck, "cycle"},
    {"two-locks", "ordered"},
    {"two-locks", "both-at-once"},
    {"two-locks", "try-and-back-off"},
    {"two-locks", "timeout"},
    {"two-locks", "rlock", Stuck::Luck, "cycle"},
    {"rlock", "lock", Stuck::Always, "self-lock"},
    {"rlock", "rlock"},
    {"shared-list", ""},
    {"queue", ""},
    {"pool-or-threads", "threads", Stuck::Never, {}, {{"tasks", 20}}},
    {"pool-or-threads", "pool", Stuck::Never, {}, {{"tasks", 20}}},

    {"self-lock", "lock", Stuck::Always, "self-lock"},
    {"self-lock", "recursive"},
    {"dining-philosophers", "naive", Stuck::Luck, "cycle"},
    {"dining-philosophers", "ordered"},
    {"dining-philosophers", "waiter"},
    {"dining-philosophers", "try"},
    {"abandoned-lock", "forgotten", Stuck::Luck, "abandoned-lock"},
    {"abandoned-lock", "guard"},
    {"recursive-read", "prefer-writers", Stuck::Luck, "recursive-read"},
    {"recursive-read", "fair", Stuck::Luck, "recursive-read"},
    {"recursive-read", "prefer-readers"},
    {"recursive-read", "once"},
    {"nested-monitor", "nested", Stuck::Luck, "nested-monitor"},
    {"nested-monitor", "open"},
    {"join-cycle", "each-other", Stuck::Always, "join-cycle"},
    {"join-cycle", "one-way"},
    {"join-while-holding", "held", Stuck::Always, "join-while-holding"},
    {"join-while-holding", "released"},
    {"timed-cycle", ""},
    {"partial-deadlock", "opposite", Stuck::Luck, "cycle"},
    {"partial-deadlock", "ordered"},
    {"lost-wakeup", "blind", Stuck::Luck, "lost-wakeup"},
    {"lost-wakeup", "if", Stuck::Luck, "lost-wakeup"},
    {"lost-wakeup", "while"},
    {"barrier-short", "short", Stuck::Always, "barrier-short"},
    {"barrier-short", "complete"},
    {"latch-short", "skipped", Stuck::Always, "latch-short"},
    {"latch-short", "always"},
    {"semaphore-in-parts", "in-parts", Stuck::Luck, "semaphore-in-parts"},
    {"semaphore-in-parts", "at-once"},
    {"starved-consumer", "never-closed", Stuck::Always, "starved-consumer"},
    {"starved-consumer", "closed"},
    {"queue-ring", "all-first", Stuck::Always, "queue-ring"},
    {"queue-ring", "in-turns"},
    {"pool-starvation", "one-pool", Stuck::Luck, "pool-starvation"},
    {"pool-starvation", "two-pools"},
    {"yields", ""},
    {"one-lock", ""},
    {"lock-order", "opposite", Stuck::Luck, "cycle"},
    {"lock-order", "same"},
    {"lock-order", "gated"},
};

inline RunSettings settingsOf(const Verdict& verdict, Mode mode, std::uint64_t seed = 0) {
    RunSettings settings;
    settings.scenario = findScenario(verdict.id);
    settings.variant = verdict.variant;
    settings.parameters = verdict.parameters;
    settings.mode = mode;
    settings.seed = seed;
    return settings;
}

} // namespace lockstep
