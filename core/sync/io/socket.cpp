// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/socket.h"

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
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

Descriptor listeningSocket() {
    Descriptor made = newSocket();
    if (::listen(made.number(), SOMAXCONN) != 0) fail("cannot listen for connections");
    return made;
}

Descriptor newFlag() {
    Descriptor made(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (made.number() < 0) fail("cannot make a descriptor for arrivals");
    return made;
}

// What became of a connect() that could not end at once. One that was reset had been made before.
void throwIfRefused(const Descriptor& socket) {
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(socket.number(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
    const bool isMade = error == 0 || error == ECONNRESET || error == EPIPE;
    if (!isMade) throw std::system_error(error, std::generic_category(), "cannot connect");
}

} // namespace

Descriptor::~Descriptor() {
    if (m_number >= 0) ::close(m_number);
}

Listener::Listener(std::string_view name, Site site)
    : KernelObject(ObjectKind::Socket, name, 0, site)
    , m_descriptor(isModelled() ? Descriptor() : listeningSocket())
    , m_port(isReal() ? portOf(m_descriptor) : std::uint16_t{0})
    , m_news(isReal() ? newFlag() : Descriptor()) {}

Listener::~Listener() {
    for (const Arrival& arrival : m_arrivals) arrival.wire->toClient.close(kNoDescriptor, {});
}

std::unique_ptr<Connection> Listener::connect(std::string_view name, Site site) {
    const auto wire = std::make_shared<Wire>(name, site);
    std::optional<Descriptor> made;
    blocking(
        site, Clock(0), [&] { made.emplace(isReal() ? connectReally(*wire) : Descriptor()); },
        [&] {
            const std::lock_guard guard(m_mutex);
            m_arrivals.push_back({wire});
        });
    if (!made) made.emplace(); // granted to a thread that unwinds
    return std::make_unique<Connection>(wire, Connection::End::Client, std::move(*made));
}

Descriptor Listener::connectReally(const Wire& wire) try {
    Descriptor made = newSocket();
    sendAtOnce(made);
    expect(wire, portOf(made)); // before the server can see it
    sockaddr_in server = loopback(m_port);
    if (::connect(made.number(), general(server), sizeof server) == 0) return made;
    if (errno != EINPROGRESS) fail("cannot connect");
    if (waitUntilWritable(made.number())) throwIfRefused(made);
    return made;
} catch (...) {
    forget(wire);
    throw;
}

void Listener::expect(const Wire& wire, std::uint16_t port) {
    const std::lock_guard guard(m_mutex);
    const auto isIt = [&](const Arrival& arrival) { return arrival.wire.get() == &wire; };
    std::ranges::find_if(m_arrivals, isIt)->port = port;
}

// It does not come; whoever came after it no longer waits for it.
void Listener::forget(const Wire& wire) {
    const std::lock_guard guard(m_mutex);
    std::erase_if(m_arrivals, [&](const Arrival& arrival) {
        return arrival.wire.get() == &wire && !arrival.accepted; // else an acceptor may have claimed it
    });
    showUnclaimed();
}

// Arrivals are taken at the IoEnd, in its order. So that nobody comes back from the kernel for nothing, real
// ones are claimed before.
std::unique_ptr<Connection> Listener::accept(Site site) {
    std::list<Arrival> first;
    bool isMine = !isReal();
    const auto take = [&] {
        if (isMine) takeFirst(first);
    };
    if (isReal())
        blocking(
            site, Clock(0), [&] { waitForFirst(isMine); }, Nothing(), take);
    else
        blockingModel(
            site, [this] { return hasFirst(); }, take);
    if (first.empty()) return nullptr; // granted to a thread that unwinds
    if (!isReal()) first.front().accepted.emplace();
    return std::make_unique<Connection>(std::move(first.front().wire), Connection::End::Server,
                                        std::move(*first.front().accepted));
}

bool Listener::hasFirst() {
    const std::lock_guard guard(m_mutex);
    return !m_arrivals.empty();
}

void Listener::takeFirst(std::list<Arrival>& into) {
    const std::lock_guard guard(m_mutex);
    into.splice(into.end(), m_arrivals, m_arrivals.begin());
    if (isReal()) --m_claimed;
}

// Until it has one, or the session stops.
void Listener::waitForFirst(bool& isMine) {
    const int news[]{m_descriptor.number(), m_news.number()};
    while (!(isMine = claimFirst()) && waitUntilReadable(news)) acceptOne();
}

bool Listener::claimFirst() {
    const std::lock_guard guard(m_mutex);
    if (!hasUnclaimed()) return false;
    ++m_claimed;
    showUnclaimed();
    return true;
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
    keep(std::move(made), ntohs(client.sin_port));
}

void Listener::keep(Descriptor made, std::uint16_t clientPort) {
    const std::lock_guard guard(m_mutex);
    const auto isIt = [&](const Arrival& arrival) { return arrival.port == clientPort && !arrival.accepted; };
    const auto arrival = std::ranges::find_if(m_arrivals, isIt);
    if (arrival == m_arrivals.end()) return; // somebody else on this machine: hang up
    arrival->accepted.emplace(std::move(made));
    showUnclaimed();
}

// m_mutex held, as below. Who came later waits for who began earlier.
bool Listener::hasUnclaimed() const {
    const auto isComing = [](const Arrival& arrival) { return !arrival.accepted; };
    const auto coming = std::ranges::find_if(m_arrivals, isComing);
    return static_cast<std::size_t>(std::distance(m_arrivals.begin(), coming)) > m_claimed;
}

void Listener::showUnclaimed() {
    eventfd_t before = 0;
    if (hasUnclaimed())
        eventfd_write(m_news.number(), 1);
    else
        eventfd_read(m_news.number(), &before);
}

} // namespace lockstep::sync
