// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/words/phrases.h"

#include "core/analysis/sentences.h"

namespace lockstep {

std::string parkedWords(const Trace& trace, ObjectId object) {
    const ObjectInfo& info = trace.object(object).info;
    switch (info.kind) {
    case ObjectKind::Thread: return "for the end of " + info.name;
    case ObjectKind::Condition: return "to be notified on `" + info.name + "`";
    case ObjectKind::Semaphore: return "for a permit of `" + info.name + "`";
    case ObjectKind::Queue: return "on the queue `" + info.name + "`";
    case ObjectKind::Barrier: return "for the others at `" + info.name + "`";
    case ObjectKind::Latch: return "for `" + info.name + "` to reach zero";
    case ObjectKind::Event: return "for `" + info.name + "` to be set";
    case ObjectKind::Future: return "for the value of `" + info.name + "`";
    case ObjectKind::File: return "in the kernel for the file `" + info.name + "`";
    case ObjectKind::Socket: return "in the kernel for the socket `" + info.name + "`";
    case ObjectKind::Process: return "in the kernel for the process `" + info.name + "`";
    default: return "for `" + info.name + "`";
    }
}

std::string queueWords(const Trace& trace, ObjectId object, EventIndex when) {
    const ObjectLane& lane = trace.object(object);
    if (lane.info.kind != ObjectKind::Queue) return {};
    const auto index = lane.values.changes().indexAt(when);
    const int depth = index ? lane.values[*index].value : 0;
    return lane.info.capacity > 0 && depth >= lane.info.capacity ? ", which is full" : ", which is empty";
}

std::string atSite(const Trace& trace, SiteId site) {
    return site.isValid() ? " at " + siteText(trace, site) : "";
}

std::string holdReason(const Event& hold) {
    if (hold.kind != EventKind::Hold) return {};
    switch (static_cast<HoldReason>(hold.value)) {
    case HoldReason::Pause: return ": the run is paused";
    case HoldReason::Pace: return ": slow motion";
    case HoldReason::RingFull: return ": the recorder must catch up";
    case HoldReason::Latch: return ": another thread's step on the same object is being recorded";
    }
    return {};
}

} // namespace lockstep
