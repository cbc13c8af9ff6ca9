// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/steps.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace lockstep {

namespace {

// In a replay a thread makes others right after its own step, before anybody else moves; so does one that
// made its last step before the run was stopped and came to make them only afterwards.
std::vector<std::uint32_t> replayNumbers(const Trace& trace) {
    struct Made {
        std::size_t afterStep;
        ThreadId thread;
    };
    std::vector<std::size_t> lastStepOf(trace.threadCount(), 0);
    std::vector<bool> isDone(trace.threadCount(), false); // makes nothing more that the replay makes, too
    std::vector<Made> made;
    std::size_t steps = 0;
    bool isStopped = false;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const Event& event = trace[i];
        const std::size_t me = event.thread.isValid() ? event.thread.index() : 0;
        isStopped |= event.kind == EventKind::Stop;
        if (isStep(event) && !isStopped) lastStepOf[me] = ++steps;
        if (event.thread.isValid() && isStopped && (isStep(event) || event.kind == EventKind::Unwind))
            isDone[me] = true;
        if (event.kind != EventKind::Create || isDone[me]) continue;
        const ThreadId thread = trace.object(event.object).info.thread;
        if (thread.isValid()) made.push_back({event.thread.isValid() ? lastStepOf[me] : 0, thread});
    }
    std::ranges::stable_sort(made, {}, &Made::afterStep);
    std::vector<std::uint32_t> numbers(trace.threadCount(), 0);
    for (std::uint32_t n = 0; n < made.size(); ++n) numbers[made[n].thread.index()] = n;
    return numbers;
}

class Fnv1a {
public:
    void add(std::string_view bytes) {
        for (const char byte : bytes) add(static_cast<std::uint8_t>(byte));
        add(std::uint8_t{0xff}); // ends the word
    }
    void add(std::int64_t number) {
        for (int shift = 0; shift < 64; shift += 8) add(static_cast<std::uint8_t>(number >> shift & 0xff));
    }
    std::uint64_t value() const { return m_value; }

private:
    void add(std::uint8_t byte) { m_value = (m_value ^ byte) * 0x100000001b3u; }

    std::uint64_t m_value = 0xcbf29ce484222325u;
};

bool valueVaries(EventKind kind) {
    using enum EventKind;
    return kind == Start || kind == Timeout || kind == Awake || kind == IoEnd;
}

} // namespace

Alternative wayOf(const Event& step) {
    if (step.kind == EventKind::Timeout) return Alternative::Timeout;
    const bool isChoice =
        step.alternative != Alternative::Preempted && step.alternative != Alternative::Attempt;
    return isChoice ? step.alternative : Alternative::Normal;
}

std::vector<Choice> choicesOf(const Trace& trace) {
    const std::vector<std::uint32_t> numbers = replayNumbers(trace);
    std::vector<Choice> choices;
    const StepEvents& steps = trace.steps();
    const std::size_t count = steps.size();
    choices.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Event& step = trace.event(steps[i]);
        choices.push_back({numbers[step.thread.index()], wayOf(step)});
    }
    return choices;
}

std::uint64_t hashOfSteps(const Trace& trace) {
    Fnv1a hash;
    const StepEvents& steps = trace.steps();
    for (std::size_t i = 0, n = steps.size(); i < n; ++i) {
        const Event& step = trace.event(steps[i]);
        hash.add(trace.thread(step.thread).info.path);
        hash.add(static_cast<std::int64_t>(step.kind));
        hash.add(static_cast<std::int64_t>(wayOf(step)));
        hash.add(step.object.isValid() ? std::string_view(trace.object(step.object).info.path) : "");
        const bool namesThread = step.kind == EventKind::Spawn || step.kind == EventKind::Join;
        if (namesThread)
            hash.add(trace.thread(ThreadId{static_cast<std::uint32_t>(step.value)}).info.path);
        else
            hash.add(std::int64_t{valueVaries(step.kind) ? 0 : step.value});
    }
    return hash.value();
}

} // namespace lockstep
