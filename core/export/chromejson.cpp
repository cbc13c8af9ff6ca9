// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/chromejson.h"

#include "core/export/utf8.h"

#include <array>
#include <cstdio>

namespace lockstep {

namespace {

void escape(char c, std::string& out) {
    std::array<char, 8> code{};
    if (c == '"' || c == '\\') {
        out += '\\';
        out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
        std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c));
        out += code.data();
    } else {
        out += c;
    }
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : validUtf8(text)) escape(c, out);
    return out + '"';
}

std::string microseconds(Timestamp nanoseconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%lld.%03d", static_cast<long long>(nanoseconds / 1000),
                  static_cast<int>(nanoseconds % 1000));
    return text.data();
}

std::string object(const Facts& facts) {
    std::string text = "{";
    for (const auto& [name, value] : facts) {
        if (text.size() > 1) text += ',';
        text += quoted(name) + ':' + quoted(value);
    }
    return text + '}';
}

// Both count from 1: 0 is the idle process of the format's readers.
std::int64_t process(TrackGroup group) {
    return static_cast<std::int64_t>(group) + 1;
}
std::int64_t thread(TrackId track) {
    return std::int64_t{track.number} + 1;
}

} // namespace

void ChromeJson::begin(const Facts& facts) {
    m_out << R"({"displayTimeUnit":"ns","otherData":)" << object(facts) << ",\"traceEvents\":[";
}

void ChromeJson::end() {
    m_out << "\n]}\n";
    m_out.flush();
}

void ChromeJson::open(const char* phase, TrackId track) {
    m_out << (std::exchange(m_isFirst, false) ? "\n" : ",\n") << R"({"ph":")" << phase << R"(","pid":)"
          << process(track.group) << ",\"tid\":" << thread(track);
}

void ChromeJson::metadata(TrackId track, const char* what, const std::string& text) {
    open("M", track);
    m_out << R"(,"name":")" << what << R"(","args":{"name":)" << quoted(text) << "}}";
}

void ChromeJson::group(TrackGroup group, const std::string& name) {
    metadata({group, 0}, "process_name", name);
    open("M", {group, 0});
    m_out << R"(,"name":"process_sort_index","args":{"sort_index":)" << process(group) << "}}";
}

void ChromeJson::track(TrackId track, const std::string& name, const std::string& unit) {
    m_counter = R"(,"id":")" + std::to_string(track.number) + R"(","name":)" + quoted(name);
    m_unit = quoted(unit);
    if (track.group == TrackGroup::Numbers) return; // counters are tracks by themselves
    metadata(track, "thread_name", name);
    open("M", track);
    m_out << R"(,"name":"thread_sort_index","args":{"sort_index":)" << thread(track) << "}}";
}

void ChromeJson::slice(const Slice& slice) {
    open("X", slice.track);
    m_out << ",\"ts\":" << microseconds(slice.range.begin)
          << ",\"dur\":" << microseconds(slice.range.length()) << R"(,"cat":"span","name":)"
          << quoted(slice.name);
    if (!slice.details.empty()) m_out << ",\"args\":" << object(slice.details);
    m_out << "}";
}

void ChromeJson::number(TrackId track, Timestamp time, std::int32_t value) {
    open("C", track);
    m_out << m_counter << ",\"ts\":" << microseconds(time) << ",\"args\":{" << m_unit << ":" << value << "}}";
}

void ChromeJson::arrow(std::uint64_t id, const std::string& kind, const ArrowEnd& from, const ArrowEnd& to) {
    arrowEnd(id, kind, from, R"("s")");
    arrowEnd(id, kind, to, R"("f","bp":"e")");
}

void ChromeJson::arrowEnd(std::uint64_t id, const std::string& kind, const ArrowEnd& end, const char* phase) {
    const Facts source = end.source.empty() ? Facts{} : Facts{{"source", end.source}};
    slice({end.track, {end.time, end.time}, end.name, source});
    m_out << ",\n{\"ph\":" << phase << ",\"pid\":" << process(end.track.group)
          << ",\"tid\":" << thread(end.track) << ",\"ts\":" << microseconds(end.time)
          << ",\"id\":" << static_cast<std::int64_t>(id) << ",\"cat\":" << quoted(kind)
          << ",\"name\":" << quoted(kind) << "}";
}

void ChromeJson::mark(const TrackId* track, Timestamp time, const std::string& text) {
    open("i", track ? *track : TrackId{});
    m_out << ",\"ts\":" << microseconds(time) << R"(,"s":")" << (track ? "t" : "g")
          << R"(","cat":"mark","name":)" << quoted(text) << "}";
}

} // namespace lockstep
