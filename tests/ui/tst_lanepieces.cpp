// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanes/lanepieces.h"

#include "ui/timeline/lanes/cpumix.h"

#include <QTest>

#include <random>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

constexpr int kStates = 5;
using Mix = MixTrack<kStates>;
using Totals = Mix::Totals;

// Every nanosecond asked for by itself: too slow for anything but a test, too simple to be wrong.
Totals naiveTotals(const Mix& track, TimeRange range) {
    Totals totals{};
    for (std::size_t i = 0; i < track.size(); ++i) {
        const Timestamp end = i + 1 < track.size() ? track[i + 1].time : range.end;
        const TimeRange part = range.intersected({track[i].time, end});
        totals[track[i].lane().state] += part.length();
    }
    return totals;
}

struct Collector {
    const Mix& track;
    const PixelColumns& columns;
    Totals totals{};
    std::vector<SpanPiece> spans;
    std::vector<MixPiece<Totals>> mixes;
    int reached = 0;
    bool isInOrder = true;

    void operator()(const SpanPiece& piece) {
        totals[track[piece.change].lane().state] += piece.time.length();
        isInOrder = isInOrder && piece.begin >= reached && piece.end > piece.begin;
        reached = piece.end;
        spans.push_back(piece);
    }
    void operator()(const MixPiece<Totals>& piece) {
        for (int s = 0; s < kStates; ++s) totals[s] += piece.totals[s];
        isInOrder = isInOrder && piece.column >= reached;
        reached = piece.column + 1;
        mixes.push_back(piece);
    }
};

struct RandomTrack : Mix {
    explicit RandomTrack(std::mt19937& random) {
        const int changes = std::uniform_int_distribution(0, 400)(random);
        const int longest = 1 << std::uniform_int_distribution(0, 12)(random);
        Timestamp time = std::uniform_int_distribution(0, 100)(random);
        for (int i = 0; i < changes; ++i) {
            const auto state = static_cast<std::uint8_t>(random() % kStates);
            append(time, EventIndex{static_cast<std::uint32_t>(i)},
                   {state, static_cast<std::uint32_t>(random() % 3)});
            time += std::uniform_int_distribution(0, longest)(random);
        }
        end = time + 10;
    }
    Timestamp end = 0;
};

Collector collect(const Mix& track, const PixelColumns& columns, Timestamp end) {
    Collector pieces{track, columns};
    forEachPiece(track, columns, end, pieces);
    return pieces;
}

Mix::Totals totalsOf(std::initializer_list<std::int64_t> values) {
    Totals totals{};
    std::ranges::copy(values, totals.begin());
    return totals;
}

} // namespace

class LanePiecesTest : public QObject {
    Q_OBJECT
private slots:
    void columnsCoverTheRangeExactly_data() {
        QTest::addColumn<qint64>("length");
        QTest::addColumn<int>("count");
        QTest::newRow("wide") << qint64{123'456'789} << 1920;
        QTest::newRow("narrow") << qint64{100} << 1920;
        QTest::newRow("one") << qint64{1000} << 1;
        QTest::newRow("a day") << qint64{86'400'000'000'000} << 3840;
    }
    void columnsCoverTheRangeExactly() {
        QFETCH(qint64, length);
        QFETCH(int, count);
        const TimeRange range{-17, length - 17};
        const PixelColumns columns(range, count);
        QCOMPARE(columns.begin(0), range.begin);
        QCOMPARE(columns.begin(count), range.end);
        for (int c = 0; c < count; ++c) {
            QVERIFY(columns.begin(c) <= columns.begin(c + 1));
            if (columns.begin(c) < columns.begin(c + 1)) QCOMPARE(columns.at(columns.begin(c)), c);
        }
        QCOMPARE(columns.at(range.end), count);
    }

    void whatIsDrawnAddsUpToTheTrackToTheNanosecond() {
        std::mt19937 random(20240901);
        for (int round = 0; round < 3000; ++round) {
            const RandomTrack track(random);
            const Timestamp begin = std::uniform_int_distribution<Timestamp>(-50, track.end)(random);
            const Timestamp length = std::uniform_int_distribution<Timestamp>(1, track.end + 50)(random);
            const PixelColumns columns({begin, begin + length},
                                       std::uniform_int_distribution(1, 300)(random));
            const Collector pieces = collect(track, columns, track.end);
            const Totals expected = naiveTotals(track, {begin, std::min(begin + length, track.end)});
            QVERIFY2(pieces.totals == expected, qPrintable(QString("round %1").arg(round)));
            QVERIFY(pieces.isInOrder && pieces.reached <= columns.count());
        }
    }

    void eachMixedColumnTellsItsOwnTime() {
        std::mt19937 random(7);
        for (int round = 0; round < 500; ++round) {
            const RandomTrack track(random);
            const PixelColumns columns({0, track.end}, 200);
            for (const auto& piece : collect(track, columns, track.end).mixes) {
                TimeRange column{columns.begin(piece.column), columns.begin(piece.column + 1)};
                column.begin -= column.length() / kParts + 1; // as early as it may begin
                // where a wide span ends or begins within the column, the rest of it belongs to that span
                const Totals all = naiveTotals(track, column);
                for (int s = 0; s < kStates; ++s) QVERIFY(piece.totals[s] <= all[s]);
            }
        }
    }

