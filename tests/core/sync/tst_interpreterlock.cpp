// SPDX-License-Identifier: GPL-3.0-or-later
// The interpreter lock: who waits asks after the interval, and who is asked hands over to another.
#include "core/sync/interpreter/interpreterlock.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QTest>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

RunSettings inMode(Mode mode) {
    RunSettings settings;
    settings.mode = mode;
    settings.seed = 3;
    return settings;
}

ObjectId find(const Trace& trace, std::string_view name) {
    for (std::uint32_t o = 0; o < trace.objectCount(); ++o)
        if (trace.object(ObjectId{o}).info.name == name) return ObjectId{o};
    return {};
}

std::vector<Event> eventsOn(const Trace& trace, std::string_view name) {
    const ObjectId object = find(trace, name);
    std::vector<Event> events;
    for (std::uint32_t i = 0; i < trace.size(); ++i)
        if (trace[i].object == object) events.push_back(trace[i]);
    return events;
}

std::size_t requestsIn(const Trace& trace) {
    return static_cast<std::size_t>(
        std::ranges::count_if(eventsOn(trace, "drop request"),
                              [](const Event& e) { return e.kind == EventKind::Write && e.value == 1; }));
}

// Both compute for far longer than an interval.
void computeTwice() {
    sync::InterpreterLock gil(2ms);
    const auto compute = [&] {
        gil.take();
        for (int i = 0; i < 20; ++i) gil.execute(1ms);
        gil.drop();
    };
    sync::Thread a("A", compute);
    sync::Thread b("B", compute);
    a.start();
    b.start();
    a.join();
    b.join();
}

} // namespace

class InterpreterLockTest : public QObject {
    Q_OBJECT
private slots:
    void whoWaitsAsksAndWhoIsAskedHandsOver_data() { modes(); }
    void whoWaitsAsksAndWhoIsAskedHandsOver() {
        QFETCH(int, mode);
        TestRun run(computeTwice, inMode(static_cast<Mode>(mode)));
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QCOMPARE(TraceAudit(run.trace()).firstDefect(), std::string());
        QVERIFY(requestsIn(run.trace()) > 0);
    }

    // Whoever has dropped it on request gets it again only after another has had it.
    void aRequestIsAnsweredByASwitch_data() { modes(); }
    void aRequestIsAnsweredByASwitch() {
        QFETCH(int, mode);
        TestRun run(computeTwice, inMode(static_cast<Mode>(mode)));
        QVERIFY(run.run());
        ThreadId last;
        bool isAsked = false;
        const ObjectId request = find(run.trace(), "drop request");
        const ObjectId lock = find(run.trace(), "GIL");
        for (std::uint32_t i = 0; i < run.trace().size(); ++i) {
            const Event& event = run.trace()[i];
            if (event.object == request && event.kind == EventKind::Read && event.value == 1) isAsked = true;
            if (event.object != lock || event.kind != EventKind::Acquire) continue;
            if (isAsked) QVERIFY(event.thread != last);
            isAsked = false;
            last = event.thread;
        }
    }

    void nobodyAsksWhereNobodyWaits() {
        TestRun run([] {
            sync::InterpreterLock gil(1ms);
            gil.take();
            for (int i = 0; i < 10; ++i) gil.execute(1ms);
            gil.drop();
            if (gil.switches() != 1) throw std::runtime_error("it was switched");
        });
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QCOMPARE(requestsIn(run.trace()), std::size_t{0});
    }

private:
    static void modes() {
        QTest::addColumn<int>("mode");
        for (const Mode mode : {Mode::Free, Mode::Random})
            QTest::newRow(name(mode).data()) << static_cast<int>(mode);
    }
};

QTEST_GUILESS_MAIN(InterpreterLockTest)
#include "tst_interpreterlock.moc"
