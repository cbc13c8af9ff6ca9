// SPDX-License-Identifier: GPL-3.0-or-later
// A run as it is kept: what its session knew beside the trace, as pairs of texts in the file, and back.
//
// Names of the pairs: program, recorded (UTC), scenario, title, variant, parameter:NAME, mode, seed, script
// (a schedule); then, once it has ended, outcome, result, expected, failure, kernel-notice. Whoever writes
// the file may add more, such as source:FILE, or, inside a figure, what it shows (ui/figure/figureorder.h and
// ui/model/figurecontent.cpp).
#pragma once

#include "core/engine/deadlockwatch.h"
#include "core/engine/session.h"
#include "core/trace/file/tracereader.h"

#include <functional>

namespace lockstep {

/// A scenario that this program does not have: what its file says of it. It can be looked at and not be run.
struct ForeignScenario {
    std::string id, title, sourceFile;
    Scenario scenario;
};

struct Recording {
    RunSettings settings;
    std::shared_ptr<const ForeignScenario> foreign; ///< what settings.scenario points to, if it is one
    std::unique_ptr<Trace> trace;
    std::vector<Finding> findings;
    Outcome outcome = Outcome::Stopped; ///< also of a run that was cut off
    Value result;
    Value expected;
    std::string failure;
    std::string kernelNotice;
    About about;                      ///< all that the file says
    std::vector<std::string> notices; ///< what is missing in it and why, in sentences for a person
};

/// Known from the start.
About aboutRun(const RunSettings& settings);
/// Known at the end; empty before.
About aboutEnd(const Session& session);
/// What the run's trace was made with, which it may not say any more.
KernelSource kernelSourceAtFirst(const Session& session);

using FindScenario = std::function<const Scenario*(std::string_view id)>;

/// Reads a trace file piece by piece, and looks for deadlocks on the way as a session does while it records.
class RecordingReader {
public:
    /// Throws UnreadableTrace.
    explicit RecordingReader(std::shared_ptr<const ByteSource> file)
        : m_reader(std::move(file))
        , m_watch(m_reader.trace()) {}
    /// Of a copy of these bytes.
    explicit RecordingReader(ByteView file)
        : RecordingReader(std::make_shared<const BytesInMemory>(file)) {}

    /// Some milliseconds of work. False once all that can be read has been.
    bool readMore();
    double progress() const { return m_reader.progress(); }
    /// The end of reading. A pair that cannot be understood is as good as missing; throws UnreadableTrace
    /// where nothing is known of the run.
    Recording take(const FindScenario& find);

private:
    TraceReader m_reader;
    DeadlockWatch m_watch;
};

} // namespace lockstep
