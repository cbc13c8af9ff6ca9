// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads spend their time waiting. One after the other, by several threads at once, or by one thread that
// waits for all of them together.
#include "core/engine/scenario.h"
#include "core/sync/flow/threadpool.h"
#include "core/sync/io/selector.h"
#include "core/sync/waits/sleep.h"

#include <algorithm>
#include <memory>

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;
using Sizes = std::vector<std::int64_t>;

constexpr microseconds kParsing(300);

// The server's side of one connection: it takes its time, then answers.
void answer(sync::Connection& client, microseconds latency) {
    const auto page = client.receive();
    sync::sleepFor(latency);
    client.send(std::string(100 * static_cast<std::size_t>(std::stoi(*page)), 'x'));
}

void serve(sync::Listener& server, std::int64_t pages, microseconds latency) {
    std::vector<std::unique_ptr<sync::Connection>> clients;
    std::vector<std::unique_ptr<sync::Thread>> threads; // a thread for each connection
    for (std::int64_t n = 1; n <= pages; ++n) {
        clients.push_back(server.accept());
        threads.push_back(
            sync::Thread::make("Server " + std::to_string(n),
                               [&client = *clients.back(), latency] { answer(client, latency); }));
        threads.back()->start();
    }
    for (auto& thread : threads) thread->join();
}

std::unique_ptr<sync::Connection> request(sync::Listener& server, std::int64_t page) {
    auto connection = server.connect("page " + std::to_string(page));
    connection->send(std::to_string(page));
    return connection;
}

std::int64_t parse(const std::optional<std::string>& page) {
    sync::work(kParsing);
    return static_cast<std::int64_t>(page->size());
}

std::int64_t download(sync::Listener& server, std::int64_t page) {
    const auto connection = request(server, page);
    return parse(connection->receive()); // waits for the server
}

Sizes downloadInTurn(sync::Listener& server, std::int64_t pages) {
    Sizes sizes;
    for (std::int64_t page = 1; page <= pages; ++page) sizes.push_back(download(server, page));
    return sizes;
}

Sizes downloadByPool(sync::Listener& server, std::int64_t pages, int workers) {
    sync::ThreadPool pool("pages to load", workers);
    std::vector<sync::Future<std::int64_t>> futures;
    for (std::int64_t page = 1; page <= pages; ++page)
        futures.push_back(pool.submit("size of page " + std::to_string(page),
                                      [&, page] { return download(server, page); }));
    Sizes sizes;
    for (auto& future : futures) sizes.push_back(future.get());
    return sizes;
}

// One thread asks for all pages, and then takes whichever comes next: as async functions do.
Sizes downloadByEventLoop(sync::Listener& server, std::int64_t pages) {
    sync::Selector anyPage("any page");
    std::vector<std::unique_ptr<sync::Connection>> connections;
    std::vector<sync::Connection*> pending;
    Sizes sizes;
    for (std::int64_t page = 1; page <= pages; ++page) {
        connections.push_back(request(server, page));
        pending.push_back(connections.back().get());
    }
    while (!pending.empty()) {
        sync::Connection& ready = anyPage.wait(pending); // the only place where it waits
        sizes.push_back(parse(ready.receive()));
        std::erase(pending, &ready);
    }
    std::ranges::sort(sizes); // they came in any order
    return sizes;
}

void run(Stage& stage) {
    const std::int64_t pages = stage["pages"];
    const microseconds latency(stage["latency"]);
    Sizes expected;
    for (std::int64_t page = 1; page <= pages; ++page) expected.push_back(100 * page);

    sync::Listener server("server");
    sync::Thread serving("Server", [&] { serve(server, pages, latency); });
    serving.start();
    if (stage.is("sequential")) stage.setResult(downloadInTurn(server, pages), expected);
    if (stage.is("pool"))
        stage.setResult(downloadByPool(server, pages, static_cast<int>(stage["workers"])), expected);
    if (stage.is("event-loop")) stage.setResult(downloadByEventLoop(server, pages), expected);
    serving.join();
}

} // namespace

extern const Scenario webScraper;
const Scenario webScraper{
    .id = "web-scraper",
    .title = "A web scraper",
    .group = "Speed",
    .summary = "Pages are loaded from a slow server: one after the other, by a pool, or by an event loop.",
    .variants = {{"sequential", "One page after the other: all the waiting adds up."},
                 {"pool", "A few threads load pages at once: their waiting overlaps."},
                 {"event-loop", "One thread asks for all pages and waits for them together, as async does."}},
    .parameters = {{"pages", "How many pages are loaded", 6, 1, 50},
                   {"latency", "How long the server takes for a page", 10'000, 0, 200'000, "us"},
                   {"workers", "How many threads the pool has", 3, 1, 50}},
    .sourceFile = "web_scraper.cpp",
    .run = run,
    .modelled =
        "Here the network is modelled: no socket is made, and what is sent is there at once. In free run "
        "and slow motion the sockets are real.",
    .resultCounts = "pages",
};

} // namespace lockstep::scenarios
