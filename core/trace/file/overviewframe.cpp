// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/overviewframe.h"

#include "core/trace/file/frames.h"

#include <algorithm>

namespace lockstep {

namespace {

constexpr int kMostStates = std::max(kThreadStates, kLockStates);
constexpr std::string_view kThread = "thread";
constexpr std::string_view kLock = "lock";

bool isOfThread(const Overview::Lane& lane) {
    return lane.info.kind == ObjectKind::Thread;
}

void writeLane(const Overview::Lane& lane, ByteWriter out) {
    out.text(isOfThread(lane) ? kThread : kLock);
    out.text(lane.info.name);
    out.text(lane.info.path);
    out.number(lane.parent.value + 1u); // none is 0
    out.number(lane.spans.size());
    Timestamp before = 0;
    for (const Overview::Span& span : lane.spans) {
        out.number(static_cast<std::uint64_t>(span.begin - before) * kMostStates + span.state);
        before = span.begin;
    }
}

bool readSpans(ByteReader& in, Timestamp end, int states, std::vector<Overview::Span>& spans) {
    std::uint64_t count = in.number();
    for (Timestamp time = 0; count > 0; --count) {
        const std::uint64_t number = in.number();
        const std::uint64_t passed = number / kMostStates;
        const auto state = static_cast<std::uint8_t>(number % kMostStates);
        if (in.isDamaged() || state >= states || passed > static_cast<std::uint64_t>(end - time))
            return false;
        time += static_cast<Timestamp>(passed);
        spans.push_back({time, state});
    }
    return true;
}

// Threads come before locks, and before the threads they spawned.
bool readLane(ByteReader& in, Overview& overview) {
    Overview::Lane lane;
    const std::string kind = in.text();
    const bool isThread = kind == kThread;
    const bool isOutOfOrder = isThread && !overview.lanes.empty() && !isOfThread(overview.lanes.back());
    lane.info.kind = isThread ? ObjectKind::Thread : ObjectKind::Mutex;
    lane.info.name = in.text();
    lane.info.path = in.text();
    const std::uint64_t parent = in.number();
    lane.parent = ThreadId{static_cast<std::uint32_t>(parent - 1)};
    if (isOutOfOrder || (!isThread && kind != kLock) || parent > (isThread ? overview.lanes.size() : 0))
        return false;
    if (!readSpans(in, overview.end, isThread ? kThreadStates : kLockStates, lane.spans)) return false;
    overview.lanes.push_back(std::move(lane));
    return true;
}

// Only with our own numbers: it is a convenience, and of a newer file there may be none.
bool areOurStates(ByteReader& in) {
    if (in.number() != kThreadStates) return false;
    for (int s = 0; s < kThreadStates; ++s)
        if (in.text() != name(static_cast<ThreadState>(s))) return false;
    return true;
}

} // namespace

Bytes encoded(const Overview& overview) {
    Bytes content;
    ByteWriter out(content);
    out.number(kThreadStates);
    for (int s = 0; s < kThreadStates; ++s) out.text(name(static_cast<ThreadState>(s)));
    out.number(static_cast<std::uint64_t>(overview.end));
    for (const Overview::Lane& lane : overview.lanes) writeLane(lane, out);
    return content;
}

std::optional<Overview> decodedOverview(ByteView content) {
    ByteReader in(content);
    if (!areOurStates(in)) return std::nullopt;
    Overview overview;
    const std::uint64_t end = in.number();
    if (end > static_cast<std::uint64_t>(kNever - 1)) return std::nullopt;
    overview.end = static_cast<Timestamp>(end);
    while (in.left() > 0)
        if (!readLane(in, overview)) return std::nullopt;
    return in.isDamaged() || overview.lanes.empty() ? std::nullopt : std::optional(std::move(overview));
}

std::optional<Overview> overviewIn(const ByteSource& file) {
    FrameReader frames(file);
    if (frames.readHead() != FrameReader::Head::Fits) return std::nullopt;
    Frame frame;
    while (frames.next(frame) == FrameReader::Found::Frame && frame.tag != kEventsFrame)
        if (frame.tag == kOverviewFrame) return decodedOverview(frame.content);
    return std::nullopt;
}

} // namespace lockstep
