// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare.h"
#include "core/analysis/stepplaces.h"
#include "core/analysis/steps.h"
#include "tracebuilder.h"

#include <rapidcheck.h>

#include <QTest>

#include <algorithm>

using namespace lockstep;

namespace {

using Program = std::vector<int>; // who puts an item next: thread 0 to 2

std::string threadOf(int who) {
    return std::string(1, static_cast<char>('A' + who));
}

void write(TraceBuilder& builder, const Program& program) {
    builder.addThreads({"A", "B", "C"}).addQueue("queue");
    for (const int who : program) builder.put(threadOf(who), "queue");
}

Program anyProgram() {
    return *rc::gen::container<Program>(rc::gen::inRange(0, 3));
}

} // namespace

class CompareTest : public QObject {
    Q_OBJECT
private slots:
    void twoRunsPartWhereTheirProgramsDo() {
        QVERIFY(rc::check([] {
            const Program one = anyProgram();
            Program two = one;
            if (*rc::gen::arbitrary<bool>()) two = anyProgram();
            TraceBuilder first;
            TraceBuilder second;
            write(first, one);
            write(second, two);
            const auto [here, there] = std::ranges::mismatch(one, two);
            const auto begun = first.trace().steps().size() - one.size();
            const auto agreed = begun + static_cast<std::size_t>(here - one.begin());
            const Comparison found = compareSteps(first.trace(), second.trace());
            RC_ASSERT(found.agreed == agreed);
            RC_ASSERT(found.first.has_value() == (here != one.end()));
            RC_ASSERT(found.second.has_value() == (there != two.end()));
            if (found.first) RC_ASSERT(*found.first == first.trace().steps()[agreed]);
            if (found.second) RC_ASSERT(*found.second == second.trace().steps()[agreed]);
        }));
    }

    void whatIsKnownToAgreeNeedNotBeLookedAtAgain() {
        TraceBuilder first;
        TraceBuilder second;
        write(first, {0, 1, 2, 0});
        write(second, {0, 1, 1, 0});
        const Comparison whole = compareSteps(first.trace(), second.trace());
        const Comparison rest = compareSteps(first.trace(), second.trace(), whole.agreed - 1);
        QCOMPARE(rest.agreed, whole.agreed);
        QVERIFY(rest.first == whole.first && rest.second == whole.second);
    }

    void theSameDeedWithAnotherObjectIsAnotherStep() {
        TraceBuilder first;
        TraceBuilder second;
        for (TraceBuilder* each : {&first, &second}) each->addThreads({"A"}).addLocks({"one", "two"});
        first.acquire("A", "one");
        second.acquire("A", "two");
        QVERIFY(compareSteps(first.trace(), second.trace()).isParted());
    }

    void itIsSaidInOneSentence() {
        TraceBuilder first;
        TraceBuilder second;
        for (TraceBuilder* each : {&first, &second})
            each->in("a.cpp").addThreads({"Worker 1", "Worker 2"}).addLocks({"lock1", "lock2"});
        first.acquire("Worker 1", "lock1", 3);
        second.acquire("Worker 2", "lock2", 9);
        const Comparison parted = compareSteps(first.trace(), second.trace());
        const std::string sentence =
            comparisonSentence(first.trace(), "Run 1", second.trace(), "Run 2", parted);
        const std::string steps = std::to_string(parted.agreed);
        QCOMPARE(sentence, "Run 1 and Run 2 agree for " + steps + " steps; at step " +
                               std::to_string(parted.agreed + 1) +
                               " Worker 1 takes `lock1` at a.cpp:3 in Run 1, and Worker 2 takes `lock2` at "
                               "a.cpp:9 in Run 2.");
        const Comparison same = compareSteps(first.trace(), first.trace());
        QVERIFY(comparisonSentence(first.trace(), "Run 1", first.trace(), "Run 3", same)
                    .starts_with("Run 1 and Run 3 make the same "));
    }

    void afterEachStepThereIsAPlaceThatCountsJustThatMany() {
        QVERIFY(rc::check([] {
            TraceBuilder builder;
            write(builder, anyProgram());
            const Trace& trace = builder.trace();
            const std::size_t all = trace.steps().size();
            for (std::size_t n = 0; n <= all; ++n) RC_ASSERT(stepsUpTo(trace, placeAfter(trace, n)) == n);
        }));
    }

    // What a thread records right before its step belongs to that step; what it announced does not.
    void aPlaceAfterAStepIsBeforeAllOfTheNext() {
        TraceBuilder builder;
        builder.addThreads({"A", "B"}).addLocks({"lock"});
        builder.acquire("A", "lock");
        const EventIndex after = builder.last();
        builder.event(EventKind::Tick, "B", ObjectId{}).acquire("B", "lock");
        QCOMPARE(placeAfter(builder.trace(), stepsUpTo(builder.trace(), after)), std::optional(after));
    }

    void anEmptyTraceHasNoPlace() {
        QVERIFY(!placeAfter(Trace(), 0));
        QCOMPARE(stepsUpTo(Trace(), std::nullopt), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(CompareTest)
#include "tst_compare.moc"
