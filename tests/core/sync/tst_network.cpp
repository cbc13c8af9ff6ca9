// SPDX-License-Identifier: GPL-3.0-or-later
// Connections over the loopback interface: what is sent arrives, who connects is accepted, whoever waits in
// the kernel can be stopped there, and what the system refuses is said in words. Real, and modelled.
#include "connections.h"
#include "core/sync/flow/thread.h"
#include "core/sync/io/childprocess.h"
#include "core/sync/io/file.h"
#include "core/sync/io/selector.h"
#include "traceaudit.h"

#include <thread>

using namespace lockstep;
using namespace std::chrono_literals;

class NetworkTest : public QObject {
    Q_OBJECT
private slots:
    void linesArriveInOrderAndThenTheEnd_data() { addModes(); }
    void linesArriveInOrderAndThenTheEnd() {
        QFETCH(int, mode);
        for (int i = 0; i < 20; ++i) { // both ends meet at the same object, in ever new ways
            TestRun run(hundredLines, inMode(mode));
            QCOMPARE(defectOf(run), QString());
            QCOMPARE(TraceAudit(run.trace()).firstDefect(), std::string());
        }
    }

    // Lines longer than the kernel takes at once, after one that nobody was there to read.
    void aLongLineArrivesWhole_data() { addModes(); }
    void aLongLineArrivesWhole() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                sync::Listener server("server");
                const auto alone = Pair(server).client;
                const Pair both(server);
                const std::string line(kIsSanitized ? 5'000'000 : 20'000'000, 'y');
                sync::Thread reader("Reader", [&] {
                    for (int i = 0; i < 2; ++i) require(both.end->receive() == line, "not the whole line");
                });
                reader.start();
                for (int i = 0; i < 4; ++i) alone->send("is anybody there?");
                for (int i = 0; i < 2; ++i) both.client->send(line);
                reader.join();
            },
            inMode(mode));
        QCOMPARE(defectOf(run), QString());
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

    // From a step at which lines are under way all threads go at once, and what was modelled stays so.
    void aModelledConnectionGoesOnWhenAllMoveAtOnce() {
        for (std::size_t steps = 1; steps < 40; ++steps) {
            RunSettings settings;
            settings.mode = Mode::Free;
            settings.script = firstSteps(steps);
            TestRun run(chat, settings);
            QCOMPARE(defectOf(run), QString());
            QCOMPARE(TraceAudit(run.trace()).firstDefect(), std::string());
        }
    }

private:
    static std::size_t countOf(const Trace& trace, EventKind kind) {
        std::size_t count = 0;
        for (std::uint32_t i = 0; i < trace.size(); ++i) count += trace[i].kind == kind;
        return count;
    }

    static void hundredLines() {
        sync::Listener server("server");
        sync::Thread client("Client", [&] {
            const auto connection = server.connect("c");
            for (int i = 0; i < 100; ++i) connection->send(std::to_string(i));
            require(connection->receive() == "thanks", "no answer");
        });
        client.start();
        const auto connection = server.accept();
        for (int i = 0; i < 100; ++i) require(connection->receive() == std::to_string(i), "a wrong line");
        connection->send("thanks");
        require(!connection->receive(), "no end");
        require(!connection->receive(), "the end is not the end");
        client.join();
    }
    static void chat() {
        sync::Listener server("server");
        sync::Selector any("any");
        sync::File log("log");
        sync::Thread client("Client", [&] {
            const auto connection = server.connect("c");
            for (int i = 0; i < 3; ++i) {
                connection->send("ping");
                log.write("ping"); // takes a while, in which the gate may open
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
