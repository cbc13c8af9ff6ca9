// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/tracereader.h"

#include "core/trace/file/eventcheck.h"
#include "core/trace/file/eventcodec.h"

#include <algorithm>

namespace lockstep {

namespace {

template <class Kind>
std::optional<Kind> kindNamed(std::string_view text, int count) {
    for (int i = 0; i < count; ++i)
        if (name(static_cast<Kind>(i)) == text) return static_cast<Kind>(i);
    return std::nullopt;
}

template <class Known>
Known at(const std::vector<Known>& table, std::uint64_t number) {
    return number < table.size() ? table[number] : Known{};
}

template <class AnyId>
AnyId idFrom(std::uint64_t number) {
    return AnyId{static_cast<std::uint32_t>(number - 1)}; // 0 is none
}

std::string percent(std::size_t part, std::size_t whole) {
    return std::to_string(whole == 0 ? 100 : part * 100 / whole) + " %";
}

} // namespace

TraceReader::TraceReader(ByteView file)
    : m_file(file)
    , m_frames(file) {
    switch (m_frames.readHead()) {
    case FrameReader::Head::Fits: break;
    case FrameReader::Head::IsForeign: throw UnreadableTrace("This is no trace of Lockstep.");
    case FrameReader::Head::IsNewer:
        throw UnreadableTrace(
            "This trace was written by a newer Lockstep, in a way that this one cannot read.");
    }
    if (m_frames.next(m_frame) != FrameReader::Found::Frame || m_frame.tag != kWordsFrame)
        throw UnreadableTrace("This trace is damaged from its beginning: nothing of it can be read.");
    readWords(ByteReader(m_frame.content));
}

bool TraceReader::readMore() {
    if (!m_damage.empty()) return false;
    const std::size_t begin = m_frames.offset();
    const FrameReader::Found found = m_frames.next(m_frame);
    if (found != FrameReader::Found::Frame) return endsWith(found);
    if (take(m_frame)) return true;
    m_damage = std::string("What stands at byte ") + std::to_string(begin) +
               " is nothing that a run can leave behind";
    return false;
}

bool TraceReader::endsWith(FrameReader::Found found) {
    if (found == FrameReader::Found::CutOff) m_damage = "The file is cut off";
    if (found == FrameReader::Found::Corrupted)
        m_damage = std::string("The file is damaged at byte ") + std::to_string(m_frames.offset());
    return false;
}

double TraceReader::progress() const {
    return static_cast<double>(m_frames.offset()) / static_cast<double>(m_file.size());
}

std::vector<std::string> TraceReader::notices() const {
    std::vector<std::string> all;
    if (!m_damage.empty())
        all.push_back(m_damage + "; you see what comes before, " + percent(m_frames.offset(), m_file.size()) +
                      " of it.");
    std::string names;
    for (const std::string& word : m_unknown) names += (names.empty() ? "" : ", ") + word;
    if (!names.empty())
        all.push_back("A newer Lockstep wrote what this one does not know, and leaves out: " + names + ".");
    return all;
}

bool TraceReader::take(const Frame& frame) {
    const ByteReader in(frame.content);
    if (frame.tag == kAboutFrame) return readAbout(in);
    if (frame.tag == kSitesFrame) return readSites(in);
    if (frame.tag == kObjectsFrame) return readObjects(in);
    if (frame.tag == kEventsFrame) return readEvents(in);
    m_unknown.insert("block " + text(frame.tag));
    return true;
}

void TraceReader::readWords(ByteReader in) {
    const auto source = kindNamed<KernelSource>(in.text(), static_cast<int>(KernelSource::Gate) + 1);
    m_trace = std::make_unique<Trace>(source.value_or(KernelSource::Silent));
    for (std::uint64_t n = in.number(); n > 0 && !in.isDamaged(); --n) {
        m_kindNames.push_back(in.text());
        m_kinds.push_back(kindNamed<EventKind>(m_kindNames.back(), kEventKinds));
    }
    for (std::uint64_t n = in.number(); n > 0 && !in.isDamaged(); --n)
        m_objectKinds.push_back(kindNamed<ObjectKind>(in.text(), kObjectKinds));
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
        const auto kind = at(m_objectKinds, in.number());
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

bool TraceReader::readEvents(ByteReader in) {
    const auto until = static_cast<Timestamp>(in.number());
    m_events.clear();
    if (in.isDamaged() || until < 0 || !decodeEvents(in.bytes(in.left()), m_events)) return false;
    if (!std::ranges::all_of(m_events, [this](const Event& event) { return append(event); })) return false;
    m_trace->advanceTo(until);
    return true;
}

bool TraceReader::append(Event event) {
    const auto number = static_cast<std::size_t>(event.kind);
    const auto kind = at(m_kinds, number);
    if (!kind) {
        m_unknown.insert("event " + at(m_kindNames, number));
        return number < m_kinds.size();
    }
    event.kind = *kind;
    if (event.kind == EventKind::Announce) {
        Announced what = Announced::unpacked(event.value);
        what.kind = at(m_kinds, static_cast<std::size_t>(what.kind)).value_or(EventKind::Announce);
        event.value = what.packed();
    }
    if (event.kind == EventKind::Create && !addNextObject()) return false;
    if (!canAppend(*m_trace, event)) return false;
    m_trace->append(event);
    return true;
}

bool TraceReader::addNextObject() {
    if (m_declared.empty() || !canAdd(*m_trace, m_declared.front())) return false;
    m_trace->addObject(std::move(m_declared.front()));
    m_declared.pop_front();
    return true;
}

} // namespace lockstep
