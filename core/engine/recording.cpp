// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recording.h"

#include <array>
#include <charconv>
#include <ctime>

namespace lockstep {

namespace {

constexpr int kPiecesAtOnce = 4; // between two looks for deadlocks: the events are still in the caches

constexpr std::string_view kParameter = "parameter:";

std::string nowInUtc() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

// "number 3", "list 1,4,9", "text ..."; empty for none.
std::string textOf(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return std::string("number ") + std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return "text " + *text;
    const auto* list = std::get_if<std::vector<std::int64_t>>(&value);
    if (!list) return {};
    std::string text = "list ";
    for (const std::int64_t item : *list) {
        if (text.back() != ' ') text += ',';
        text += std::to_string(item);
    }
    return text;
}

template <class Number>
std::optional<Number> numberFrom(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::vector<std::int64_t> listFrom(std::string_view text) {
    std::vector<std::int64_t> list;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (const auto item = numberFrom<std::int64_t>(text.substr(0, comma))) list.push_back(*item);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return list;
}

Value valueFrom(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return {};
    const std::string_view kind = text.substr(0, space);
    const std::string_view rest = text.substr(space + 1);
    if (kind == "text") return std::string(rest);
    if (kind == "list") return listFrom(rest);
    const auto number = numberFrom<std::int64_t>(rest);
    return kind == "number" && number ? Value(*number) : Value{};
}

std::string valueOf(const About& about, std::string_view key) {
    const auto found = about.find(key);
    return found == about.end() ? std::string() : found->second;
}

Mode modeNamed(std::string_view text) {
    for (const Mode mode : {Mode::Free, Mode::Slow, Mode::Step, Mode::Random, Mode::Replay})
        if (name(mode) == text) return mode;
    return Mode::Free;
}

Outcome outcomeNamed(std::string_view text) {
    for (int i = 0; i <= static_cast<int>(Outcome::Mismatch); ++i)
        if (name(static_cast<Outcome>(i)) == text) return static_cast<Outcome>(i);
    return Outcome::Stopped;
}

std::shared_ptr<const ForeignScenario> foreignFrom(const About& about) {
    auto foreign = std::make_shared<ForeignScenario>();
    foreign->id = valueOf(about, "scenario");
    foreign->title = valueOf(about, "title");
    foreign->sourceFile = valueOf(about, "source-file");
    foreign->scenario = {.id = foreign->id,
                         .title = foreign->title,
                         .group = {},
                         .summary = {},
                         .sourceFile = foreign->sourceFile,
                         .run = nullptr};
    return foreign;
}

RunSettings settingsFrom(const About& about) {
    RunSettings settings;
    settings.variant = valueOf(about, "variant");
    settings.mode = modeNamed(valueOf(about, "mode"));
    settings.seed = numberFrom<std::uint64_t>(valueOf(about, "seed")).value_or(0);
    for (auto it = about.lower_bound(kParameter); it != about.end() && it->first.starts_with(kParameter);
         ++it)
        if (const auto value = numberFrom<std::int64_t>(it->second))
            settings.parameters[it->first.substr(kParameter.size())] = *value;
    auto script = parseSchedule(valueOf(about, "script"));
    if (auto* schedule = std::get_if<Schedule>(&script)) settings.script = std::move(schedule->choices);
    return settings;
}

} // namespace

About aboutRun(const RunSettings& settings) {
    const Scenario& scenario = *settings.scenario;
    About about{{"recorded", nowInUtc()},
                {"scenario", std::string(scenario.id)},
                {"title", std::string(scenario.title)},
                {"source-file", std::string(scenario.sourceFile)},
                {"variant", settings.variant},
                {"mode", std::string(name(settings.mode))},
                {"seed", std::to_string(settings.seed)}};
    for (const auto& [name, value] : settings.parameters)
        about[std::string(kParameter) + name] = std::to_string(value);
    const Schedule script{.scenario = std::string(scenario.id),
                          .variant = settings.variant,
                          .parametersHash = hashOf(settings.parameters),
                          .seed = settings.seed,
                          .choices = settings.script};
    if (!settings.script.empty()) about["script"] = script.text();
    return about;
}

About aboutEnd(const Session& session) {
    if (!session.outcome()) return {};
    About about{{"outcome", std::string(name(*session.outcome()))},
                {"kernel-notice", session.kernelNotice()}};
    const auto tell = [&about](const char* key, std::string text) {
        if (!text.empty()) about[key] = std::move(text);
    };
    tell("result", textOf(session.result()));
    tell("expected", textOf(session.expected()));
    tell("failure", session.failure());
    return about;
}

KernelSource kernelSourceAtFirst(const Session& session) {
    return session.settings().beginsOneAtATime() ? KernelSource::Gate : session.trace().kernelSource();
}

bool RecordingReader::readMore() {
    bool isMore = true;
    for (int i = 0; i < kPiecesAtOnce && isMore; ++i) isMore = m_reader.readMore();
    m_watch.look(m_reader.trace().size());
    return isMore;
}

Recording RecordingReader::take(const FindScenario& find) {
    if (!m_reader.about().contains("scenario"))
        throw UnreadableTrace("It is damaged so early that not even its scenario is known.");
    Recording recording;
    recording.findings = m_watch.findings();
    recording.notices = m_reader.notices();
    recording.about = m_reader.about();
    recording.trace = m_reader.takeTrace();
    const About& about = recording.about;
    recording.settings = settingsFrom(about);
    recording.settings.scenario = find(valueOf(about, "scenario"));
    if (!recording.settings.scenario) {
        recording.foreign = foreignFrom(about);
        recording.settings.scenario = &recording.foreign->scenario;
    }
    if (!about.contains("outcome"))
        recording.notices.push_back("The run was cut off: how it would have ended is not known.");
    recording.outcome = outcomeNamed(valueOf(about, "outcome"));
    recording.result = valueFrom(valueOf(about, "result"));
    recording.expected = valueFrom(valueOf(about, "expected"));
    recording.failure = valueOf(about, "failure");
    recording.kernelNotice = valueOf(about, "kernel-notice");
    return recording;
}

} // namespace lockstep
