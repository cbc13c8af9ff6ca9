// SPDX-License-Identifier: GPL-3.0-or-later
// Child processes: none is left behind, however a run ends. And what takes time where it is modelled takes
// the rest of it when all threads move at once from the middle of it.
#include "core/sync/io/childprocess.h"

#include "connections.h"
#include "core/sync/flow/thread.h"
#include "core/sync/io/file.h"

#include <csignal>
#include <sys/wait.h>
#include <thread>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

constexpr auto kLatency = 20ms;

// Running, or ended and not waited for; of this process.
bool hasChildren() {
    siginfo_t end{};
    return waitid(P_ALL, 0, &end, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0;
}

class IgnoredChildSignal {
public:
    IgnoredChildSignal()
        : m_before(std::signal(SIGCHLD, SIG_IGN)) {}
    ~IgnoredChildSignal() { std::signal(SIGCHLD, m_before); }

private:
    const sighandler_t m_before;
};

void computeInChild() {
    sync::ChildProcess("child").computeAndEnd(2ms);
}

// Main goes on beside it, so that a script can end at any point of its wait.
void waitBesideMain(const std::function<void()>& wait) {
    sync::Thread waiter("Waiter", wait);
    sync::Mutex lock("lock");
    waiter.start();
    for (int i = 0; i < 5; ++i) {
        lock.lock();
        lock.unlock();
    }
    waiter.join();
}

std::optional<Event> find(const Trace& trace, EventKind kind) {
    for (std::uint32_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == kind) return trace[i];
    return std::nullopt;
}

// Open, in its wait and before any time had passed: then all of it is left. How long that took.
std::optional<std::int64_t> waitedAfterOpening(const Trace& trace) {
    const auto in = find(trace, EventKind::Io);
    const auto out = find(trace, EventKind::IoEnd);
    const auto open = find(trace, EventKind::Open);
    const auto tick = find(trace, EventKind::Tick);
    const bool isInside = open && in && out && in->time < open->time && open->time < out->time;
    if (!isInside || (tick && tick->time < open->time)) return std::nullopt;
    return out->time - open->time;
}

} // namespace

class ChildProcessTest : public QObject {
    Q_OBJECT
private slots:
    void noChildIsLeftBehind() {
        TestRun run(computeInChild);
        QCOMPARE(defectOf(run), QString());
        QVERIFY(!hasChildren());
    }

    void noChildIsLeftBehindWhereTheSignalOfItsEndIsIgnored() {
        const IgnoredChildSignal ignored; // as a parent process may leave it to us
        TestRun run(computeInChild);
        QCOMPARE(defectOf(run), QString());
        QVERIFY(!hasChildren());
    }

    void aChildEndsWithTheSessionThatIsStopped() {
        TestRun run([] { sync::ChildProcess("child").computeAndEnd(std::chrono::hours(1)); });
        run.session().start();
        while (!hasChildren()) std::this_thread::yield();
        run.session().stop();
        QVERIFY(run.session().waitUntilEnded(kHangLimit));
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Stopped));
        QVERIFY(!hasChildren());
    }

    void whatIsModelledTakesTheRestOfItsTimeWhenAllMoveAtOnce_data() {
        QTest::addColumn<bool>("isFile");
        QTest::newRow("child process") << false;
        QTest::newRow("file") << true;
    }
    void whatIsModelledTakesTheRestOfItsTimeWhenAllMoveAtOnce() {
        QFETCH(bool, isFile);
        const auto program = [isFile] {
            waitBesideMain([isFile] {
                if (isFile) sync::File("notes").write("a line");
                if (!isFile) sync::ChildProcess("child").computeAndEnd(kLatency);
            });
        };
        const std::chrono::nanoseconds latency = isFile ? 1ms : kLatency;
        int asked = 0;
        TestRun whole(program, inMode(static_cast<int>(Mode::Random)));
        QCOMPARE(defectOf(whole), QString());
        const std::vector<Choice> choices = choicesOf(whole.trace());
        for (std::size_t steps = 1; steps < choices.size(); ++steps) {
            RunSettings settings = inMode(static_cast<int>(Mode::Free));
            settings.script.assign(choices.begin(), choices.begin() + static_cast<std::ptrdiff_t>(steps));
            TestRun run(program, settings);
            QCOMPARE(defectOf(run), QString());
            QCOMPARE(run.trace().illegalTransitions().size(), std::size_t{0});
            const auto waited = waitedAfterOpening(run.trace());
            if (!waited) continue;
            ++asked;
            QVERIFY2(*waited >= latency.count() * 9 / 10, std::to_string(*waited).c_str());
        }
        QVERIFY(asked > 0);
    }
};

QTEST_GUILESS_MAIN(ChildProcessTest)
#include "tst_childprocess.moc"
