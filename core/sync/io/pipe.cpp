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

// How many bytes it took, 0 when there is no room now; nothing: nobody is there any more to read them.
std::optional<std::size_t> sendSome(int descriptor, std::string_view text) {
    const ssize_t count = ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (isGone(errno)) return std::nullopt;
    if (errno != EAGAIN && errno != EINTR) fail("cannot send to the socket");
    return 0;
}

} // namespace

// As part of a commit, and before the other end can see anything of it.
void Pipe::countSent() {
    m_sent.fetch_add(1, std::memory_order_release); // pairs with isReady
}

// When what was counted is recorded: a Selector that chooses has its own latch, and waits for that. By then
// the trace has the thread in the kernel, where nobody holds it: for latches it waits without a word.
void Pipe::tellWatcher() {
    Worker& me = Worker::current();
    m_latch.lock();
    if (m_watcher) m_watcher->lookAgain();
    unlock(me);
}

void Pipe::setWatcher(Selector* watcher) {
    Worker& me = Worker::current();
    lock(me);
    m_watcher = watcher;
    unlock(me);
}

void Pipe::send(std::string line, int descriptor, Site site) {
    const auto sendAll = [&] {
        tellWatcher();
        if (descriptor != kNoDescriptor) sendReally(line + "\n", descriptor);
    };
    blocking(site, Clock(0), sendAll, [&] {
        if (descriptor == kNoDescriptor) m_lines.push_back(line);
        countSent();
    });
}

// Until all is sent, or nobody reads it any more, or the session stops.
void Pipe::sendReally(std::string_view text, int descriptor) {
    for (;;) {
        const std::optional<std::size_t> sent = sendSome(descriptor, text);
        if (!sent) return;
        text.remove_prefix(*sent);
        if (text.empty() || !waitUntilWritable(descriptor)) return;
    }
}

void Pipe::close(int descriptor, Site site) {
    if (std::exchange(m_isClosed, true)) return;
    bool isCounted = false; // not by a thread that unwinds, to which objects may be gone
    performInOrder({EventKind::Close, site, true}, kAlways, [&] {
        countSent();
        isCounted = true;
    });
    if (isCounted) tellWatcher();
    if (descriptor != kNoDescriptor) ::shutdown(descriptor, SHUT_WR);
}

std::optional<std::string> Pipe::receive(int descriptor, Site site) {
    std::optional<std::string> line;
    const auto take = [&] { line = takeFirst(); };
    if (descriptor == kNoDescriptor)
        blockingModel(
            site, [this] { return isReady(); }, take);
    else
        blocking(
            site, Clock(0), [&] { fetch(descriptor); }, Nothing(), take);
    return line;
}

std::optional<std::string> Pipe::takeFirst() {
    if (m_lines.empty()) return std::nullopt;
    std::optional line(std::move(m_lines.front()));
    m_lines.pop_front();
    m_sent.fetch_sub(1, std::memory_order_relaxed); // what is gone lets nobody go who looks at it
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
