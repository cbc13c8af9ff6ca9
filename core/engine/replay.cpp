// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/replay.h"

#include <cstdio>

namespace lockstep {

namespace {

std::string other(const char* what, const std::string& its, const std::string& asked) {
    return std::string("The schedule is of the ") + what + " '" + its + "', not of '" + asked + "'.";
}

// "hold = 10000, threads = 2"; a schedule keeps of its own no more than a hash.
std::string valuesText(const Parameters& values) {
    std::string text;
    for (const auto& [name, value] : values)
        text += (text.empty() ? "" : ", ") + std::string(name) + " = " + std::to_string(value);
    return text.empty() ? "none" : text;
}

} // namespace

std::optional<std::string> whatIsWrongWith(const Schedule& schedule, const RunSettings& settings) {
    const Scenario& scenario = *settings.scenario;
    const std::string variant(settings.variant.empty() ? scenario.defaultVariant() : settings.variant);
    const std::uint32_t hash = hashOf(completed(scenario, settings.parameters));
    if (schedule.scenario != scenario.id)
        return other("scenario", schedule.scenario, std::string(scenario.id));
    if (schedule.variant != variant) return other("variant", schedule.variant, variant);
    if (schedule.parametersHash == hash) return std::nullopt;
    return "The schedule is of a run with other parameters than the present ones: " +
           valuesText(completed(scenario, settings.parameters)) + ". Set them as they were there.";
}

} // namespace lockstep
