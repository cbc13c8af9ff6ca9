// SPDX-License-Identifier: GPL-3.0-or-later
// Which lanes there are and where each stands: threads under the thread that spawned them, locks, CPUs.
//
// A pure function of (trace, lane height, what is to be shown). O(threads + objects). Without a sieve nothing
// is left out.
#pragma once

#include "core/trace/trace.h"

#include <optional>
#include <vector>

namespace lockstep::ui {

class LaneSieve;

enum class LaneKind : std::uint8_t { Thread, Lock, Cpu };

/// What a lane is about; `index` is the value of the ThreadId or ObjectId, or the place of a CPU in the
/// trace.
struct LaneKey {
    LaneKind kind = LaneKind::Thread;
    std::uint32_t index = 0;

    bool operator==(const LaneKey&) const = default;
    ThreadId thread() const { return kind == LaneKind::Thread ? ThreadId{index} : ThreadId{}; }
    ObjectId lock() const { return kind == LaneKind::Lock ? ObjectId{index} : ObjectId{}; }
};

struct Lane {
    LaneKey key;
    int depth = 0;   ///< generations below a thread whose parent has no lane
    int parent = -1; ///< lane of the thread that spawned it; none where that has no lane
    int top = 0;     ///< logical pixels below the first lane's top
    int height = 0;  ///< of the spans; lanes stand further apart than that

    int bottom() const { return top + height; }
    double middle() const { return top + height / 2.0; }
};

class TimelineLayout {
public:
    static constexpr int kStandardHeight = 28;
    static constexpr int kLeastHeight = 10;
    static constexpr int kMostHeight = 120;
    static constexpr int kGap = 6; ///< between lanes, also above the first

    TimelineLayout() = default;
    explicit TimelineLayout(const Trace& trace, int laneHeight = kStandardHeight,
                            const LaneSieve* sieve = nullptr);

    const std::vector<Lane>& lanes() const { return m_lanes; }
    /// Tops of the hairlines between threads, locks and CPUs.
    const std::vector<int>& separators() const { return m_separators; }
    int height() const { return m_height; }
    int laneHeight() const { return m_laneHeight; }
    /// The same in two layouts of a trace that show the same lanes.
    std::size_t fingerprint() const { return m_fingerprint; }
    /// The trace has threads, locks or CPUs that this layout does not know.
    bool isOutdated(const Trace& trace) const;

    std::optional<std::size_t> find(LaneKey key) const;
    const Lane* lane(ThreadId thread) const;
    const Lane* lane(ObjectId lock) const;
    /// The lane at this height; the gap around a lane belongs to it.
    std::optional<std::size_t> laneAt(double y) const;

private:
    void addThreads(const Trace& trace, const LaneSieve* sieve);
    void addLane(LaneKey key, int height, int depth = 0, int parent = -1);
    void separate();

    std::vector<Lane> m_lanes;
    std::vector<int> m_separators;
    std::vector<int> m_ofThread; // lane by thread
    std::vector<int> m_ofObject; // lane by object, -1 = has none
    std::size_t m_cpus = 0;
    std::size_t m_fingerprint = 0;
    int m_height = 0;
    int m_laneHeight = kStandardHeight;
};

} // namespace lockstep::ui
