// SPDX-License-Identifier: GPL-3.0-or-later
// A slice of a trace shows, from its beginning on, what the whole trace shows there: after every event, in
// every lane, and in every arrow.
#include "core/trace/slice.h"

#include "core/analysis/findings.h"
#include "core/trace/file/tracewriter.h"
#include "core/trace/moment.h"
#include "samples.h"
#include "testrun.h"
#include "tests/bench/manyintervals.h"
#include "tracebuilder.h"

#include <QTest>

#include <random>

using namespace lockstep;

namespace {

constexpr std::size_t kAll = SIZE_MAX;

// What is told of a trace, with each event named by its place in the whole one.
class Told {
public:
    // Of the threads and objects that both have: later ones are not in a slice.
    Told(const Trace& trace, const Trace& part, const std::vector<EventIndex>* places)
        : m_trace(trace)
        , m_threads(part.threadCount())
        , m_objects(part.objectCount())
        , m_places(places) {}

    // Right after an event.
    QString moment(EventIndex cursor, EventIndex from) const {
        const Moment now(m_trace, cursor);
        QString text;
        for (std::uint32_t t = 0; t < m_threads; ++t) text += of(now.thread(ThreadId{t}), from) + '\n';
        for (std::uint32_t o = 0; o < m_objects; ++o) text += of(now.object(ObjectId{o})) + '\n';
        return text;
    }

    // The pieces of a lane within the range.
    template <class Lane>
    QString pieces(const Lane& lane, TimeRange range) const {
        QString text;
        const Track& track = lane.changes();
        const auto first = track.indexAt(range.begin);
        for (std::size_t i = first.value_or(0); i < track.size() && track[i].time < range.end; ++i) {
            const Timestamp begin = std::max(track[i].time, range.begin);
            const Timestamp end = std::min(track.rangeOf(i, range.end).end, range.end);
            if (begin < end || i + 1 == track.size())
                text += QString("%1-%2: %3; ").arg(begin).arg(end).arg(track[i].value);
        }
        return text;
    }
    QString lanes(TimeRange range) const {
        QString text;
        for (std::uint32_t t = 0; t < m_threads; ++t)
            text += name(ThreadId{t}) + pieces(m_trace.thread(ThreadId{t}).states, range) + '\n';
        for (std::uint32_t o = 0; o < m_objects; ++o) {
            const ObjectLane& lane = m_trace.object(ObjectId{o});
            text += QString::fromStdString(lane.info.name) + ": " + pieces(lane.holds, range) +
                    pieces(lane.values, range) + '\n';
        }
        for (std::size_t c = 0; c < m_trace.cpuCount(); ++c) {
            const Track& running = m_trace.cpu(c).running;
            for (std::size_t i = 0; i < running.size(); ++i)
                if (running[i].time >= range.begin && running[i].time < range.end)
                    text += QString("cpu %1: %2 %3\n")
                                .arg(m_trace.cpu(c).number)
                                .arg(running[i].time)
                                .arg(running[i].value);
        }
        return text;
    }

