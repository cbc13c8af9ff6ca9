// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/tracewriter.h"

#include "core/trace/file/eventcodec.h"
#include "core/trace/file/overviewframe.h"

#include <algorithm>

namespace lockstep {

namespace {

template <class Kind>
void writeNames(ByteWriter& out, int count) {
    out.number(static_cast<std::uint64_t>(count));
    for (int i = 0; i < count; ++i) out.text(name(static_cast<Kind>(i)));
}

void writeSite(const Site& site, ByteWriter& out) {
    out.text(site.file);
    out.number(site.line);
    out.text(site.function);
}

void writeObject(const ObjectInfo& object, ByteWriter& out) {
    out.number(static_cast<std::uint64_t>(object.kind));
    out.text(object.name);
    out.text(object.path);
    out.signedNumber(object.capacity);
    out.number(object.creator.value + 1u); // none is 0
    out.number(object.site.value + 1u);
}

// In frames of about this size, so that none comes near to what a frame may hold.
constexpr std::size_t kFrameIsFull = std::size_t{1} << 16;

} // namespace

TraceWriter::TraceWriter(Sink sink, KernelSource atFirst)
    : m_sink(std::move(sink)) {
    Bytes words;
    ByteWriter out(words);
    out.text(name(atFirst));
    writeNames<EventKind>(out, kEventKinds);
    writeNames<ObjectKind>(out, kObjectKinds);
    Bytes file(kFileHead.begin(), kFileHead.end());
    appendFrame(file, kWordsFrame, words);
    m_sink(file);
}

void TraceWriter::put(FrameTag tag, ByteView content) {
    Bytes frame;
    appendFrame(frame, tag, content);
    m_sink(frame);
}

void TraceWriter::tell(const About& about) {
    Bytes pairs;
    ByteWriter out(pairs);
    for (const auto& [key, text] : about) {
        out.text(key);
        out.text(text);
    }
    put(kAboutFrame, pairs);
}

// The end is read before the events: until there all of them are counted.
void TraceWriter::write(const Trace& trace) {
    const Timestamp until = trace.end();
    const std::size_t end = trace.size();
    if (m_events == 0 && end >= kLeastForOverview) put(kOverviewFrame, encoded(overviewOf(trace)));
    writeSites(trace);
    writeObjects(trace);
    writeEvents(trace, end, until);
}

template <class WriteOne>
void TraceWriter::writeRest(FrameTag tag, std::size_t& written, std::size_t count, WriteOne writeOne) {
    while (written < count) {
        Bytes content;
        ByteWriter out(content);
        for (; written < count && content.size() < kFrameIsFull; ++written)
            writeOne(static_cast<std::uint32_t>(written), out);
        put(tag, content);
    }
}

void TraceWriter::writeSites(const Trace& trace) {
    writeRest(kSitesFrame, m_sites, trace.siteCount(),
              [&](std::uint32_t i, ByteWriter& out) { writeSite(trace.site(SiteId{i}), out); });
}

void TraceWriter::writeObjects(const Trace& trace) {
    writeRest(kObjectsFrame, m_objects, trace.objectCount(),
              [&](std::uint32_t i, ByteWriter& out) { writeObject(trace.object(ObjectId{i}).info, out); });
}

// The frame: until when everything is known, and the events.
void TraceWriter::writeEvents(const Trace& trace, std::size_t end, Timestamp until) {
    std::vector<Event> events;
    while (m_events < end || m_until < until) {
        const std::size_t count = std::min(end - m_events, kEventsInBlock);
        events.clear();
        for (std::size_t i = 0; i < count; ++i) events.push_back(trace[m_events + i]);
        const bool isLast = m_events + count == end;
        m_until = isLast ? std::max(until, m_until) : events.back().time;
        Bytes content;
        ByteWriter(content).number(static_cast<std::uint64_t>(m_until));
        encodeEvents(events, content);
        put(kEventsFrame, content);
        m_events += count;
    }
}

} // namespace lockstep
