// SPDX-License-Identifier: GPL-3.0-or-later
// A run as trace viewers know one: tracks with slices, arrows between them, numbers, marks. What a viewer's
// format is like is the business of a TimelineFormat; what is told stands here, once for all of them.
//
// Each thread has a track of its states, each lock one of its holders, each CPU that the kernel spoke of one
// of its threads, and everything that has a number (the items of a queue, the permits of a semaphore) one of
// that. A thread that has ended has no slice any more. Nothing is gathered: memory does not grow with the
// trace.
#pragma once

#include "core/trace/file/about.h"
#include "core/trace/trace.h"

#include <string>
#include <vector>

namespace lockstep {

enum class TrackGroup : std::uint8_t { Threads, Locks, Numbers, Cpus };

struct TrackId {
    TrackGroup group = TrackGroup::Threads;
    std::uint32_t number = 0; ///< within its group
};

/// Names and texts, in the order in which they are to be told.
using Facts = std::vector<std::pair<std::string, std::string>>;

struct Slice {
    TrackId track;
    TimeRange range;
    std::string name; ///< "blocked", "held by Worker 1"
    Facts details;
};

/// What one end of an arrow stands on: "Release lock1".
struct ArrowEnd {
    TrackId track;
    Timestamp time = 0;
    std::string name;
    std::string source; ///< empty where there is none
};

class TimelineFormat {
public:
    virtual ~TimelineFormat() = default;

    /// First of all.
    virtual void begin(const Facts& facts) = 0;
    virtual void group(TrackGroup group, const std::string& name) = 0;
    /// `unit`: of a track of numbers. A group stands before its tracks, and a track before what is on it.
    virtual void track(TrackId track, const std::string& name, const std::string& unit) = 0;
    virtual void slice(const Slice& slice) = 0;
    virtual void number(TrackId track, Timestamp time, std::int32_t value) = 0;
    /// `id` is another for every arrow.
    virtual void arrow(std::uint64_t id, const std::string& kind, const ArrowEnd& from,
                       const ArrowEnd& to) = 0;
    /// Something that concerns the whole run or, on its track, one thread.
    virtual void mark(const TrackId* track, Timestamp time, const std::string& text) = 0;
    /// Last of all.
    virtual void end() = 0;
};

/// O(events). `about`: what is known of the run beside its trace.
void writeTimeline(const Trace& trace, const About& about, TimelineFormat& format);

/// What a reader of the data must know of its run, losses among it: names and texts.
Facts factsOf(const Trace& trace, const About& about);

} // namespace lockstep
