// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/selector.h"

namespace lockstep::sync {

namespace {

struct Watch {
    Watch(std::span<Connection* const> watched, Selector& selector)
        : connections(watched) {
        for (Connection* connection : connections) connection->incoming().setWatcher(&selector);
    }
    ~Watch() {
        for (Connection* connection : connections) connection->incoming().setWatcher(nullptr);
    }
    std::span<Connection* const> connections;
};

} // namespace

void Selector::lookAgain() {
    Worker& me = Worker::current();
    lock(me);
    unlock(me); // wakes it if it can go now
}

Connection* Selector::firstReady(std::span<Connection* const> connections) {
    for (Connection* connection : connections)
        if (connection->incoming().isReady()) return connection;
    return nullptr;
}

Connection& Selector::wait(std::span<Connection* const> connections, Site site) {
    Connection* ready = nullptr;
    if (connections.front()->descriptor() == kNoDescriptor) {
        const Watch watch(connections, *this);
        blockingModel(
            site, [&] { return firstReady(connections) != nullptr; },
            [&] { ready = firstReady(connections); });
    } else {
        std::vector<int> descriptors;
        for (const Connection* connection : connections) descriptors.push_back(connection->descriptor());
        blocking(site, Clock(0), [&] {
            if (!firstReady(connections)) waitUntilReadable(descriptors);
            ready = firstReady(connections);
        });
    }
    return ready ? *ready : *connections.front(); // none: granted to a thread that unwinds
}

} // namespace lockstep::sync
