// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/catalogue.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace lockstep {

namespace scenarios {
// the tutorial's, in its order
extern const Scenario lifecycle;
extern const Scenario startJoin;
extern const Scenario threadArguments;
extern const Scenario threadSubclass;
extern const Scenario poolMap;
extern const Scenario mainThread;
extern const Scenario daemonThread;
extern const Scenario priority;
extern const Scenario counter;
extern const Scenario twoLocks;
extern const Scenario rlock;
extern const Scenario sharedList;
extern const Scenario queue;
extern const Scenario poolOrThreads;
extern const Scenario gil;
extern const Scenario webScraper;
extern const Scenario chatServer;
extern const Scenario logger;
extern const Scenario heartbeat;
extern const Scenario bestPractices;

extern const Scenario selfLock;
extern const Scenario diningPhilosophers;
extern const Scenario abandonedLock;
extern const Scenario recursiveRead;
extern const Scenario nestedMonitor;
extern const Scenario joinCycle;
extern const Scenario joinWhileHolding;
extern const Scenario timedCycle;
extern const Scenario partialDeadlock;
extern const Scenario lostWakeup;
extern const Scenario barrierShort;
extern const Scenario latchShort;
extern const Scenario semaphoreInParts;
extern const Scenario starvedConsumer;
extern const Scenario queueRing;
extern const Scenario poolStarvation;
extern const Scenario lockConvoy;
extern const Scenario coarseOrFine;
extern const Scenario writerStarvation;
extern const Scenario priorityInversion;
extern const Scenario livelock;
extern const Scenario thunderingHerd;
extern const Scenario doubleChecked;
extern const Scenario handOverHand;
extern const Scenario readersWriters;
extern const Scenario barrierPhases;
extern const Scenario semaphorePermits;
extern const Scenario boundedBuffer;
extern const Scenario monitor;
extern const Scenario producerConsumerSemaphores;
extern const Scenario sleepingBarber;
extern const Scenario smokers;
extern const Scenario yields;
extern const Scenario oneLock;
extern const Scenario lockOrder;
} // namespace scenarios

namespace {

// Number of insertions, deletions and replacements between two words (Levenshtein 1966).
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::span<const Scenario* const> catalogue() {
    using namespace scenarios;
    static const std::array kAll{&lifecycle,
                                 &startJoin,
                                 &threadArguments,
                                 &threadSubclass,
                                 &poolMap,
                                 &mainThread,
                                 &daemonThread,
                                 &priority,
                                 &counter,
                                 &twoLocks,
                                 &rlock,
                                 &sharedList,
                                 &queue,
                                 &poolOrThreads,
                                 &gil,
                                 &webScraper,
                                 &chatServer,
                                 &logger,
                                 &heartbeat,
                                 &bestPractices,
                                 &selfLock,
                                 &diningPhilosophers,
                                 &abandonedLock,
                                 &recursiveRead,
                                 &nestedMonitor,
                                 &joinCycle,
                                 &joinWhileHolding,
                                 &timedCycle,
                                 &partialDeadlock,
                                 &lostWakeup,
                                 &barrierShort,
                                 &latchShort,
                                 &semaphoreInParts,
                                 &starvedConsumer,
                                 &queueRing,
                                 &poolStarvation,
                                 &lockConvoy,
                                 &coarseOrFine,
                                 &writerStarvation,
                                 &priorityInversion,
                                 &livelock,
                                 &thunderingHerd,
                                 &doubleChecked,
                                 &handOverHand,
                                 &readersWriters,
                                 &barrierPhases,
                                 &semaphorePermits,
                                 &boundedBuffer,
                                 &monitor,
                                 &producerConsumerSemaphores,
                                 &sleepingBarber,
                                 &smokers,
                                 &yields,
                                 &oneLock,
                                 &lockOrder};
    return kAll;
}

const Scenario* findScenario(std::string_view id) {
    const auto all = catalogue();
    const auto found = std::ranges::find(all, id, &Scenario::id);
    return found == all.end() ? nullptr : *found;
}

std::string_view nearestScenario(std::string_view id) {
    const auto distance = [&](const Scenario* s) { return editDistance(s->id, id); };
    const Scenario* nearest = *std::ranges::min_element(catalogue(), {}, distance);
    return distance(nearest) <= 3 ? nearest->id : std::string_view{};
}

} // namespace lockstep
