// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions in which one thread moves at a time: chosen by a user, by chance, by a schedule.
#include "core/analysis/nextsteps.h"
#include "core/analysis/steps.h"
#include "core/schedule/choosers.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/threadpool.h"
#include "core/sync/waits/condition.h"
#include "core/sync/io/file.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

RunSettings oneAtATime(Mode mode, std::vector<Choice> script = {}, std::uint64_t seed = 0) {
    RunSettings settings;
    settings.mode = mode;
    settings.script = std::move(script);
    settings.seed = seed;
    return settings;
}

// A little of everything there is.
void program() {
    sync::Mutex lock("lock");
    sync::ConditionVariable changed("changed");
    sync::Variable<int> x("x");
    bool isReady = false;
    sync::Thread waiter("Waiter", [&] {
        sync::UniqueLock hold(lock);
        changed.wait(hold, [&] { return isReady; });
        x.write(x.read() + 1);
    });
    sync::Thread hasty("Hasty", [&] {
        if (lock.try_lock_for(1ms)) lock.unlock();
        if (lock.try_lock()) lock.unlock();
        sync::sleepFor(2ms);
        x.write(x.read() + 1);
    });
    waiter.start();
    hasty.start();
    {
        sync::ThreadPool pool("pool", 2);
        auto square = pool.submit("square", [&] {
            sync::File notes("notes");
            notes.write("9");
            return 9;
        });
        square.get();
    }
    lock.lock();
    isReady = true;
    changed.notify_one();
    lock.unlock();
    waiter.join();
    hasty.join();
}

// The user: waits until there is something to choose, and chooses. Nothing when the run is over.
std::optional<std::vector<NextStep>> nextOf(TestRun& run, std::size_t steps) {
    const Session& session = run.session();
    for (;;) {
        if (session.phase() == Phase::Ended) return std::nullopt;
        if (session.halt() == Halt::Undecided && session.stepCount() == steps) break;
        std::this_thread::yield();
    }
    // the recorder brings what the threads have told, a little later
    for (;;) {
        const Trace& trace = run.trace();
        if (trace.size() > 0) {
            const Moment now(trace, EventIndex{static_cast<std::uint32_t>(trace.size() - 1)});
            const auto alive = std::ranges::count_if(now.threads(), &ThreadMoment::isAlive);
            auto next = nextSteps(trace, now);
            const bool isThere = trace.steps().countUpTo(now.cursor()) == steps;
            if (isThere && std::ssize(next) == alive && alive > 0) return next;
        }
        std::this_thread::sleep_for(1ms);
    }
}

const NextStep* named(const TestRun& run, const std::vector<NextStep>& steps, const std::string& thread) {
    const auto found = std::ranges::find_if(
        steps, [&](const NextStep& step) { return run.trace().thread(step.thread).info.name == thread; });
    return found == steps.end() ? nullptr : &*found;
}

// Lets the named threads make one step each, in this order; what it cannot do, in words.
QString go(TestRun& run, const QStringList& names) {
    for (const QString& name : names) {
        const auto next = nextOf(run, run.session().stepCount());
        if (!next) return "the run was over before " + name;
        const NextStep* step = named(run, *next, name.toStdString());
        if (!step) return name + " has announced nothing";
        if (run.session().choose({step->thread.value, Alternative::Normal})) return name + " cannot go";
    }
    return {};
}

QString wordsOf(TestRun& run, const std::string& thread) {
    const auto next = nextOf(run, run.session().stepCount());
    const NextStep* step = next ? named(run, *next, thread) : nullptr;
    if (!step) return "nothing";
    return QString::fromStdString(step->words + (step->canGo ? "" : " - " + step->whyNot));
}

} // namespace

class SteppingTest : public QObject {
    Q_OBJECT
private slots:
    void whoEndsStandsAtALineOfItsOwn() {
        std::size_t told = 0;
        for (std::uint64_t seed = 0; seed < 5; ++seed) {
            TestRun p(program, oneAtATime(Mode::Random, {}, seed));
            QVERIFY(p.run());
            const Trace& trace = p.trace();
            std::vector<std::set<SiteId>> own(trace.threadCount());
            for (std::uint32_t i = 0; i < trace.size(); ++i) {
                const Event& event = trace[i];
                const bool isAboutAnother = event.kind == EventKind::Wake || event.kind == EventKind::Park;
                told += isAboutAnother;
                if (!isAboutAnother && event.thread.isValid()) own[event.thread.index()].insert(event.site);
            }
            const Moment end(trace, EventIndex{static_cast<std::uint32_t>(trace.size() - 1)});
            for (const ThreadMoment& thread : end.threads())
                QVERIFY(own[thread.id.index()].contains(thread.site));
        }
        QVERIFY(told > 0);
    }

