// SPDX-License-Identifier: GPL-3.0-or-later
// Search and filters: what a query finds, and which lanes a filter leaves, each against the plain way to
// tell.
#include "tracebuilder.h"
#include "ui/model/find/lanesieve.h"
#include "ui/model/find/placesearch.h"
#include "ui/model/viewport.h"
#include "ui/timeline/scene/timelinelayout.h"

#include <QTest>

#include <rapidcheck.h>

#include <set>

using namespace lockstep;
using namespace lockstep::ui;
using Way = PlaceSearch::Way;

namespace {

const std::vector<std::string> kThreads{"Main", "Worker 1", "Worker 10", "Logger"};
const std::vector<std::string> kLocks{"lock1", "lock2", "log"};

// Threads that take and wait for locks at random, each rightly.
struct Scene {
    TraceBuilder built;
    std::map<std::string, std::string> holder, wants;

    Scene() {
        built.in("a.cpp").addThreads({"Main", "Worker 1", "Worker 10", "Logger"});
        built.addLocks({"lock1", "lock2", "log"}).addQueue("jobs");
    }
    void step(std::uint32_t number, Timestamp time) {
        built.at(time);
        const std::string& who = kThreads[number % kThreads.size()];
        const std::string& lock = kLocks[number / 7 % kLocks.size()];
        if (wants.contains(who)) return;
        if (holder[lock] == who)
            release(who, lock);
        else if (holder[lock].empty() && !isHolding(who))
            take(who, lock);
        else if (!isHolding(who) && isFree(lock)) {
            built.wait(who, lock);
            wants[who] = lock;
        }
    }
    bool isFree(const std::string& lock) const {
        return std::ranges::none_of(wants, [&](const auto& pair) { return pair.second == lock; });
    }
    bool isHolding(const std::string& who) const {
        return std::ranges::any_of(holder, [&](const auto& pair) { return pair.second == who; });
    }
    void take(const std::string& who, const std::string& lock) {
        built.acquire(who, lock);
        holder[lock] = who;
    }
    void release(const std::string& who, const std::string& lock) {
        built.release(who, lock);
        holder[lock].clear();
        for (auto pair = wants.begin(); pair != wants.end(); ++pair) {
            if (pair->second != lock) continue;
            const std::string next = pair->first;
            wants.erase(pair);
            built.wake(who, lock, next);
            return take(next, lock);
        }
    }
};

// Every place that a query finds, one after the other from the start or the end.
std::vector<Place> walked(const Trace& trace, const TraceQuery& query, Way way, std::size_t portion) {
    std::vector<Place> places;
    std::optional<EventIndex> from;
    while (true) {
        PlaceSearch search(trace, query, from, way, trace.size());
        while (!search.advance(portion)) {
        }
        if (!search.found()) return places;
        places.push_back(*search.found());
        from = search.found()->event;
    }
}

// The same by looking at everything.
std::set<std::uint32_t> everything(const Trace& trace, const TraceQuery& query) {
    std::set<std::uint32_t> found;
    for (std::uint32_t e = 0; e < trace.size(); ++e)
        if (query.hasEvent(EventIndex{e})) found.insert(e);
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const Track& changes = trace.thread(ThreadId{t}).states.changes();
        for (std::size_t i = 0; i < changes.size(); ++i)
            if (query.hasSpan(ThreadId{t}, changes[i]) && changes.rangeOf(i, trace.end()).length() > 0)
                found.insert(changes[i].event.value);
    }
    return found;
}

std::set<std::string> namesOf(const Trace& trace, const LaneSieve& sieve) {
    std::set<std::string> names;
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t)
        if (sieve.shows(ThreadId{t})) names.insert(trace.thread(ThreadId{t}).info.name);
    return names;
}

std::set<std::string> sieved(const Trace& trace, LaneFilter filter) {
    LaneSieve sieve(trace, std::move(filter));
    while (!sieve.advance(3)) {
    }
    return namesOf(trace, sieve);
}

} // namespace

class Find : public QObject {
    Q_OBJECT

private slots:
    void wordsOfOneNameAreOnePhrase() {
        const Scene scene;
        const TraceQuery query(scene.built.trace(), "worker 1 takes lock1");
        QCOMPARE(query.phrases(), (QStringList{"worker 1", "takes", "lock1"}));
        QCOMPARE(query.threads(), (std::vector{scene.built.thread("Worker 1")})); // and not Worker 10
        QCOMPARE(query.objects(), (std::vector{scene.built.object("lock1")}));
    }

    void aPhraseThatIsNoWholeNameFindsAllThatHaveIt() {
        const Scene scene;
        QCOMPARE(TraceQuery(scene.built.trace(), "WORKER").threads().size(), 2U);
        QCOMPARE(TraceQuery(scene.built.trace(), "lo").objects().size(), 3U);
        QCOMPARE(TraceQuery(scene.built.trace(), "blo").states(), (std::vector{ThreadState::Blocked}));
        QVERIFY(TraceQuery(scene.built.trace(), "  ").isEmpty());
    }

