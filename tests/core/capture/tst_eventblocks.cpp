// SPDX-License-Identifier: GPL-3.0-or-later
// The blocks in which events travel: nothing is lost between two of them, and they go round.
#include "core/capture/eventblocks.h"
#include "core/capture/merger.h"

#include <QTest>

#include <thread>

using namespace lockstep;

namespace {

EventChain chainOf(EventBlocks& pool, std::int32_t first, std::int32_t count) {
    EventChain chain(pool);
    for (std::int32_t i = first; i < first + count; ++i)
        chain.append({.ticks = static_cast<std::uint64_t>(i), .value = i, .kind = EventKind::Work});
    chain.close();
    return chain;
}

struct CheckingSink : EventSink {
    void deliver(RuntimeId, Timestamp, const RawEvent& raw) override {
        if (raw.value != next) ++wrong;
        next = raw.value + 1;
    }
    void advanceTo(Timestamp) override {}
    std::int32_t next = 0;
    int wrong = 0;
};

constexpr auto kFull = static_cast<std::int32_t>(EventBlock::kCapacity);

} // namespace

class EventBlocksTest : public QObject {
    Q_OBJECT
private slots:
    void aChainCountsItsEvents() {
        EventBlocks pool;
        for (const std::int32_t n : {0, 1, kFull - 1, kFull, kFull + 1, 3 * kFull}) {
            const EventChain chain = chainOf(pool, 0, n);
            QCOMPARE(chain.size(), static_cast<std::size_t>(n));
            QCOMPARE(chain.blockCount(), static_cast<std::size_t>((n + kFull - 1) / kFull));
        }
    }

    void everyEventOfEveryBlockIsDeliveredInItsOrder() {
        EventBlocks pool;
        CheckingSink sink;
        Merger merger(sink, false);
        Merger::Source source(0);
        std::int32_t made = 0;
        for (const std::int32_t n : {1, kFull - 1, kFull, kFull + 1, 2 * kFull, 5}) {
            source.add(chainOf(pool, made, n));
            made += n;
            merger.merge({&source}, made - 3); // stops in the middle of a block, or just before its end
        }
        merger.merge({&source}, made);
        QCOMPARE(sink.next, made);
        QCOMPARE(sink.wrong, 0);
        QVERIFY(source.isEmpty());
    }

    void howeverManyPassThereAreNoMoreBlocksThanWereOnTheirWayAtOnce() {
        EventBlocks pool;
        CheckingSink sink;
        Merger merger(sink, false);
        Merger::Source source(0);
        const std::size_t first = (chainOf(pool, 0, 1), pool.count());
        for (std::int32_t i = 0; i < 1000; ++i) {
            source.add(chainOf(pool, i * kFull, kFull));
            merger.merge({&source}, (i + 1) * kFull);
        }
        QCOMPARE(sink.next, 1000 * kFull);
        QCOMPARE(pool.count(), first);
    }

    void blocksGivenBackByAnotherThreadAreTakenAgain() {
        EventBlocks pool;
        std::atomic<EventBlock*> handed{nullptr};
        constexpr int kRounds = 20'000;
        std::thread reader([&] {
            for (int i = 0; i < kRounds; ++i) {
                EventBlock* block = nullptr;
                while (!(block = handed.exchange(nullptr, std::memory_order_acquire)))
                    std::this_thread::yield();
                block->events[0].value = i; // sanitizers watch that nobody else has it
                pool.giveBack(block);
            }
        });
        for (int i = 0; i < kRounds; ++i) {
            EventBlock* block = pool.take();
            block->events[0].value = -i;
            while (handed.load(std::memory_order_relaxed)) std::this_thread::yield();
            handed.store(block, std::memory_order_release);
        }
        reader.join();
        QVERIFY2(pool.count() <= 64, qPrintable(QString::number(pool.count())));
    }
};

QTEST_GUILESS_MAIN(EventBlocksTest)
#include "tst_eventblocks.moc"