    void eachThreadTellsWhatItWillDoAndWhyItCannot() {
        TestRun run(
            [] {
                sync::Mutex lock("lock");
                sync::Variable<int> x("x");
                sync::Thread a("A", [&] {
                    sync::LockGuard hold(lock);
                    x.write(x.read() + 1);
                });
                sync::Thread b("B", [&] { sync::LockGuard hold(lock); });
                a.start();
                b.start();
                a.join();
                b.join();
            },
            oneAtATime(Mode::Step));
        run.session().start();
        QCOMPARE(wordsOf(run, "Main"), "begin");
        QCOMPARE(go(run, {"Main"}), "");
        QCOMPARE(wordsOf(run, "Main"), "start A");
        QCOMPARE(go(run, {"Main", "Main"}), "");
        QCOMPARE(wordsOf(run, "Main"), "join A - A has not ended");
        QCOMPARE(wordsOf(run, "A"), "begin");
        QCOMPARE(go(run, {"A", "A", "B"}), "");
        QCOMPARE(wordsOf(run, "A"), "read `x`");
        QVERIFY(wordsOf(run, "B").startsWith("take `lock` - `lock` is held by A since tst_stepping.cpp:"));
        QCOMPARE(run.session().choose({2, Alternative::Normal}), std::optional(Obstacle::GuardFalse));
        QCOMPARE(run.session().choose({2, Alternative::Timeout}), std::optional(Obstacle::NoSuchWay));
        QCOMPARE(run.session().choose({7, Alternative::Normal}), std::optional(Obstacle::NoSuchThread));
        QCOMPARE(go(run, {"A"}), "");
        QCOMPARE(wordsOf(run, "A"), "write `x`"); // the read and the write are two steps
        QCOMPARE(go(run, {"A", "A"}), "");
        QCOMPARE(wordsOf(run, "B"), "take `lock`");
        QCOMPARE(wordsOf(run, "A"), "end");
        QCOMPARE(go(run, {"A", "B", "B", "B", "Main", "Main", "Main"}), "");
        QVERIFY(run.session().waitUntilEnded(kHangLimit));
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QCOMPARE(QString::fromStdString(TraceAudit(run.trace()).firstDefect()), QString());
    }

    void aConditionsWaitIsThreeStepsAndANotificationMayChooseItsWaiter() {
        TestRun run(
            [] {
                sync::Mutex lock("lock");
                sync::ConditionVariable condition("condition");
                const auto wait = [&] {
                    sync::UniqueLock hold(lock);
                    condition.wait(hold);
                };
                sync::Thread a("A", wait);
                sync::Thread b("B", wait);
                a.start();
                b.start();
                condition.notify_one();
                condition.notify_all();
            },
            oneAtATime(Mode::Step));
        run.session().start();
        QCOMPARE(go(run, {"Main", "Main", "Main", "A", "A"}), "");
        QCOMPARE(wordsOf(run, "A"), "give its lock back and wait on `condition`");
        QCOMPARE(go(run, {"A", "B", "B", "B"}), "");
        QCOMPARE(wordsOf(run, "A"), "go on after `condition` was notified - nobody has notified `condition`");
        const auto next = nextOf(run, run.session().stepCount());
        const NextStep* notify = named(run, *next, "Main");
        QCOMPARE(QString::fromStdString(notify->words), "notify `condition`");
        QCOMPARE(notify->waiters, (std::vector{ThreadId{1}, ThreadId{2}}));
        QCOMPARE(run.session().choose({0, victim(2)}), std::optional(Obstacle::NoSuchWay));
        QCOMPARE(run.session().choose({0, victim(1)}), std::optional<Obstacle>()); // B, who came second
        QCOMPARE(wordsOf(run, "B"), "go on after `condition` was notified");
        QVERIFY(wordsOf(run, "A").contains("nobody has notified"));
        QCOMPARE(go(run, {"B"}), "");
        QCOMPARE(wordsOf(run, "B"), "take `lock`");
        QCOMPARE(go(run, {"Main", "A", "A"}), "");
        const QString why = wordsOf(run, "B");
        QVERIFY2(why.contains("is held by A"), qPrintable(why));
    }

