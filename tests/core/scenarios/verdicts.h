// SPDX-License-Identifier: GPL-3.0-or-later
// What is right to say of each scenario and variant: how often it gets stuck, and why.
#pragma once

#include "core/engine/session.h"
#include "core/scenarios/catalogue.h"

namespace lockstep {

enum class Stuck {
    Never,
    Luck,
    Always,
    Busy, ///< gets nowhere without being stuck: cut off by the limit of steps where one thread moves at a
          ///< time
};

struct Verdict {
    std::string_view id;
    std::string_view variant; ///< empty where the scenario has none
    Stuck stuck = Stuck::Never;
    std::string_view cause = {}; ///< of every deadlock that is found
    Parameters parameters = {};  ///< where the standard ones take too many steps, or leave it to luck
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
    {"daemon", "daemon", Stuck::Never, {}, {{"main", 0}, {"rounds", 100}}}, // on a busy machine main is late
    {"daemon", "non-daemon"},
    {"daemon", "important-work", Stuck::Never, {}, {}, true},
    {"daemon", "cleanup"},
    {"priority", ""},
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
    {"gil", "cpu"},
    {"gil", "io"},
    {"gil", "processes"},
    {"gil", "free-threaded"},
    {"web-scraper", "sequential"},
    {"web-scraper", "pool"},
    {"web-scraper", "event-loop"},
    {"chat-server", ""},
    {"logger", "flush-on-exit"},
    {"logger", "lost-tail", Stuck::Never, {}, {}, true},
    {"heartbeat", ""},
    {"best-practices", "unlocked", Stuck::Never, {}, {}, true},
    {"best-practices", "locked"},
    {"best-practices", "many-threads"},
    {"best-practices", "pool"},
    {"best-practices", "unjoined", Stuck::Never, {}, {}, true},
    {"best-practices", "joined"},
    {"best-practices", "daemon", Stuck::Never, {}, {}, true},
    {"best-practices", "waited-for"},

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
    // contention and classics
    {"lock-convoy", "in-turn"},
    {"lock-convoy", "first-come"},
    {"lock-convoy", "at-once"},
    {"coarse-or-fine", "coarse"},
    {"coarse-or-fine", "fine"},
    {"writer-starvation", "prefer-readers"},
    {"writer-starvation", "prefer-writers"},
    {"writer-starvation", "fair"},
    {"priority-inversion", "no-inheritance"},
    {"priority-inversion", "inheritance"},
    {"livelock", "polite", Stuck::Busy},
    {"livelock", "once"},
    {"livelock", "one-goes-first"},
    {"thundering-herd", "notify-all"},
    {"thundering-herd", "notify-one"},
    {"double-checked", "double-checked"},
    {"double-checked", "lock"},
    {"double-checked", "unsynchronised", Stuck::Never, {}, {}, true},
    {"double-checked", "ready-too-early", Stuck::Never, {}, {}, true},
    {"hand-over-hand", "hand-over-hand"},
    {"hand-over-hand", "one-lock"},
    {"readers-writers", "prefer-readers"},
    {"readers-writers", "prefer-writers"},
    {"readers-writers", "fair"},
    {"readers-writers", "one-at-a-time"},
    {"barrier-phases", "barrier"},
    {"barrier-phases", "no-barrier", Stuck::Never, {}, {}, true},
    {"semaphore-permits", "semaphore"},
    {"semaphore-permits", "no-limit", Stuck::Never, {}, {}, true},
    {"semaphore-permits", "released-twice", Stuck::Never, {}, {}, true},
    {"bounded-buffer", "two-conditions"},
    {"bounded-buffer", "one-condition", Stuck::Luck, "lost-wakeup"},
    {"bounded-buffer", "notify-all"},
    {"monitor", "monitor"},
    {"monitor", "look-outside", Stuck::Never, {}, {}, true},
    {"producer-consumer-semaphores", "semaphore-first"},
    {"producer-consumer-semaphores", "lock-first", Stuck::Luck, "nested-monitor"},
    {"sleeping-barber", ""},
    {"smokers", "one-by-one", Stuck::Luck, "semaphore-in-parts", {{"rounds", 1}}},
    {"smokers", "whole-table"},

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
