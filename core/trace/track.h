// SPDX-License-Identifier: GPL-3.0-or-later
// A step function of time: what a lane, a queue depth or a variable is made of.
//
// A change holds from its time to the time of the next one. The collector appends, any thread reads. Every
// question is answered by binary search over the changes; there is nothing to keep in step with them.
#pragma once

#include "core/trace/appendonly.h"
#include "core/trace/ids.h"
#include "core/trace/time.h"

#include <optional>

namespace lockstep {

/// What a lane shows from a change on: a state and whom or what it is about (the object waited for, the
/// holder). Packed into the 32 bits of Change::value.
struct LaneValue {
    std::uint8_t state = 0;
    std::uint32_t subject = kNoSubject; ///< 24 bits

    static constexpr std::uint32_t kNoSubject = 0xffffff;

    constexpr std::int32_t packed() const {
        return static_cast<std::int32_t>((subject & kNoSubject) << 8 | state);
    }
    static constexpr LaneValue unpacked(std::int32_t value) {
        const auto bits = static_cast<std::uint32_t>(value);
        return {static_cast<std::uint8_t>(bits & 0xff), bits >> 8};
    }
    template <class AnyId>
    AnyId subjectAs() const {
        return subject == kNoSubject ? AnyId{} : AnyId{subject};
    }
    bool operator==(const LaneValue&) const = default;
};

struct Change {
    Timestamp time = 0;
    EventIndex event; ///< the event that caused it
    std::int32_t value = 0;

    LaneValue lane() const { return LaneValue::unpacked(value); }
};
static_assert(sizeof(Change) == 16);

class Track {
public:
    /// Writer only. Time and event must not decrease.
    void append(Change change) { m_changes.append(change); }

    std::size_t size() const { return m_changes.size(); }
    bool empty() const { return m_changes.empty(); }
    const Change& operator[](std::size_t i) const { return m_changes[i]; }

    /// The last change at or before the time; none before the first. O(log n).
    std::optional<std::size_t> indexAt(Timestamp time) const;
    /// The last change caused by this event or an earlier one. O(log n).
    std::optional<std::size_t> indexAt(EventIndex event) const;
    /// As indexAt(), searched onwards from a change that is not later, among the first `count`.
    /// O(log distance).
    std::size_t indexNear(Timestamp time, std::size_t from, std::size_t count) const;
    std::size_t indexNear(EventIndex event, std::size_t from, std::size_t count) const;

    /// Change i holds over this stretch; the last one holds until traceEnd.
    TimeRange rangeOf(std::size_t i, Timestamp traceEnd) const {
        const Timestamp end = i + 1 < size() ? (*this)[i + 1].time : traceEnd;
        return {(*this)[i].time, end};
    }

private:
    AppendOnly<Change> m_changes;
};

} // namespace lockstep
