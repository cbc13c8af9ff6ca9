// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/waitfor/waitwords.h"

#include "core/analysis/sentences.h"

#include <algorithm>

namespace lockstep {

namespace {

constexpr std::size_t kMostNames = 8;

std::string listed(const std::vector<std::string>& words) {
    const std::size_t shown = words.size() > kMostNames ? kMostNames - 1 : words.size();
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        const bool isLast = i + 1 == words.size();
        text += std::string(i == 0 ? "" : isLast ? " and " : ", ") + words[i];
    }
    if (shown < words.size()) text += " and " + std::to_string(words.size() - shown) + " others";
    return text;
}

} // namespace

std::string WaitWords::name(ThreadId thread) const {
    return threadName(m_trace, thread);
}
std::string WaitWords::quoted(ObjectId object) const {
    return quotedName(m_trace, object);
}

std::string WaitWords::names(const std::vector<ThreadId>& threads) const {
    std::vector<std::string> words;
    words.reserve(threads.size());
    for (const ThreadId thread : threads) words.push_back(name(thread));
    return listed(words);
}
std::string WaitWords::quoted(const std::vector<ObjectId>& objects) const {
    std::vector<std::string> words;
    words.reserve(objects.size());
    for (const ObjectId object : objects) words.push_back(quoted(object));
    return listed(words);
}

bool WaitWords::isReader(ThreadId thread) const {
    return m_moment.thread(thread).wants == EventKind::AcquireShared;
}

std::string WaitWords::wait(const ThreadMoment& thread, bool isOfSeveral) const {
    return std::string(isOfSeveral ? "wait " : "waits ") + plainWait(thread);
}

std::string WaitWords::plainWait(const ThreadMoment& thread) const {
    const std::string what = quoted(thread.parkedOn);
    switch (m_trace.object(thread.parkedOn).info.kind) {
    case ObjectKind::Thread: return "for the end of " + what;
    case ObjectKind::SharedMutex: return std::string(isReader(thread.id) ? "to read " : "to write ") + what;
    case ObjectKind::Condition: return "to be notified on " + what;
    case ObjectKind::Event: return "for " + what + " to be set";
    case ObjectKind::Latch: return "for " + what + " to reach zero";
    case ObjectKind::Barrier: return "at " + what;
    case ObjectKind::Semaphore: return "for a permit of " + what;
    case ObjectKind::Future: return "for the value of " + what;
    case ObjectKind::Queue:
        return isPutting(thread) ? "to put into " + what + ", which is full"
                                 : "to take from " + what + ", which is empty";
    default: return "for " + what;
    }
}

// Why a lock is not to be had: somebody has it, or stands before the waiter in line.
std::string WaitWords::lockLink(const WaitEdge& edge) const {
    const std::string who = name(edge.holder);
    const ObjectMoment& lock = m_moment.object(edge.object);
    if (!lock.isHeldBy(edge.holder)) return " behind " + who + ", which is before it in line";
    if (edge.holder == edge.waiter)
        return lock.holder == edge.holder ? ", which it holds itself" : ", which it reads itself";
    return ", which " + who + (lock.holder == edge.holder ? " holds" : " reads");
}

std::string WaitWords::link(const WaitEdge& edge) const {
    const ThreadMoment& thread = m_moment.thread(edge.waiter);
    const std::string who = edge.holder == edge.waiter ? "it itself" : name(edge.holder);
    if (!thread.isParkedOnObject()) return "has not been started, which " + who + " could do";
    const std::string words = wait(thread);
    switch (m_trace.object(edge.object).info.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
    case ObjectKind::SharedMutex: return words + lockLink(edge);
    case ObjectKind::Thread: return words;
    case ObjectKind::Condition:
    case ObjectKind::Event: return words + ", which only " + who + " may do";
    case ObjectKind::Queue:
        return words + " and only " + who + (isPutting(thread) ? " may empty" : " may fill");
    case ObjectKind::Barrier: return words + " for " + who;
    case ObjectKind::Latch: return words + ", which only " + who + " may count down";
    case ObjectKind::Semaphore: return words + ", which only " + who + " may give";
    default: return words + ", which only " + who + " may set";
    }
}

std::string WaitWords::ring(const Ring& ring) const {
    const WaitEdge& last = ring.back();
    const ObjectMoment& closing = m_moment.object(last.object);
    if (ring.size() == 1) {
        const bool isJoin = m_trace.object(last.object).info.kind == ObjectKind::Thread;
        return name(last.waiter) + (isJoin ? " waits for its own end, which can never come."
                                           : std::string(" ") + link(last) + ".");
    }
    const bool opens = closing.isHeldBy(last.holder);
    std::string text = name(ring.front().waiter);
    if (opens) text += (closing.holder == last.holder ? " holds " : " reads ") + quoted(last.object) + " and";
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const bool isTold = opens && i + 1 == ring.size(); // in the opening
        if (i > 0) text += std::string("; ") + name(ring[i].waiter);
        text += ' ';
        text += isTold ? wait(m_moment.thread(ring[i].waiter)) : link(ring[i]);
    }
    return text + ".";
}

std::string WaitWords::places(const std::vector<ThreadId>& threads) const {
    std::vector<std::string> words;
    for (const ThreadId thread : threads) {
        const std::string site = siteText(m_trace, m_moment.thread(thread).site);
        if (!site.empty()) words.push_back(name(thread) + " at " + site);
    }
    return listed(words);
}

} // namespace lockstep
