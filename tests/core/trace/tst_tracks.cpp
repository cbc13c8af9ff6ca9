// SPDX-License-Identifier: GPL-3.0-or-later
// AppendOnly, Track, MixTrack and StepTrack: against models that look at every nanosecond and every change,
// and read by one thread while another appends.
#include "core/trace/mixtrack.h"
#include "core/trace/pagepreparer.h"
#include "core/trace/steptrack.h"

#include <QTest>
#include <rapidcheck.h>

#include <memory>
#include <numeric>
#include <thread>
#include <vector>

using namespace lockstep;

namespace {

struct Step {
    Timestamp time;
    std::int32_t value;
};

// Steps with times that stand still now and then, as those of a trace do.
std::vector<Step> anySteps(std::int32_t values) {
    const auto n = *rc::gen::inRange<std::size_t>(0, 200);
    std::vector<Step> steps;
    Timestamp time = *rc::gen::inRange<Timestamp>(0, 20);
    for (std::size_t i = 0; i < n; ++i) {
        steps.push_back({time, *rc::gen::inRange(0, values)});
        time += *rc::gen::inRange<Timestamp>(0, 6);
    }
    return steps;
}

// A queue's depth or a counter: neighbours are near each other, so each stretch has extremes of its own.
std::vector<Step> anyWalk() {
    std::vector<Step> steps(*rc::gen::inRange<std::size_t>(0, 400));
    Step now{0, 0};
    for (Step& step : steps) {
        now.time += *rc::gen::inRange<Timestamp>(0, 4);
        now.value += *rc::gen::inRange(-20, 24);
        step = now;
    }
    return steps;
}

EventIndex eventOf(std::size_t step) {
    return EventIndex{static_cast<std::uint32_t>(step * 2)}; // other events lie between
}

std::optional<std::size_t> lastAt(const std::vector<Step>& steps, Timestamp time) {
    std::optional<std::size_t> last;
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps[i].time <= time) last = i;
    return last;
}

Timestamp anyTimeNear(const std::vector<Step>& steps) {
    const Timestamp end = steps.empty() ? 30 : steps.back().time + 10;
    return *rc::gen::inRange<Timestamp>(-5, end);
}

TimeRange anyRangeNear(const std::vector<Step>& steps) {
    const Timestamp a = anyTimeNear(steps);
    const Timestamp b = anyTimeNear(steps);
    return {std::min(a, b), std::max(a, b)};
}

} // namespace

class TracksTest : public QObject {
    Q_OBJECT
private slots:
    void elementsNeverMove() {
        AppendOnly<int, 1> numbers;
        std::vector<const int*> places;
        for (int i = 0; i < 5000; ++i) places.push_back(&numbers.append(i));
        QCOMPARE(numbers.size(), std::size_t{5000});
        for (std::size_t i = 0; i < places.size(); ++i) {
            QCOMPARE(&numbers[i], places[i]);
            QCOMPARE(numbers[i], static_cast<int>(i));
        }
    }

    void everyElementIsDestroyedOnce() {
        const auto token = std::make_shared<int>(1);
        {
            AppendOnly<std::shared_ptr<int>, 4> tokens;
            for (int i = 0; i < 100; ++i) tokens.append(token);
            QCOMPARE(token.use_count(), 101L);
        }
        QCOMPARE(token.use_count(), 1L);
    }

    void aReaderSeesOnlyCompleteElementsWhileItGrows() {
        constexpr std::size_t kCount = 200'000;
        AppendOnly<std::pair<std::size_t, std::size_t>> pairs;
        std::size_t wrong = 0;
        std::thread reader([&] {
            for (std::size_t seen = 0; seen < kCount;)
                for (const std::size_t end = pairs.size(); seen < end; ++seen)
                    if (pairs[seen] != std::pair{seen, seen * 7}) ++wrong;
        });
        for (std::size_t i = 0; i < kCount; ++i) pairs.append(i, i * 7);
        reader.join();
        QCOMPARE(wrong, std::size_t{0});
    }

    void aLongSequenceIsTheSameWhoeverPreparesItsPages() {
        constexpr std::size_t kCount = 1'100'000; // the last chunks have several megabytes
        const auto isWhole = [](const AppendOnly<std::uint64_t, 1024>& numbers) {
            for (std::size_t i = 0; i < kCount; ++i)
                if (numbers[i] != i) return false;
            return numbers.size() == kCount;
        };
        AppendOnly<std::uint64_t, 1024> alone;
        for (std::size_t i = 0; i < kCount; ++i) alone.append(i);
        QVERIFY(isWhole(alone));
        AppendOnly<std::uint64_t, 1024> helped;
        const PagePreparer preparer;
        for (std::size_t i = 0; i < kCount; ++i) helped.append(i);
        QVERIFY(isWhole(helped));
    }