    void anEventIsFoundByThreadDeedObjectAndLine() {
        TraceBuilder built;
        built.in("a.cpp").addThreads({"Worker 1", "Worker 2"}).addLocks({"lock1", "lock2"});
        built.at(10).acquire("Worker 1", "lock1", 12).at(20).acquire("Worker 2", "lock2", 34);
        const auto firstOf = [&](const char* text) {
            const auto places = walked(built.trace(), {built.trace(), text}, Way::Forward, 1);
            return places.empty() ? Timestamp{-1} : built.trace().event(places.front().event).time;
        };
        QCOMPARE(firstOf("takes lock2"), 20);
        QCOMPARE(firstOf("worker 2 takes"), 20);
        QCOMPARE(firstOf("a.cpp:34"), 20);
        QCOMPARE(firstOf("takes"), 10);
        QCOMPARE(firstOf("worker 1 takes lock2"), -1);
        QCOMPARE(firstOf("nonsense"), -1);
    }

    void aStateIsFoundInTheLaneThatEntersIt() {
        TraceBuilder built;
        built.addThreads({"Worker 1", "Worker 2"}).addLocks({"lock1"});
        built.at(10).acquire("Worker 1", "lock1").at(20).wait("Worker 2", "lock1").at(50);
        const auto places = walked(built.trace(), {built.trace(), "blocked lock1"}, Way::Forward, 1);
        QCOMPARE(places.size(), 1U);
        QCOMPARE(places[0].thread, built.thread("Worker 2"));
        QCOMPARE(built.trace().event(places[0].event).time, 20);
    }

    void whatTheSearchWalksThroughIsWhatLookingAtEverythingFinds() {
        QVERIFY(rc::check([](const std::vector<std::uint16_t>& steps) {
            Scene scene;
            Timestamp time = 0;
            for (const auto number : steps) scene.step(number, time += 5);
            const Trace& trace = scene.built.at(time + 5).trace();
            const auto text =
                *rc::gen::element<QString>("worker", "lock1", "blocked", "wait", "log", "running",
                                           "worker 1 blocked", "takes", "worker 10 log", "zzz");
            const TraceQuery query(trace, text);
            const auto expected = everything(trace, query);
            for (const Way way : {Way::Forward, Way::Backward}) {
                const auto places = walked(trace, query, way, *rc::gen::inRange<std::size_t>(1, 9));
                std::set<std::uint32_t> found;
                for (std::size_t i = 0; i < places.size(); ++i) {
                    if (i > 0) RC_ASSERT((places[i].event > places[i - 1].event) == (way == Way::Forward));
                    found.insert(places[i].event.value);
                }
                RC_ASSERT(found == expected);
            }
        }));
    }

    void aFilterLeavesTheThreadsThatMetTheLock() {
        Scene scene;
        scene.built.at(10).acquire("Worker 1", "lock1").at(20).wait("Logger", "lock1");
        scene.built.acquire("Main", "lock2").at(30);
        const auto lock1 = scene.built.object("lock1");
        const Trace& trace = scene.built.trace();
        QCOMPARE(sieved(trace, {.met = {lock1}}), (std::set<std::string>{"Worker 1", "Logger"}));
        QCOMPARE(sieved(trace, {.name = "log", .met = {lock1}}), (std::set<std::string>{"Logger"}));
        QCOMPARE(sieved(trace, {.met = {}, .state = ThreadState::Blocked}),
                 (std::set<std::string>{"Logger"}));
        const LaneFilter before{.met = {}, .state = ThreadState::Blocked, .within = TimeRange{0, 20}};
        QVERIFY(sieved(trace, before).empty());
        QVERIFY(sieved(trace, {.met = {lock1, scene.built.object("lock2")}}).empty());
        QVERIFY(sieved(trace, {.met = {ObjectId{99}}}).empty());
    }

    void toMakeALockIsNotToMeetIt() {
        TraceBuilder built;
        built.addThreads({"Main"}).add(ObjectKind::Mutex, "lock1", 0, 0, "Main");
        QVERIFY(sieved(built.trace(), {.met = {built.object("lock1")}}).empty());
    }

