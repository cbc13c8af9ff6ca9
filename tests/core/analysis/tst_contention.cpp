// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of waits and holds: against a model that asks each nanosecond who waits and who holds.
#include "core/analysis/contention.h"
#include "core/analysis/randomrun.h"
#include "core/analysis/stoppingtrace.h"
#include "tracebuilder.h"

#include <QTest>

#include <numeric>
#include <thread>

using namespace lockstep;

namespace {

LockUse useOf(const Contention& contention, ObjectId lock) {
    return *std::ranges::find(contention.locks, lock, &LockUse::lock);
}

std::int64_t blockedOf(const Contention& contention, ThreadId thread) {
    return contention.threads[thread.index()].states[static_cast<std::size_t>(ThreadState::Blocked)];
}

template <class Use>
std::int64_t sumOf(const std::vector<Use>& uses, std::int64_t Use::*figure) {
    return std::accumulate(uses.begin(), uses.end(), std::int64_t{0},
                           [figure](std::int64_t sum, const Use& use) { return sum + use.*figure; });
}

} // namespace

class ContentionTest : public QObject {
    Q_OBJECT
private slots:
    void eachShareOfALockCountsAndItsHoldIsWhatIsDrawn() {
        TraceBuilder b;
        b.addThreads({"A", "B", "W"}).addShared("rw").at(10).acquireShared("A", "rw").at(20);
        b.acquireShared("B", "rw").at(30).wait("W", "rw").at(40).releaseShared("A", "rw").at(60);
        b.releaseShared("B", "rw").wake("B", "rw", "W").at(70).acquire("W", "rw").at(75).release("W", "rw");
        const Contention all = Contention::of(b.trace());
        QCOMPARE(all.locks[0].acquisitions, std::int64_t{3});
        QCOMPARE(all.locks[0].contended, std::int64_t{1});
        QCOMPARE(all.locks[0].wait.total, std::int64_t{30});
        QCOMPARE(all.locks[0].hold.total, std::int64_t{55}); // 10..60 by readers, 70..75 by the writer
        QCOMPARE((all.shares.at({b.thread("B"), b.object("rw")}).hold),
                 std::int64_t{20}); // the longest from 40 on
    }

    void sumsAreThoseOfEveryNanosecond() {
        QVERIFY(rc::check("per thread, per lock, and between them", [] {
            const RandomRun run;
            const Contention c = Contention::of(run.b.trace());
            const auto shareOf = [&](int t, int l) {
                const auto at = c.shares.find(
                    {run.b.thread(RandomRun::name("T", t)), run.b.object(RandomRun::name("lock", l))});
                return at == c.shares.end() ? Share{} : at->second;
            };
            for (int l = 0; l < RandomRun::kLocks; ++l) {
                const LockUse use = useOf(c, run.b.object(RandomRun::name("lock", l)));
                std::int64_t waited = 0;
                std::int64_t held = 0;
                for (int t = 0; t < RandomRun::kThreads; ++t) {
                    RC_ASSERT(shareOf(t, l).wait == run.waits[t][l]);
                    RC_ASSERT(shareOf(t, l).hold == run.holds[t][l]);
                    waited += run.waits[t][l];
                    held += run.holds[t][l];
                }
                RC_ASSERT(use.wait.total == waited);
                RC_ASSERT(use.hold.total == held);
                RC_ASSERT(use.acquisitions == run.acquisitions[l]);
                RC_ASSERT(use.contended == run.contended[l]);
            }
            RC_ASSERT(sumOf(c.locks, &LockUse::acquisitions) == sumOf(c.threads, &ThreadUse::acquisitions));
            RC_ASSERT(sumOf(c.locks, &LockUse::contended) == sumOf(c.threads, &ThreadUse::contended));
            for (int t = 0; t < RandomRun::kThreads; ++t) {
                const ThreadId id = run.b.thread(RandomRun::name("T", t));
                RC_ASSERT(blockedOf(c, id) ==
                          std::accumulate(run.waits[t], run.waits[t] + RandomRun::kLocks, std::int64_t{0}));
                const ThreadUse& use = c.threads[id.index()];
                RC_ASSERT(use.wait.total == blockedOf(c, id));
                RC_ASSERT(use.hold.total ==
                          std::accumulate(run.holds[t], run.holds[t] + RandomRun::kLocks, std::int64_t{0}));
                const auto& lane = run.b.trace().thread(id).states;
                RC_ASSERT(c.threads[id.index()].states == lane.totals({0, run.b.trace().end()}));
            }
        }));
    }

