// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/replay.h"

#include <cstdio>

namespace lockstep {

namespace {

std::string other(const char* what, const std::string& its, const std::string& asked) {
    return std::string("The schedule is of the ") + what + " '" + its + "', not of '" + asked + "'.";
}

std::string hashText(std::uint32_t hash) {
    char text[16];
    std::snprintf(text, sizeof text, "%08x", hash);
    return text;
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
    return "The schedule is of a run with other parameters, so set them as they were there: its parameters "
           "have "
           "the hash " +
           hashText(schedule.parametersHash) + ", the present ones " + hashText(hash) + ".";
}

} // namespace lockstep
