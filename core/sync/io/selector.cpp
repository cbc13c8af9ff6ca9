// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/selector.h"

#include <algorithm>

namespace lockstep::sync {

namespace {

using Pipes = std::vector<std::shared_ptr<Pipe>>; // alive even if another thread lets its connection go

struct Watch {
    Watch(const Pipes& watched, Selector& selector)
        : pipes(watched) {
        for (const auto& pipe : pipes) pipe->setWatcher(&selector);
    }
    ~Watch() {
        if (Worker::current().mayUnwind()) return; // nobody tells it anything any more
        for (const auto& pipe : pipes) pipe->setWatcher(nullptr);
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    const Pipes& pipes;
};

Pipes incomingOf(std::span<Connection* const> connections) {
    Pipes pipes;
    for (const Connection* connection : connections) pipes.push_back(connection->incoming());
    return pipes;
}

// As many as there are: none.
std::size_t firstReady(const Pipes& pipes) {
    const auto found = std::ranges::find_if(pipes, [](const auto& pipe) { return pipe->isReady(); });
    return static_cast<std::size_t>(found - pipes.begin());
}

std::vector<int> descriptorsOf(std::span<Connection* const> connections) {
    std::vector<int> descriptors;
    for (const Connection* connection : connections) descriptors.push_back(connection->descriptor());
    return descriptors;
}

} // namespace

void Selector::lookAgain() {
    m_latch.lock(); // without a word, see tellWatcher
    unlock(Worker::current()); // wakes it if it can go now
}

Connection& Selector::wait(std::span<Connection* const> connections, Site site) {
    const Pipes pipes = incomingOf(connections);
    const std::vector<int> descriptors = descriptorsOf(connections);
    std::size_t ready = pipes.size();
    const auto isAnyReady = [&] { return firstReady(pipes) < pipes.size(); };
    const auto choose = [&] { ready = firstReady(pipes); };
    if (std::ranges::count(descriptors, kNoDescriptor) > 0) { // the kernel does not know of all of them
        const Watch watch(pipes, *this);
        blockingModel(site, isAnyReady, choose);
    } else {
        const auto poll = [&] {
            while (!isAnyReady() && waitUntilReadable(descriptors)) {
            }
        };
        blocking(site, Clock(0), poll, Nothing(), choose);
    }
    return ready < pipes.size() ? *connections[ready]
                                : *connections.front(); // none: to a thread that unwinds
}

} // namespace lockstep::sync
