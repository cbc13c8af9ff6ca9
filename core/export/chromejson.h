// SPDX-License-Identifier: GPL-3.0-or-later
// A run in the Trace Event Format (JSON), which chrome://tracing, Perfetto and Speedscope read.
//
// Times are microseconds with three decimals, so nothing of the trace's nanoseconds is lost. States and
// holders are complete events (X), arrows flow events (s, f), each end of them on a slice of no length that
// names what happened there, numbers are counter events (C), marks instant events (i).
#pragma once

#include "core/export/output.h"
#include "core/export/timeline.h"

namespace lockstep {

class ChromeJson : public TimelineFormat {
public:
    explicit ChromeJson(Output& out)
        : m_out(out) {}

    void begin(const Facts& facts) override;
    void group(TrackGroup group, const std::string& name) override;
    void track(TrackId track, const std::string& name, const std::string& unit) override;
    void slice(const Slice& slice) override;
    void number(TrackId track, Timestamp time, std::int32_t value) override;
    void arrow(std::uint64_t id, const std::string& kind, const ArrowEnd& from, const ArrowEnd& to) override;
    void mark(const TrackId* track, Timestamp time, const std::string& text) override;
    void end() override;

private:
    void open(const char* phase, TrackId track);
    void metadata(TrackId track, const char* what, const std::string& text);
    void arrowEnd(std::uint64_t id, const std::string& kind, const ArrowEnd& end, const char* phase);

    Output& m_out;
    bool m_isFirst = true;
    std::string m_counter; ///< the track of numbers that was begun last, as JSON
    std::string m_unit;
};

} // namespace lockstep
