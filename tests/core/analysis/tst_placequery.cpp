// SPDX-License-Identifier: GPL-3.0-or-later
// Places in a run that words ask for.
#include "core/analysis/lostupdate.h"
#include "core/analysis/placequery.h"
#include "tracebuilder.h"

#include <QTest>

using namespace lockstep;

namespace {

// Worker 2 waits for lock1 twice; its first wait is event `first`.
struct Story {
    TraceBuilder built;
    EventIndex first, blocked, second;

    Story() {
        built.addThreads({"Worker 1", "Worker 2"}).addLocks({"lock1", "my lock"});
        built.at(100).acquire("Worker 1", "lock1");
        built.at(200).wait("Worker 2", "lock1");
        first = built.last();
        built.at(300).release("Worker 1", "lock1").wake("Worker 1", "lock1", "Worker 2");
        built.at(400).wait("Worker 2", "lock1");
        second = built.last();
        built.at(500).acquire("Worker 1", "my lock");
    }
    std::optional<EventIndex> find(const char* words) const {
        const auto query = parsedPlaceQuery(words);
        return query ? findPlace(built.trace(), *query) : std::nullopt;
    }
};

} // namespace

class PlaceQueries : public QObject {
    Q_OBJECT
private slots:
    void theFirstAndTheLastAndOneBetweenAreTold() {
        const Story story;
        QCOMPARE(story.find("first Wait on lock1 by Worker 2"), std::optional(story.first));
        QCOMPARE(story.find("Wait"), std::optional(story.first));
        QCOMPARE(story.find("2nd Wait by Worker 2"), std::optional(story.second));
        QCOMPARE(story.find("last Wait of lock1"), std::optional(story.second));
    }

    void namesMayHaveSpaces() {
        const Story story;
        QCOMPARE(story.find("first Acquire on my lock by Worker 1"), std::optional(story.built.last()));
    }

    void aNameWithAKeywordInItStandsInQuotes() {
        const auto query = parsedPlaceQuery("last Put on \"size of page 3\" by \"Reader\"");
        QVERIFY(query);
        QCOMPARE(query->object, std::string("size of page 3"));
        QCOMPARE(query->thread, std::string("Reader"));
    }

    void aStateIsFoundAtTheEventThatLedToIt() {
        const Story story;
        QCOMPARE(story.find("first blocked of Worker 2"), std::optional(story.first));
        QCOMPARE(story.find("2nd blocked on lock1 by Worker 2"), std::optional(story.second));
    }

    void runningIsMeantWhereTheKernelDoesNotTell() {
        const Story story;
        QVERIFY(story.find("first running of Worker 1").has_value());
    }

    void whatDidNotHappenIsNotFound() {
        const Story story;
        for (const char* words : {"first Wait by Worker 1", "3rd Wait", "first Wait on my lock", "last Put",
                                  "first blocked of Worker 1", "deadlock"})
            QVERIFY2(!story.find(words), words);
    }

    void theDeadlockIsWhereTheFirstFindingCameToBe() {
        const Story story;
        Finding ring;
        ring.kind = "timed-cycle";
        ring.since = story.first;
        Finding deadlock;
        deadlock.kind = "deadlock";
        deadlock.since = story.second;
        const std::vector<Finding> findings{ring, deadlock};
        QCOMPARE(findPlace(story.built.trace(), *parsedPlaceQuery("deadlock"), findings),
                 std::optional(story.second));
    }

    void aLostUpdateIsWhereTheSecondWriteOverwritesTheFirst() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).add(ObjectKind::Variable, "counter").add(ObjectKind::Variable, "other");
        const auto find = [&] { return findPlace(built.trace(), *parsedPlaceQuery("lost-update")); };
        built.read("A", "counter", 1).write("A", "counter", 1, 2).read("B", "counter", 1);
        built.read("A", "other").write("B", "counter", 2, 2).write("A", "other", 1);
        QVERIFY(!find()); // nobody was in between
        built.read("A", "counter", 1).read("B", "counter", 1).write("B", "counter", 3, 2);
        QVERIFY(!find());
        built.write("A", "counter", 3, 2);
        QCOMPARE(find(), std::optional(built.last()));
        const auto lost = clearestLostUpdate(built.trace());
        QVERIFY(lost->read < lost->otherRead && lost->otherRead < lost->otherWrite);
        QCOMPARE(QString::fromStdString(lostUpdateSentence(built.trace(), *lost)),
                 "B and A both read `counter` = 2 (two_locks.cpp:1), then both write 3 (two_locks.cpp:2).");
        QCOMPARE(QString::fromStdString(lostUpdateSteps(built.trace(), *lost)),
                 "A reads `counter` = 2 at two_locks.cpp:1; B reads `counter` = 2 at two_locks.cpp:1; "
                 "B writes `counter` = 3 at two_locks.cpp:2; A writes `counter` = 3 at two_locks.cpp:2; "
                 "so what B wrote is lost.");
    }

    void ofSeveralLostUpdatesTheClearestIsShown() {
        TraceBuilder built;
        built.addThreads({"A", "B", "C"}).add(ObjectKind::Variable, "counter");
        built.read("A", "counter").read("B", "counter").write("B", "counter", 1).read("B", "counter");
        for (int i = 0; i < 20; ++i) built.work("C", 1);
        built.write("B", "counter", 2).write("A", "counter", 1);
        QCOMPARE(clearestLostUpdate(built.trace())->write, built.last());
        built.read("A", "counter").read("B", "counter").write("B", "counter", 2).write("A", "counter", 2);
        QCOMPARE(clearestLostUpdate(built.trace())->write, built.last());
        const EventIndex clear = built.last();
        built.read("A", "counter").read("B", "counter").write("B", "counter", 3).write("A", "counter", 3);
        QCOMPARE(clearestLostUpdate(built.trace())->write, clear); // the first will do
    }

    void aWriteThatIsMadeFromNothingLosesNoUpdate() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).add(ObjectKind::Variable, "flag");
        built.read("A", "flag").write("B", "flag", 1).write("A", "flag", 1); // B has read nothing
        built.write("B", "flag", 0).read("B", "flag").write("A", "flag", 1).write("B", "flag", 0);
        QVERIFY(!clearestLostUpdate(built.trace()));
    }

    void theTeardownIsNoPartOfTheRun() {
        Story story;
        story.built.at(600).event(EventKind::Stop, "", {}, 0);
        story.built.at(700).release("Worker 1", "my lock");
        QVERIFY(!story.find("first Release on my lock"));
        QCOMPARE(story.find("start"), std::optional(EventIndex{0}));
    }

    void wordsThatMakeNoQueryAreRefused() {
        for (const char* words :
             {"", "first", "wait on lock1", "first Wait lock1", "first Wait on", "0th Wait", "2n Wait",
              "deadlock on lock1", "first Wait on lock1 by", "first Put on size of page",
              "first Put on \"size of page", "first Put on \"\"", "first Put on \""})
            QVERIFY2(!parsedPlaceQuery(words), words);
    }
};

QTEST_GUILESS_MAIN(PlaceQueries)
#include "tst_placequery.moc"
