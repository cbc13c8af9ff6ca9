// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/perfetto.h"

#include "core/export/utf8.h"

#include <protozero/pbf_writer.hpp>

namespace lockstep {

namespace {

using protozero::pbf_writer;

// Field numbers of the messages in protos/perfetto/trace of the Perfetto project.
namespace trace_fields {
constexpr int kPacket = 1;
}
namespace packet_fields {
constexpr int kTimestamp = 8, kSequence = 10, kTrackEvent = 11, kTrackDescriptor = 60;
}
namespace event_fields {
constexpr int kAnnotation = 4, kType = 9, kTrack = 11, kCategory = 22, kName = 23, kCounterValue = 30,
              kFlow = 47, kEndingFlow = 48;
}
namespace annotation_fields {
constexpr int kText = 6, kName = 10;
}
namespace track_fields {
constexpr int kId = 1, kName = 2, kProcess = 3, kThread = 4, kParent = 5, kCounter = 8, kOrdering = 11,
              kRank = 12;
}
namespace thread_fields {
constexpr int kProcess = 1, kThread = 2, kName = 5;
}
namespace process_fields {
constexpr int kProcess = 1, kName = 6;
}
namespace counter_fields {
constexpr int kUnitName = 6;
}
enum EventType { kSliceBegin = 1, kSliceEnd = 2, kInstant = 3, kCounter = 4 };

constexpr int kProcess = 1;
constexpr int kByRank = 3; // of the orderings of a track's children
constexpr std::uint32_t kOnlySequence = 1;

std::uint64_t trackOf(TrackGroup group) {
    return (static_cast<std::uint64_t>(group) + 1) << 32;
}
std::uint64_t trackOf(TrackId track) {
    return trackOf(track.group) + track.number + 1;
}

void annotate(pbf_writer& event, const Facts& facts) {
    for (const auto& [name, text] : facts) {
        pbf_writer annotation(event, event_fields::kAnnotation);
        annotation.add_string(annotation_fields::kName, validUtf8(name));
        annotation.add_string(annotation_fields::kText, validUtf8(text));
    }
}

void describeThread(pbf_writer& track, TrackId id, const std::string& name) {
    pbf_writer thread(track, track_fields::kThread);
    thread.add_int32(thread_fields::kProcess, kProcess);
    thread.add_int32(thread_fields::kThread, static_cast<std::int32_t>(id.number + 1));
    thread.add_string(thread_fields::kName, validUtf8(name));
}

void describeProcess(pbf_writer& track, const std::string& name) {
    pbf_writer process(track, track_fields::kProcess);
    process.add_int32(process_fields::kProcess, kProcess);
    process.add_string(process_fields::kName, validUtf8(name));
}

} // namespace

template <class Fill>
void Perfetto::packet(Fill fill) {
    m_packet.clear();
    pbf_writer packet(m_packet);
    packet.add_uint32(packet_fields::kSequence, kOnlySequence);
    fill(packet);
    m_packets.clear();
    pbf_writer(m_packets).add_message(trace_fields::kPacket, m_packet);
    m_out << m_packets;
}

template <class Fill>
void Perfetto::event(std::uint64_t track, Timestamp time, int type, Fill fill) {
    packet([&](pbf_writer& packet) {
        packet.add_uint64(packet_fields::kTimestamp, static_cast<std::uint64_t>(time));
        pbf_writer event(packet, packet_fields::kTrackEvent);
        event.add_enum(event_fields::kType, type);
        event.add_uint64(event_fields::kTrack, track);
        fill(event);
    });
}

// They are told by the first event of all, on the process's own track, once that stands.
void Perfetto::begin(const Facts& facts) {
    m_facts = facts;
}

void Perfetto::group(TrackGroup group, const std::string& name) {
    packet([&](pbf_writer& packet) {
        pbf_writer track(packet, packet_fields::kTrackDescriptor);
        track.add_uint64(track_fields::kId, trackOf(group));
        track.add_string(track_fields::kName, validUtf8(name));
        track.add_enum(track_fields::kOrdering, kByRank);
        if (group == TrackGroup::Threads) describeProcess(track, name);
    });
    if (group != TrackGroup::Threads) return;
    event(trackOf(group), 0, kInstant, [&](pbf_writer& event) {
        event.add_string(event_fields::kName, "About this run");
        annotate(event, m_facts);
    });
}

void Perfetto::track(TrackId id, const std::string& name, const std::string& unit) {
    packet([&](pbf_writer& packet) {
        pbf_writer track(packet, packet_fields::kTrackDescriptor);
        track.add_uint64(track_fields::kId, trackOf(id));
        track.add_uint64(track_fields::kParent, trackOf(id.group));
        track.add_string(track_fields::kName, validUtf8(name));
        track.add_int32(track_fields::kRank, static_cast<std::int32_t>(id.number));
        if (id.group == TrackGroup::Threads) describeThread(track, id, name);
        if (id.group == TrackGroup::Numbers)
            pbf_writer(track, track_fields::kCounter).add_string(counter_fields::kUnitName, validUtf8(unit));
    });
}

void Perfetto::slice(const Slice& slice) {
    const std::uint64_t track = trackOf(slice.track);
    event(track, slice.range.begin, kSliceBegin, [&](pbf_writer& event) {
        event.add_string(event_fields::kCategory, "span");
        event.add_string(event_fields::kName, validUtf8(slice.name));
        annotate(event, slice.details);
    });
    event(track, slice.range.begin + slice.range.length(), kSliceEnd, [](pbf_writer&) {});
}

void Perfetto::number(TrackId track, Timestamp time, std::int32_t value) {
    event(trackOf(track), time, kCounter,
          [&](pbf_writer& event) { event.add_int64(event_fields::kCounterValue, value); });
}

void Perfetto::arrow(std::uint64_t id, const std::string& kind, const ArrowEnd& from, const ArrowEnd& to) {
    const auto tell = [&](const ArrowEnd& end, int flow) {
        event(trackOf(end.track), end.time, kInstant, [&](pbf_writer& event) {
            event.add_string(event_fields::kCategory, validUtf8(kind));
            event.add_string(event_fields::kName, validUtf8(end.name));
            event.add_fixed64(static_cast<protozero::pbf_tag_type>(flow), id);
            if (!end.source.empty()) annotate(event, {{"source", end.source}});
        });
    };
    tell(from, event_fields::kFlow);
    tell(to, event_fields::kEndingFlow);
}

void Perfetto::mark(const TrackId* track, Timestamp time, const std::string& text) {
    event(track ? trackOf(*track) : trackOf(TrackGroup::Threads), time, kInstant, [&](pbf_writer& event) {
        event.add_string(event_fields::kCategory, "mark");
        event.add_string(event_fields::kName, validUtf8(text));
    });
}

} // namespace lockstep
