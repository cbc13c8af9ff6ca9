// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/placequery.h"

#include "core/analysis/lostupdate.h"
#include "core/analysis/stepplaces.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <vector>

namespace lockstep {

namespace {

using Words = std::vector<std::string>;

Words split(std::string_view text) {
    std::istringstream stream{std::string(text)};
    Words words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

// "first", "last", "12th"
std::optional<std::size_t> ordinal(const std::string& word) {
    if (word == "first") return 1;
    if (word == "last") return 0;
    std::size_t number = 0;
    const auto [rest, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const std::string_view ending(rest, static_cast<std::size_t>(word.data() + word.size() - rest));
    const bool isOrdinal = ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
    return error == std::errc{} && number > 0 && isOrdinal ? std::optional(number) : std::nullopt;
}

template <class Kind>
std::optional<Kind> named(std::string_view word, int count) {
    for (int i = 0; i < count; ++i)
        if (name(static_cast<Kind>(i)) == word) return static_cast<Kind>(i);
    return std::nullopt;
}

std::optional<Landmark> landmark(const std::string& word) {
    if (word == "start") return Landmark::Start;
    if (word == "deadlock") return Landmark::Deadlock;
    if (word == "lost-update") return Landmark::LostUpdate;
    if (word == "end") return Landmark::End;
    return std::nullopt;
}

bool isKeyword(const std::string& word) {
    return word == "by" || word == "on" || word == "of";
}

// The words up to the next keyword are one name, or those between quotes. Empty where there is none.
std::string takeName(const Words& words, std::size_t& at) {
    const bool isQuoted = at < words.size() && words[at].starts_with('"');
    bool isOver = false;
    std::string name;
    for (; at < words.size() && !isOver && (isQuoted || !isKeyword(words[at])); ++at) {
        isOver = isQuoted && words[at].ends_with('"') && name.size() + words[at].size() > 1;
        name += (name.empty() ? "" : " ") + words[at];
    }
    if (!isQuoted) return name;
    return isOver ? name.substr(1, name.size() - 2) : std::string();
}

bool takeNames(const Words& words, std::size_t at, PlaceQuery& query) {
    const bool isState = std::holds_alternative<ThreadState>(query.what);
    while (at < words.size()) {
        const std::string& keyword = words[at++];
        const bool isThread = keyword == "by" || (keyword == "of" && isState);
        std::string& name = isThread ? query.thread : query.object;
        if (!isKeyword(keyword) || !name.empty()) return false;
        name = takeName(words, at);
        if (name.empty()) return false;
    }
    return true;
}

class Search {
public:
    Search(const Trace& trace, const PlaceQuery& query)
        : m_trace(trace)
        , m_query(query) {}

    std::vector<EventIndex> events(EventKind kind) const {
        std::vector<EventIndex> found;
        for (std::uint32_t i = 0; i < m_trace.size(); ++i) {
            const Event& event = m_trace[i];
            if (event.kind == EventKind::Stop) break; // the teardown is no part of the run
            if (event.kind == kind && isMeant(event.object) && isMeant(event.thread))
                found.push_back(EventIndex{i});
        }
        return found;
    }

    std::vector<EventIndex> states(ThreadState state) const {
        std::vector<EventIndex> found;
        for (std::uint32_t t = 0; t < m_trace.threadCount(); ++t)
            if (isMeant(ThreadId{t})) addStates(ThreadId{t}, state, found);
        std::ranges::sort(found, {}, &EventIndex::value);
        return found;
    }

private:
    void addStates(ThreadId thread, ThreadState wanted, std::vector<EventIndex>& found) const {
        const auto& states = m_trace.thread(thread).states;
        for (std::size_t i = 0; i < states.size(); ++i) {
            const LaneValue value = states[i].lane();
            if (isSame(static_cast<ThreadState>(value.state), wanted) && isMeant(value.subjectAs<ObjectId>()))
                found.push_back(states[i].event);
        }
    }
    static bool isSame(ThreadState state, ThreadState wanted) {
        return state == wanted || (state == ThreadState::ReadyOrRunning && wanted == ThreadState::Running);
    }
    bool isMeant(ObjectId object) const {
        if (m_query.object.empty()) return true;
        return object.isValid() && m_trace.object(object).info.name == m_query.object;
    }
    bool isMeant(ThreadId thread) const {
        if (m_query.thread.empty()) return true;
        return thread.isValid() && m_trace.thread(thread).info.name == m_query.thread;
    }

    const Trace& m_trace;
    const PlaceQuery& m_query;
};

std::optional<EventIndex> placeOf(const Trace& trace, Landmark what, std::span<const Finding> findings) {
    if (what == Landmark::Start) return trace.size() > 0 ? std::optional(EventIndex{0}) : std::nullopt;
    if (what == Landmark::End) return placeAfter(trace, trace.steps().size());
    if (what == Landmark::LostUpdate) {
        const auto lost = clearestLostUpdate(trace);
        return lost ? std::optional(lost->write) : std::nullopt;
    }
    const auto found = std::ranges::find_if(findings, &Finding::isDeadlock);
    return found == findings.end() ? std::nullopt : std::optional(found->since);
}

} // namespace

std::optional<PlaceQuery> parsedPlaceQuery(std::string_view text) {
    const Words words = split(text);
    if (words.empty()) return std::nullopt;
    PlaceQuery query;
    if (const auto mark = landmark(words[0])) {
        query.what = *mark;
        return words.size() == 1 ? std::optional(query) : std::nullopt;
    }
    const auto nth = ordinal(words[0]);
    query.nth = nth.value_or(1);
    const std::size_t at = nth ? 1 : 0;
    if (at == words.size()) return std::nullopt;
    if (const auto event = named<EventKind>(words[at], kEventKinds))
        query.what = *event;
    else if (const auto state = named<ThreadState>(words[at], kThreadStates))
        query.what = *state;
    else
        return std::nullopt;
    return takeNames(words, at + 1, query) ? std::optional(query) : std::nullopt;
}

std::optional<EventIndex> findPlace(const Trace& trace, const PlaceQuery& query,
                                    std::span<const Finding> findings) {
    if (const auto* mark = std::get_if<Landmark>(&query.what)) return placeOf(trace, *mark, findings);
    const Search search(trace, query);
    const auto* kind = std::get_if<EventKind>(&query.what);
    const std::vector<EventIndex> found =
        kind ? search.events(*kind) : search.states(std::get<ThreadState>(query.what));
    if (found.empty() || query.nth > found.size()) return std::nullopt;
    return query.nth == 0 ? found.back() : found[query.nth - 1];
}

} // namespace lockstep
