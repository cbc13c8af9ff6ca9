// SPDX-License-Identifier: GPL-3.0-or-later
// Connections over the loopback interface, and child processes: what is sent arrives, whoever waits in the
// kernel can be stopped there, and what the system refuses is said in words. Real, and modelled.
#include "core/sync/flow/thread.h"
#include "core/sync/io/childprocess.h"
#include "core/sync/io/selector.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QTest>

#include <sys/resource.h>
#include <thread>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

RunSettings inMode(int mode) {
    RunSettings settings;
    settings.mode = static_cast<Mode>(mode);
    settings.seed = 5;
    return settings;
}

void require(bool isTrue, const char* what) {
    if (!isTrue) throw std::runtime_error(what);
}

// No more descriptors until the end of the block.
class NoDescriptors {
public:
    NoDescriptors() {
        getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit none{0, m_before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &none);
    }
    ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class NetworkTest : public QObject {
    Q_OBJECT
private slots:
    void linesArriveInOrderAndThenTheEnd_data() { modes(); }
    void linesArriveInOrderAndThenTheEnd() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                sync::Listener server("server");
                sync::Thread client("Client", [&] {
                    const auto connection = server.connect("c");
                    for (int i = 0; i < 100; ++i) connection->send(std::to_string(i));
                    require(connection->receive() == "thanks", "no answer");
                });
                client.start();
                const auto connection = server.accept();
                for (int i = 0; i < 100; ++i)
                    require(connection->receive() == std::to_string(i), "a wrong line");
                connection->send("thanks");
                require(!connection->receive(), "no end");
                require(!connection->receive(), "the end is not the end");
                client.join();
            },
            inMode(mode));
        QVERIFY(run.run());
        QCOMPARE(run.session().failure(), std::string());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        QCOMPARE(TraceAudit(run.trace()).firstDefect(), std::string());
    }

    void aSelectorWaitsForWhicheverComesFirst_data() { modes(); }
    void aSelectorWaitsForWhicheverComesFirst() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                sync::Listener server("server");
                sync::Selector any("any");
                const auto quiet = server.connect("quiet");
                const auto loud = server.connect("loud");
                const auto quietEnd = server.accept();
                const auto loudEnd = server.accept();
                sync::Thread speaker("Speaker", [&] {
                    sync::sleepFor(2ms);
                    loudEnd->send("hello");
                });
                speaker.start();
                sync::Connection* const both[]{quiet.get(), loud.get()};
                require(&any.wait(both) == loud.get(), "the wrong one");
                require(loud->receive() == "hello", "a wrong line");
                quietEnd->close();
                require(&any.wait(both) == quiet.get(), "an end is not seen");
                speaker.join();
            },
            inMode(mode));
        QVERIFY(run.run());
        QCOMPARE(run.session().failure(), std::string());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
    }

    // One after the other connects, and is taken in that order.
    void whoConnectsFirstIsAcceptedFirst() {
        TestRun run([] {
            sync::Listener server("server");
            for (int i = 0; i < 50; ++i) {
                const auto first = server.connect("first");
                const auto second = server.connect("second");
                const auto firstEnd = server.accept();
                const auto secondEnd = server.accept();
                first->send("1");
                second->send("2");
                require(firstEnd->receive() == "1" && secondEnd->receive() == "2", "a wrong order");
            }
        });
        QVERIFY(run.run());
        QCOMPARE(run.session().failure(), std::string());
    }

    void whoWaitsInTheKernelCanBeStopped_data() {
        QTest::addColumn<int>("what");
        QTest::newRow("accept") << 0;
        QTest::newRow("receive") << 1;
        QTest::newRow("selector") << 2;
        QTest::newRow("child process") << 3;
    }
    void whoWaitsInTheKernelCanBeStopped() {
        QFETCH(int, what);
        static std::atomic<int> chosen;
        chosen = what;
        TestRun run([] {
            sync::Listener server("server");
            const auto client = server.connect("c");
            const auto end = server.accept();
            sync::Connection* const one[]{client.get()};
            if (chosen == 0) server.accept();
            if (chosen == 1) client->receive();
            if (chosen == 2) sync::Selector("any").wait(one);
            if (chosen == 3) sync::ChildProcess("child").computeAndEnd(std::chrono::hours(1));
        });
        run.session().start();
        const auto isInKernel = [&] {
            const Trace& trace = run.trace();
            return trace.size() > 0 && trace.threadCount() > 0 && countOf(trace, EventKind::Io) == 3 &&
                   countOf(trace, EventKind::IoEnd) == 2;
        };
        while (!isInKernel()) std::this_thread::yield();
        run.session().stop();
        QVERIFY(run.session().waitUntilEnded(kHangLimit));
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Stopped));
    }

    void whatTheSystemRefusesIsSaidInWords() {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("UBSan looks at objects through a pipe of its own, for which there are no descriptors then");
#endif
        TestRun run([] {
            const NoDescriptors none;
            sync::Listener server("server");
        });
        QVERIFY(run.run());
        QCOMPARE(run.session().outcome(), std::optional(Outcome::Failed));
        QVERIFY2(run.session().failure().find("cannot make a socket") != std::string::npos,
                 run.session().failure().c_str());
    }

    // From a step at which lines are under way all threads go at once, and what was modelled stays so.
    void aModelledConnectionGoesOnWhenAllMoveAtOnce() {
        for (std::size_t steps = 1; steps < 40; ++steps) {
            RunSettings settings;
            settings.mode = Mode::Free;
            settings.script = firstSteps(steps);
            TestRun run(chat, settings);
            QVERIFY(run.run());
            QCOMPARE(run.session().failure(), std::string());
            QCOMPARE(run.session().outcome(), std::optional(Outcome::Finished));
        }
    }

private:
    static void modes() {
        QTest::addColumn<int>("mode");
        for (const Mode mode : {Mode::Free, Mode::Random})
            QTest::newRow(name(mode).data()) << static_cast<int>(mode);
    }

    static std::size_t countOf(const Trace& trace, EventKind kind) {
        std::size_t count = 0;
        for (std::uint32_t i = 0; i < trace.size(); ++i) count += trace[i].kind == kind;
        return count;
    }

    static void chat() {
        sync::Listener server("server");
        sync::Selector any("any");
        sync::Thread client("Client", [&] {
            const auto connection = server.connect("c");
            for (int i = 0; i < 3; ++i) {
                connection->send("ping");
                require(connection->receive() == "pong", "a wrong line");
            }
        });
        client.start();
        const auto connection = server.accept();
        sync::Connection* const one[]{connection.get()};
        while (any.wait(one).receive()) connection->send("pong");
        client.join();
    }
    static std::vector<Choice> firstSteps(std::size_t count) {
        RunSettings settings;
        settings.mode = Mode::Random;
        TestRun whole(chat, settings);
        whole.run();
        std::vector<Choice> choices = scheduleOf(whole.session()).choices;
        choices.resize(std::min(count, choices.size()));
        return choices;
    }
};

QTEST_GUILESS_MAIN(NetworkTest)
#include "tst_network.moc"