    // Many blocks of changes in each: an edge may be early, and what a column tells is exact up to there.
    void whereAColumnHoldsManyChangesItsEdgesAreExactToASmallPart() {
        std::mt19937 random(11);
        int moved = 0;
        for (int round = 0; round < 20; ++round) {
            Mix track;
            Timestamp time = 0;
            for (std::uint32_t i = 0; i < 100'000; ++i) {
                track.append(time, EventIndex{i}, {static_cast<std::uint8_t>(i % kStates)});
                time += random() % 20;
            }
            const PixelColumns columns({time / 7, time}, std::uniform_int_distribution(1, 100)(random));
            Timestamp from = columns.begin(0);
            for (const auto& piece : collect(track, columns, time).mixes) {
                Timestamp length = 0;
                for (const auto share : piece.totals) length += share;
                const Timestamp end = columns.begin(piece.column + 1);
                QVERIFY(from + length <= end);
                QVERIFY(end - from - length <= (end - columns.begin(piece.column)) / kParts);
                QVERIFY(piece.totals == naiveTotals(track, {from, from + length}));
                moved += from + length < end;
                from += length;
            }
            QCOMPARE(from, time);
        }
        QVERIFY(moved > 100); // or this was no test
    }

    void aWideSpanIsOnePieceWithEndsOnWholeColumns() {
        Mix track;
        track.append(0, EventIndex{0}, {0});
        track.append(253, EventIndex{1}, {1});
        track.append(747, EventIndex{2}, {2});
        const PixelColumns columns({0, 1000}, 100);
        const Collector pieces = collect(track, columns, 1000);
        QCOMPARE(pieces.mixes.size(), std::size_t{0});
        QCOMPARE(pieces.spans.size(), std::size_t{3});
        QCOMPARE(pieces.spans[1].begin, 25);
        QCOMPARE(pieces.spans[1].end, 75);
        QCOMPARE(pieces.spans[1].time, (TimeRange{253, 747}));
    }

    void aSpanNarrowerThanAColumnIsNeverDropped() {
        Mix track;
        track.append(0, EventIndex{0}, {0});
        track.append(500'000, EventIndex{1}, {1});
        track.append(500'001, EventIndex{2}, {0});
        const PixelColumns columns({0, 1'000'000}, 100);
        const Collector pieces = collect(track, columns, 1'000'000);
        QCOMPARE(pieces.mixes.size(), std::size_t{1});
        QCOMPARE(pieces.mixes[0].column, 50);
        QCOMPARE(pieces.mixes[0].totals, totalsOf({9999, 1}));
        QCOMPARE(pieces.totals, totalsOf({999'999, 1}));
    }

    void nothingIsDrawnBeforeTheFirstChangeNorAfterTheTracesEnd() {
        Mix track;
        track.append(300, EventIndex{0}, {3});
        const PixelColumns columns({0, 1000}, 100);
        const Collector pieces = collect(track, columns, 600);
        QCOMPARE(pieces.spans.size(), std::size_t{1});
        QCOMPARE(pieces.spans[0].begin, 30);
        QCOMPARE(pieces.spans[0].end, 60);
        QCOMPARE(collect(track, PixelColumns({700, 900}, 10), 600).spans.size(), std::size_t{0});
        QCOMPARE(collect(Mix(), columns, 600).reached, 0);
    }

    void thePiecesOfAMillionChangesAreAsManyAsColumns() {
        const auto track = std::make_unique<Mix>();
        for (std::uint32_t i = 0; i < 1'000'000; ++i)
            track->append(i * 3, EventIndex{i}, {static_cast<std::uint8_t>(i % kStates)});
        const Collector pieces = collect(*track, PixelColumns({0, 3'000'000}, 500), 3'000'000);
        QCOMPARE(pieces.mixes.size(), std::size_t{500});
        QCOMPARE(pieces.totals[2], 600'000);
    }

    void aCpuIsBusyAsLongAsSomeThreadHasIt() {
        CpuLane lane(0);
        lane.running.append({100, EventIndex{0}, 4});
        lane.running.append({200, EventIndex{1}, -1});
        lane.running.append({230, EventIndex{2}, 5});
        lane.running.append({260, EventIndex{3}, 6});
        const CpuMix mix(lane);
        CpuMix::Sweep sweep(mix, 0);
        QCOMPARE(sweep.advanceTo(50), (CpuMix::Totals{0, 0}));
        QCOMPARE(sweep.advanceTo(210), (CpuMix::Totals{10, 100}));
        QCOMPARE(sweep.advanceTo(300), (CpuMix::Totals{20, 70}));
        QCOMPARE(sweep.index(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(LanePiecesTest)
#include "tst_lanepieces.moc"
