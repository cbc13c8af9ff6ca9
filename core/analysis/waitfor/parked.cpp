// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/waitfor/parked.h"

namespace lockstep {

namespace {

// Of one that has not parked yet it need not be known: it can go on anyway.
bool wantsToRead(const Trace& trace, const Moment& moment, ObjectId lock, const Member& inLine) {
    const ThreadMoment& thread = moment.thread(inLine.thread);
    return trace.event(inLine.since).alternative == Alternative::Shared ||
           (thread.parkedOn == lock && thread.wants == EventKind::AcquireShared);
}

} // namespace

bool isPutting(const Trace& trace, const Moment& moment, const ThreadMoment& thread) {
    const ObjectInfo& info = trace.object(thread.parkedOn).info;
    if (info.kind != ObjectKind::Queue) return false;
    if (thread.wants) return *thread.wants == EventKind::Put;
    return info.capacity > 0 && moment.object(info.id).value.value_or(0) >= info.capacity;
}

std::vector<ThreadId> aheadInLine(const Trace& trace, const Moment& moment, const ThreadMoment& thread) {
    const ObjectMoment& lock = moment.object(thread.parkedOn);
    const auto policy = static_cast<SharedPolicy>(trace.object(lock.id).info.capacity);
    const bool isReader = thread.wants == EventKind::AcquireShared;
    std::vector<ThreadId> ahead;
    for (const Member& other : lock.line) {
        if (other.thread == thread.id && policy == SharedPolicy::Fair) break;
        if (other.thread == thread.id || policy == SharedPolicy::PreferReaders) continue;
        const bool passes =
            isReader ? wantsToRead(trace, moment, lock.id, other) : policy == SharedPolicy::PreferWriters;
        if (!passes) ahead.push_back(other.thread);
    }
    return ahead;
}

} // namespace lockstep
