// SPDX-License-Identifier: GPL-3.0-or-later
// The recorder: everything accounted for, one order that all threads and all objects agree with, rings used
// again; and what recording an event costs besides time: nothing.
#include "core/capture/recorder.h"
#include "core/capture/tracesink.h"
#include "core/platform/monotonic.h"
#include "core/sync/cells/variable.h"
#include "core/sync/locks/guards.h"
#include "testrun.h"

#include <QTest>

#include <random>
#include <thread>

#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#include "allocations.h"
#include "syscalls.h"
#define COUNTS_COSTS
#endif

using namespace lockstep;

namespace {

// Counts what comes, and checks it against what threads and objects say of their own order.
class CountingSink : public EventSink {
public:
    void deliver(RuntimeId thread, Timestamp time, const RawEvent& raw) override {
        if (time < m_known) ++early;
        if (raw.kind == EventKind::Lost) marked += static_cast<std::uint64_t>(raw.value);
        if (raw.kind == EventKind::Lost || raw.kind == EventKind::Hold || raw.kind == EventKind::Let) return;
        ++stored;
        checkThread(thread, raw.value);
        if (raw.object != kNoRuntimeId) checkObject(raw.object, raw.order);
    }
    void advanceTo(Timestamp time) override { m_known = std::max(m_known, time); }

    std::uint64_t stored = 0;
    std::uint64_t marked = 0;
    std::uint64_t gaps = 0;       ///< numbers a thread used that never came
    std::uint64_t disorders = 0;  ///< against a thread's order
    std::uint64_t inversions = 0; ///< against an object's order
    std::uint64_t early = 0;      ///< delivered before a time that was said to be settled

private:
    void checkThread(RuntimeId thread, std::int32_t value) {
        if (thread >= m_next.size()) m_next.resize(thread + 1, 0);
        if (value < m_next[thread]) ++disorders;
        gaps += static_cast<std::uint64_t>(value - m_next[thread]);
        m_next[thread] = value + 1;
    }
    void checkObject(RuntimeId object, std::uint32_t order) {
        if (object >= m_orders.size()) m_orders.resize(object + 1, 0);
        if (order < m_orders[object]) ++inversions;
        m_orders[object] = order + 1;
    }

    Timestamp m_known = 0;
    std::vector<std::int32_t> m_next;
    std::vector<std::uint32_t> m_orders;
};

struct Objects {
    static constexpr std::size_t kCount = 4;
    struct One {
        std::mutex latch;
        std::uint32_t order = 0;
    };
    std::array<One, kCount> all;
};

// Threads that push numbered events on objects, each numbered inside that object's latch.
void pushOnObjects(Recorder& recorder, int threads, std::int32_t each) {
    Objects objects;
    std::vector<std::thread> producers;
    for (int t = 0; t < threads; ++t)
        producers.emplace_back([&, t] {
            RingBuffer& ring = recorder.attach(static_cast<RuntimeId>(t));
            std::mt19937 random(static_cast<unsigned>(t));
            for (std::int32_t i = 0; i < each; ++i) {
                const auto o = random() % Objects::kCount;
                const std::lock_guard latch(objects.all[o].latch);
                ring.push({.object = static_cast<RuntimeId>(o),
                           .order = objects.all[o].order++,
                           .value = i,
                           .kind = EventKind::Write});
            }
            recorder.detach(ring);
        });
    for (std::thread& producer : producers) producer.join();
}

// A burst of events from each of several threads at once, of no object.
void pushAlone(Recorder& recorder, int threads, std::int32_t each) {
    std::vector<std::thread> producers;
    for (int t = 0; t < threads; ++t)
        producers.emplace_back([&, t] {
            RingBuffer& ring = recorder.attach(static_cast<RuntimeId>(t));
            for (std::int32_t i = 0; i < each; ++i) ring.push({.value = i, .kind = EventKind::Work});
            recorder.detach(ring);
        });
    for (std::thread& producer : producers) producer.join();
}

// One thread's life as a sink receives it: made and started by the session, kernel id 77.
struct OneLife {
    Trace trace{KernelSource::Switches};
    TraceSink sink{trace};

