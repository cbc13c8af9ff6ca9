// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/words.h"

#include "core/trace/file/eventcodec.h"

#include <algorithm>

namespace lockstep {

namespace {

// 146 years. A later time is nothing that a run leaves behind, and sums of times have room above it.
constexpr Timestamp kLatest = kNever / 2;

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

bool haveOurNumbers(const std::vector<std::optional<EventKind>>& kinds) {
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i] != static_cast<EventKind>(i)) return false;
    return kinds.size() == static_cast<std::size_t>(kEventKinds);
}

// From the file's numbers to ours. False: it is of a kind that is not known.
bool translate(const Words& words, Event& event) {
    const auto kind = at(words.kinds, static_cast<std::uint64_t>(event.kind));
    if (!kind) return false;
    event.kind = *kind;
    if (event.kind != EventKind::Announce) return true;
    Announced what = Announced::unpacked(event.value);
    what.kind = at(words.kinds, static_cast<std::uint64_t>(what.kind)).value_or(EventKind::Announce);
    event.value = what.packed();
    return true;
}

} // namespace

Words Words::from(ByteReader in) {
    Words words;
    const auto source = kindNamed<KernelSource>(in.text(), static_cast<int>(KernelSource::Gate) + 1);
    words.atFirst = source.value_or(KernelSource::Silent);
    for (std::uint64_t n = in.number(); n > 0 && !in.isDamaged(); --n) {
        words.names.push_back(in.text());
        words.kinds.push_back(kindNamed<EventKind>(words.names.back(), kEventKinds));
    }
    words.areOurs = haveOurNumbers(words.kinds);
    for (std::uint64_t n = in.number(); n > 0 && !in.isDamaged(); --n)
        words.objects.push_back(kindNamed<ObjectKind>(in.text(), kObjectKinds));
    return words;
}

std::optional<ObjectKind> Words::object(std::uint64_t number) const {
    return at(objects, number);
}

bool readEvents(const Words& words, ByteReader content, EventsFrame& frame) {
    frame.until = static_cast<Timestamp>(content.number());
    frame.events.clear();
    frame.unknown.clear();
    if (content.isDamaged() || frame.until < 0 || frame.until > kLatest) return false;
    if (!decodeEvents(content.bytes(content.left()), frame.events)) return false;
    if (!frame.events.empty() && frame.events.back().time > kLatest) return false; // they are in order
    const auto isOurs = [](const Event& event) { return static_cast<int>(event.kind) < kEventKinds; };
    if (words.areOurs) return std::ranges::all_of(frame.events, isOurs);
    bool isPossible = true;
    std::erase_if(frame.events, [&](Event& event) {
        const auto number = static_cast<std::size_t>(event.kind);
        if (translate(words, event)) return false;
        isPossible = isPossible && number < words.names.size();
        frame.unknown.insert("event " + at(words.names, number));
        return true;
    });
    return isPossible;
}

} // namespace lockstep
