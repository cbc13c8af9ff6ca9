// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/socket.h"

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace lockstep::sync {

namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

// bind, connect, getsockname want the general address.
sockaddr* general(sockaddr_in& address) {
    return reinterpret_cast<sockaddr*>(&address);
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// On a port of 127.0.0.1 that the system chooses.
Descriptor newSocket() {
    Descriptor made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (made.number() < 0) fail("cannot make a socket");
    sockaddr_in address = loopback(0);
    if (::bind(made.number(), general(address), sizeof address) != 0)
        fail("cannot use the loopback interface");
    return made;
}

std::uint16_t portOf(const Descriptor& socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket.number(), general(address), &size) != 0) fail("cannot ask for a socket's port");
    return ntohs(address.sin_port);
}

// Small lines are not to wait for each other.
void sendAtOnce(const Descriptor& socket) {
    const int on = 1;
    ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Descriptor listeningSocket(bool isModelled) {
    if (isModelled) return Descriptor();
    Descriptor made = newSocket();
    if (::listen(made.number(), SOMAXCONN) != 0) fail("cannot listen for connections");
    return made;
}

} // namespace

Descriptor::~Descriptor() {
    if (m_number >= 0) ::close(m_number);
}

Listener::Listener(std::string_view name, Site site)
    : KernelObject(ObjectKind::Socket, name, 0, site)
    , m_descriptor(listeningSocket(isModelled()))
    , m_port(m_descriptor.number() == kNoDescriptor ? std::uint16_t{0} : portOf(m_descriptor)) {}

std::unique_ptr<Connection> Listener::connect(std::string_view name, Site site) {
    const auto wire = std::make_shared<Wire>(name, site);
    const bool isReal = m_descriptor.number() != kNoDescriptor;
    std::optional<Descriptor> made;
    blocking(
        site, Clock(0), [&] { made.emplace(isReal ? connectReally(*wire) : Descriptor()); },
        [&] {
            const std::lock_guard guard(m_mutex);
            m_arrivals.push_back({wire, std::nullopt});
        });
    if (!made) made.emplace(); // granted to a thread that unwinds
    return std::make_unique<Connection>(wire, Connection::End::Client, std::move(*made));
}

Descriptor Listener::connectReally(const Wire& wire) {
    Descriptor made = newSocket();
    sendAtOnce(made);
    {
        const std::lock_guard guard(m_mutex); // before the server can see it
        m_wires[portOf(made)] = &wire;
    }
    sockaddr_in server = loopback(m_port);
    if (::connect(made.number(), general(server), sizeof server) == 0) return made;
    if (errno != EINPROGRESS) fail("cannot connect");
    waitUntilWritable(made.number());
    return made;
}

std::unique_ptr<Connection> Listener::accept(Site site) {
    std::unique_ptr<Connection> connection;
    if (m_descriptor.number() == kNoDescriptor) {
        blockingModel(
            site, [this] { return hasFirst(); }, [&] { takeIn(connection); });
        return connection;
    }
    blocking(site, Clock(0), [&] {
        while (!hasFirst() && waitUntilReadable(m_descriptor.number())) acceptOne();
        if (hasFirst()) takeIn(connection);
    });
    return connection;
}

// Modelled: somebody has come. Real: its socket, too.
bool Listener::hasFirst() {
    const std::lock_guard guard(m_mutex);
    if (m_arrivals.empty()) return false;
    return m_descriptor.number() == kNoDescriptor || m_arrivals.front().accepted.has_value();
}

void Listener::takeIn(std::unique_ptr<Connection>& connection) {
    const std::lock_guard guard(m_mutex);
    Arrival first = std::move(m_arrivals.front());
    m_arrivals.pop_front();
    if (!first.accepted) first.accepted.emplace();
    connection = std::make_unique<Connection>(std::move(first.wire), Connection::End::Server,
                                              std::move(*first.accepted));
}

void Listener::acceptOne() {
    sockaddr_in client{};
    socklen_t size = sizeof client;
    Descriptor made(::accept4(m_descriptor.number(), general(client), &size, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (made.number() < 0) {
        if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED) return;
        fail("cannot accept a connection");
    }
    sendAtOnce(made);
    const std::lock_guard guard(m_mutex);
    const auto known = m_wires.find(ntohs(client.sin_port));
    if (known == m_wires.end()) return; // somebody else on this machine: hang up
    const auto isIt = [&](const Arrival& arrival) { return arrival.wire.get() == known->second; };
    const auto arrival = std::ranges::find_if(m_arrivals, isIt);
    if (arrival != m_arrivals.end()) arrival->accepted.emplace(std::move(made));
}

} // namespace lockstep::sync
