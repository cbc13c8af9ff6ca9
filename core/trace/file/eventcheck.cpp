// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/eventcheck.h"

#include <array>
#include <limits>

namespace lockstep {

namespace {

constexpr std::int32_t kMostCpus = 8192; // as many as Linux can be built for

template <class AnyId>
bool isNoneOrBelow(AnyId id, std::size_t count) {
    return !id.isValid() || id.index() < count;
}

constexpr bool isOfSession(EventKind kind) {
    using enum EventKind;
    return kind == Pause || kind == Resume || kind == Open || kind == Stop || kind == Lost ||
           kind == KernelLost || kind == Tick;
}

// What they tell is told of an object.
constexpr bool needsObject(EventKind kind) {
    using enum EventKind;
    switch (kind) {
    case Start:
    case Exit:
    case Failure:
    case Work:
    case Sleep:
    case Awake:
    case Wake: // from a sleep
    case Announce:
    case Hold:
    case Let:
    case Unwind:
    case SwitchIn:
    case SwitchOut:
    case CpuTime:
    case QueueTime: return false;
    default: return !isOfSession(kind);
    }
}

// The session itself does some things: it starts the first thread, and may signal.
constexpr bool needsThread(EventKind kind) {
    using enum EventKind;
    return kind == Acquire || kind == AcquireShared || kind == Pass;
}

// Of each kind, worked out once: it is asked for every event of a file.
struct Needs {
    bool thread = false;
    bool object = false;
};
constexpr std::array<Needs, kEventKinds> kNeeds = [] {
    std::array<Needs, kEventKinds> all;
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = {needsThread(static_cast<EventKind>(i)), needsObject(static_cast<EventKind>(i))};
    return all;
}();

bool isValuePossible(const Trace& trace, const Event& event) {
    using enum EventKind;
    const std::int32_t value = event.value;
    const auto count = static_cast<std::uint32_t>(value);
    switch (event.kind) {
    case Spawn:
    case Join:
    case Wake:
    case Park: return count < trace.threadCount();
    case Put:
    case Take: return value >= 0 && value < std::numeric_limits<std::int32_t>::max();
    case Announce: return static_cast<int>(Announced::unpacked(value).kind) < kEventKinds;
    case Open: return value >= 0 && value <= static_cast<int>(KernelSource::Gate);
    case Hold: return value >= 0 && value <= static_cast<int>(HoldReason::Latch);
    case SwitchIn:
    case SwitchOut: return value >= 0 && value < kMostCpus;
    default: return true;
    }
}

} // namespace

bool canAppend(const Trace& trace, const Event& event) {
    if (static_cast<int>(event.kind) >= kEventKinds) return false;
    if (!isNoneOrBelow(event.thread, trace.threadCount()) || !isNoneOrBelow(event.site, trace.siteCount()) ||
        !isNoneOrBelow(event.object, trace.objectCount()))
        return false;
    const Needs needs = kNeeds[static_cast<std::size_t>(event.kind)];
    if (needs.thread && !event.thread.isValid()) return false;
    if (needs.object && !event.object.isValid()) return false;
    if (event.kind == EventKind::Create && event.object.index() + 1 != trace.objectCount()) return false;
    return isValuePossible(trace, event);
}

bool canAdd(const Trace& trace, const ObjectInfo& object) {
    if (static_cast<int>(object.kind) >= kObjectKinds || trace.objectCount() >= LaneValue::kNoSubject)
        return false;
    const bool isPolicy = object.capacity >= 0 && object.capacity <= static_cast<int>(SharedPolicy::Fair);
    if (object.kind == ObjectKind::SharedMutex && !isPolicy) return false;
    return isNoneOrBelow(object.creator, trace.threadCount()) &&
           isNoneOrBelow(object.site, trace.siteCount());
}

} // namespace lockstep
