// SPDX-License-Identifier: GPL-3.0-or-later
// One direction of a connection: lines of text that one end sends and the other receives.
//
// Real where all threads move at once: then a socket carries the lines, and its descriptor is handed in with
// each call. Where one thread moves at a time they lie in a queue here. Either way a line is sent with the
// sender's Io, the end with its Close, and either is received with the receiver's IoEnd: so a schedule fits
// both.
#pragma once

#include "core/sync/io/kernelobject.h"

#include <deque>
#include <optional>
#include <string>

namespace lockstep::sync {

class Selector;

inline constexpr int kNoDescriptor = -1; ///< modelled

class Pipe : public KernelObject {
public:
    explicit Pipe(std::string_view name, Site site)
        : KernelObject(ObjectKind::Socket, name, 0, site) {}

    void send(std::string line, int descriptor, Site site);
    /// Waits for the next line; nothing once the other end has closed and all lines were received.
    std::optional<std::string> receive(int descriptor, Site site);
    /// Nothing more will be sent. At once; also while the thread unwinds.
    void close(int descriptor, Site site);

    /// A line, or the end, has been sent and not been received.
    bool isReady() const { return m_sent.load(std::memory_order_acquire) > 0; } // pairs with countSent
    /// Whoever waits for several looks again when something is sent; null: nobody does. One at a time.
    void setWatcher(Selector* watcher);

private:
    void countSent();
    void tellWatcher();
    void sendReally(std::string_view text, int descriptor);
    void fetch(int descriptor);
    void split(std::string_view part);
    std::optional<std::string> takeFirst();

    std::deque<std::string> m_lines; // modelled: under the latch; else whole lines read, the receiver's alone
    std::string m_rest;              // read, and not yet a whole line; the receiver's alone
    bool m_hasEnded = false;         // the end was read; the receiver's alone
    bool m_isClosed = false;         // the sender's alone
    std::atomic<int> m_sent{0};      // and not received; the end counts as well, and stays. Written in order
    Selector* m_watcher = nullptr;   // under the latch
};

} // namespace lockstep::sync