    // Into the range.
    QString arrows(EventIndex first, EventIndex last) const {
        QString text;
        for (std::size_t i = 0; i < m_trace.links().size(); ++i) {
            const Link& link = m_trace.links()[i];
            if (place(link.to) < first || place(link.to) > last) continue;
            text += QString("%1 %2->%3 %4 %5->%6 %7\n")
                        .arg(QString::fromStdString(std::string(lockstep::name(link.kind))))
                        .arg(place(link.from).value)
                        .arg(place(link.to).value)
                        .arg(link.object.value)
                        .arg(link.fromThread.value)
                        .arg(link.toThread.value)
                        .arg(link.fromTime);
        }
        return text;
    }

private:
    EventIndex place(EventIndex event) const { return m_places ? (*m_places)[event.index()] : event; }
    QString name(ThreadId thread) const {
        return QString::fromStdString(m_trace.thread(thread).info.name) + ": ";
    }
    QString of(const ThreadMoment& thread, EventIndex from) const {
        if (!thread.exists) return name(thread.id);
        // the state it began with may be told by a later event of those that led to it
        const EventIndex since = std::max(place(thread.since), from);
        return name(thread.id) +
               QString("%1 on %2 %3 wants %4 since %5 last %6 at %7")
                   .arg(static_cast<int>(thread.state))
                   .arg(thread.parkedOn.value)
                   .arg(thread.hasTimeLimit)
                   .arg(thread.wants ? static_cast<int>(*thread.wants) : -1)
                   .arg(isParked(thread.state) ? place(thread.since).value : since.value)
                   .arg(thread.lastDeed ? static_cast<qint64>(place(*thread.lastDeed).value) : -1)
                   .arg(thread.site.value);
    }
    QString of(const std::vector<Member>& members) const {
        QString text;
        for (const Member& member : members)
            text += QString("%1@%2 ").arg(member.thread.value).arg(place(member.since).value);
        return text;
    }
    QString of(const ObjectMoment& object) const {
        return QString::fromStdString(m_trace.object(object.id).info.name) +
               QString(": %1 holder %2 @%3 readers %4line %5value %6")
                   .arg(object.exists)
                   .arg(object.holder.value)
                   .arg(object.taken ? static_cast<qint64>(place(*object.taken).value) : -1)
                   .arg(of(object.readers), of(object.line))
                   .arg(object.value ? QString::number(*object.value) : QString("none"));
    }

    const Trace& m_trace;
    const std::size_t m_threads;
    const std::size_t m_objects;
    const std::vector<EventIndex>* m_places;
};

// What differs, with a little around it.
QString difference(const QString& is, const QString& shouldBe) {
    if (is == shouldBe) return {};
    const QStringList a = is.split('\n'), b = shouldBe.split('\n');
    for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i)
        if (a.value(i) != b.value(i)) return "is '" + a.value(i) + "', should be '" + b.value(i) + "'";
    return "?";
}

// Where a slice shows something else than the whole; empty: nowhere.
QString defectOf(const Trace& whole, TimeRange range, std::mt19937_64& random) {
    const auto slice = sliceOf(whole, range, kAll);
    if (!slice) return "there is none";
    const Trace& part = *slice->trace;
    if (part.illegalTransitions().size() != 0 && whole.illegalTransitions().size() == 0)
        return QString("event %1 is illegal in it")
            .arg(slice->events[part.illegalTransitions()[0].event.index()].value);
    const Told is(part, part, &slice->events), shouldBe(whole, part, nullptr);
    const TimeRange shown{std::max(range.begin, knownFrom(part)), std::min(range.end, whole.end())};
    if (const QString d = difference(is.lanes(shown), shouldBe.lanes(shown)); !d.isEmpty())
        return "lane " + d;
    const auto before = knownFrom(part) > 0 ? whole.lastAt(knownFrom(part) - 1) : std::nullopt;
    const EventIndex first{before ? before->value + 1 : 0};
    const auto last = whole.lastAt(shown.end);
    if (!last || *last < first) return {};
    if (const QString d = difference(is.arrows(first, *last), shouldBe.arrows(first, *last)); !d.isEmpty())
        return "arrow " + d;
    for (int i = 0; i < 12; ++i) {
        const auto count = last->value - first.value + 1;
        const EventIndex cursor{i == 0 ? first.value
                                       : first.value + static_cast<std::uint32_t>(random() % count)};
        if (const EventList& end = whole.teardown(); end.size() > 0 && cursor >= end[0]) continue;
        const auto place = slice->placeOf(cursor);
        if (!place) return QString("event %1 is not in it").arg(cursor.value);
        const QString here = is.moment(*place, first);
        const QString there = shouldBe.moment(cursor, first);
        if (const QString d = difference(here, there); !d.isEmpty())
            return QString("after event %1 (%2 the first): ").arg(cursor.value).arg(first.value) + d;
    }
    return {};
}

} // namespace

class SliceTest : public QObject {
    Q_OBJECT

    std::mt19937_64 m_random{7};