    void timePassesOnlyWhenNobodyCanGoAndALimitIsAChoice() {
        TestRun run(
            [] {
                sync::Mutex lock("lock");
                lock.lock();
                sync::Thread a("A", [&] {
                    if (lock.try_lock_for(5ms)) lock.unlock();
                });
                a.start();
                sync::sleepFor(1ms);
                lock.unlock();
            },
            oneAtATime(Mode::Step));
        run.session().start();
        QCOMPARE(go(run, {"Main", "Main", "Main"}), "");
        QCOMPARE(wordsOf(run, "Main"), "wake from its sleep - it sleeps, and its time has not come");
        QCOMPARE(go(run, {"A"}), ""); // A wants the lock; then nobody can go, and the sleep is over
        QCOMPARE(wordsOf(run, "Main"), "wake from its sleep");
        const auto next = nextOf(run, run.session().stepCount());
        QVERIFY(named(run, *next, "A")->hasTimeLimit);
        QCOMPARE(run.session().choose({1, Alternative::Timeout}),
                 std::optional<Obstacle>()); // before its time
        QCOMPARE(wordsOf(run, "A"), "end");
        QCOMPARE(go(run, {"A", "Main", "Main", "Main", "Main"}), "");
        QVERIFY(run.session().waitUntilEnded(kHangLimit));
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
    }

