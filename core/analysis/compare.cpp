// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare.h"

#include "core/analysis/sentences.h"
#include "core/analysis/steps.h"

#include <string_view>
#include <tuple>

namespace lockstep {

namespace {

// What a step is, whatever ids its own trace has given to threads and objects.
auto identityOf(const Trace& trace, const Event& step) {
    const std::string_view object =
        step.object.isValid() ? std::string_view(trace.object(step.object).info.path) : std::string_view();
    return std::tuple(std::string_view(trace.thread(step.thread).info.path), step.kind, object, wayOf(step));
}

std::optional<EventIndex> stepAt(const Trace& trace, std::size_t place) {
    if (place >= trace.steps().size()) return std::nullopt;
    return trace.steps()[place];
}

std::string countOfSteps(std::size_t count) {
    return countText(static_cast<std::int64_t>(count)) + (count == 1 ? " step" : " steps");
}

std::string deed(const Trace& trace, const std::string& name, std::optional<EventIndex> step) {
    if (!step) return name + " has no more steps";
    return eventSentence(trace, *step) + " in " + name;
}

} // namespace

Comparison compareSteps(const Trace& first, const Trace& second, std::size_t known) {
    Comparison result{.agreed = known, .first = {}, .second = {}};
    for (;; ++result.agreed) {
        result.first = stepAt(first, result.agreed);
        result.second = stepAt(second, result.agreed);
        if (!result.first || !result.second) return result;
        if (identityOf(first, first.event(*result.first)) != identityOf(second, second.event(*result.second)))
            return result;
    }
}

std::string comparisonSentence(const Trace& first, const std::string& firstName, const Trace& second,
                               const std::string& secondName, const Comparison& comparison) {
    const std::string both = firstName + " and " + secondName;
    if (!comparison.first && !comparison.second)
        return both + " make the same " + countOfSteps(comparison.agreed) + ".";
    std::string sentence = both;
    sentence +=
        comparison.agreed == 0 ? " differ from the start" : " agree for " + countOfSteps(comparison.agreed);
    sentence += "; at step " + countText(static_cast<std::int64_t>(comparison.agreed) + 1) + " ";
    sentence += deed(first, firstName, comparison.first) + ", and ";
    return sentence + deed(second, secondName, comparison.second) + ".";
}

} // namespace lockstep