    void aSieveAgreesWithThePlainWayHoweverTheTraceGrows() {
        QVERIFY(rc::check([](const std::vector<std::uint16_t>& steps) {
            Scene scene;
            const Trace& trace = scene.built.trace();
            LaneFilter filter{.name = *rc::gen::element<QString>("", "o", "worker"), .met = {}};
            if (*rc::gen::arbitrary<bool>()) filter.met.push_back(scene.built.object("lock1"));
            if (*rc::gen::arbitrary<bool>()) filter.met.push_back(scene.built.object("log"));
            if (*rc::gen::arbitrary<bool>()) filter.state = ThreadState::Blocked;
            LaneSieve grown(trace, filter);
            Timestamp time = 0;
            for (const auto number : steps) {
                scene.step(number, time += 5);
                if (number % 3 == 0) grown.advance(number % 5);
            }
            scene.built.at(time + 5);
            while (!grown.advance(2)) {
            }
            std::set<std::string> plain;
            for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
                const ThreadLane& lane = trace.thread(ThreadId{t});
                std::set<ObjectId> met;
                for (std::uint32_t e = 0; e < trace.size(); ++e) {
                    const Event event = trace.event(EventIndex{e});
                    const bool isWoken =
                        event.kind == EventKind::Wake && event.value == static_cast<std::int32_t>(t);
                    if ((event.thread == lane.id || isWoken) && event.kind != EventKind::Create)
                        met.insert(event.object);
                }
                bool fits = QString::fromStdString(lane.info.name).contains(filter.name, Qt::CaseInsensitive);
                for (const ObjectId object : filter.met) fits &= met.contains(object);
                bool was = !filter.state;
                for (std::size_t i = 0; i < lane.states.size(); ++i)
                    was |= static_cast<ThreadState>(lane.states[i].lane().state) == ThreadState::Blocked &&
                           lane.states.changes().rangeOf(i, trace.end()).length() > 0;
                if (fits && was) plain.insert(lane.info.name);
            }
            RC_ASSERT(namesOf(trace, grown) == plain);
        }));
    }

    void aFilterIsToldInASentence() {
        Scene scene;
        scene.built.at(10).acquire("Worker 1", "lock1").at(3000);
        LaneFilter filter{.name = "work", .met = {scene.built.object("lock1")}};
        LaneSieve sieve(scene.built.trace(), filter);
        sieve.advance(100);
        QCOMPARE(sieve.sentence(),
                 QString::fromUtf8("1 of 4 threads and 1 of 3 locks: those that have “work” "
                                   "in their names and met `lock1`"));
        filter = {.name = {}, .met = {}, .state = ThreadState::Blocked, .within = TimeRange{1000, 2000}};
        QCOMPARE(filterWords(scene.built.trace(), filter),
                 QString("those that were blocked between %1 and %2")
                     .arg(QString::fromUtf8("1.00 µs"), QString::fromUtf8("2.00 µs")));
    }

    void aFilterComesBackFromItsTexts() {
        const LaneFilter filter{.name = "a b",
                                .met = {ObjectId{3}, ObjectId{17}},
                                .state = ThreadState::Waiting,
                                .within = TimeRange{-5, 12}};
        About about;
        tellFilter(about, filter);
        QCOMPARE(filterFrom(about), filter);
        QCOMPARE(filterFrom({}), LaneFilter{});
        QCOMPARE(filterFrom({{"lanes:met", "x 4"}, {"lanes:state", "99"}}),
                 (LaneFilter{.met = {ObjectId{4}}}));
    }

    void theViewportNarrowsAndShowsAllAgain() {
        Scene scene;
        scene.built.at(10).acquire("Worker 1", "lock1").at(20).wait("Logger", "lock1").at(30);
        Viewport viewport;
        viewport.setTrace(&scene.built.trace());
        QVERIFY(!viewport.lanes().sieve());
        viewport.lanes().narrow({.met = {scene.built.object("lock1")}});
        QVERIFY(viewport.lanes().isComplete());
        QCOMPARE(viewport.lanes().sieve()->shownThreads(), 2U);
        viewport.lanes().narrow({.met = {}, .state = ThreadState::Blocked});
        QCOMPARE(viewport.lanes().sieve()->shownThreads(), 1U);
        scene.built.wait("Main", "lock1").at(40);
        viewport.traceGrew();
        QCOMPARE(viewport.lanes().sieve()->shownThreads(), 2U);
        viewport.lanes().showAll();
        QVERIFY(viewport.lanes().isShown(scene.built.thread("Worker 10")));
        viewport.lanes().narrow({.name = "x", .met = {}});
        viewport.setTrace(&scene.built.trace());
        QVERIFY(!viewport.lanes().sieve());
    }

    void aLayoutHasTheLanesThatAreShownAndNoOthers() {
        TraceBuilder built;
        built.addThreads({"Main"}).addLocks({"lock1", "lock2"}).addThread("Child", "Main");
        built.spawn("Main", "Child").start("Child").at(10).acquire("Child", "lock1").at(20);
        LaneSieve sieve(built.trace(), {.met = {built.object("lock1")}});
        sieve.advance(100);
        const TimelineLayout layout(built.trace(), 28, &sieve);
        QCOMPARE(layout.lanes().size(), 2U);
        QVERIFY(!layout.lane(built.thread("Main")));
        QVERIFY(!layout.lane(built.object("lock2")));
        QCOMPARE(layout.lane(built.thread("Child"))->depth, 0);
        QCOMPARE(layout.lane(built.thread("Child"))->parent, -1);
        QVERIFY(layout.fingerprint() != TimelineLayout(built.trace(), 28).fingerprint());
        QVERIFY(!layout.isOutdated(built.trace()));
    }
};

QTEST_MAIN(Find)
#include "tst_find.moc"
