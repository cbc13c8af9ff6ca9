// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a trace file, whole or damaged: a file that was cut off or corrupted gives everything up to there.
//
// What is read goes through the same Trace::append as what is recorded, so a trace from a file and one of a
// live run cannot differ. About as fast as appending; any one thread.
#pragma once

#include "core/trace/file/about.h"
#include "core/trace/file/framesahead.h"
#include "core/trace/pagepreparer.h"

#include <deque>
#include <memory>
#include <set>
#include <stdexcept>
#include <vector>

namespace lockstep {

/// Nothing of the file can be shown. what() is a sentence for a person.
struct UnreadableTrace : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class TraceReader {
public:
    /// Reads the head. Throws UnreadableTrace.
    explicit TraceReader(std::shared_ptr<const ByteSource> file);
    /// Of a copy of these bytes.
    explicit TraceReader(ByteView file)
        : TraceReader(std::make_shared<const BytesInMemory>(file)) {}
    ~TraceReader();

    /// The next piece: at most kMostEventsInBlock events. False once all that can be read has been.
    bool readMore();
    /// How much of the file has been read, from 0 to 1.
    double progress() const;

    const Trace& trace() const { return *m_trace; }
    const About& about() const { return m_about; }
    /// What is missing and why, in sentences for a person; empty when the file is whole and all is known.
    std::vector<std::string> notices() const;
    /// No more may be read afterwards. It reads events from the file as they are asked for.
    std::unique_ptr<Trace> takeTrace() { return std::move(m_trace); }

private:
    class Blocks;

    bool endsWith(FrameReader::Found found);
    bool take(FramesAhead::Piece& piece);
    bool readAbout(ByteReader in);
    bool readSites(ByteReader in);
    bool readObjects(ByteReader in);
    bool appendEvents(EventsFrame& frame, std::uint64_t place);
    bool append(const Event& event);
    bool addNextObject();

    PagePreparer m_pages;
    const std::shared_ptr<const ByteSource> m_file;
    std::shared_ptr<const Words> m_words;
    Blocks* m_blocks = nullptr; // the trace's
    std::unique_ptr<Trace> m_trace;
    std::unique_ptr<FramesAhead> m_frames;
    std::uint64_t m_offset = 0; // so far all is read
    Timestamp m_time = 0;       // of the last event
    About m_about;
    std::deque<ObjectInfo> m_declared; // in the file and not yet created by an event
    std::set<std::string> m_unknown;   // words and tags of a newer program
    std::string m_damage;
};

} // namespace lockstep
