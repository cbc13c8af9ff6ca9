// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/queueuse.h"

namespace lockstep {

namespace {

QueueUse useOf(const Trace& trace, const ObjectLane& lane) {
    QueueUse use{lane.info.id};
    for (std::size_t i = 0, n = lane.events.size(); i < n; ++i) {
        const EventKind kind = trace.event(lane.events[i]).kind;
        use.puts += kind == EventKind::Put;
        use.takes += kind == EventKind::Take;
    }
    for (std::size_t i = 0, n = lane.values.size(); i < n; ++i)
        use.maxDepth = std::max<std::int64_t>(use.maxDepth, lane.values[i].value);
    return use;
}

} // namespace

std::vector<QueueUse> queueUses(const Trace& trace) {
    std::vector<QueueUse> uses;
    for (std::uint32_t i = 0; i < trace.objectCount(); ++i)
        if (const ObjectLane& lane = trace.object(ObjectId{i}); lane.info.kind == ObjectKind::Queue)
            uses.push_back(useOf(trace, lane));
    return uses;
}

} // namespace lockstep
