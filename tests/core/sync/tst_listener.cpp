// SPDX-License-Identifier: GPL-3.0-or-later
// Who connects is accepted, in order, by any number of threads; what does not come about keeps nobody
// waiting, and what the system refuses is said in words.
#include "connections.h"
#include "core/sync/flow/thread.h"

#include <sys/resource.h>
#include <sys/socket.h>

using namespace lockstep;

namespace {

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

void start(std::vector<std::unique_ptr<sync::Thread>>& threads) {
    for (auto& thread : threads) thread->start();
}
void acceptFour(std::vector<std::string>& accepted) {
    sync::Listener server("server");
    std::vector<std::unique_ptr<sync::Thread>> clients;
    for (int i = 0; i < 4; ++i) {
        const std::string name = "Client " + std::to_string(i);
        clients.push_back(std::make_unique<sync::Thread>(name, [&server, name] {
            const auto connection = server.connect("c");
            connection->send(name);
            connection->receive();
        }));
    }
    start(clients);
    for (int i = 0; i < 4; ++i) accepted.push_back(*server.accept()->receive());
    for (auto& client : clients) client->join();
}
// Each client gets its own words back from whichever thread has accepted it.
void greetEachOther(int threads, int times) {
    sync::Listener server("server");
    std::vector<std::unique_ptr<sync::Thread>> all;
    for (int i = 0; i < threads; ++i) {
        const std::string name = std::to_string(i);
        all.push_back(std::make_unique<sync::Thread>("Acceptor " + name, [&server, times] {
            for (int k = 0; k < times; ++k) {
                const auto connection = server.accept();
                connection->send(*connection->receive());
            }
        }));
        all.push_back(std::make_unique<sync::Thread>("Client " + name, [&server, times, name] {
            for (int k = 0; k < times; ++k) {
                const auto connection = server.connect("c");
                connection->send(name);
                require(connection->receive() == name, "another's words");
            }
        }));
    }
    start(all);
    for (auto& thread : all) thread->join();
}
std::vector<std::string> clientsInOrderOf(const Trace& trace) {
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < trace.size(); ++i) {
        const Event& event = trace[i];
        if (event.kind != EventKind::Io || trace.object(event.object).info.name != "server") continue;
        const std::string& who = trace.thread(event.thread).info.name;
        if (who.starts_with("Client")) names.push_back(who);
    }
    return names;
}
// As if the server were gone.
void stopListening() {
    for (int descriptor = 0; descriptor < 1024; ++descriptor) {
        int isListening = 0;
        socklen_t size = sizeof isListening;
        ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size);
        if (isListening) ::shutdown(descriptor, SHUT_RDWR);
    }
}

} // namespace

class ListenerTest : public QObject {
    Q_OBJECT
private slots:
    // Clients connect at the same time; the kernel may get to know of them in another order than they began.
    void whoConnectsFirstIsAcceptedFirst() {
        static std::vector<std::string> accepted;
        accepted.clear();
        TestRun run([] {
            for (int round = 0; round < (kIsSanitized ? 30 : 200); ++round) acceptFour(accepted);
        });
        QCOMPARE(defectOf(run), QString());
        QCOMPARE(accepted, clientsInOrderOf(run.trace()));
    }

    void anyNumberOfThreadsMayAccept_data() { addModes(); }
    void anyNumberOfThreadsMayAccept() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                for (int round = 0; round < (kIsSanitized ? 5 : 60); ++round) greetEachOther(4, 5);
            },
            inMode(mode));
        QCOMPARE(defectOf(run), QString());
    }
    void aReplayHasTheSameAcceptors_data() { addModes({Mode::Free, Mode::Slow}); }
    void aReplayHasTheSameAcceptors() {
        QFETCH(int, mode);
        for (int i = 0; i < 10; ++i) QCOMPARE(defectOfReplay([] { greetEachOther(3, 3); }, mode), QString());
    }

    void whoWasNotAcceptedFindsTheEnd_data() { addModes(); }
    void whoWasNotAcceptedFindsTheEnd() {
        QFETCH(int, mode);
        TestRun run(
            [] {
                auto server = std::make_unique<sync::Listener>("server");
                const auto client = server->connect("c");
                server.reset();
                require(!client->receive(), "no end");
            },
            inMode(mode));
        QCOMPARE(defectOf(run), QString());
    }

    void aConnectionThatIsRefusedIsNone() {
        TestRun run([] {
            sync::Listener server("server");
            stopListening();
            try {
                server.connect("c");
            } catch (const std::system_error& e) {
                require(e.code() == std::errc::connection_refused, e.what());
                return;
            }
            require(false, "connected to nobody");
        });
        QCOMPARE(defectOf(run), QString());
    }

    void whoComesAfterOneThatFailedIsAccepted() {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("UBSan looks at objects through a pipe of its own, for which there are no descriptors then");
#endif
        TestRun run([] {
            sync::Listener server("server");
            try {
                const NoDescriptors none;
                server.connect("a");
                require(false, "connected with nothing");
            } catch (const std::system_error&) {
            }
            const Pair both(server);
            both.end->send("welcome");
            require(both.client->receive() == "welcome", "a wrong line");
        });
        QCOMPARE(defectOf(run), QString());
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
};

QTEST_GUILESS_MAIN(ListenerTest)
#include "tst_listener.moc"