    void aDeadlockMadeByOwnChoicesIsKnown() {
        TestRun run(
            [] {
                sync::Mutex lock1("lock1"), lock2("lock2");
                const auto both = [](sync::Mutex& first, sync::Mutex& second) {
                    sync::LockGuard a(first);
                    sync::LockGuard b(second);
                };
                sync::Thread a("A", [&] { both(lock1, lock2); });
                sync::Thread b("B", [&] { both(lock2, lock1); });
                a.start();
                b.start();
                a.join();
                b.join();
            },
            oneAtATime(Mode::Step));
        run.session().start();
        QCOMPARE(go(run, {"Main", "Main", "Main", "A", "B", "A", "B"}), "");
        QVERIFY(run.session().waitUntilEnded(kHangLimit));
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Deadlock));
        QCOMPARE(run.session().findings().size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(run.session().findings()[0].cause), "cycle");
    }

    void everyScheduleRepeatsItsRun_data() {
        QTest::addColumn<int>("mode");
        QTest::newRow("random") << static_cast<int>(Mode::Random);
        QTest::newRow("free") << static_cast<int>(Mode::Free);
    }
    void everyScheduleRepeatsItsRun() {
        QFETCH(int, mode);
        std::set<std::uint64_t> hashes;
        for (int seed = 0; seed < (kIsSanitized ? 5 : 50); ++seed) {
            TestRun first(program, oneAtATime(static_cast<Mode>(mode), {}, static_cast<std::uint64_t>(seed)));
            QVERIFY(first.run());
            QCOMPARE(first.session().outcome(), std::optional(Outcome::Finished));
            QCOMPARE(QString::fromStdString(TraceAudit(first.trace()).firstDefect()), QString());
            const Schedule schedule = scheduleOf(first.session());
            TestRun again(program, oneAtATime(Mode::Replay, schedule.choices));
            QVERIFY(again.run());
            QCOMPARE(QString::fromStdString(mismatchSentence(again.session())), QString());
            QCOMPARE(again.session().outcome(), std::optional(Outcome::Finished));
            QCOMPARE(hashOfSteps(again.trace()), hashOfSteps(first.trace()));
            QCOMPARE(scheduleOf(again.session()).choices, schedule.choices);
            hashes.insert(hashOfSteps(first.trace()));
        }
        QVERIFY(hashes.size() > 1); // they were different runs
    }

    void aRunWithoutEndEndsAtTheLimitOfSteps() {
        RunSettings settings = oneAtATime(Mode::Random);
        settings.rules.steps = 500;
        TestRun run(
            [] {
                for (;;) sync::work(1us);
            },
            settings);
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::StepLimit));
        QCOMPARE(run.trace().steps().size(), std::size_t{500});
    }

    void whoPausesLetsNobodyMove() {
        TestRun run(
            [] {
                for (;;) sync::work(1us);
            },
            oneAtATime(Mode::Random));
        Session& session = run.session();
        session.start();
        while (session.stepCount() < 10) std::this_thread::yield();
        session.pause();
        while (session.phase() != Phase::Paused) std::this_thread::yield();
        // Behind the policy's mutex: nobody is about to be let go who has not been.
        QCOMPARE(session.choose({0, Alternative::Normal}), std::optional(Obstacle::NotNow));
        const std::size_t steps = session.stepCount();
        for (int look = 0; look < 1'000; ++look) {
            std::this_thread::yield(); // they would move now
            QCOMPARE(session.stepCount(), steps);
        }
        session.resume();
        while (session.stepCount() == steps) std::this_thread::yield();
        session.stop();
        QVERIFY(session.waitUntilEnded(kHangLimit));
        QCOMPARE(session.outcome(), std::optional(Outcome::Stopped));
    }

    // Give-backs of the mutex inside a wait are part of a step: by the clock alone they would come apart now
    // and then.
    void aFreeRunFullOfWaitsIsRepeated() {
        const auto passItems = [] {
            sync::Mutex lock("lock");
            sync::ConditionVariable changed("changed");
            int items = 0;
            const auto put = [&] {
                for (int i = 0; i < 300; ++i) {
                    sync::UniqueLock hold(lock);
                    changed.wait(hold, [&] { return items < 2; });
                    ++items;
                    changed.notify_all();
                }
            };
            const auto take = [&] {
                for (int i = 0; i < 300; ++i) {
                    sync::UniqueLock hold(lock);
                    changed.wait(hold, [&] { return items > 0; });
                    --items;
                    changed.notify_all();
                }
            };
            sync::Thread a("A", put), b("B", put), c("C", take), d("D", take);
            for (sync::Thread* thread : {&a, &b, &c, &d}) thread->start();
        };
        for (int i = 0; i < (kIsSanitized ? 2 : 15); ++i) {
            TestRun first(passItems);
            QVERIFY(first.run());
            TestRun again(passItems, oneAtATime(Mode::Replay, choicesOf(first.trace())));
            QVERIFY(again.run());
            QCOMPARE(QString::fromStdString(mismatchSentence(again.session())), QString());
            QCOMPARE(hashOfSteps(again.trace()), hashOfSteps(first.trace()));
        }
    }

    void aFreeRunThatWasStoppedIsRepeatedUpToThere() {
        const auto makeThreads = [] {
            for (int i = 0; i < 100; ++i) {
                const auto child = [] {
                    sync::Thread grandchild("G", [] { sync::work(1us); });
                    grandchild.start();
                };
                sync::Thread a("A", child), b("B", child);
                a.start();
                b.start();
            }
        };
        for (int i = 0; i < (kIsSanitized ? 10 : 60); ++i) {
            TestRun first(makeThreads);
            first.session().start();
            while (first.trace().size() < static_cast<std::size_t>(i * 5)) std::this_thread::yield();
            first.session().stop();
            QVERIFY(first.session().waitUntilEnded(kHangLimit));
            TestRun again(makeThreads, oneAtATime(Mode::Replay, choicesOf(first.trace())));
            QVERIFY(again.run());
            QCOMPARE(QString::fromStdString(mismatchSentence(again.session())), QString());
            QCOMPARE(hashOfSteps(again.trace()), hashOfSteps(first.trace()));
        }
    }

    void whoeverSteersFromTheFirstMomentOnHangsNothing() {
        for (int i = 0; i < (kIsSanitized ? 20 : 200); ++i) {
            TestRun run([] { sync::work(1us); }, oneAtATime(Mode::Step));
            run.session().start();
            run.session().choose({0, Alternative::Normal});
            run.session().follow(std::make_shared<RandomChooser>(1));
            QVERIFY(run.session().waitUntilEnded(kHangLimit));
            QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        }
    }

    void aSpuriousWakeUpIsAChoiceWhereTheRulesAllowIt() {
        RunSettings settings = oneAtATime(Mode::Random);
        settings.rules.spurious = 1;
        bool wasNotified = false;
        const auto wait = [&] {
            sync::Mutex lock("lock");
            sync::ConditionVariable condition("condition");
            sync::UniqueLock hold(lock);
            condition.wait(hold); // nobody ever notifies
            wasNotified = true;
        };
        TestRun run(wait, settings);
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QVERIFY(wasNotified);
        QCOMPARE(run.trace().illegalTransitions().size(), std::size_t{0});
        // the schedule carries no rules, and is followed all the same
        TestRun again(wait, oneAtATime(Mode::Replay, choicesOf(run.trace())));
        QVERIFY(again.run());
        QCOMPARE(again.session().outcome(), std::optional(Outcome::Finished));
        TestRun without(wait, oneAtATime(Mode::Random));
        QVERIFY(without.run());
        QCOMPARE(without.session().outcome(), std::optional(Outcome::Deadlock));
        QCOMPARE(QString::fromStdString(without.session().findings().at(0).cause), "lost-wakeup");
    }
};

QTEST_GUILESS_MAIN(SteppingTest)
#include "tst_stepping.moc"