    OneLife() {
        const auto here = std::source_location::current();
        sink.deliver(kNoRuntimeId, 0,
                     {.site = new Declaration{here, ObjectKind::Thread, "T", "0", 0, 0}, .object = 0});
        sink.deliver(kNoRuntimeId, 1, {.object = 0, .order = 1, .value = 0, .kind = EventKind::Spawn});
    }
    void start(Timestamp time) {
        sink.deliver(0, time, {.object = 0, .order = 2, .value = 77, .kind = EventKind::Start});
    }
    void exit(Timestamp time) { sink.deliver(0, time, {.object = 0, .order = 3, .kind = EventKind::Exit}); }
    void kernel(Timestamp time, EventKind kind) {
        sink.kernelSaw(77);
        sink.deliver(kKernelThread, time, {.order = 77, .value = 1, .kind = kind});
    }
    std::vector<EventKind> kinds() const {
        std::vector<EventKind> kinds;
        for (std::size_t i = 2; i < trace.size(); ++i) kinds.push_back(trace[i].kind);
        return kinds;
    }
};

using Kinds = std::vector<EventKind>;

} // namespace

class RecorderTest : public QObject {
    Q_OBJECT
private slots:
    void aSwitchBeforeAThreadsStartIsMadeUpForAtItsStart() {
        OneLife life;
        life.kernel(5, EventKind::SwitchIn);
        life.start(6);
        QCOMPARE(life.kinds(), (Kinds{EventKind::Start, EventKind::SwitchIn}));
        QCOMPARE(life.trace[3].thread, ThreadId{0});
        QCOMPARE(life.sink.unseenByKernel(), std::size_t{0});
    }

    void aKernelRecordThatComesAfterAThreadsEndIsStillThatThreads() {
        OneLife life;
        life.start(6);
        QCOMPARE(life.sink.unseenByKernel(), std::size_t{1});
        life.exit(7);
        life.kernel(5, EventKind::SwitchIn); // stamped in time, seen late
        life.kernel(9, EventKind::SwitchOut);
        QCOMPARE(life.kinds(),
                 (Kinds{EventKind::Start, EventKind::Exit, EventKind::SwitchIn, EventKind::SwitchOut}));
        QCOMPARE(life.trace[4].time, Timestamp{7}); // not before what has been delivered
        QCOMPARE(life.sink.unseenByKernel(), std::size_t{0});
        QCOMPARE(life.trace.cpu(0).running.size(), std::size_t{1}); // it had a CPU no more
        QCOMPARE(life.trace.cpu(0).running[0].value, -1);
    }

    void timeDoesNotGoBackBehindWhatWasSaidToBeSettled() {
        OneLife life;
        life.sink.advanceTo(50);
        life.start(40);
        QCOMPARE(life.trace[2].time, Timestamp{50});
    }

    void aHundredMillionEventsAreAllAccountedFor() {
        const std::int32_t each = kIsSanitized ? 100'000 : 25'000'000;
        CountingSink sink;
        Recorder recorder(sink, {.ringCapacity = 1 << 14}, monotonicNanoseconds());
        recorder.start();
        pushAlone(recorder, 4, each);
        recorder.stop();
        const auto emitted = 4 * static_cast<std::uint64_t>(each);
        QCOMPARE(recorder.accounting(), (Accounting{emitted, 0}));
        QCOMPARE(sink.stored, emitted);
        QCOMPARE(sink.gaps + sink.disorders, std::uint64_t{0});
    }

    void aHundredMillionEventsSomeDroppedAreAllAccountedFor() {
        const std::int32_t each = kIsSanitized ? 100'000 : 25'000'000;
        CountingSink sink;
        Recorder recorder(sink, {.ringCapacity = 256, .whenFull = RingBuffer::WhenFull::Drop},
                          monotonicNanoseconds());
        recorder.start();
        pushAlone(recorder, 4, each);
        recorder.stop();
        const auto emitted = 4 * static_cast<std::uint64_t>(each);
        const Accounting accounting = recorder.accounting();
        QCOMPARE(accounting.stored + accounting.lost, emitted);
        QCOMPARE(sink.stored, accounting.stored);
        QVERIFY(accounting.lost > 0); // or the test shows nothing
        QVERIFY(sink.marked <=
                accounting.lost); // a loss at a thread's very end has nothing after it to mark it
        QCOMPARE(sink.disorders, std::uint64_t{0});
    }

