// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/tracereader.h"

#include "core/trace/file/eventcheck.h"

#include <algorithm>

namespace lockstep {

namespace {

template <class AnyId>
AnyId idFrom(std::uint64_t number) {
    return AnyId{static_cast<std::uint32_t>(number - 1)}; // 0 is none
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
    return std::to_string(whole == 0 ? 100 : part * 100 / whole) + " %";
}

} // namespace

/// Where the frames of events stand in the file.
class TraceReader::Blocks final : public EventSource {
public:
    Blocks(std::shared_ptr<const ByteSource> file, std::shared_ptr<const Words> words)
        : m_file(std::move(file))
        , m_words(std::move(words)) {}

    void append(std::uint64_t place) { m_places.append(place); }
    void fetch(std::size_t block, std::vector<Event>& into) const override {
        FrameReader frames(*m_file);
        frames.goTo(m_places[block]);
        Frame frame;
        EventsFrame events;
        if (frames.next(frame) != FrameReader::Found::Frame) return;
        if (readEvents(*m_words, ByteReader(frame.content), events)) into = std::move(events.events);
    }

private:
    const std::shared_ptr<const ByteSource> m_file;
    const std::shared_ptr<const Words> m_words;
    AppendOnly<std::uint64_t> m_places;
};

TraceReader::TraceReader(std::shared_ptr<const ByteSource> file)
    : m_file(std::move(file)) {
    FrameReader frames(*m_file);
    switch (frames.readHead()) {
    case FrameReader::Head::Fits: break;
    case FrameReader::Head::IsForeign: throw UnreadableTrace("This is no trace of Lockstep.");
    case FrameReader::Head::IsNewer:
        throw UnreadableTrace(
            "This trace was written by a newer Lockstep, in a way that this one cannot read.");
    }
    Frame frame;
    if (frames.next(frame) != FrameReader::Found::Frame || frame.tag != kWordsFrame)
        throw UnreadableTrace("This trace is damaged from its beginning: nothing of it can be read.");
    m_words = std::make_shared<const Words>(Words::from(ByteReader(frame.content)));
    auto blocks = std::make_unique<Blocks>(m_file, m_words);
    m_blocks = blocks.get();
    m_trace = std::make_unique<Trace>(m_words->atFirst, std::move(blocks));
    m_offset = frames.offset();
    m_frames = std::make_unique<FramesAhead>(m_file, m_words, m_offset);
}
TraceReader::~TraceReader() = default;

bool TraceReader::readMore() {
    if (!m_frames) return false;
    FramesAhead::Piece piece = m_frames->next();
    if (piece.found != FrameReader::Found::Frame) return endsWith(piece.found);
    if (!piece.isSound || !take(piece)) {
        m_damage = std::string("What stands at byte ") + std::to_string(piece.begin) +
                   " is nothing that a run can leave behind";
        return endsWith(FrameReader::Found::End);
    }
    m_offset = piece.end;
    return true;
}

bool TraceReader::endsWith(FrameReader::Found found) {
    if (found == FrameReader::Found::CutOff) m_damage = "The file is cut off";
    if (found == FrameReader::Found::Corrupted)
        m_damage = std::string("The file is damaged at byte ") + std::to_string(m_offset);
    m_frames.reset();
    return false;
}

double TraceReader::progress() const {
    return static_cast<double>(m_offset) / static_cast<double>(m_file->size());
}

std::vector<std::string> TraceReader::notices() const {
    std::vector<std::string> all;
    if (!m_damage.empty())
        all.push_back(m_damage + "; you see what comes before, " + percent(m_offset, m_file->size()) +
                      " of it.");
    std::string names;
    for (const std::string& word : m_unknown) names += (names.empty() ? "" : ", ") + word;
    if (!names.empty())
        all.push_back("A newer Lockstep wrote what this one does not know, and leaves out: " + names + ".");
    return all;
}

bool TraceReader::take(FramesAhead::Piece& piece) {
    const FrameTag tag = piece.frame.tag;
    const ByteReader in(piece.frame.content);
    m_unknown.merge(piece.events.unknown);
    if (tag == kAboutFrame) return readAbout(in);
    if (tag == kSitesFrame) return readSites(in);
    if (tag == kObjectsFrame) return readObjects(in);
    if (tag == kEventsFrame) return appendEvents(piece.events, piece.begin);
    if (tag == kOverviewFrame) return true; // all of it is in the events
    m_unknown.insert("block " + text(tag));
    return true;
}

bool TraceReader::readAbout(ByteReader in) {
    while (in.left() > 0) {
        std::string key = in.text();
        m_about.insert_or_assign(std::move(key), in.text());
    }
    return !in.isDamaged();
}

bool TraceReader::readSites(ByteReader in) {
    while (in.left() > 0) {
        Site site{.file = in.text(), .line = static_cast<std::uint32_t>(in.number()), .function = in.text()};
        const std::size_t before = m_trace->siteCount();
        m_trace->addSite(std::move(site));
        if (in.isDamaged() || m_trace->siteCount() == before) return false; // twice the same: ids would shift
    }
    return true;
}

bool TraceReader::readObjects(ByteReader in) {
    while (in.left() > 0) {
        const auto kind = m_words->object(in.number());
        ObjectInfo object{.name = in.text(), .path = in.text()};
        object.capacity = static_cast<std::int32_t>(in.signedNumber());
        object.creator = idFrom<ThreadId>(in.number());
        object.site = idFrom<SiteId>(in.number());
        const bool isTooMany = m_declared.size() >= LaneValue::kNoSubject; // none of them could be created
        if (in.isDamaged() || !kind || isTooMany) return false;
        object.kind = *kind;
        m_declared.push_back(std::move(object));
    }
    return true;
}

bool TraceReader::appendEvents(EventsFrame& frame, std::uint64_t place) {
    const auto events = std::make_shared<const std::vector<Event>>(std::move(frame.events));
    if (!events->empty()) {
        m_blocks->append(place);
        m_trace->beginBlock(events);
    }
    if (!std::ranges::all_of(*events, [this](const Event& event) { return append(event); })) return false;
    m_trace->advanceTo(frame.until);
    return true;
}

bool TraceReader::append(const Event& event) {
    if (event.time < m_time) return false;
    if (event.kind == EventKind::Create && !addNextObject()) return false;
    if (!canAppend(*m_trace, event)) return false;
    m_trace->append(event);
    m_time = event.time;
    return true;
}

bool TraceReader::addNextObject() {
    if (m_declared.empty() || !canAdd(*m_trace, m_declared.front())) return false;
    m_trace->addObject(std::move(m_declared.front()));
    m_declared.pop_front();
    return true;
}

} // namespace lockstep