    void aDistributionIsByNearestRank() {
        std::vector<std::int64_t> durations(200);
        std::iota(durations.rbegin(), durations.rend(), 1); // 200 .. 1
        const Distribution d = Distribution::of(durations);
        QCOMPARE(d.count, std::int64_t{200});
        QCOMPARE(d.total, std::int64_t{20'100});
        QCOMPARE(d.mean, std::int64_t{100});
        QCOMPARE(d.p50, std::int64_t{100});
        QCOMPARE(d.p90, std::int64_t{180});
        QCOMPARE(d.p99, std::int64_t{198});
        QCOMPARE(d.max, std::int64_t{200});
        QCOMPARE(Distribution::of({7}).p99, std::int64_t{7});
        QCOMPARE(Distribution::of({}).count, std::int64_t{0});
    }

    // In memory that does not grow: sums, counts and bars are exact, percentiles are to a thousandth.
    void ofVeryManyDurationsPercentilesAreRounded() {
        std::vector<std::int64_t> durations;
        for (std::size_t i = 0; i < Durations::kExact + 10; ++i)
            durations.push_back(static_cast<std::int64_t>(i * 7919 % 1'000'003 * (i % 5 == 0 ? 1'000 : 1)));
        const Distribution d = Distribution::of(durations);
        std::ranges::sort(durations);
        QCOMPARE(d.count, std::ssize(durations));
        QCOMPARE(d.total, std::accumulate(durations.begin(), durations.end(), std::int64_t{0}));
        QCOMPARE(d.max, durations.back());
        for (const auto& [percent, told] :
             {std::pair{50u, d.p50}, std::pair{90u, d.p90}, std::pair{99u, d.p99}}) {
            const std::int64_t exact = durations[(durations.size() * percent + 99) / 100 - 1];
            QVERIFY(told <= exact && exact - told <= exact / 1000);
        }
        std::int64_t count = 0, total = 0;
        for (const HistogramBar& bar : d.bars) {
            count += bar.count;
            total += bar.total;
        }
        QCOMPARE(count, d.count);
        QCOMPARE(total, d.total);
    }

    void theBarsOfAHistogramAddUpToTheDurations() {
        QVERIFY(rc::check("each duration in one bar, without a gap", [] {
            const auto durations = *rc::gen::container<std::vector<std::int64_t>>(
                rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 200),
                               rc::gen::inRange<std::int64_t>(0, 40'000'000'000'000)));
            const Distribution d = Distribution::of(durations);
            RC_ASSERT(d.bars.empty() == durations.empty());
            std::int64_t count = 0;
            for (std::size_t i = 0; i < d.bars.size(); ++i) {
                const HistogramBar& bar = d.bars[i];
                if (i > 0) RC_ASSERT(d.bars[i - 1].range.end == bar.range.begin);
                RC_ASSERT(bar.count == std::ranges::count_if(durations, [&bar](std::int64_t duration) {
                              return bar.range.contains(duration);
                          }));
                count += bar.count;
            }
            RC_ASSERT(count == d.count);
            if (!d.bars.empty()) RC_ASSERT(d.bars.front().count > 0);
            if (!d.bars.empty()) RC_ASSERT(d.bars.back().count > 0);
        }));
        const auto bars = Distribution::of({3, 4, 12}).bars;
        const std::vector<HistogramBar> expected{{{2, 5}, 2, 7}, {{5, 10}, 0, 0}, {{10, 20}, 1, 12}};
        QVERIFY(bars == expected);
        const auto longest = Distribution::of({kNever}).bars;
        QCOMPARE(longest.size(), std::size_t{1});
        QCOMPARE(longest[0].count, std::int64_t{1});
    }

    void whatAThreadTookCountsForItAsForTheLocks() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l", "m"}).at(10).acquire("A", "l").at(20).wait("B", "l");
        b.at(30).release("A", "l").wake("A", "l", "B").at(35).acquire("B", "l").acquire("B", "m");
        b.at(45).release("B", "m").at(50).release("B", "l");
        const ThreadUse use = Contention::of(b.trace()).threads[b.thread("B").index()];
        QCOMPARE(use.acquisitions, std::int64_t{2});
        QCOMPARE(use.contended, std::int64_t{1});
        QCOMPARE(use.wait.max, std::int64_t{10});
        QCOMPARE(use.hold.total, std::int64_t{25}); // 15 of l, 10 of m
        QCOMPARE(use.hold.max, std::int64_t{15});
    }

    void aPauseIsNeitherWaitNorLostToTheWaitAroundIt() {
        TraceBuilder b;
        b.addThreads({"A", "B"})
            .addLocks({"l"})
            .at(10)
            .acquire("A", "l")
            .at(20)
            .wait("B", "l")
            .at(30)
            .pause();
        b.at(1'000).resume().at(1'005).release("A", "l").wake("A", "l", "B").at(1'010).acquire("B", "l");
        const LockUse use = useOf(Contention::of(b.trace()), b.object("l"));
        QCOMPARE(use.wait.count, std::int64_t{1});
        QCOMPARE(use.wait.total, std::int64_t{15});
    }

    void aWaitThatGaveUpCountsAsAWaitAndAsNoAcquisition() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l"}).acquire("A", "l").at(10).wait("B", "l", 0, 1);
        b.at(1'100).timeout("B", "l", 0, 90);
        b.at(1'200).release("A", "l").acquire("B", "l"); // without a wait
        const LockUse use = useOf(Contention::of(b.trace()), b.object("l"));
        QCOMPARE(use.wait.total, std::int64_t{1'000});
        QCOMPARE(use.contended, std::int64_t{0});
        QCOMPARE(use.acquisitions, std::int64_t{2});
    }

    void aRecursiveLocksInnerLevelsAreNoAcquisitions() {
        TraceBuilder b;
        b.addThreads({"A"})
            .add(ObjectKind::RecursiveMutex, "r")
            .at(10)
            .acquire("A", "r")
            .at(15)
            .acquire("A", "r");
        b.at(20).release("A", "r").at(30).release("A", "r").at(40);
        const LockUse use = useOf(Contention::of(b.trace()), b.object("r"));
        QCOMPARE(use.acquisitions, std::int64_t{1});
        QCOMPARE(use.hold.total, std::int64_t{20});
    }

    void theKernelsLastTotalsAreTheThreads() {
        TraceBuilder b(KernelSource::Totals);
        b.addThreads({"A", "B"}).at(10);
        const auto total = [&](EventKind kind, std::uint32_t seconds, std::int32_t nanoseconds) {
            b.trace().append(
                {.time = 10, .thread = b.thread("A"), .order = seconds, .value = nanoseconds, .kind = kind});
        };
        total(EventKind::CpuTime, 0, 5);
        total(EventKind::QueueTime, 0, 7);
        total(EventKind::CpuTime, 2, 30);
        b.exit("A").work("B", 1).work("B", 1).work("B", 1);
        const Contention c = Contention::of(b.trace());
        QCOMPARE(c.threads[0].onCpu, std::optional<std::int64_t>(2'000'000'030));
        QCOMPARE(c.threads[0].inRunQueue, std::optional<std::int64_t>(7));
        QVERIFY(!c.threads[1].onCpu);
    }

    void whatIsAfterTheKnownEndIsNotCounted() {
        TraceBuilder b;
        b.addThreads({"A"}).addLocks({"l"}).at(10).acquire("A", "l");
        b.trace().append(
            {.time = 500, .thread = b.thread("A"), .object = b.object("l"), .kind = EventKind::Release});
        const Contention c = Contention::of(b.trace()); // the end is still 10
        QCOMPARE(useOf(c, b.object("l")).hold.total, std::int64_t{0});
    }

    // An end that was seen at 10: what comes later counts nowhere, as an acquisition no more than as a time.
    void whatIsAfterTheKnownEndIsNoAcquisition() {
        TraceBuilder b;
        b.addThreads({"A"}).addLocks({"l"}).addShared("rw").at(5).acquire("A", "l").at(10).release("A", "l");
        for (const EventKind kind : {EventKind::Acquire, EventKind::Release, EventKind::AcquireShared})
            b.trace().append({.time = 500,
                              .thread = b.thread("A"),
                              .object = b.object(kind == EventKind::AcquireShared ? "rw" : "l"),
                              .kind = kind});
        const Contention c = Contention::of(b.trace());
        QCOMPARE(useOf(c, b.object("l")).acquisitions, std::int64_t{1});
        QCOMPARE(useOf(c, b.object("l")).hold.count, std::int64_t{1});
        QCOMPARE(useOf(c, b.object("rw")).acquisitions, std::int64_t{0});
        QCOMPARE(c.threads[0].acquisitions, std::int64_t{1});
        QCOMPARE(c.threads[0].hold.count, std::int64_t{1});
    }

    void whatIsAskedToStopIsEmpty() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l"}).acquire("A", "l").at(5).wait("B", "l").at(10);
        std::stop_source source;
        source.request_stop();
        const Contention c = Contention::of(b.trace(), source.get_token());
        QVERIFY(c.threads.empty() && c.locks.empty() && c.shares.empty());
    }

    void onceAskedToStopItLooksAtNoMore() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"l"});
        for (int i = 0; i < 100; ++i) b.at(b.now() + 5).acquire("A", "l").at(b.now() + 5).release("A", "l");
        StoppingTrace copy(b.trace());
        QCOMPARE(Contention::of(copy.trace()).locks[0].acquisitions, std::int64_t{100});
        QVERIFY(Contention::of(copy.trace(), copy.stopSoon()).threads.empty());
        QCOMPARE(copy.fetches(), 3);
    }

    void theSumsOfAGrowingTraceAgreeWithEachOther() {
        TraceBuilder b;
        std::atomic<bool> isDone{false};
        int wrong = 0;
        std::thread reader([&, &trace = std::as_const(b.trace())] {
            while (!isDone.load(std::memory_order_acquire)) wrong += !agrees(Contention::of(trace));
        });
        b.addThreads({"A", "B"});
        for (int i = 0; i < 2'000; ++i) {
            const std::string lock = "lock" + std::to_string(i / 50);
            if (i % 50 == 0) b.add(ObjectKind::Mutex, lock);
            b.at(b.now() + 3).acquire("A", lock).wait("B", lock).at(b.now() + 2).release("A", lock);
            b.wake("A", lock, "B").acquire("B", lock).at(b.now() + 1).release("B", lock);
        }
        isDone.store(true, std::memory_order_release);
        reader.join();
        QCOMPARE(wrong, 0);
        QVERIFY(agrees(Contention::of(b.trace())));
    }

private:
    static bool agrees(const Contention& c) {
        std::int64_t byLock = 0;
        std::int64_t byShare = 0;
        std::int64_t byThread = 0;
        for (const LockUse& use : c.locks) byLock += use.wait.total;
        for (const auto& [_, share] : c.shares) byShare += share.wait;
        for (const ThreadUse& use : c.threads) byThread += blockedOf(c, use.thread);
        return byLock == byShare && byShare == byThread;
    }
};

QTEST_GUILESS_MAIN(ContentionTest)
#include "tst_contention.moc"
