// SPDX-License-Identifier: GPL-3.0-or-later
// Every scenario of the catalogue: what it declares, what it computes, and what must be seen in its trace.
#include "core/scenarios/catalogue.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QDirIterator>
#include <QSet>
#include <QTest>

using namespace lockstep;

namespace {

// One run of a scenario, smaller than its standard where that takes long.
struct Played {
    Session session;

    Played(std::string_view id, std::string variant = {}, Parameters parameters = {})
        : session(settingsFor(id, std::move(variant), std::move(parameters))) {
        session.start();
        hasEnded = session.waitUntilEnded(kHangLimit);
        defect = TraceAudit(session.trace()).firstDefect();
    }

    const Trace& trace() const { return session.trace(); }
    bool hasEnded = false;
    std::string defect;

private:
    static RunSettings settingsFor(std::string_view id, std::string variant, Parameters parameters) {
        RunSettings settings;
        settings.scenario = findScenario(id);
        settings.variant = std::move(variant);
        settings.parameters = std::move(parameters);
        return settings;
    }
};

const ThreadLane* findThread(const Trace& trace, const std::string& name) {
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t)
        if (trace.thread(ThreadId{t}).info.name == name) return &trace.thread(ThreadId{t});
    return nullptr;
}

const ObjectLane* findObject(const Trace& trace, const std::string& name) {
    for (std::uint32_t o = 0; o < trace.objectCount(); ++o)
        if (trace.object(ObjectId{o}).info.name == name) return &trace.object(ObjectId{o});
    return nullptr;
}

std::set<ThreadState> statesOf(const ThreadLane& lane) {
    std::set<ThreadState> states;
    for (std::size_t i = 0; i < lane.states.size(); ++i)
        states.insert(static_cast<ThreadState>(lane.states[i].lane().state));
    return states;
}

std::size_t countOf(const Trace& trace, LinkKind kind) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < trace.links().size(); ++i) count += trace.links()[i].kind == kind;
    return count;
}

} // namespace

class ScenariosTest : public QObject {
    Q_OBJECT
private slots:
    void theCatalogueIsCompleteAndConsistent() {
        std::set<std::string_view> ids;
        QSet<QString> files = scenarioFiles();
        for (const Scenario* scenario : catalogue()) {
            QVERIFY2(ids.insert(scenario->id).second, scenario->id.data());
            QVERIFY(!scenario->title.empty() && !scenario->group.empty() && scenario->summary.ends_with("."));
            QVERIFY(scenario->run != nullptr);
            QVERIFY(!whatIsWrongWith(*scenario, {}, {}));
            for (const ParameterInfo& info : scenario->parameters) {
                QVERIFY(info.min <= info.standard && info.standard <= info.max);
                QVERIFY(!info.label.empty());
            }
            QVERIFY2(files.remove(scenario->sourceFile.data()), scenario->sourceFile.data());
        }
        QCOMPARE(files, QSet<QString>{"catalogue.cpp"}); // no file is forgotten
    }

    void aMistypedIdFindsItsNeighbour() {
        QVERIFY(findScenario("two-lock") == nullptr);
        QCOMPARE(nearestScenario("two-lock"), std::string_view("two-locks"));
        QCOMPARE(nearestScenario("quantum-chromodynamics"), std::string_view());
    }

