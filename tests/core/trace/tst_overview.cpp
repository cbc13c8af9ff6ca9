// SPDX-License-Identifier: GPL-3.0-or-later
// An overview lasts as long in each state as the lanes it was made of, column by column, and is read from its
// file as it was written, or not at all.
#include "core/trace/file/overviewframe.h"
#include "core/trace/file/tracereader.h"
#include "core/trace/file/tracewriter.h"
#include "tests/bench/manyintervals.h"

#include <QTest>

#include <random>

using namespace lockstep;

namespace {

Bytes fileOf(const Trace& trace) {
    Bytes file;
    TraceWriter writer([&](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); },
                       KernelSource::Switches);
    writer.write(trace);
    return file;
}

Timestamp columnBegin(const Trace& trace, std::size_t column, std::size_t columns) {
    return static_cast<Timestamp>(static_cast<double>(trace.end()) * static_cast<double>(column) /
                                  static_cast<double>(columns));
}

bool areEqual(const Overview& a, const Overview& b) {
    const auto isSame = [](const Overview::Lane& one, const Overview::Lane& other) {
        return one.info.name == other.info.name && one.info.path == other.info.path &&
               one.parent == other.parent && one.spans == other.spans &&
               (one.info.kind == ObjectKind::Thread) == (other.info.kind == ObjectKind::Thread);
    };
    return a.end == b.end && std::ranges::equal(a.lanes, b.lanes, isSame);
}

} // namespace

class OverviewTest : public QObject {
    Q_OBJECT
private slots:
    void everyColumnHasTheSameTotalsAsTheRun() {
        const ManyIntervals many(20'000, 4);
        const Trace& run = many.trace();
        constexpr std::size_t kColumns = 100;
        const auto seen = traceOf(overviewOf(run, kColumns));
        QCOMPARE(seen->threadCount(), run.threadCount());
        QCOMPARE(seen->end(), run.end());
        for (std::size_t c = 0; c < kColumns; ++c) {
            const TimeRange range{columnBegin(run, c, kColumns), columnBegin(run, c + 1, kColumns)};
            for (std::uint32_t t = 0; t < run.threadCount(); ++t)
                QCOMPARE(seen->thread(ThreadId{t}).states.totals(range),
                         run.thread(ThreadId{t}).states.totals(range));
        }
    }

    void locksFollowTheThreadsByTheirNames() {
        const ManyIntervals many(20'000, 4);
        const Trace& run = many.trace();
        const auto seen = traceOf(overviewOf(run));
        std::size_t locks = 0;
        for (std::uint32_t i = 0; i < run.objectCount(); ++i) {
            const ObjectLane& lock = run.object(ObjectId{i});
            if (lock.holds.size() == 0) continue;
            const ObjectLane& shown =
                seen->object(ObjectId{static_cast<std::uint32_t>(run.threadCount() + locks)});
            QCOMPARE(shown.info.name, lock.info.name);
            QCOMPARE(shown.holds.totals({0, run.end()}), lock.holds.totals({0, run.end()}));
            ++locks;
        }
        QCOMPARE(locks, std::size_t{4});
    }

    void itHasNoMoreSpansThanColumnsAndStatesAllow() {
        const ManyIntervals many(200'000, 2);
        for (const Overview::Lane& lane : overviewOf(many.trace(), 64).lanes) {
            QVERIFY(lane.spans.size() <= std::size_t{64} * kThreadStates);
            QVERIFY(lane.spans.size() >= std::size_t{64});
        }
    }

    void anEmptyRunHasAnEmptyOverview() {
        const Trace nothing;
        QVERIFY(overviewOf(nothing).lanes.empty());
        QVERIFY(!decodedOverview(encoded(overviewOf(nothing))));
    }

    void itIsReadAsItWasWritten() {
        const ManyIntervals many(20'000, 4);
        const Overview overview = overviewOf(many.trace());
        const auto read = decodedOverview(encoded(overview));
        QVERIFY(read && areEqual(*read, overview));
    }

    void whateverIsNoOverviewIsRefused() {
        const Bytes content = encoded(overviewOf(ManyIntervals(500, 3).trace()));
        for (std::size_t size = 0; size < content.size(); ++size)
            decodedOverview(ByteView(content).first(size));
        std::mt19937 random(1);
        for (int i = 0; i < 5000; ++i) {
            Bytes damaged = content;
            damaged[random() % damaged.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
            if (const auto read = decodedOverview(damaged)) traceOf(*read); // whatever it is, it can be shown
        }
        QVERIFY(!decodedOverview(ByteView(content).first(content.size() - 1)));
    }

    void itStandsInTheFileOfALargeRunBeforeItsEvents() {
        const ManyIntervals many(1'500'000, 8);
        QVERIFY(many.trace().size() >= kLeastForOverview);
        const Bytes file = fileOf(many.trace());
        const auto read = overviewIn(BytesInMemory(ByteView(file).first(file.size() / 4)));
        QVERIFY(read && areEqual(*read, overviewOf(many.trace())));
        TraceReader reader{ByteView(file)};
        while (reader.readMore()) {
        }
        QVERIFY(reader.notices().empty());
        QCOMPARE(reader.trace().size(), many.trace().size());
    }

    void aSmallRunsFileHasNone() {
        const Bytes file = fileOf(ManyIntervals(500, 3).trace());
        QVERIFY(!overviewIn(BytesInMemory(file)));
        QVERIFY(!overviewIn(BytesInMemory(ByteView(file).first(5))));
    }
};

QTEST_APPLESS_MAIN(OverviewTest)
#include "tst_overview.moc"
