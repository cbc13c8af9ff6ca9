// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

namespace lockstep {

namespace {

template <class Number>
std::optional<Number> numberIn(std::string_view text, int base = 10) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string wayText(Alternative way) {
    switch (way) {
    case Alternative::Normal: return {};
    case Alternative::Timeout: return ":timeout";
    case Alternative::Spurious: return ":spurious";
    default: return std::string(":wake").append(std::to_string(placeOf(way)));
    }
}

std::optional<Alternative> wayIn(std::string_view word) {
    if (word == "timeout") return Alternative::Timeout;
    if (word == "spurious") return Alternative::Spurious;
    if (!word.starts_with("wake")) return std::nullopt;
    const auto place = numberIn<std::uint16_t>(word.substr(4));
    if (!place || *place == 0 || *place > UINT16_MAX - static_cast<std::uint16_t>(Alternative::Victim))
        return std::nullopt;
    return victim(*place);
}

std::string_view cutUpTo(char separator, std::string_view& rest) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(rest.size(), end + 1));
    return part;
}

// "1", "0*1000", "1:timeout*3": appends; false when it is none of these.
bool addEntry(std::string_view entry, std::vector<Choice>& choices) {
    std::string_view rest = entry;
    const std::string_view what = cutUpTo('*', rest);
    const bool isRepeated = what.size() < entry.size();
    const auto count = isRepeated ? numberIn<std::size_t>(rest) : std::optional<std::size_t>(1);
    std::string_view way = what;
    const auto thread = numberIn<std::uint32_t>(cutUpTo(':', way));
    const bool hasWay = what.find(':') != std::string_view::npos;
    const auto alternative = hasWay ? wayIn(way) : std::optional(Alternative::Normal);
    if (!count || *count == 0 || *count > kMostSteps - choices.size() || !thread || !alternative)
        return false;
    choices.insert(choices.end(), *count, Choice{*thread, *alternative});
    return true;
}

std::string wrongEntry(std::string_view entry, std::size_t step) {
    return "Step " + std::to_string(step) + " of the schedule reads '" + std::string(entry.substr(0, 40)) +
           "'; a step reads like '1', '0*1000', '1:timeout', '1:spurious' or '1:wake2'.";
}

} // namespace

std::string choiceText(const Choice& choice) {
    return std::to_string(choice.thread) + wayText(choice.way);
}

std::string Schedule::text() const {
    char hash[16];
    std::snprintf(hash, sizeof hash, "%08x", parametersHash);
    std::string text = "ls1;" + scenario + ";" + variant + ";" + hash + ";seed=" + std::to_string(seed) + ";";
    for (std::size_t i = 0; i < choices.size();) {
        std::size_t end = i + 1;
        while (end < choices.size() && choices[end] == choices[i]) ++end;
        if (i > 0) text += ',';
        text += choiceText(choices[i]);
        if (end - i > 1) text.append(1, '*').append(std::to_string(end - i));
        i = end;
    }
    return text;
}

std::variant<Schedule, std::string> parseSchedule(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '\r'))
        text.remove_suffix(1);
    std::string_view rest = text;
    if (std::ranges::count(text, ';') != 5)
        return "A schedule reads like 'ls1;two-locks;naive;5f0c91a2;seed=0;1,2,1': six parts between "
               "semicolons.";
    if (cutUpTo(';', rest) != "ls1")
        return "This schedule is not of version 'ls1', the one this program understands.";
    Schedule schedule;
    schedule.scenario = cutUpTo(';', rest);
    schedule.variant = cutUpTo(';', rest);
    const auto hash = numberIn<std::uint32_t>(cutUpTo(';', rest), 16);
    if (!hash) return "The schedule's fourth part is the parameters' hash, eight digits such as '5f0c91a2'.";
    schedule.parametersHash = *hash;
    std::string_view seedText = cutUpTo(';', rest);
    const auto seed =
        seedText.starts_with("seed=") ? numberIn<std::uint64_t>(seedText.substr(5)) : std::nullopt;
    if (!seed) return "The schedule's fifth part is its seed, such as 'seed=7'.";
    schedule.seed = *seed;
    while (!rest.empty()) {
        const std::size_t before = rest.size();
        const std::string_view entry = cutUpTo(',', rest);
        const bool endsInComma = rest.empty() && entry.size() < before;
        if (endsInComma || !addEntry(entry, schedule.choices))
            return wrongEntry(endsInComma ? "," : entry, schedule.choices.size() + 1);
    }
    return schedule;
}

} // namespace lockstep
