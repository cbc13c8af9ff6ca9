// SPDX-License-Identifier: GPL-3.0-or-later
// One thread that waits for many connections: it takes one that has something, a replay takes the same, and
// whatever becomes of the connections it stays out of harm.
#include "connections.h"
#include "core/sync/flow/thread.h"
#include "core/sync/io/selector.h"
#include "core/sync/waits/event.h"
#include "core/sync/waits/sleep.h"

using namespace lockstep;
using namespace std::chrono_literals;

class SelectorTest : public QObject {
    Q_OBJECT
private slots:
    void itWaitsForWhicheverComesFirst_data() { addModes(); }
    void itWaitsForWhicheverComesFirst() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                sync::Listener server("server");
                sync::Selector any("any");
                const Pair quiet(server);
                const Pair loud(server);
                sync::Thread speaker("Speaker", [&] {
                    sync::sleepFor(2ms);
                    loud.end->send("hello");
                });
                speaker.start();
                sync::Connection* const both[]{quiet.client.get(), loud.client.get()};
                require(&any.wait(both) == loud.client.get(), "the wrong one");
                require(loud.client->receive() == "hello", "a wrong line");
                quiet.end->close();
                require(&any.wait(both) == quiet.client.get(), "an end is not seen");
                speaker.join();
            },
            inMode(mode));
        QCOMPARE(defectOf(run), QString());
    }

    // Most of the time it is in the kernel by then, and the end itself wakes it.
    void anEndThatComesWhileItWaitsIsOfTheRightConnection_data() { addModes(); }
    void anEndThatComesWhileItWaitsIsOfTheRightConnection() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                sync::Listener server("server");
                sync::Selector any("any");
                for (int i = 0; i < (kIsSanitized ? 100 : 1'500); ++i) {
                    const Pair quiet(server);
                    const Pair leaving(server);
                    sync::Thread leaver("Leaver", [&] {
                        sync::sleepFor(std::chrono::microseconds(50 + i % 100));
                        leaving.end->close();
                    });
                    leaver.start();
                    sync::Connection* const both[]{quiet.client.get(), leaving.client.get()};
                    require(&any.wait(both) == leaving.client.get(), "the wrong one");
                    leaver.join();
                }
            },
            inMode(mode));
        QCOMPARE(defectOf(run), QString());
    }

    // The first of two is chosen whenever both have something, so it matters whether that was already there.
    void aReplayTakesTheSameConnections_data() { addModes({Mode::Free, Mode::Slow}); }
    void aReplayTakesTheSameConnections() {
        QFETCH(int, mode);
        const auto program = [] {
            sync::Listener server("server");
            sync::Selector any("any");
            const Pair first(server);
            const Pair second(server);
            sync::Connection* const both[]{first.client.get(), second.client.get()};
            constexpr int count = 100;
            const auto speak = [&](sync::Connection& end, int pause) {
                for (int i = 0; i < count; ++i) {
                    sync::sleepFor(std::chrono::microseconds(i * pause % 700));
                    end.send("x");
                }
            };
            sync::Thread one("One", [&] { speak(*first.end, 37); });
            sync::Thread other("Other", [&] { speak(*second.end, 53); });
            one.start();
            other.start();
            for (int i = 0; i < 2 * count; ++i) require(any.wait(both).receive() == "x", "no line");
            one.join();
            other.join();
        };
        for (int i = 0; i < (kIsSanitized ? 3 : 10); ++i) QCOMPARE(defectOfReplay(program, mode), QString());
    }

    // The first connection is modelled: the gate opens while it is being accepted. The second is a real one.
    void itWaitsForRealAndModelledConnectionsTogether() {
        RunSettings settings = inMode(static_cast<int>(Mode::Free));
        settings.script.assign(4, {0});
        TestRun run(
            [] {
                sync::Selector any("any");
                sync::Listener before("before");
                const Pair modelled(before);
                sync::Listener after("after");
                const Pair real(after);
                require(modelled.client->descriptor() < 0 && real.client->descriptor() >= 0, "not as meant");
                sync::Connection* const both[]{real.client.get(), modelled.client.get()};
                sync::Thread speaker("Speaker", [&] {
                    sync::sleepFor(2ms);
                    modelled.end->send("hello");
                    sync::sleepFor(2ms);
                    real.end->send("hello");
                });
                speaker.start();
                require(&any.wait(both) == both[1], "not the modelled one");
                require(modelled.client->receive() == "hello", "a wrong line");
                require(&any.wait(both) == both[0], "not the real one");
                require(real.client->receive() == "hello", "a wrong line");
                speaker.join();
            },
            settings);
        QCOMPARE(defectOf(run), QString());
    }

    // The thread that owns the connection was made later, so it unwinds earlier. AddressSanitizer looks on.
    void itMayWaitForAConnectionThatIsGoneWhenItUnwinds_data() { addModes(); }
    void itMayWaitForAConnectionThatIsGoneWhenItUnwinds() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                sync::Connection* shared = nullptr;
                sync::Selector any("any");
                sync::ManualResetEvent ready("ready");
                sync::ManualResetEvent never("never");
                sync::Thread owner("Owner", [&] {
                    sync::Listener server("server");
                    const Pair both(server);
                    shared = both.client.get();
                    ready.set();
                    never.wait();
                });
                owner.start();
                ready.wait();
                sync::Connection* const one[]{shared};
                any.wait(one);
            },
            inMode(mode));
        run.session().start();
        while (mode == static_cast<int>(Mode::Free) && !isWaiting(run.trace())) std::this_thread::yield();
        if (mode == static_cast<int>(Mode::Free)) run.session().stop();
        QVERIFY(run.session().waitUntilEnded(kHangLimit));
        QVERIFY(run.session().outcome() != std::optional(Outcome::Failed));
    }

private:
    // The Selector's is the one Io without an end.
    static bool isWaiting(const Trace& trace) {
        int open = 0;
        int begun = 0;
        for (std::uint32_t i = 0; i < trace.size(); ++i) {
            begun += trace[i].kind == EventKind::Io;
            open += (trace[i].kind == EventKind::Io) - (trace[i].kind == EventKind::IoEnd);
        }
        return begun == 3 && open == 1;
    }
};

QTEST_GUILESS_MAIN(SelectorTest)
#include "tst_selector.moc"
