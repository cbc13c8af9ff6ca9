// SPDX-License-Identifier: GPL-3.0-or-later
// A chat: the server has two threads for each client. One reads what the client says and puts it into
// everybody's queue, the other sends the client what is in its own.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/queue.h"
#include "core/sync/io/socket.h"
#include "core/sync/locks/guards.h"

#include <memory>

namespace lockstep::scenarios {

namespace {

using Threads = std::vector<std::unique_ptr<sync::Thread>>;

struct Member {
    Member(std::int64_t number, std::unique_ptr<sync::Connection> client)
        : connection(std::move(client))
        , outbox("outbox " + std::to_string(number)) {}
    const std::unique_ptr<sync::Connection> connection;
    sync::BlockingQueue<std::string> outbox;
};

struct Room {
    sync::Mutex broadcastLock{"broadcast lock"};
    std::vector<std::unique_ptr<Member>> members;
};

// Under the lock, so that everybody sees the messages in the same order.
void broadcast(Room& room, const std::string& message) {
    const sync::LockGuard guard(room.broadcastLock);
    for (auto& member : room.members) member->outbox.put(message);
}

void listenTo(Room& room, Member& member) {
    while (auto message = member.connection->receive())
        broadcast(room, *message); // until the client has left
    member.outbox.close();
}

// A slow client keeps only its own writer waiting.
void writeTo(Member& member) {
    while (auto message = member.outbox.take()) member.connection->send(*message);
    member.connection->close();
}

void serve(sync::Listener& server, std::int64_t clients) {
    Room room;
    for (std::int64_t n = 1; n <= clients; ++n)
        room.members.push_back(std::make_unique<Member>(n, server.accept()));
    broadcast(room, "welcome"); // all are here
    Threads threads;
    for (std::size_t i = 0; i < room.members.size(); ++i) {
        Member& member = *room.members[i];
        const std::string number = std::to_string(i + 1);
        threads.push_back(sync::Thread::make("Reader " + number, [&] { listenTo(room, member); }));
        threads.push_back(sync::Thread::make("Writer " + number, [&] { writeTo(member); }));
    }
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
}

void chat(sync::Listener& server, const std::string& name, std::int64_t messages, std::int64_t clients,
          sync::Atomic<std::int64_t>& received) {
    const auto connection = server.connect(name);
    connection->receive(); // the welcome
    for (std::int64_t n = 1; n <= messages; ++n) connection->send(name + " says " + std::to_string(n));
    for (std::int64_t n = 0; n < messages * clients; ++n)
        if (connection->receive()) received.fetch_add(1); // its own come back as well
}

void run(Stage& stage) {
    const std::int64_t clients = stage["clients"];
    const std::int64_t messages = stage["messages"];
    sync::Listener server("server");
    sync::Atomic<std::int64_t> received("messages received");
    Threads threads;
    threads.push_back(sync::Thread::make("Server", [&] { serve(server, clients); }));
    for (std::int64_t n = 1; n <= clients; ++n) {
        const std::string name = "Client " + std::to_string(n);
        threads.push_back(
            sync::Thread::make(name, [&, name] { chat(server, name, messages, clients, received); }));
    }
    for (auto& thread : threads) thread->start();
    for (auto& thread : threads) thread->join();
    stage.setResult(received.value(), clients * clients * messages);
}

} // namespace

extern const Scenario chatServer;
const Scenario chatServer{
    .id = "chat-server",
    .title = "A chat server",
    .group = "Programs",
    .summary =
        "Clients talk over sockets; the server has a queue for each and one lock for the order of all.",
    .variants = {},
    .parameters = {{"clients", "How many clients chat", 2, 1, 16},
                   {"messages", "How many messages each of them sends", 3, 1, 50}},
    .sourceFile = "chat_server.cpp",
    .run = run,
    .modelled =
        "Here the network is modelled: no socket is made, and what is sent is there at once. In free run "
        "and slow motion the sockets are real.",
    .resultCounts = "messages",
};

} // namespace lockstep::scenarios