    void aRequestForMemoryThatIsGoneDoesNothing() {
        PagePreparer preparer;
        for (int i = 0; i < 20; ++i) {
            const auto memory = std::make_unique_for_overwrite<char[]>(std::size_t{1} << 22);
            preparer.request(memory.get(), std::size_t{1} << 22);
        }
    }

    void aStagedElementIsReadableByWhoeverWasToldOfIt() {
        constexpr std::size_t kCount = 100'000;
        AppendOnly<std::size_t> values;
        AppendOnly<std::size_t> told;
        std::size_t wrong = 0;
        std::thread reader([&] {
            for (std::size_t seen = 0; seen < kCount;)
                for (const std::size_t end = told.size(); seen < end; ++seen)
                    if (values[told[seen]] != seen * 3) ++wrong;
        });
        for (std::size_t i = 0; i < kCount; ++i) {
            values.stage(i * 3);
            told.append(i);
            values.publish();
        }
        reader.join();
        QCOMPARE(wrong, std::size_t{0});
    }

    void aLaneValueSurvivesPacking() {
        QVERIFY(rc::check("unpacked is what was packed", [] {
            const LaneValue value{*rc::gen::arbitrary<std::uint8_t>(),
                                  *rc::gen::inRange<std::uint32_t>(0, 0xffffff)};
            RC_ASSERT(LaneValue::unpacked(value.packed()) == value);
        }));
        QVERIFY(!LaneValue::unpacked(LaneValue{3}.packed()).subjectAs<ThreadId>().isValid());
        QCOMPARE(LaneValue::unpacked((LaneValue{3, 17}).packed()).subjectAs<ThreadId>().value, 17u);
    }

    void aTrackFindsTheChangeInForce() {
        QVERIFY(rc::check("by time, by event, and from nearby", [] {
            const auto steps = anySteps(5);
            Track track;
            for (std::size_t i = 0; i < steps.size(); ++i)
                track.append({steps[i].time, eventOf(i), steps[i].value});
            const Timestamp time = anyTimeNear(steps);
            RC_ASSERT(track.indexAt(time) == lastAt(steps, time));
            const auto event = *rc::gen::inRange<std::uint32_t>(0, 500);
            const std::size_t count = std::min<std::size_t>(steps.size(), event / 2 + 1);
            RC_ASSERT(track.indexAt(EventIndex{event}) ==
                      (count == 0 ? std::nullopt : std::optional(count - 1)));
            if (const auto answer = lastAt(steps, time)) {
                const auto from = *rc::gen::inRange<std::size_t>(0, *answer + 1);
                RC_ASSERT(track.indexNear(time, from, track.size()) == *answer);
            }
        }));
    }

    void aTracksLastChangeHoldsToTheEnd() {
        Track track;
        track.append({10, EventIndex{0}, 1});
        track.append({25, EventIndex{1}, 2});
        QCOMPARE(track.rangeOf(0, 100), (TimeRange{10, 25}));
        QCOMPARE(track.rangeOf(1, 100), (TimeRange{25, 100}));
    }

    void aMixTracksTotalsAreThoseOfEveryNanosecond() {
        QVERIFY(rc::check("totals of a range", [] {
            const auto steps = anySteps(4);
            MixTrack<4> mix;
            append(mix, steps);
            const TimeRange range = anyRangeNear(steps);
            RC_ASSERT(mix.totals(range) == naiveTotals(steps, range));
        }));
    }

    void aSweepsColumnsAreTheTotalsOfEachColumn() {
        QVERIFY(rc::check("columns one after the other", [] {
            const auto steps = anySteps(4);
            MixTrack<4> mix;
            append(mix, steps);
            Timestamp from = anyTimeNear(steps);
            MixTrack<4>::Sweep sweep(mix, from);
            for (int column = 0; column < 20; ++column) {
                const Timestamp to = from + *rc::gen::inRange<Timestamp>(0, 40);
                RC_ASSERT(sweep.advanceTo(to) == naiveTotals(steps, {from, to}));
                if (const auto index = lastAt(steps, to)) {
                    const auto& shown = mix[sweep.index()];
                    RC_ASSERT(shown.lane().state == steps[*index].value);
                }
                from = to;
            }
        }));
    }

