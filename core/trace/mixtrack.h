// SPDX-License-Identifier: GPL-3.0-or-later
// A track of states that can say exactly how long each state lasted within any range, however many changes
// lie in it.
//
// Every kBlock changes it stores the running total of each state, so a total over a range is two searches and
// a subtraction: the same numbers serve a table, a pixel column that covers a thousand changes, and one that
// covers none. Cost: (States + 1) * 8 / kBlock bytes per change.
#pragma once

#include "core/trace/track.h"

#include <array>

namespace lockstep {

template <int States>
class MixTrack {
public:
    using Totals = std::array<std::int64_t, States>; ///< nanoseconds in each state
    static constexpr std::size_t kBlock = 32;        ///< divides the track's chunks, so a block is contiguous

    /// Writer only. Time and event must not decrease. A value equal to the present one is passed over.
    void append(Timestamp time, EventIndex event, LaneValue value) {
        const std::size_t n = m_track.size();
        if (n > 0) {
            if (m_last == value) return;
            m_running[m_last.state] += time - m_lastTime;
        }
        // before the change itself, so that whoever sees the change finds its block
        if (n % kBlock == 0) {
            m_blockBegins.append(time);
            m_blocks.append(m_running);
        }
        m_track.append({time, event, value.packed()});
        m_last = value;
        m_lastTime = time;
    }

    const Track& changes() const { return m_track; }
    std::size_t size() const { return m_track.size(); }
    const Change& operator[](std::size_t i) const { return m_track[i]; }

    /// Time spent in each state within the range. Stretches before the first change count nowhere; the last
    /// change is taken to hold until range.end. O(log n).
    Totals totals(TimeRange range) const {
        Sweep sweep(*this, range.begin);
        return range.isEmpty() ? Totals{} : sweep.advanceTo(range.end);
    }

    /// Walks along the track and yields the totals of one stretch after the other: a row of pixel columns. A
    /// step costs a dozen nanoseconds, however many changes it passes over.
    class Sweep {
    public:
        /// Only states with a share in `occurring` are counted, for who knows which do: less to add up.
        Sweep(const MixTrack& track, Timestamp begin, const Totals* occurring = nullptr)
            : m_mix(track)
            , m_count(track.size()) {
            for (std::size_t s = 0; s < States; ++s)
                if (!occurring || (*occurring)[s] != 0)
                    m_states[m_stateCount++] = static_cast<std::uint8_t>(s);
            if (m_count == 0) return;
            enter(0);
            advanceTo(begin);
        }
        /// The totals from the last place up to this time, which must not decrease.
        Totals advanceTo(Timestamp time) { return advanceNear(time, 0); }
        /// As advanceTo(), or to a place up to `slack` before the time where that comes cheaper: to the begin
        /// of a block, which needs no look at the changes themselves. time() tells where it is.
        Totals advanceNear(Timestamp time, Timestamp slack) {
            Totals totals{};
            if (time < m_time || m_count == 0) return totals;
            time < m_blockEnd ? stayInBlock(time, totals) : changeBlock(time, totals, slack);
            return totals;
        }
        Timestamp time() const { return m_time; }
        /// The change in force at the last place; meaningful when the track has begun by then.
        std::size_t index() const {
            return m_block * kBlock + static_cast<std::size_t>(m_change - m_blockChanges);
        }
        /// When that change ends: the time of the next one, kNever for the last.
        Timestamp end() const { return m_change < m_lastOfBlock ? m_change[1].time : m_blockEnd; }
        /// As end(), for whom nothing before `least` concerns: it may be any time between both then.
        Timestamp endFrom(Timestamp least) const { return m_blockEnd < least ? m_blockEnd : end(); }

        /// A hint that advanceNear() will be called with these soon, a few calls ahead: what it needs is
        /// fetched from memory meanwhile. Must not decrease either.
        void expect(Timestamp time, Timestamp slack) {
            if (time < m_expectedEnd || m_count == 0) return;
            const std::size_t from = std::max(m_expected, m_block);
            m_expected = m_mix.blockNear(time, from, blockCount(), m_expectedLeap);
            m_expectedLeap = m_expected - from;
            m_expectedEnd = endOfBlock(m_expected);
            m_mix.prefetch(m_expected, time - m_mix.m_blockBegins[m_expected] > slack);
            m_mix.prefetchBegin(std::min(m_expected + m_expectedLeap, blockCount() - 1));
        }

