// SPDX-License-Identifier: GPL-3.0-or-later
// A run along its steps: the same events, one column for each step.
#include "core/trace/moment.h"
#include "core/trace/stepaxis.h"
#include "tracebuilder.h"

#include <QTest>
#include <rapidcheck.h>

using namespace lockstep;

namespace {

void twoThreadsAndALock(TraceBuilder& run) {
    run.addLocks({"lock"}).addThreads({"A", "B"});
    run.at(1000).acquire("A", "lock", 5);
    run.at(70'000).wait("B", "lock", 6);
    run.at(900'000).release("A", "lock", 7);
    run.at(900'500).acquire("B", "lock", 6);
}

// What stands in both traces right after an event.
bool isSame(const Moment& a, const Moment& b) {
    const auto isSameThread = [](const ThreadMoment& x, const ThreadMoment& y) {
        return x.exists == y.exists && x.state == y.state && x.parkedOn == y.parkedOn && x.site == y.site;
    };
    const auto isSameObject = [](const ObjectMoment& x, const ObjectMoment& y) {
        return x.exists == y.exists && x.holder == y.holder && x.taken == y.taken && x.value == y.value;
    };
    return std::ranges::equal(a.threads(), b.threads(), isSameThread) &&
           std::ranges::equal(a.objects(), b.objects(), isSameObject);
}

} // namespace

class StepAxisTest : public QObject {
    Q_OBJECT
private slots:
    void eachStepHasAColumnOfItsOwn() {
        TraceBuilder run;
        twoThreadsAndALock(run);
        const StepAxis axis(run.trace());
        const Trace& steps = axis.trace();
        QCOMPARE(steps.axis(), TimeAxis::Steps);
        QCOMPARE(steps.size(), run.trace().size());
        QCOMPARE(steps.steps().size(), run.trace().steps().size());
        for (std::size_t n = 1; n <= steps.steps().size(); ++n) {
            const auto count = static_cast<Timestamp>(n);
            QCOMPARE(steps.event(steps.steps()[n - 1]).time, (count - 1) * kStepLength + 1);
            // all that followed from the step belongs to it, and nothing of the next one
            const EventIndex last = *steps.lastAt(count * kStepLength);
            QCOMPARE(steps.steps().countUpTo(last), n);
        }
        QCOMPARE(steps.end(), static_cast<Timestamp>(steps.steps().size()) * kStepLength);
    }

    void aPictureGoesOnBehindTheLastStepByLessThanHalfAStep() {
        TraceBuilder run;
        twoThreadsAndALock(run);
        const StepAxis axis(run.trace());
        const Timestamp behind = pictureEnd(axis.trace()) - axis.trace().end();
        QVERIFY(behind > 0 && behind < kStepLength / 2);
        QCOMPARE(pictureEnd(run.trace()), run.trace().end()); // time goes on as far as it is known
    }

    void everyEventMeansTheSameOnBothAxes() {
        const bool isTrue = rc::check([](const std::vector<std::uint8_t>& deeds) {
            TraceBuilder run;
            run.addLocks({"lock1", "lock2"}).addThreads({"A", "B"});
            const std::map<int, std::string> threads{{0, "A"}, {1, "B"}}, locks{{0, "lock1"}, {1, "lock2"}};
            std::map<std::string, std::string> holders;
            Timestamp now = 0;
            for (const std::uint8_t deed : deeds) {
                const std::string who = threads.at(deed & 1), what = locks.at(deed >> 1 & 1);
                run.at(now += deed);
                if (holders[what].empty())
                    run.acquire(holders[what] = who, what, deed);
                else if (holders[what] == who)
                    run.release(std::exchange(holders[what], ""), what, deed);
            }
            const StepAxis axis(run.trace());
            for (std::uint32_t i = 0; i < run.trace().size(); ++i) {
                const EventIndex event{i};
                RC_ASSERT(run.trace()[i].kind == axis.trace()[i].kind);
                RC_ASSERT(isSame(Moment(run.trace(), event), Moment(axis.trace(), event)));
            }
        });
        QVERIFY(isTrue);
    }

    void itGrowsWithTheRun() {
        TraceBuilder run;
        StepAxis axis(run.trace());
        QCOMPARE(axis.trace().size(), std::size_t{0});
        twoThreadsAndALock(run);
        axis.catchUp();
        const std::size_t before = axis.trace().size();
        QCOMPARE(before, run.trace().size());
        run.addThread("C", "A").at(950'000).spawn("A", "C", 9).release("B", "lock", 10);
        axis.catchUp();
        QCOMPARE(axis.trace().size(), run.trace().size());
        QCOMPARE(axis.trace().threadCount(), std::size_t{3});
        QCOMPARE(axis.trace().site(axis.trace()[axis.trace().size() - 1].site).line, 10U);
        const StepAxis atOnce(run.trace());
        for (std::size_t i = 0; i < run.trace().size(); ++i)
            QCOMPARE(axis.trace()[i].time, atOnce.trace()[i].time);
    }

    void itTakesNoMoreThanItIsAskedTo() {
        TraceBuilder run;
        twoThreadsAndALock(run);
        const std::size_t all = run.trace().size();
        StepAxis axis(run.trace(), 3);
        QCOMPARE(axis.trace().size(), std::size_t{3});
        QVERIFY(!axis.catchUp(all - 4));
        QCOMPARE(axis.trace().size(), all - 1);
        QVERIFY(axis.catchUp(1));
        QVERIFY(axis.catchUp());
        QCOMPARE(axis.trace().size(), all);
    }

    void theTeardownStandsBehindTheEnd() {
        TraceBuilder run;
        twoThreadsAndALock(run);
        run.at(1'000'000).stop();
        run.release("B", "lock");
        const StepAxis axis(run.trace());
        const Trace& steps = axis.trace();
        QCOMPARE(steps.steps().size(), run.trace().steps().size());
        QCOMPARE(steps.teardown().size(), run.trace().teardown().size());
        const EventIndex last = *steps.lastAt(steps.end());
        QCOMPARE(steps.event(last).kind, EventKind::Stop);
    }
};

QTEST_GUILESS_MAIN(StepAxisTest)
#include "tst_stepaxis.moc"
