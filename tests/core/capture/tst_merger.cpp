// SPDX-License-Identifier: GPL-3.0-or-later
// One true order out of many threads' own.
#include "core/capture/eventblocks.h"
#include "core/capture/merger.h"

#include <QTest>

using namespace lockstep;

namespace {

RawEvent at(Timestamp time, RuntimeId object, std::uint32_t order, std::int32_t value) {
    return {.ticks = static_cast<std::uint64_t>(time), .object = object, .order = order, .value = value};
}

void add(Merger::Source& source, std::initializer_list<RawEvent> events) {
    static EventBlocks pool;
    EventChain chain(pool);
    for (const RawEvent& event : events) chain.append(event);
    chain.close();
    source.add(chain);
}

// Writes down the values in the order in which they are delivered.
struct ListingSink : EventSink {
    void deliver(RuntimeId, Timestamp, const RawEvent& raw) override { values.push_back(raw.value); }
    void advanceTo(Timestamp) override {}
    std::vector<std::int32_t> values;
};

using Values = std::vector<std::int32_t>;

RawEvent partAt(Timestamp time, RuntimeId object, std::uint32_t order, std::int32_t value) {
    RawEvent part = at(time, object, order, value);
    part.alternative = Alternative::Part;
    return part;
}

} // namespace

class MergerTest : public QObject {
    Q_OBJECT
private slots:
    void anObjectsOrderComesBeforeTheClock() {
        ListingSink sink;
        Merger merger(sink, false);
        Merger::Source a(0);
        Merger::Source b(1);
        add(a, {at(10, 0, 1, 1), at(12, kNoRuntimeId, 0, 2)}); // the clock ran a little behind
        add(b, {at(11, 0, 0, 0), at(13, 0, 2, 3)});
        merger.merge({&a, &b}, 100);
        QCOMPARE(sink.values, (Values{0, 1, 2, 3}));
    }

    void nothingBeyondTheHorizonIsDelivered() {
        ListingSink sink;
        Merger merger(sink, false);
        Merger::Source a(0);
        add(a, {at(10, kNoRuntimeId, 0, 1), at(20, kNoRuntimeId, 0, 2)});
        merger.merge({&a}, 15);
        QCOMPARE(sink.values, (Values{1}));
        merger.merge({&a}, 20);
        QCOMPARE(sink.values, (Values{1, 2}));
    }

    void aMissingNumberIsWaitedFor() {
        ListingSink sink;
        Merger merger(sink, false);
        Merger::Source a(0);
        Merger::Source b(1);
        add(a, {at(10, 0, 1, 1)});
        for (int i = 0; i < 5; ++i) merger.merge({&a, &b}, 50 + i);
        QVERIFY(sink.values.empty());
        add(b, {at(60, 0, 0, 0)});
        merger.merge({&a, &b}, 70);
        QCOMPARE(sink.values, (Values{0, 1}));
    }

    void aNumberThatWasDroppedIsWaitedForOnce() {
        ListingSink sink;
        Merger merger(sink, true);
        Merger::Source a(0);
        add(a, {at(10, 0, 1, 1)});
        merger.merge({&a}, 50);
        QVERIFY(sink.values.empty());
        merger.merge({&a}, 51);
        QCOMPARE(sink.values, (Values{1}));
    }

    void nothingComesBetweenAPartAndItsStep() {
        ListingSink sink;
        Merger merger(sink, false);
        Merger::Source a(0);
        Merger::Source b(1);
        add(a, {partAt(10, 0, 0, 1), at(20, 1, 0, 2), at(30, 1, 1, 5)});
        add(b, {at(15, 0, 1, 3), at(25, 0, 2, 4)}); // by the clock before the step that it comes after
        merger.merge({&a, &b}, 100);
        QCOMPARE(sink.values, (Values{1, 2, 3, 4, 5}));
    }

    void aStepWaitsForWhatPrecedesEitherOfItsParts() {
        ListingSink sink;
        Merger merger(sink, false);
        Merger::Source a(0);
        Merger::Source b(1);
        add(a, {partAt(10, 0, 0, 2), at(11, 1, 1, 3)});
        add(b, {at(12, 1, 0, 1)});
        merger.merge({&a, &b}, 100);
        QCOMPARE(sink.values, (Values{1, 2, 3}));
    }

    void aStepThatIsNotThereInWholeIsWaitedFor() {
        ListingSink sink;
        Merger merger(sink, false);
        Merger::Source a(0);
        add(a, {partAt(10, 0, 0, 1)});
        merger.merge({&a}, 50);
        QVERIFY(sink.values.empty());
        add(a, {at(60, 1, 0, 2)}); // in a block of its own
        merger.merge({&a}, 55);
        QVERIFY(sink.values.empty()); // beyond the horizon
        merger.merge({&a}, 70);
        QCOMPARE(sink.values, (Values{1, 2}));
    }

    void aPartThatIsFollowedByAnythingElseGoesAlone() {
        ListingSink sink;
        Merger merger(sink, false);
        Merger::Source a(0);
        Merger::Source b(1);
        add(a, {partAt(10, 0, 0, 1), at(20, kNoRuntimeId, 0, 3)}); // it had to wait for its ring
        add(b, {partAt(15, 1, 0, 2), at(25, 1, 1, 4)});
        merger.merge({&a, &b}, 100);
        QCOMPARE(sink.values, (Values{1, 2, 3, 4}));
    }

    void whereEventsWereDroppedNoPartWaitsForItsStep() {
        ListingSink sink;
        Merger merger(sink, true);
        Merger::Source a(0);
        add(a, {partAt(10, 0, 0, 1)});
        merger.merge({&a}, 50);
        QCOMPARE(sink.values, (Values{1}));
    }
};

QTEST_APPLESS_MAIN(MergerTest)
#include "tst_merger.moc"
