// SPDX-License-Identifier: GPL-3.0-or-later
// Events that stand elsewhere are those that were appended, whoever asks, in whatever order and however few
// of them may stay in memory; and a step is found among events as in a list of them.
#include "core/trace/lanes.h"
#include "core/trace/stepevents.h"
#include "core/trace/storedevents.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <rapidcheck.h>
#include <thread>

using namespace lockstep;

namespace {

using Blocks = std::vector<std::vector<Event>>;

class Shelf final : public EventSource {
public:
    explicit Shelf(const Blocks& blocks)
        : m_blocks(blocks) {}
    void fetch(std::size_t block, std::vector<Event>& into) const override {
        ++s_fetches;
        if (block != s_gone) into = m_blocks[block];
    }
    static inline std::atomic<int> s_fetches;
    static inline std::atomic<std::size_t> s_gone;

private:
    const Blocks m_blocks;
};

Blocks blocksOf(std::initializer_list<std::size_t> sizes) {
    Blocks blocks;
    std::int32_t number = 0;
    for (const std::size_t size : sizes) {
        blocks.emplace_back();
        for (std::size_t i = 0; i < size; ++i, ++number)
            blocks.back().push_back({.time = number / 3, .value = number});
    }
    return blocks;
}

void fill(StoredEvents& events, const Blocks& blocks) {
    for (const std::vector<Event>& block : blocks) {
        events.beginBlock(std::make_shared<const std::vector<Event>>(block));
        for (std::size_t i = 0; i < block.size(); ++i) events.publish();
    }
}

} // namespace

class StoredEventsTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        Shelf::s_gone = SIZE_MAX;
        StoredEvents::setMostMemory(3 * sizeof(Event)); // next to nothing
    }
    void cleanupTestCase() { StoredEvents::setMostMemory(std::size_t{16} << 20); }

    void whateverIsAskedForIsWhatWasAppended() {
        const Blocks blocks = blocksOf({5, 1, 7, 3, 4});
        StoredEvents events(std::make_unique<Shelf>(blocks));
        fill(events, blocks);
        QCOMPARE(events.size(), std::size_t{20});
        std::mt19937 random(1);
        for (int i = 0; i < 1000; ++i) {
            const std::size_t n = random() % 20;
            QCOMPARE(events.at(n).value, static_cast<std::int32_t>(n));
        }
    }

    void ofTwoTracesEachHasItsOwn() {
        const Blocks one = blocksOf({4, 4});
        Blocks other = one;
        for (auto& block : other)
            for (Event& event : block) event.value += 100;
        StoredEvents first(std::make_unique<Shelf>(one));
        StoredEvents second(std::make_unique<Shelf>(other));
        fill(first, one);
        fill(second, other);
        for (std::size_t i = 0; i < 8; ++i) QCOMPARE(second.at(i).value - first.at(i).value, 100);
    }

    void onlyAsMuchIsKeptAsMayBe() {
        const Blocks blocks = blocksOf({4, 4, 4});
        const auto fetches = [&](std::size_t most) {
            StoredEvents::setMostMemory(most * sizeof(Event));
            StoredEvents events(std::make_unique<Shelf>(blocks));
            fill(events, blocks);
            for (std::size_t i = 0; i < 12; ++i) events.at(i);
            const int before = Shelf::s_fetches;
            for (int round = 0; round < 10; ++round)
                for (std::size_t i = 0; i < 12; ++i) events.at(i);
            return Shelf::s_fetches - before;
        };
        QCOMPARE(fetches(12), 0);
        QCOMPARE(fetches(8), 30); // of three by turns the oldest goes, and is wanted next
    }

    void whatCannotBeReadAnyMoreIsToldAsLost() {
        const Blocks blocks = blocksOf({4, 4});
        StoredEvents events(std::make_unique<Shelf>(blocks));
        fill(events, blocks);
        events.at(0); // the second block is forgotten
        Shelf::s_gone = 1;
        QCOMPARE(events.at(6).kind, EventKind::Lost);
        QCOMPARE(events.at(6).time, blocks[1].front().time);
        QCOMPARE(events.at(3).value, 3);
    }

    void manyThreadsReadWhileOneAppends() {
        Blocks blocks;
        for (int i = 0; i < 200; ++i) blocks.push_back(std::vector<Event>(16));
        std::int32_t number = 0;
        for (auto& block : blocks)
            for (Event& event : block) event.value = number++;
        StoredEvents::setMostMemory(100 * sizeof(Event));
        StoredEvents events(std::make_unique<Shelf>(blocks));
        std::atomic<int> wrong = 0;
        std::vector<std::thread> readers;
        for (unsigned r = 0; r < 4; ++r)
            readers.emplace_back([&, r] {
                std::mt19937 random(r);
                for (std::size_t seen = 0; seen < 3200;) {
                    seen = events.size();
                    if (seen == 0) continue;
                    const std::size_t n = random() % seen;
                    wrong += events.at(n).value != static_cast<std::int32_t>(n);
                }
            });
        fill(events, blocks);
        for (std::thread& reader : readers) reader.join();
        QCOMPARE(wrong.load(), 0);
    }

    void theBlockOfATimeIsTheLastThatBeginsByThen() {
        const Blocks blocks = blocksOf({3, 3, 6}); // times 0, 1, 2 and 3
        StoredEvents events(std::make_unique<Shelf>(blocks));
        QVERIFY(!events.blockAt(5));
        fill(events, blocks);
        QVERIFY(!events.blockAt(-1));
        QCOMPARE(events.blockAt(0), std::optional<std::size_t>(0));
        QCOMPARE(events.blockAt(1), std::optional<std::size_t>(1));
        QCOMPARE(events.blockAt(99), std::optional<std::size_t>(2));
        QCOMPARE(events.firstOf(2), std::size_t{6});
        QCOMPARE(events.endOf(1), std::size_t{6});
        QCOMPARE(events.endOf(2), std::size_t{12});
    }

    void eventsAreFoundAsInAVector() {
        QVERIFY(rc::check([] {
            const auto gaps = *rc::gen::container<std::vector<std::uint32_t>>(
                rc::gen::weightedOneOf<std::uint32_t>({{9, rc::gen::inRange<std::uint32_t>(1, 9)},
                                                       {1, rc::gen::inRange<std::uint32_t>(1, 200'000)}}));
            EventList list;
            std::vector<EventIndex> model;
            std::uint32_t at = *rc::gen::inRange<std::uint32_t>(0, 70'000);
            for (const std::uint32_t gap : gaps) {
                at += gap;
                list.append(EventIndex{at});
                model.push_back(EventIndex{at});
            }
            RC_ASSERT(list.size() == model.size());
            for (std::size_t i = 0; i < model.size(); ++i) RC_ASSERT(list[i] == model[i]);
            for (const EventIndex event : model)
                for (const std::uint32_t near : {event.value - 1, event.value, event.value + 1}) {
                    const auto upTo = std::ranges::upper_bound(model, EventIndex{near});
                    RC_ASSERT(list.countUpTo(EventIndex{near}) ==
                              static_cast<std::size_t>(upTo - model.begin()));
                }
        }));
    }

    void stepsAreFoundAsInAList() {
        QVERIFY(rc::check([] {
            const auto gaps = *rc::gen::container<std::vector<std::uint32_t>>(
                rc::gen::weightedOneOf<std::uint32_t>({{9, rc::gen::inRange<std::uint32_t>(1, 4)},
                                                       {1, rc::gen::inRange<std::uint32_t>(1, 300)}}));
            StepEvents steps;
            EventList model;
            std::uint32_t at = *rc::gen::inRange<std::uint32_t>(0, 200);
            const auto append = [&] {
                steps.append(EventIndex{at});
                model.append(EventIndex{at});
            };
            append();
            for (const std::uint32_t gap : gaps) {
                at += gap;
                append();
            }
            RC_ASSERT(steps.size() == model.size());
            for (std::size_t i = 0; i < model.size(); ++i) RC_ASSERT(steps[i] == model[i]);
            for (std::uint32_t e = 0; e < at + 70; ++e) {
                RC_ASSERT(steps.countUpTo(EventIndex{e}) == model.countUpTo(EventIndex{e}));
                RC_ASSERT(steps.lastUpTo(EventIndex{e}) == model.lastUpTo(EventIndex{e}));
            }
        }));
    }
};

QTEST_APPLESS_MAIN(StoredEventsTest)
#include "tst_storedevents.moc"