    void theOrderIsOneThatAllThreadsAndAllObjectsAgreeWith() {
        const std::int32_t each = kIsSanitized ? 5'000 : 200'000;
        CountingSink sink;
        Recorder recorder(sink, {.ringCapacity = 1024}, monotonicNanoseconds());
        recorder.start();
        pushOnObjects(recorder, 6, each);
        recorder.stop();
        QCOMPARE(sink.stored, 6 * static_cast<std::uint64_t>(each));
        QCOMPARE(sink.disorders, std::uint64_t{0});
        QCOMPARE(sink.inversions, std::uint64_t{0});
        QCOMPARE(sink.gaps, std::uint64_t{0});
    }

    void theOrderHoldsAlsoWhereEventsAreDropped() {
        const std::int32_t each = kIsSanitized ? 5'000 : 200'000;
        CountingSink sink;
        Recorder recorder(sink, {.ringCapacity = 64, .whenFull = RingBuffer::WhenFull::Drop},
                          monotonicNanoseconds());
        recorder.start();
        pushOnObjects(recorder, 6, each);
        recorder.stop();
        QCOMPARE(sink.stored + recorder.accounting().lost, 6 * static_cast<std::uint64_t>(each));
        QCOMPARE(sink.disorders, std::uint64_t{0});
    }

    void whatIsSaidToBeSettledIsSettled() {
        CountingSink sink;
        Recorder recorder(sink, {}, monotonicNanoseconds());
        recorder.start();
        for (int round = 0; round < 20; ++round) pushAlone(recorder, 3, kIsSanitized ? 500 : 20'000);
        recorder.stop();
        QCOMPARE(sink.early, std::uint64_t{0});
    }

    void manyShortThreadsNeedNoMoreRingsThanAreAlive() {
        CountingSink sink;
        Recorder recorder(sink, {}, monotonicNanoseconds());
        recorder.start();
        for (RuntimeId t = 0; t < 2'000; ++t) {
            RingBuffer& ring = recorder.attach(t);
            ring.push({.value = 0, .kind = EventKind::Work});
            recorder.detach(ring);
            if (t % 100 != 99) continue;
            while (recorder.accounting().stored < t + 1)
                std::this_thread::yield(); // let the collector keep up
        }
        recorder.stop();
        QCOMPARE(sink.stored, std::uint64_t{2'000});
        QVERIFY2(recorder.ringCount() <= 200, qPrintable(QString::number(recorder.ringCount())));
    }

    void recordingAllocatesNothingCallsNobodyAndTakesNoLock() {
#ifdef COUNTS_COSTS
        if (!SystemCalls::canBeCounted()) QSKIP("This kernel cannot hand system calls to the program.");
        long allocations = -1;
        long calls = -1;
        long locks = -1;
        RunSettings settings;
        settings.ringCapacity = 1 << 16; // half of it takes everything below
        TestRun program(
            [&] {
                sync::Mutex lock("lock");
                sync::Variable<int> x("x");
                const auto deeds = [&] {
                    for (int i = 0; i < 3'000; ++i) {
                        const sync::LockGuard guard(lock);
                        x.write(x.read() + 1);
                    }
                };
                const long before = t_allocations;
                const long locksBefore = t_pthreadLocks;
                const SystemCalls counter;
                deeds();
                calls = counter.count();
                allocations = t_allocations - before;
                locks = t_pthreadLocks - locksBefore;
            },
            settings);
        QVERIFY(program.run());
        QCOMPARE(allocations, 0L);
        QCOMPARE(calls, 0L);
        QCOMPARE(locks, 0L);
#else
        QSKIP("Counted in the plain build: a sanitizer allocates and locks by itself.");
#endif
    }

    void theCountersOfTheTestBeforeCount() {
#ifdef COUNTS_COSTS
        if (!SystemCalls::canBeCounted()) QSKIP("This kernel cannot hand system calls to the program.");
        std::mutex mutex;
        const long before = t_allocations;
        const long locksBefore = t_pthreadLocks;
        long calls = 0;
        {
            const SystemCalls counter;
            syscall(SYS_getppid);
            calls = counter.count();
        }
        const auto something = std::make_unique<int>(1);
        const std::lock_guard lock(mutex);
        QCOMPARE(calls, 1L);
        QVERIFY(t_allocations > before);
        QVERIFY(t_pthreadLocks > locksBefore);
#endif
    }
};

QTEST_GUILESS_MAIN(RecorderTest)
#include "tst_recorder.moc"
