// SPDX-License-Identifier: GPL-3.0-or-later
// The ring between one worker and the collector: nothing lost, nothing torn, every loss counted and marked.
#include "core/capture/ringbuffer.h"
#include "testrun.h"

#include <QTest>

#include <stdexcept>
#include <thread>

using namespace lockstep;
using WhenFull = RingBuffer::WhenFull;

namespace {

constexpr std::uint64_t kAll = ~0ull;

RawEvent numbered(std::int32_t value, EventKind kind = EventKind::Write) {
    return {.order = static_cast<std::uint32_t>(value) * 3, .value = value, .kind = kind};
}

std::vector<RawEvent> drained(RingBuffer& ring, std::uint64_t limit = kAll) {
    std::vector<RawEvent> events;
    ring.drain(limit, [&](const RawEvent& event) { events.push_back(event); });
    return events;
}

// What a collector finds while a producer pushes `count` numbered events.
struct Harvest {
    std::int64_t stored = 0;
    std::int64_t own = 0;
    std::int64_t marked = 0; ///< by Lost events
    std::int64_t gaps = 0;   ///< numbers that are missing between two that came
    bool isInOrder = true;
    bool isWhole = true;

    void add(const RawEvent& event) {
        isInOrder &= event.ticks >= m_ticks;
        m_ticks = event.ticks;
        const bool isOwn =
            event.kind == EventKind::Lost || event.kind == EventKind::Hold || event.kind == EventKind::Let;
        if (event.kind == EventKind::Lost) marked += event.value;
        if (isOwn) {
            ++own;
            return;
        }
        ++stored;
        isWhole &= event.order == static_cast<std::uint32_t>(event.value) * 3;
        isInOrder &= event.value > m_last;
        gaps += event.value - m_last - 1;
        m_last = event.value;
    }

private:
    std::uint64_t m_ticks = 0;
    std::int32_t m_last = -1;
};

Harvest harvestOf(RingBuffer& ring, std::int32_t count, int pauseEvery) {
    Harvest harvest;
    std::atomic<bool> isDone{false};
    std::thread producer([&] {
        for (std::int32_t i = 0; i < count; ++i) ring.push(numbered(i));
        ring.push(numbered(count, EventKind::Exit)); // never lost
        isDone.store(true, std::memory_order_release);
    });
    for (int looks = 1;; ++looks) {
        const bool wasDone = isDone.load(std::memory_order_acquire);
        ring.drain(kAll, [&](const RawEvent& event) { harvest.add(event); });
        if (wasDone) break;
        if (looks % pauseEvery == 0) std::this_thread::yield();
    }
    producer.join();
    return harvest;
}

} // namespace

class RingBufferTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsPushedComesOutInOrderAndWhole() {
        RingBuffer ring(16, WhenFull::Wait, [] {});
        for (std::int32_t i = 0; i < 6; ++i) ring.push(numbered(i));
        const auto events = drained(ring);
        QCOMPARE(events.size(), std::size_t{6});
        for (std::int32_t i = 0; i < 6; ++i) {
            QCOMPARE(events[static_cast<std::size_t>(i)].value, i);
            QVERIFY(events[static_cast<std::size_t>(i)].ticks > 0);
        }
        QVERIFY(ring.isEmpty());
    }

    void aLimitLeavesWhatIsLaterInside() {
        RingBuffer ring(16, WhenFull::Wait, [] {});
        ring.push(numbered(1));
        const std::uint64_t between = readTicks();
        while (readTicks() == between) {
        }
        ring.push(numbered(2));
        QCOMPARE(drained(ring, between).size(), std::size_t{1});
        QCOMPARE(ring.size(), std::size_t{1});
        QCOMPARE(drained(ring)[0].value, 2);
    }

    void aCapacityThatCannotWorkIsRefused() {
        for (const std::size_t capacity : {0, 8, 100})
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument, RingBuffer(capacity, WhenFull::Wait, [] {}));
    }

    void nothingIsLostHoweverSlowlyItIsDrained_data() {
        QTest::addColumn<int>("capacity");
        QTest::addColumn<int>("pauseEvery");
        QTest::newRow("tiny") << 16 << 1;
        QTest::newRow("small") << 64 << 7;
        QTest::newRow("roomy") << 4096 << 100;
    }
    void nothingIsLostHoweverSlowlyItIsDrained() {
        QFETCH(int, capacity);
        QFETCH(int, pauseEvery);
        constexpr std::int32_t kCount = kIsSanitized ? 50'000 : 1'000'000;
        RingBuffer ring(static_cast<std::size_t>(capacity), WhenFull::Wait, [] {});
        const Harvest harvest = harvestOf(ring, kCount, pauseEvery);
        QCOMPARE(harvest.stored, std::int64_t{kCount + 1});
        QCOMPARE(harvest.gaps, std::int64_t{0});
        QVERIFY(harvest.isInOrder);
        QVERIFY(harvest.isWhole);
        QCOMPARE(ring.lost(), std::uint64_t{0});
        QCOMPARE(ring.own(), static_cast<std::uint64_t>(harvest.own));
        QVERIFY(ring.isEmpty());
    }

    void whatIsDroppedIsCountedAndMarkedExactly() {
        constexpr std::int32_t kCount = kIsSanitized ? 50'000 : 1'000'000;
        RingBuffer ring(16, WhenFull::Drop, [] {});
        const Harvest harvest = harvestOf(ring, kCount, 1);
        const auto lost = static_cast<std::int64_t>(ring.lost());
        QCOMPARE(harvest.stored + lost, std::int64_t{kCount + 1});
        QCOMPARE(harvest.gaps, lost);
        QCOMPARE(harvest.marked, lost);
        QVERIFY(harvest.isInOrder);
        QVERIFY(harvest.isWhole);
    }

    void aFullRingDropsAndSaysWhere() {
        RingBuffer ring(16, WhenFull::Drop, [] {});
        for (std::int32_t i = 0; i < 20; ++i) ring.push(numbered(i));
        const auto lost = static_cast<std::int32_t>(ring.lost());
        QVERIFY(lost > 0);
        const auto before = drained(ring);
        QCOMPARE(std::ssize(before), std::ptrdiff_t{20 - lost});
        ring.push(numbered(99));
        const auto after = drained(ring);
        QCOMPARE(after.size(), std::size_t{2});
        QCOMPARE(after[0].kind, EventKind::Lost);
        QCOMPARE(after[0].value, lost);
        QCOMPARE(after[1].value, 99);
    }

    void aFullRingMakesTheProducerWaitAndRecordsTheStall() {
        constexpr std::size_t kFull = 14; // two places are kept for Hold and Let
        std::atomic<bool> isFull{false};
        RingBuffer* nudging = nullptr;
        RingBuffer ring(16, WhenFull::Wait, [&] { isFull = isFull || nudging->size() == kFull; });
        nudging = &ring;
        std::thread producer([&] {
            for (std::int32_t i = 0; i < 40; ++i) ring.push(numbered(i));
        });
        while (!isFull) std::this_thread::yield(); // by now the producer has found it full
        std::vector<RawEvent> events;
        while (std::ranges::count(events, EventKind::Write, &RawEvent::kind) < 40)
            for (const RawEvent& event : drained(ring)) events.push_back(event);
        producer.join();
        const auto hold = std::ranges::find(events, EventKind::Hold, &RawEvent::kind);
        QCOMPARE(std::distance(events.begin(), hold), static_cast<std::ptrdiff_t>(kFull));
        QCOMPARE(static_cast<HoldReason>(hold->value), HoldReason::RingFull);
        QCOMPARE((hold + 1)->kind, EventKind::Let);
        QVERIFY((hold + 1)->ticks >= hold->ticks);
    }

    void aRingIsHalfFullBeforeItNudgesAndNotAtEveryEvent() {
        int nudges = 0;
        RingBuffer ring(1024, WhenFull::Drop, [&] { ++nudges; });
        for (std::int32_t i = 0; i < 511; ++i) ring.push(numbered(i));
        QCOMPARE(nudges, 0);
        for (std::int32_t i = 511; i < 1'000; ++i) ring.push(numbered(i));
        QVERIFY(nudges >= 1);
        QVERIFY2(nudges <= 8, qPrintable(QString::number(nudges)));
    }

    void aRingServesOneThreadAfterTheOther() {
        RingBuffer ring(16, WhenFull::Drop, [] {});
        for (int thread = 0; thread < 50; ++thread) {
            for (std::int32_t i = 0; i < 5; ++i) ring.push(numbered(thread * 10 + i));
            const auto events = drained(ring);
            QCOMPARE(events.size(), std::size_t{5});
            QCOMPARE(events[0].value, thread * 10);
            ring.reuse();
            QVERIFY(ring.isEmpty());
            QCOMPARE(ring.lost(), std::uint64_t{0});
        }
    }
};

QTEST_GUILESS_MAIN(RingBufferTest)
#include "tst_ringbuffer.moc"