    TimeRange anyRange(const Trace& trace) {
        const auto any = [&] {
            return static_cast<Timestamp>(m_random() % static_cast<std::uint64_t>(trace.end() + 1));
        };
        const Timestamp first = trace[0].time; // before it there is nothing
        const auto anyEvent = static_cast<std::uint32_t>(m_random() % trace.size());
        const Timestamp a = m_random() % 2 == 0 ? any() : std::min(trace.end(), trace[anyEvent].time + 1);
        const Timestamp b = any();
        return {std::min(a, b), std::max({a, b, first}) + 1};
    }

    void check(const Trace& trace, int times) {
        for (int i = 0; i < times; ++i) {
            const TimeRange range = anyRange(trace);
            const QString defect = defectOf(trace, range, m_random);
            QVERIFY2(defect.isEmpty(),
                     qPrintable(QString("[%1, %2): %3").arg(range.begin).arg(range.end).arg(defect)));
        }
    }

private slots:
    void ofManyIntervalsItShowsWhatTheWholeShows() { check(ManyIntervals(5'000, 6).trace(), 40); }

    void ofEveryScenarioItShowsWhatTheWholeShows_data() {
        QTest::addColumn<int>("place");
        QTest::addColumn<int>("kernel");
        int place = 0;
        for (const Scenario* scenario : catalogue()) {
            for (const KernelChoice kernel : {KernelChoice::Switches, KernelChoice::Silent})
                QTest::addRow("%s %d", std::string(scenario->id).c_str(), static_cast<int>(kernel))
                    << place << static_cast<int>(kernel);
            ++place;
        }
    }
    void ofEveryScenarioItShowsWhatTheWholeShows() {
        QFETCH(int, place);
        QFETCH(int, kernel);
        RunSettings settings{.scenario = catalogue()[static_cast<std::size_t>(place)]};
        settings.kernel = static_cast<KernelChoice>(kernel);
        settings.timeLimit = std::chrono::milliseconds(200); // a part of it is as good
        Session session(settings);
        session.start();
        QVERIFY(session.waitUntilEnded(kHangLimit));
        check(session.trace(), kIsSanitized ? 3 : 10);
    }

    // Lockstep itself keeps threads in between: to pace them, in a pause, while the collector catches up.
    void ofAHeldRunItShowsWhatTheWholeShows_data() {
        QTest::addColumn<QString>("scenario");
        for (const char* id : {"counter", "queue", "readers-writers", "dining-philosophers", "bounded-buffer",
                               "barrier-phases"})
            if (findScenario(id)) QTest::newRow(id) << id;
    }
    void ofAHeldRunItShowsWhatTheWholeShows() {
        QFETCH(QString, scenario);
        for (const Mode mode : {Mode::Slow, Mode::Free}) {
            RunSettings settings{
                .scenario = findScenario(scenario.toStdString()), .mode = mode, .speed = 0.5};
            settings.timeLimit = std::chrono::milliseconds(300);
            settings.ringCapacity = 16;
            Session session(settings);
            session.start();
            for (std::size_t pauses = 0; session.phase() != Phase::Ended; ++pauses) {
                if (session.trace().size() < 100 * pauses) continue;
                session.pause();
                session.resume();
            }
            QVERIFY(session.waitUntilEnded(kHangLimit));
            check(session.trace(), kIsSanitized ? 5 : 30);
        }
    }

    void whereOneThreadMovesAtATimeItKeepsTheBeginning() {
        RunSettings settings{.scenario = findScenario("queue"), .mode = Mode::Random, .seed = 3};
        Session session(settings);
        session.start();
        QVERIFY(session.waitUntilEnded(kHangLimit));
        const Trace& whole = session.trace();
        const Timestamp half = whole.end() / 2;
        const auto slice = sliceOf(whole, {half, half + 1}, kAll);
        QVERIFY(slice && !sliceBegin(*slice->trace) && slice->trace->lost() == 0);
        QVERIFY(slice->trace->size() < whole.size());
        for (std::uint32_t e = 0; e < slice->trace->size(); ++e) QVERIFY((*slice->trace)[e] == whole[e]);
        check(whole, 10);
    }

    void itIsAsSmallAsWhatItShows() {
        const ManyIntervals many(200'000, 4);
        const Timestamp end = many.trace().end();
        const auto slice = sliceOf(many.trace(), {end / 2, end / 2 + end / 1000}, kAll);
        QVERIFY(slice);
        QVERIFY2(slice->events.size() < many.trace().size() / 500,
                 qPrintable(QString::number(slice->events.size())));
        QVERIFY(slice->events.size() > many.trace().size() / 2000);
    }

    void whatHasTooManyEventsIsRefused() {
        const ManyIntervals many(2'000, 4);
        const Timestamp end = many.trace().end();
        QVERIFY(!sliceOf(many.trace(), {0, end}, many.trace().size() - 1));
        QVERIFY(sliceOf(many.trace(), {0, end}, many.trace().size()));
    }

    void ofARunWithLossesThereIsNone() {
        TraceBuilder b;
        b.addThreads({"A"});
        b.trace().append(Event{.time = 5, .thread = b.thread("A"), .value = 3, .kind = EventKind::Lost});
        b.at(10);
        QVERIFY(!sliceOf(b.trace(), {6, 10}, kAll));
    }

    void aDeadlockOfLongAgoIsFoundInIt() {
        TraceBuilder b;
        b.addThreads({"A", "B", "C"}).addLocks({"one", "two", "other"});
        b.at(10).acquire("A", "one").acquire("B", "two");
        b.at(20).wait("A", "two").wait("B", "one");
        for (int i = 0; i < 1000; ++i)
            b.at(100 + 10 * i).acquire("C", "other").at(105 + 10 * i).release("C", "other");
        const auto slice = sliceOf(b.trace(), {5'000, 5'100}, kAll);
        QVERIFY(slice && slice->events.size() < 60);
        const Trace& part = *slice->trace;
        const Moment now(part, EventIndex{static_cast<std::uint32_t>(part.size() - 1)});
        const auto found = findDeadlocks(part, now, WaitForGraph(part, now));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].threads.size(), std::size_t{2});
        QCOMPARE(part.event(found[0].since).time, Timestamp{20});
    }

    // Lockstep keeps it in between, before it lets it have the lock.
    void whatAHeldThreadWantsIsNotForgotten() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addLocks({"lock"});
        b.at(10)
            .acquire("A", "lock")
            .at(20)
            .wait("B", "lock")
            .at(30)
            .release("A", "lock")
            .wake("A", "lock", "B");
        b.at(40).hold("B").at(60).let("B").at(70).acquire("B", "lock").at(80).release("B", "lock");
        for (const Timestamp begin : {35, 45, 65}) {
            const QString defect = defectOf(b.trace(), {begin, 80}, m_random);
            QVERIFY2(defect.isEmpty(), qPrintable(QString("from %1: ").arg(begin) + defect));
            const auto slice = sliceOf(b.trace(), {begin, 80}, kAll);
            QCOMPARE(slice->trace->links().size(), b.trace().links().size());
        }
    }

    // A queue whose items were put long before.
    void arrowsComeFromBeforeIt() {
        TraceBuilder b;
        b.addThreads({"A", "B"}).addQueue("queue", 50);
        for (int i = 0; i < 40; ++i) b.at(10 + i).put("A", "queue");
        for (int i = 0; i < 30; ++i)
            b.at(1000 + 10 * i).take("B", "queue").at(1005 + 10 * i).put("A", "queue");
        const QString defect = defectOf(b.trace(), {1100, 1250}, m_random);
        QVERIFY2(defect.isEmpty(), qPrintable(defect));
        const auto slice = sliceOf(b.trace(), {1100, 1250}, kAll);
        QVERIFY(slice->trace->links().size() >= 15);
    }

    void itsFileCanBeReadBack() {
        const ManyIntervals many(20'000, 6);
        const Timestamp half = many.trace().end() / 2;
        const auto slice = sliceOf(many.trace(), {half, half + 1000}, kAll);
        Bytes file;
        TraceWriter writer([&file](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); },
                           KernelSource::Switches);
        writer.tell({{"scenario", "many-intervals"}});
        writer.write(*slice->trace);
        QVERIFY2(!saidOf(file).contains("damaged"), qPrintable(saidOf(file)));
    }
};

QTEST_GUILESS_MAIN(SliceTest)
#include "tst_slice.moc"