    private:
        std::size_t blockCount() const { return (m_count + kBlock - 1) / kBlock; }
        Timestamp endOfBlock(std::size_t block) const {
            return block + 1 < blockCount() ? m_mix.m_blockBegins[block + 1] : kNever;
        }
        void enter(std::size_t block) {
            m_block = block;
            m_blockEnd = endOfBlock(block);
            m_blockChanges = m_change = &m_mix.m_track[block * kBlock];
            m_lastOfBlock = m_change + std::min(m_count - block * kBlock, kBlock) - 1;
            m_before = &m_mix.m_blocks[block];
            m_time = m_mix.m_blockBegins[block];
        }
        // One state at a time: reading whole sums right after writing parts of them would stall the
        // processor.
        void changeBlock(Timestamp time, Totals& totals, Timestamp slack) {
            const Totals& before = *m_before;
            const std::size_t from = m_block;
            enter(m_mix.blockNear(time, from, blockCount(), m_leap));
            m_leap = m_block - from;
            for (int i = 0; i < m_stateCount; ++i) {
                const std::size_t s = m_states[i];
                totals[s] = (*m_before)[s] - before[s] - m_within[s];
                m_within[s] = 0;
            }
            if (slack > 0 && time - m_time <= slack) return;
            walkTo(time, [this](std::uint8_t state, Timestamp length) { m_within[state] += length; });
            for (int i = 0; i < m_stateCount; ++i) totals[m_states[i]] += m_within[m_states[i]];
        }
        void stayInBlock(Timestamp time, Totals& totals) {
            walkTo(time, [&](std::uint8_t state, Timestamp length) {
                totals[state] += length;
                m_within[state] += length;
            });
        }
        template <class Add>
        void walkTo(Timestamp time, Add add) {
            for (; m_change < m_lastOfBlock && m_change[1].time <= time; ++m_change) {
                add(m_change->lane().state, m_change[1].time - m_time);
                m_time = m_change[1].time;
            }
            add(m_change->lane().state, time - m_time);
            m_time = time;
        }

        const MixTrack& m_mix;
        std::size_t m_count;              // a fixed view of a track that may be growing
        Timestamp m_time = 0;             // the last place, or the track's begin
        const Change* m_change = nullptr; // in force there
        Totals m_within{};                // from its block's begin up to there
        const Totals* m_before = nullptr; // from the track's begin up to its block
        std::array<std::uint8_t, States> m_states{};
        int m_stateCount = 0;
        std::size_t m_block = 0; // the block it is in
        const Change* m_blockChanges = nullptr;
        const Change* m_lastOfBlock = nullptr;
        Timestamp m_blockEnd = kNever;
        std::size_t m_leap = 0; // so many blocks further it was last time
        std::size_t m_expected = 0;
        std::size_t m_expectedLeap = 0;
        Timestamp m_expectedEnd = 0;
    };

private:
    // The last block that begins at or before the time, searched onwards from an earlier one, and first near
    // to where it may well be: `leap` blocks further. O(log distance).
    std::size_t blockNear(Timestamp time, std::size_t from, std::size_t count, std::size_t leap) const {
        std::size_t end = count; // the first known to begin later, or the end
        if (leap > 0 && from + leap < count) (m_blockBegins[from + leap] <= time ? from : end) = from + leap;
        std::size_t stride = 1;
        if (end == count) {
            for (; from + stride < count && m_blockBegins[from + stride] <= time; stride *= 2) from += stride;
            end = std::min(from + stride, count);
        } else {
            for (; end - from > stride && m_blockBegins[end - stride] > time; stride *= 2) end -= stride;
            from = std::max(from, end - std::min(stride, end));
        }
        while (end - from > 1) {
            const std::size_t middle = from + (end - from) / 2;
            (m_blockBegins[middle] <= time ? from : end) = middle;
        }
        return from;
    }

    void prefetch(std::size_t block, bool withChanges) const {
        const auto* totals = reinterpret_cast<const char*>(&m_blocks[block]);
        for (std::size_t at = 0; at < sizeof(Totals); at += 64) __builtin_prefetch(totals + at);
        __builtin_prefetch(totals + sizeof(Totals) - 1);
        if (!withChanges) return;
        const auto* changes = reinterpret_cast<const char*>(&m_track[block * kBlock]);
        for (std::size_t at = 0; at < kBlock * sizeof(Change); at += 64) __builtin_prefetch(changes + at);
    }

    // Where the next search begins.
    void prefetchBegin(std::size_t block) const { __builtin_prefetch(&m_blockBegins[block]); }

    Track m_track;
    // of block b, which begins with change b * kBlock; the times apart, so that a search stays in few lines
    AppendOnly<Timestamp, 8> m_blockBegins;
    AppendOnly<Totals, 8> m_blocks; // totals before it
    Totals m_running{};             // writer's
    LaneValue m_last;               // writer's
    Timestamp m_lastTime = 0;       // writer's
};

} // namespace lockstep
