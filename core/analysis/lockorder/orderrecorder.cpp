// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lockorder/orderrecorder.h"

#include <algorithm>

namespace lockstep {

namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) { // as splitmix64 does
    hash += 0x9e3779b97f4a7c15u + value;
    hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ hash >> 27) * 0x94d049bb133111ebu;
    return hash ^ hash >> 31;
}

std::uint64_t packed(ObjectId held, ObjectId wanted) {
    return std::uint64_t{held.value} << 32 | wanted.value;
}

} // namespace

void OrderRecorder::record(const Event& event, EventIndex index) {
    const bool isThreads = event.thread.isValid();
    switch (event.kind) {
    case EventKind::Spawn:
        if (isThreads) learn(ThreadId{static_cast<std::uint32_t>(event.value)}, event.thread, index);
        return;
    case EventKind::Join:
        if (isThreads) learn(event.thread, ThreadId{static_cast<std::uint32_t>(event.value)}, index);
        return;
    case EventKind::Announce:
        if (isThreads)
            m_threads[event.thread.index()].isTimed = Announced::unpacked(event.value).hasTimeLimit;
        return;
    case EventKind::Park: return recordPark(event, index);
    case EventKind::Wait:
    case EventKind::Acquire:
    case EventKind::AcquireShared:
    case EventKind::Release:
    case EventKind::ReleaseShared:
        if (!isThreads) return;
        if (isLock(m_trace.object(event.object).info.kind)) return recordLock(event, index);
        if (m_trace.object(event.object).info.kind == ObjectKind::Semaphore) recordPermit(event);
        return;
    default: return;
    }
}

// A form that gives up by itself keeps nobody in a ring: it holds, and never waits for ever.
void OrderRecorder::recordLock(const Event& event, EventIndex index) {
    switch (event.kind) {
    case EventKind::Wait:
        if (event.value == 0)
            ask(event.thread, event.object, event.alternative == Alternative::Shared, index);
        return;
    case EventKind::Acquire:
    case EventKind::AcquireShared:
        if (event.alternative != Alternative::Attempt)
            ask(event.thread, event.object, event.kind == EventKind::AcquireShared, index);
        return take(event);
    default: giveBack(event);
    }
}

void OrderRecorder::recordPermit(const Event& event) {
    if (event.kind == EventKind::Acquire) take(event);
    if (event.kind == EventKind::Release && !giveBack(event)) m_isGrown[event.object.index()] = true;
}

// Another thread was faster: it asks all the same.
void OrderRecorder::recordPark(const Event& event, EventIndex index) {
    const ThreadId thread{static_cast<std::uint32_t>(event.value)};
    if (!isLock(m_trace.object(event.object).info.kind) || m_threads[thread.index()].isTimed) return;
    const auto announced = m_trace.thread(thread).events.lastUpTo(index);
    const bool isShared =
        announced && m_trace.event(*announced).kind == EventKind::Announce &&
        Announced::unpacked(m_trace.event(*announced).value).kind == EventKind::AcquireShared;
    ask(thread, event.object, isShared, index);
}

void OrderRecorder::ask(ThreadId thread, ObjectId lock, bool isShared, EventIndex index) {
    if (!isShared) m_isWritten[lock.index()] = true;
    const std::vector<Hold>& held = m_threads[thread.index()].held;
    const auto isDeeper = [&](const Hold& hold) { return hold.what.lock == lock; };
    if (held.empty() || std::ranges::any_of(held, isDeeper)) return;
    for (const Hold& hold : held)
        if (isLockOf(hold)) addEdge(hold, thread, lock, isShared, index);
}

// Of requests that differ in nothing else the last is before the fewest of what others do: only whom the
// thread has taught in between can tell them apart. What is noted already costs one look-up.
void OrderRecorder::addEdge(const Hold& held, ThreadId thread, ObjectId lock, bool isShared,
                            EventIndex index) {
    const ThreadNow& me = m_threads[thread.index()];
    std::uint64_t witness =
        mixed(mixed(packed(held.what.lock, lock), thread.value), std::uint64_t{held.learned} << 1 | isShared);
    for (const Hold& other : me.held)
        witness = mixed(witness, std::uint64_t{other.what.lock.value} << 1 | other.what.isShared);
    const auto [noted, isNew] = m_noted.try_emplace(witness);
    if (isNew)
        noted->second = note(held, thread, lock, isShared, index);
    else if (noted->second.taught != me.taught && noted->second.place != kNowhere)
        m_edges[noted->second.edge].witnesses[noted->second.place].asked = index;
    noted->second.taught = me.taught;
}

OrderRecorder::Noted OrderRecorder::note(const Hold& held, ThreadId thread, ObjectId lock, bool isShared,
                                         EventIndex index) {
    const std::uint64_t locks = packed(held.what.lock, lock);
    const auto [found, isNew] = m_edgeOf.try_emplace(locks, m_edges.size());
    if (isNew) m_edges.push_back({held.what.lock, lock, {}});
    OrderEdge& edge = m_edges[found->second];
    if (++m_waysOf[mixed(locks, thread.value)] > kMostOfAThread) {
        edge.isCut = true;
        return {};
    }
    edge.witnesses.push_back(
        {thread, index, held.what.isShared, isShared, shownHeld(m_threads[thread.index()]), held.known});
    return {found->second, edge.witnesses.size() - 1};
}

std::shared_ptr<const std::vector<HeldLock>> OrderRecorder::shownHeld(ThreadNow& thread) const {
    if (thread.shownHeld) return thread.shownHeld;
    std::vector<HeldLock> held;
    held.reserve(thread.held.size());
    for (const Hold& hold : thread.held) held.push_back(hold.what);
    return thread.shownHeld = std::make_shared<const std::vector<HeldLock>>(std::move(held));
}

void OrderRecorder::take(const Event& event) {
    ThreadNow& me = m_threads[event.thread.index()];
    me.held.push_back({{event.object, event.kind == EventKind::AcquireShared}, me.known, me.learned});
    me.shownHeld.reset();
}

// The level taken last goes first; nested ones of the same lock are so many entries. False: it had none.
bool OrderRecorder::giveBack(const Event& event) {
    ThreadNow& me = m_threads[event.thread.index()];
    for (std::size_t i = me.held.size(); i > 0; --i) {
        if (me.held[i - 1].what.lock != event.object) continue;
        me.held.erase(me.held.begin() + static_cast<std::ptrdiff_t>(i - 1));
        me.shownHeld.reset();
        return true;
    }
    return false;
}

void OrderRecorder::learn(ThreadId who, ThreadId from, EventIndex upTo) {
    std::vector<std::uint32_t> all = *m_threads[who.index()].known;
    const std::vector<std::uint32_t>& theirs = *m_threads[from.index()].known;
    all.resize(std::max({all.size(), theirs.size(), from.index() + 1}), 0);
    for (std::size_t i = 0; i < theirs.size(); ++i) all[i] = std::max(all[i], theirs[i]);
    all[from.index()] = std::max(all[from.index()], upTo.value + 1);
    ++m_threads[who.index()].learned;
    ++m_threads[from.index()].taught;
    m_threads[who.index()].known = std::make_shared<const std::vector<std::uint32_t>>(std::move(all));
}

} // namespace lockstep