    // Every variant of every scenario comes to an end with a trace in which nothing is wrong.
    void everyVariantLeavesASoundTrace_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("variant");
        for (const Scenario* scenario : catalogue()) {
            std::vector<std::string_view> variants{""};
            for (const VariantInfo& variant : scenario->variants) variants.push_back(variant.name);
            for (const auto variant : variants)
                QTest::addRow("%s %s", scenario->id.data(), variant.data())
                    << QString(scenario->id.data()) << QString(variant.data());
        }
    }
    void everyVariantLeavesASoundTrace() {
        QFETCH(QString, id);
        QFETCH(QString, variant);
        Parameters parameters;
        if (id == "counter") parameters["increments"] = kIsSanitized ? 500 : 20'000;
        const Played played(id.toStdString(), variant.toStdString(), parameters);
        QVERIFY(played.hasEnded);
        QCOMPARE(played.defect, std::string());
        const Outcome outcome = *played.session.outcome();
        QVERIFY(outcome == Outcome::Finished || outcome == Outcome::Deadlock);
    }

    // Each at its least and at its most, the others at their standard: cut off where it takes many steps.
    void noValueOfAParameterIsTooMuch_data() {
        QTest::addColumn<QString>("id");
        for (const Scenario* scenario : catalogue())
            QTest::newRow(scenario->id.data()) << QString(scenario->id.data());
    }
    void noValueOfAParameterIsTooMuch() {
        QFETCH(QString, id);
        const Scenario& scenario = *findScenario(id.toStdString());
        std::vector<std::string_view> variants{""};
        for (const VariantInfo& variant : scenario.variants) variants.push_back(variant.name);
        for (const auto variant : variants)
            for (const ParameterInfo& info : scenario.parameters)
                for (const std::int64_t value : {info.min, info.max}) {
                    const QString fault = faultAt(scenario, variant, {{std::string(info.name), value}});
                    QVERIFY2(fault.isEmpty(), qPrintable(QString("%1 %2=%3: %4")
                                                             .arg(variant.data(), info.name.data())
                                                             .arg(value)
                                                             .arg(fault)));
                }
    }

    // The more readers may pass a writer that waits, the more do.
    void aWriterIsPassedMostWhereReadersArePreferred() {
        const auto overtakings = [](const char* variant) {
            std::int64_t sum = 0;
            for (std::uint64_t seed = 0; seed < 20; ++seed)
                sum += std::get<std::int64_t>(resultOf("writer-starvation", variant, seed));
            return sum;
        };
        QVERIFY(overtakings("prefer-readers") > 5 * overtakings("prefer-writers"));
    }

    void anUrgentThreadWaitsForAllOthersUnlessItsPriorityIsLent() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            QVERIFY(resultOf("priority-inversion", "no-inheritance", seed) == Value(std::int64_t{16}));
            QVERIFY(resultOf("priority-inversion", "inheritance", seed) == Value(std::int64_t{0}));
        }
    }

    void theLifeOfAThreadShowsEveryState() {
        const Played played("lifecycle", {}, {{"sleep", 200'000}}); // a busy machine lets the child come late
        QCOMPARE(played.session.outcome(), std::optional(Outcome::Finished));
        const auto seen = statesOf(*findThread(played.trace(), "Child"));
        using enum ThreadState;
        for (const ThreadState state : {New, Sleeping, Blocked, Terminated})
            QVERIFY2(seen.contains(state), name(state).data());
        if (played.trace().kernelSource() == KernelSource::Switches)
            QVERIFY(seen.contains(Runnable) && seen.contains(Running));
        else
            QVERIFY(seen.contains(ReadyOrRunning));
        QVERIFY(findObject(played.trace(), "notes")->events.size() > 0); // the file
    }

    void theCounterIsExactWhereItShouldBe_data() {
        QTest::addColumn<QString>("variant");
        QTest::newRow("lock") << "lock";
        QTest::newRow("atomic") << "atomic";
    }
    void theCounterIsExactWhereItShouldBe() {
        QFETCH(QString, variant);
        const std::int64_t each = kIsSanitized ? 1'000 : 100'000;
        const Played played("counter", variant.toStdString(), {{"increments", each}, {"threads", 3}});
        QCOMPARE(std::get<std::int64_t>(played.session.result()), 3 * each);
        QVERIFY(played.session.result() == played.session.expected());
    }

    void theCounterLosesUpdatesWhereReadAndWriteAreApart_data() {
        QTest::addColumn<QString>("variant");
        QTest::newRow("unsynchronised") << "unsynchronised";
        QTest::newRow("lock-too-late") << "lock-too-late";
    }
    // Whether luck loses one in a given run is not certain; the trace shows each that was lost.
    void theCounterLosesUpdatesWhereReadAndWriteAreApart() {
        QFETCH(QString, variant);
        const std::int64_t each = kIsSanitized ? 1'000 : 50'000;
        const Played played("counter", variant.toStdString(), {{"increments", each}, {"threads", 4}});
        const auto result = std::get<std::int64_t>(played.session.result());
        QVERIFY(result <= 4 * each && result >= 2);
        QCOMPARE(lostUpdates(played.trace()) > 0, result < 4 * each);
    }

    // A thread rests between read and write now and then, and what the others add meanwhile is lost.
    void theUnsynchronisedCounterLosesUpdatesAtItsStandardValues() {
        const Parameters fewer{{"increments", 10'001}};
        const Played played("counter", "unsynchronised", kIsSanitized ? fewer : Parameters{});
        QVERIFY(played.hasEnded);
        QVERIFY(played.session.result() != played.session.expected());
        QVERIFY(lostUpdates(played.trace()) > 0);
    }

    void twoLocksInOppositeOrderGetStuckAndInOneOrderDoNot() {
        const Played naive("two-locks", "naive", {{"hold", 150'000}});
        QCOMPARE(naive.session.outcome(), std::optional(Outcome::Deadlock));
        QCOMPARE(
            naive.session.findings()[0].sentence,
            std::string("Worker 1 holds `lock1` and waits for `lock2`, which Worker 2 holds; Worker 2 waits "
                        "for `lock1`."));
        QVERIFY(std::holds_alternative<std::monostate>(naive.session.result()));
        const Played ordered("two-locks", "ordered", {{"hold", 2'000}});
        QCOMPARE(ordered.session.outcome(), std::optional(Outcome::Finished));
        QVERIFY(ordered.session.result() == ordered.session.expected());
    }

    void theQueueFillsToItsCapacityAndNoFurther() {
        const Played played("queue", {}, {{"pause", 0}, {"capacity", 3}, {"work", 2'000}});
        QVERIFY(played.session.result() == played.session.expected());
        const ObjectLane& jobs = *findObject(played.trace(), "jobs");
        QCOMPARE(jobs.values.extent({0, played.trace().end()})->max, 3);
        QCOMPARE(jobs.values[jobs.values.size() - 1].value, 0);
        QCOMPARE(countOf(played.trace(), LinkKind::Item), std::size_t{40});
        QVERIFY(statesOf(*findThread(played.trace(), "Producer 1")).contains(ThreadState::Waiting));
    }

    void thePoolReturnsSquaresInOrder() {
        const Played played("pool-map", {}, {{"tasks", 6}, {"work", 200}});
        QVERIFY(std::get<std::vector<std::int64_t>>(played.session.result()) ==
                (std::vector<std::int64_t>{1, 4, 9, 16, 25, 36}));
        QVERIFY(played.session.result() == played.session.expected());
        QVERIFY(findThread(played.trace(), "Worker 3") != nullptr);
    }

private:
    static Value resultOf(std::string_view id, std::string variant, std::uint64_t seed) {
        Session session({.scenario = findScenario(id),
                         .variant = std::move(variant),
                         .mode = Mode::Random,
                         .seed = seed});
        session.start();
        return session.waitUntilEnded(kHangLimit) ? session.result() : "it hangs";
    }

    static QString faultAt(const Scenario& scenario, std::string_view variant, Parameters parameters) {
        RunSettings settings{.scenario = &scenario,
                             .variant = std::string(variant),
                             .parameters = std::move(parameters),
                             .mode = Mode::Random};
        settings.rules.steps = kIsSanitized ? 500 : 3'000;
        Session session(settings);
        session.start();
        if (!session.waitUntilEnded(kHangLimit)) return "it hangs";
        const Outcome outcome = *session.outcome();
        if (outcome == Outcome::Failed) return QString::fromStdString(session.failure());
        if (outcome != Outcome::Finished && outcome != Outcome::Deadlock && outcome != Outcome::StepLimit)
            return name(outcome).data();
        return QString::fromStdString(TraceAudit(session.trace()).firstDefect());
    }

    static QSet<QString> scenarioFiles() {
        QSet<QString> names;
        QDirIterator files(LOCKSTEP_SOURCE_DIR "/core/scenarios", {"*.cpp"}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) names += files.nextFileInfo().fileName();
        return names;
    }

    // A write by one thread that overwrites what another wrote since the first one read.
    static int lostUpdates(const Trace& trace) {
        std::map<ThreadId, std::uint32_t> readAt;
        std::uint32_t lastWrite = 0;
        ThreadId writer;
        int lost = 0;
        const ObjectId counter = findObject(trace, "counter")->info.id;
        for (std::uint32_t i = 0; i < trace.size(); ++i) {
            const Event& event = trace[i];
            if (event.object != counter) continue;
            if (event.kind == EventKind::Read) readAt[event.thread] = i;
            if (event.kind != EventKind::Write) continue;
            if (writer.isValid() && writer != event.thread && lastWrite > readAt[event.thread]) ++lost;
            lastWrite = i;
            writer = event.thread;
        }
        return lost;
    }
};

QTEST_GUILESS_MAIN(ScenariosTest)
#include "tst_scenarios.moc"
