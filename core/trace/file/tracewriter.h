// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a trace as a file, all at once or piece by piece while it grows.
//
// After every write() the file is whole: whoever opens it then, or finds it after the writing program was
// killed, sees everything up to there. O(what is new); one thread, which need not be the trace's.
#pragma once

#include "core/trace/file/about.h"
#include "core/trace/file/frames.h"
#include "core/trace/trace.h"

#include <functional>

namespace lockstep {

class TraceWriter {
public:
    /// Takes the bytes that come next in the file. What it throws comes through write() and tell().
    using Sink = std::function<void(ByteView)>;

    /// `atFirst`: what the trace was made with, which its own kernelSource() may not be any more. Writes the
    /// file's head.
    TraceWriter(Sink sink, KernelSource atFirst);

    /// Adds these, or replaces what was said under the same name.
    void tell(const About& about);
    /// What the trace has and the file does not yet.
    void write(const Trace& trace);
    std::size_t eventsWritten() const { return m_events; }

private:
    void put(FrameTag tag, ByteView content);
    template <class WriteOne>
    void writeRest(FrameTag tag, std::size_t& written, std::size_t count, WriteOne writeOne);
    void writeSites(const Trace& trace);
    void writeObjects(const Trace& trace);
    void writeEvents(const Trace& trace, std::size_t end, Timestamp until);

    Sink m_sink;
    std::size_t m_sites = 0; // so many are in the file
    std::size_t m_objects = 0;
    std::size_t m_events = 0;
    Timestamp m_until = 0;
};

} // namespace lockstep
