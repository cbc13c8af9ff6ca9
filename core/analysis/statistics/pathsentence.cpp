// SPDX-License-Identifier: GPL-3.0-or-later
// A critical path in words.
#include "core/analysis/sentences.h"
#include "core/analysis/statistics/criticalpath.h"

#include <map>

namespace lockstep {

namespace {

constexpr std::size_t kMostNamed = 3; // threads, and what led from one to the next

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return text;
}

std::string timesText(std::int64_t count) {
    if (count == 1) return "once";
    if (count == 2) return "twice";
    return countText(count) + " times";
}

// "running 3 ms, sleeping 2 ms"; of one state alone its name.
std::string statesText(const Trace& trace, const PathShare& share) {
    std::vector<std::pair<std::int64_t, ThreadState>> states;
    for (std::size_t s = 0; s < share.states.size(); ++s)
        if (share.states[s] > 0) states.emplace_back(share.states[s], static_cast<ThreadState>(s));
    std::ranges::stable_sort(states, std::greater{}, [](const auto& state) { return state.first; });
    if (states.size() == 1) return std::string(name(states[0].second));
    std::vector<std::string> parts;
    for (const auto& [length, state] : states)
        parts.push_back(std::string(name(state)) + ' ' + lengthText(trace.axis(), length));
    return joined(parts);
}

std::string shareText(const Trace& trace, const PathShare& share) {
    const std::string length = lengthText(trace.axis(), share.total);
    if (!share.thread.isValid()) return length + " before the first of them was started";
    return length + " of " + threadName(trace, share.thread) + " (" + statesText(trace, share) + ")";
}

std::vector<std::string> sharesText(const Trace& trace, const CriticalPath& path,
                                    const std::stop_token& stop) {
    const auto shares = sharesOf(trace, path, stop);
    const std::size_t named = shares.size() > kMostNamed + 1 ? kMostNamed : shares.size();
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < named; ++i) parts.push_back(shareText(trace, shares[i]));
    std::int64_t rest = 0;
    for (std::size_t i = named; i < shares.size(); ++i) rest += shares[i].total;
    if (named < shares.size())
        parts.push_back(lengthText(trace.axis(), rest) + " of " + std::to_string(shares.size() - named) +
                        " others");
    return parts;
}

// By what the path went from one thread to the next.
struct Passages {
    std::int64_t starts = 0;
    std::map<ObjectId, std::int64_t> objects;
};

Passages passagesOf(const Trace& trace, const CriticalPath& path, const std::stop_token& stop) {
    Passages passages;
    for (const PathLeg& leg : path.legs) {
        if (stop.stop_requested()) return {};
        if (!leg.onward.isValid()) continue;
        const Event& event = trace.event(leg.onward);
        if (event.kind == EventKind::Spawn)
            ++passages.starts;
        else
            ++passages.objects[event.object];
    }
    return passages;
}

std::string passageText(const Trace& trace, ObjectId object, std::int64_t count) {
    if (!object.isValid()) return "somebody was let go on " + timesText(count);
    const ObjectInfo& info = trace.object(object).info;
    if (isLock(info.kind)) return quotedName(trace, object) + " was handed over " + timesText(count);
    if (info.kind == ObjectKind::Thread) return "the end of " + info.name + " was waited for";
    return quotedName(trace, object) + " let somebody go on " + timesText(count);
}

std::string passagesText(const Trace& trace, const CriticalPath& path, const std::stop_token& stop) {
    const Passages passages = passagesOf(trace, path, stop);
    std::vector<std::pair<ObjectId, std::int64_t>> objects(passages.objects.begin(), passages.objects.end());
    std::ranges::stable_sort(objects, std::greater{}, [](const auto& object) { return object.second; });
    std::vector<std::string> parts;
    std::int64_t rest = 0;
    for (std::size_t i = 0; i < objects.size(); ++i)
        if (i < kMostNamed)
            parts.push_back(passageText(trace, objects[i].first, objects[i].second));
        else
            rest += objects[i].second;
    if (passages.starts == 1) parts.emplace_back("a thread was started");
    if (passages.starts > 1) parts.push_back(std::to_string(passages.starts) + " threads were started");
    if (rest > 0) parts.push_back("others let somebody go on " + timesText(rest));
    return parts.empty() ? std::string() : " On the way " + joined(parts) + ".";
}

} // namespace

std::string pathSentence(const Trace& trace, const CriticalPath& path, const std::stop_token& stop) {
    if (path.legs.empty()) return "Nothing happened here.";
    const std::string length = lengthText(trace.axis(), path.range.length());
    const std::string text = "What took " + length +
                             ", one after the other: " + joined(sharesText(trace, path, stop)) + "." +
                             passagesText(trace, path, stop);
    return stop.stop_requested() ? std::string() : text;
}

} // namespace lockstep
