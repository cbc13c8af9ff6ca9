// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a trace file, whole or damaged: a file that was cut off or corrupted gives everything up to there.
//
// What is read goes through the same Trace::append as what is recorded, so a trace from a file and one of a
// live run cannot differ. About as fast as appending; any one thread.
#pragma once

#include "core/trace/file/about.h"
#include "core/trace/file/frames.h"
#include "core/trace/trace.h"

#include <deque>
#include <memory>
#include <optional>
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
    /// Reads the head. `file` must outlive the reader. Throws UnreadableTrace.
    explicit TraceReader(ByteView file);

    /// The next piece: at most kMostEventsInBlock events. False once all that can be read has been.
    bool readMore();
    /// How much of the file has been read, from 0 to 1.
    double progress() const;

    const Trace& trace() const { return *m_trace; }
    const About& about() const { return m_about; }
    /// What is missing and why, in sentences for a person; empty when the file is whole and all is known.
    std::vector<std::string> notices() const;
    /// No more may be read afterwards.
    std::unique_ptr<Trace> takeTrace() { return std::move(m_trace); }

private:
    bool endsWith(FrameReader::Found found);
    bool take(const Frame& frame);
    void readWords(ByteReader in);
    bool readAbout(ByteReader in);
    bool readSites(ByteReader in);
    bool readObjects(ByteReader in);
    bool readEvents(ByteReader in);
    bool append(Event event);
    bool addNextObject();

    ByteView m_file;
    FrameReader m_frames;
    Frame m_frame;
    std::unique_ptr<Trace> m_trace;
    About m_about;
    std::vector<std::optional<EventKind>> m_kinds; // by the file's number; none for one that is not known
    std::vector<std::optional<ObjectKind>> m_objectKinds;
    std::vector<std::string> m_kindNames;
    std::deque<ObjectInfo> m_declared; // in the file and not yet created by an event
    std::vector<Event> m_events;       // of one frame
    std::set<std::string> m_unknown;   // words and tags of a newer program
    std::string m_damage;
};

} // namespace lockstep