    void equalValuesMakeOneChange() {
        MixTrack<4> mix;
        mix.append(1, EventIndex{0}, {2, 7});
        mix.append(5, EventIndex{1}, {2, 7});
        mix.append(6, EventIndex{2}, {2, 8}); // about somebody else: a change
        QCOMPARE(mix.size(), std::size_t{2});
        QCOMPARE(mix.totals({0, 10})[2], std::int64_t{9});
        StepTrack steps;
        steps.append(1, EventIndex{0}, 3);
        steps.append(2, EventIndex{1}, 3);
        QCOMPARE(steps.size(), std::size_t{1});
    }

    void totalsOfAGrowingTrackLackNothing() {
        constexpr Timestamp kEnd = 60'000;
        MixTrack<3> mix;
        std::atomic<Timestamp> known{0};
        int wrong = 0;
        std::thread reader([&] {
            for (Timestamp end = 0; end < kEnd - 1;) {
                end = known.load(std::memory_order_acquire);
                const auto totals = mix.totals({0, end});
                if (std::accumulate(totals.begin(), totals.end(), std::int64_t{0}) != end) ++wrong;
                if (std::abs(totals[0] - end / 3) > 1) ++wrong;
            }
        });
        for (Timestamp t = 0; t < kEnd; ++t) {
            mix.append(t, EventIndex{static_cast<std::uint32_t>(t)}, {static_cast<std::uint8_t>(t % 3)});
            known.store(t, std::memory_order_release);
        }
        reader.join();
        QCOMPARE(wrong, 0);
    }

    void aStepTrackFindsTheExtremesOfAnyRange() {
        QVERIFY(rc::check("smallest and largest value held", [] {
            const auto steps = anyWalk();
            StepTrack track;
            for (std::size_t i = 0; i < steps.size(); ++i)
                track.append(steps[i].time, eventOf(i), steps[i].value);
            TimeRange range = anyRangeNear(steps);
            range.end += 1;
            RC_ASSERT(track.extent(range) == naiveExtent(steps, range));
            const auto at = lastAt(steps, range.begin);
            RC_ASSERT(track.at(range.begin) == (at ? std::optional(steps[*at].value) : std::nullopt));
        }));
    }

    void everyRangeOfAStaircaseHasItsOwnExtremes() {
        StepTrack track;
        for (int i = 0; i < 200; ++i) track.append(i, EventIndex{static_cast<std::uint32_t>(i)}, i);
        for (int begin = 0; begin < 200; ++begin)
            for (int end = begin + 1; end <= 200; ++end)
                QCOMPARE(track.extent({begin, end}), std::optional(MinMax{begin, end - 1}));
    }

    void extremesOfAGrowingTrackAreNeverTornApart() {
        constexpr int kEnd = 50'000;
        StepTrack track;
        std::atomic<int> known{-1};
        int wrong = 0;
        std::thread reader([&] {
            for (int end = -1; end < kEnd - 1;) {
                end = known.load(std::memory_order_acquire);
                if (end >= 0 && track.extent({0, end + 1}) != MinMax{0, end}) ++wrong;
            }
        });
        for (int i = 0; i < kEnd; ++i) {
            track.append(i, EventIndex{static_cast<std::uint32_t>(i)}, i);
            known.store(i, std::memory_order_release);
        }
        reader.join();
        QCOMPARE(wrong, 0);
    }

private:
    static void append(MixTrack<4>& mix, const std::vector<Step>& steps) {
        for (std::size_t i = 0; i < steps.size(); ++i)
            mix.append(steps[i].time, eventOf(i), {static_cast<std::uint8_t>(steps[i].value)});
    }
    static MixTrack<4>::Totals naiveTotals(const std::vector<Step>& steps, TimeRange range) {
        MixTrack<4>::Totals totals{};
        for (Timestamp t = range.begin; t < range.end; ++t)
            if (const auto i = lastAt(steps, t)) ++totals[static_cast<std::size_t>(steps[*i].value)];
        return totals;
    }
    // Values held for no time at all count too: a queue that was full for less than a nanosecond was full.
    static std::optional<MinMax> naiveExtent(const std::vector<Step>& steps, TimeRange range) {
        std::optional<MinMax> extent;
        const auto add = [&](std::int32_t v) {
            extent = extent ? MinMax{std::min(extent->min, v), std::max(extent->max, v)} : MinMax{v, v};
        };
        if (const auto before = lastAt(steps, range.begin)) add(steps[*before].value);
        for (const Step& step : steps)
            if (step.time > range.begin && step.time < range.end) add(step.value);
        return extent;
    }
};

QTEST_GUILESS_MAIN(TracksTest)
#include "tst_tracks.moc"
