// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/pipe.h"

#include "core/sync/io/selector.h"

#include <algorithm>

#include <cerrno>
#include <sys/socket.h>
#include <system_error>
#include <utility>

namespace lockstep::sync {

namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

bool isGone(int error) {
    return error == EPIPE || error == ECONNRESET;
}

// How many bytes; 0: not now, or nobody is there to read them.
std::size_t sendSome(int descriptor, std::string_view text) {
    const ssize_t count = ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN && errno != EINTR && !isGone(errno)) fail("cannot send to the socket");
    return static_cast<std::size_t>(std::max<ssize_t>(0, count));
}

} // namespace

// Under the latch, as part of a commit.
void Pipe::countSent() {
    m_sent.fetch_add(1, std::memory_order_release); // pairs with isReady
    if (m_watcher) m_watcher->lookAgain();
}

void Pipe::setWatcher(Selector* watcher) {
    Worker& me = Worker::current();
    lock(me);
    m_watcher = watcher;
    unlock(me);
}

void Pipe::send(std::string line, int descriptor, Site site) {
    const auto sendAll = [&] {
        if (descriptor == kNoDescriptor) return;
        const std::string text = line + "\n";
        for (std::size_t sent = 0; sent < text.size();) {
            sent += sendSome(descriptor, std::string_view(text).substr(sent));
            if (sent < text.size() && (isGone(errno) || !waitUntilWritable(descriptor))) return;
        }
    };
    blocking(site, Clock(0), sendAll, [&] {
        if (descriptor == kNoDescriptor) m_lines.push_back(line);
        countSent();
    });
}

void Pipe::close(int descriptor, Site site) {
    if (std::exchange(m_isClosed, true)) return;
    perform({EventKind::Close, site, true}, kAlways, [this, descriptor] {
        if (descriptor == kNoDescriptor)
            m_hasEnded = true;
        else
            ::shutdown(descriptor, SHUT_WR);
        countSent();
        return 0;
    });
}

std::optional<std::string> Pipe::receive(int descriptor, Site site) {
    if (descriptor == kNoDescriptor) return receiveModelled(site);
    blocking(site, Clock(0), [&] { fetch(descriptor); });
    return takeFirst();
}

std::optional<std::string> Pipe::receiveModelled(Site site) {
    std::optional<std::string> line;
    blockingModel(
        site, [this] { return isReady(); }, [&] { line = takeFirst(); });
    return line;
}

std::optional<std::string> Pipe::takeFirst() {
    if (m_lines.empty()) return std::nullopt;
    std::optional line(std::move(m_lines.front()));
    m_lines.pop_front();
    m_sent.fetch_sub(1, std::memory_order_relaxed); // the receiver alone asks
    return line;
}

// Until there is a whole line, or the end, or the session stops.
void Pipe::fetch(int descriptor) {
    while (m_lines.empty() && !m_hasEnded && waitUntilReadable(descriptor)) {
        char part[4096];
        const ssize_t count = ::recv(descriptor, part, sizeof part, 0);
        if (count < 0 && errno != EAGAIN && errno != EINTR && !isGone(errno)) fail("cannot read the socket");
        m_hasEnded = count == 0 || (count < 0 && isGone(errno));
        if (count > 0) split({part, static_cast<std::size_t>(count)});
    }
}

void Pipe::split(std::string_view part) {
    for (const char c : part)
        if (c == '\n')
            m_lines.push_back(std::exchange(m_rest, {}));
        else
            m_rest += c;
}

} // namespace lockstep::sync
