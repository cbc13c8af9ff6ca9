// SPDX-License-Identifier: GPL-3.0-or-later
// A run as a Perfetto trace (protocol buffers), for ui.perfetto.dev and trace_processor.
//
// Threads are threads of one process, locks, numbers and CPUs tracks beside them; states and holders are
// pairs of slice-begin and slice-end, arrows flows between instant events that name what happened, numbers
// counter tracks. Packets stand track by track: readers sort by time.
#pragma once

#include "core/export/output.h"
#include "core/export/timeline.h"

namespace lockstep {

class Perfetto : public TimelineFormat {
public:
    explicit Perfetto(Output& out)
        : m_out(out) {}

    void begin(const Facts& facts) override;
    void group(TrackGroup group, const std::string& name) override;
    void track(TrackId track, const std::string& name, const std::string& unit) override;
    void slice(const Slice& slice) override;
    void number(TrackId track, Timestamp time, std::int32_t value) override;
    void arrow(std::uint64_t id, const std::string& kind, const ArrowEnd& from, const ArrowEnd& to) override;
    void mark(const TrackId* track, Timestamp time, const std::string& text) override;
    void end() override { m_out.flush(); }

private:
    template <class Fill>
    void packet(Fill fill);
    template <class Fill>
    void event(std::uint64_t track, Timestamp time, int type, Fill fill);

    Output& m_out;
    std::string m_packet, m_packets; ///< buffers
    Facts m_facts;                   ///< until the process stands
};

} // namespace lockstep
