// SPDX-License-Identifier: GPL-3.0-or-later
// Connections over the loopback interface: a listener, and the two ends of what it accepts.
//
// Real TCP sockets where all threads move at once, modelled where one moves at a time (see Pipe). Calls that
// wait poll the session's stop descriptor beside their own. Whatever the system refuses is thrown as
// std::system_error with words for it.
#pragma once

#include "core/sync/io/pipe.h"

#include <list>
#include <memory>
#include <utility>

namespace lockstep::sync {

/// Both directions of a connection, which both ends have.
struct Wire {
    Wire(std::string_view name, Site site)
        : toServer(std::string(name) + " request", site)
        , toClient(std::string(name) + " answer", site) {}
    Pipe toServer;
    Pipe toClient;
};

/// Closes it.
class Descriptor {
public:
    explicit Descriptor(int number = kNoDescriptor)
        : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept
        : m_number(std::exchange(other.m_number, kNoDescriptor)) {}
    ~Descriptor();
    Descriptor& operator=(Descriptor&&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

/// One end of a connection. One thread may receive from it while another sends to it.
class Connection {
public:
    enum class End : std::uint8_t { Client, Server };
    Connection(std::shared_ptr<Wire> wire, End end, Descriptor descriptor)
        : m_wire(std::move(wire))
        , m_end(end)
        , m_descriptor(std::move(descriptor)) {}
    ~Connection() { close(); }

    void send(std::string line, Site site = Site::current()) {
        outgoing()->send(std::move(line), descriptor(), site);
    }
    /// The next line; nothing once the other end has closed.
    std::optional<std::string> receive(Site site = Site::current()) {
        return incoming()->receive(descriptor(), site);
    }
    /// Nothing more will be sent; what the other end sends can still be received.
    void close(Site site = Site::current()) { outgoing()->close(descriptor(), site); }

    std::shared_ptr<Pipe> incoming() const { return pipe(m_end == End::Client); }
    std::shared_ptr<Pipe> outgoing() const { return pipe(m_end == End::Server); }
    int descriptor() const { return m_descriptor.number(); }

private:
    std::shared_ptr<Pipe> pipe(bool isToClient) const {
        return {m_wire, isToClient ? &m_wire->toClient : &m_wire->toServer};
    }

    const std::shared_ptr<Wire> m_wire;
    const End m_end;
    const Descriptor m_descriptor;
};

class Listener : public KernelObject {
public:
    /// Listens on a port of 127.0.0.1 that the system chooses.
    explicit Listener(std::string_view name, Site site = Site::current());
    /// Clients that were not accepted find the end.
    ~Listener();

    /// Waits for a client: the one that has begun to connect first. For any number of threads at once.
    std::unique_ptr<Connection> accept(Site site = Site::current());
    /// The client's end of a new connection with this name.
    std::unique_ptr<Connection> connect(std::string_view name, Site site = Site::current());

private:
    struct Arrival {
        std::shared_ptr<Wire> wire;
        std::uint16_t port = 0;                  // real: the client's, once it has one
        std::optional<Descriptor> accepted = {}; // real: the server's end, once it is there
    };
    bool isReal() const { return m_descriptor.number() != kNoDescriptor; }
    bool hasFirst();
    void takeFirst(std::list<Arrival>& into);
    void waitForFirst(bool& isMine);
    bool claimFirst();
    void acceptOne();
    void keep(Descriptor made, std::uint16_t clientPort);
    Descriptor connectReally(const Wire& wire);
    void expect(const Wire& wire, std::uint16_t port);
    void forget(const Wire& wire);
    bool hasUnclaimed() const;
    void showUnclaimed();

    const Descriptor m_descriptor;
    const std::uint16_t m_port = 0;
    const Descriptor m_news;       // can be read as long as an acceptor could claim an arrival
    std::mutex m_mutex;            // all below
    std::list<Arrival> m_arrivals; // in order of their Io
    std::size_t m_claimed = 0;     // so many at the front are for acceptors that are on their way out
};

} // namespace lockstep::sync
