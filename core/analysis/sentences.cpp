// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/sentences.h"

#include "core/trace/moment.h"

#include <array>
#include <cstdio>

namespace lockstep {

namespace {

// Why Lockstep keeps a thread; empty for a span that a pause made.
std::string holdReason(const Event& hold) {
    if (hold.kind != EventKind::Hold) return {};
    switch (static_cast<HoldReason>(hold.value)) {
    case HoldReason::Pause: return ": the run is paused";
    case HoldReason::Pace: return ": slow motion";
    case HoldReason::RingFull: return ": the recorder must catch up";
    case HoldReason::Latch: return ": another thread's step on the same object is being recorded";
    }
    return {};
}

// What a thread is parked for, by the kind of object: "waiting 3 ms <words>".
std::string parkedWords(const Trace& trace, ObjectId object) {
    const ObjectInfo& info = trace.object(object).info;
    switch (info.kind) {
    case ObjectKind::Thread: return "for the end of " + info.name;
    case ObjectKind::Condition: return "to be notified on `" + info.name + "`";
    case ObjectKind::Semaphore: return "for a permit of `" + info.name + "`";
    case ObjectKind::Queue: return "on the queue `" + info.name + "`";
    case ObjectKind::Barrier: return "for the others at `" + info.name + "`";
    case ObjectKind::Latch: return "for `" + info.name + "` to reach zero";
    case ObjectKind::Event: return "for `" + info.name + "` to be set";
    case ObjectKind::Future: return "for the value of `" + info.name + "`";
    case ObjectKind::File: return "in the kernel for the file `" + info.name + "`";
    default: return "for `" + info.name + "`";
    }
}

// "on the queue `jobs`, which is full"
std::string queueWords(const Trace& trace, ObjectId object, EventIndex when) {
    const ObjectLane& lane = trace.object(object);
    if (lane.info.kind != ObjectKind::Queue) return {};
    const auto index = lane.values.changes().indexAt(when);
    const int depth = index ? lane.values[*index].value : 0;
    return lane.info.capacity > 0 && depth >= lane.info.capacity ? ", which is full" : ", which is empty";
}

std::string heldByWords(const Trace& trace, ObjectId object, EventIndex when) {
    const auto index = trace.object(object).holds.changes().indexAt(when);
    if (!index) return {};
    const ThreadId holder = trace.object(object).holds[*index].lane().subjectAs<ThreadId>();
    if (!holder.isValid()) return {};
    std::string words = ", held by " + threadName(trace, holder);
    if (const auto taken = acquisitionOf(trace, object, when)) {
        const std::string site = siteText(trace, trace.event(*taken).site);
        if (!site.empty()) words += " at " + site;
    }
    return words;
}

std::string atSite(const Trace& trace, SiteId site) {
    return site.isValid() ? " at " + siteText(trace, site) : "";
}

std::string valueWords(const Event& event) {
    return std::to_string(event.value);
}

std::string passWords(const Trace& trace, const Event& event) {
    const ObjectKind kind = trace.object(event.object).info.kind;
    const std::string what = quotedName(trace, event.object);
    if (event.alternative == Alternative::Spurious) return "wakes on " + what + " though nobody notified it";
    return kind == ObjectKind::Condition ? "has been notified on " + what : "passes " + what;
}

std::string deed(const Trace& trace, EventIndex index) {
    const Event& event = trace.event(index);
    const std::string what = event.object.isValid() ? quotedName(trace, event.object) : std::string();
    const auto other = [&] { return threadName(trace, ThreadId{static_cast<std::uint32_t>(event.value)}); };
    const auto micros = [&] { return durationText(std::int64_t{event.value} * 1000); };
    switch (event.kind) {
    case EventKind::Create: return "makes " + what;
    case EventKind::Destroy: return "discards " + what;
    case EventKind::Spawn: return "starts " + other();
    case EventKind::Start: return "begins";
    case EventKind::Exit: return "ends";
    case EventKind::Join: return "has joined " + other();
    case EventKind::Failure: return "fails with an exception";
    case EventKind::Wait:
        return "must wait " + parkedWords(trace, event.object) + queueWords(trace, event.object, index);
    case EventKind::Acquire: return "takes " + what;
    case EventKind::Release: return "releases " + what;
    case EventKind::Refuse: return "finds " + what + " not available and goes on";
    case EventKind::Timeout: return "gives up waiting for " + what;
    case EventKind::AcquireShared: return "takes " + what + " as a reader";
    case EventKind::ReleaseShared: return "gives " + what + " back as a reader";
    case EventKind::Put: return "puts an item into " + what + " (" + valueWords(event) + " inside)";
    case EventKind::Take: return "takes an item from " + what + " (" + valueWords(event) + " left)";
    case EventKind::Close: return "closes " + what;
    case EventKind::Notify: return "notifies " + what + " (wakes " + valueWords(event) + ")";
    case EventKind::Wake: return "wakes " + other() + ", which waited for " + what;
    case EventKind::Set: return "sets the value of " + what;
    case EventKind::Get: return "reads the value of " + what;
    case EventKind::Reset: return "resets " + what;
    case EventKind::Await: return "gives its lock back and waits on " + what + ", in one step";
    case EventKind::Arrive: return "arrives at " + what + " (" + valueWords(event) + " are there)";
    case EventKind::CountDown: return "counts " + what + " down to " + valueWords(event);
    case EventKind::Pass: return passWords(trace, event);
    case EventKind::Signaller: return what + " may be signalled by " + other();
    case EventKind::Taker: return what + " may be emptied by " + other();
    case EventKind::Read: return "reads " + what + " = " + valueWords(event);
    case EventKind::Write: return "writes " + what + " = " + valueWords(event);
    case EventKind::Update: return "updates " + what + " to " + valueWords(event) + " in one step";
    case EventKind::Work: return "computes for " + micros();
    case EventKind::Sleep: return "sleeps for " + micros();
    case EventKind::Awake: return "is awake again";
    case EventKind::Io: return "asks the kernel for " + what;
    case EventKind::IoEnd: return "has its answer for " + what;
    case EventKind::Announce:
        return "will " + operationWords(trace, Announced::unpacked(event.value).kind, event.object) + " next";
    case EventKind::Park: return "leaves " + other() + " no way to go on with " + what;
    case EventKind::Tick: return "The clock is put forward";
    case EventKind::Hold: return "is held by Lockstep" + holdReason(event);
    case EventKind::Let: return "is let go by Lockstep";
    case EventKind::Pause: return "The run is paused";
    case EventKind::Resume: return "The run goes on";
    case EventKind::Open: return "All threads move at once from here on";
    case EventKind::Stop: return "The run ends";
    case EventKind::Unwind: return "is unwound";
    case EventKind::Lost: return "lost " + valueWords(event) + " events here";
    case EventKind::SwitchIn: return "gets CPU " + valueWords(event);
    case EventKind::SwitchOut:
        return (event.alternative == Alternative::Preempted ? "is preempted on CPU " : "leaves CPU ") +
               valueWords(event);
    case EventKind::KernelLost: return "The kernel dropped " + valueWords(event) + " records";
    case EventKind::CpuTime: return "has had its CPU time read";
    case EventKind::QueueTime: return "has had its time in the run queue read";
    }
    return {};
}

} // namespace

std::string durationText(Timestamp nanoseconds) {
    struct Unit {
        double size;
        const char* name;
    };
    static constexpr std::array kUnits{Unit{1e9, "s"}, Unit{1e6, "ms"}, Unit{1e3, "µs"}};
    const char sign[2] = {nanoseconds < 0 ? '-' : '\0', '\0'};
    const double size =
        nanoseconds < 0 ? -static_cast<double>(nanoseconds) : static_cast<double>(nanoseconds);
    char text[48];
    for (const Unit& unit : kUnits) {
        const double count = size / unit.size;
        if (count < 0.9995) continue;
        const int decimals = count < 9.995 ? 2 : count < 99.95 ? 1 : 0;
        std::snprintf(text, sizeof text, "%s%.*f %s", sign, decimals, count, unit.name);
        return text;
    }
    std::snprintf(text, sizeof text, "%s%.0f ns", sign, size);
    return text;
}

std::string lengthText(TimeAxis axis, Timestamp length) {
    if (axis == TimeAxis::Time) return durationText(length);
    const Timestamp steps = (length + kStepLength / 2) / kStepLength;
    return std::to_string(steps) + (steps == 1 ? " step" : " steps");
}

std::string momentText(TimeAxis axis, Timestamp time) {
    if (axis == TimeAxis::Time) return durationText(time);
    return "step " + std::to_string((time + kStepLength - 1) / kStepLength);
}

std::string threadName(const Trace& trace, ThreadId id) {
    return id.isValid() ? trace.thread(id).info.name : "Lockstep";
}

std::string quotedName(const Trace& trace, ObjectId id) {
    const ObjectInfo& info = trace.object(id).info;
    return info.kind == ObjectKind::Thread ? info.name : "`" + info.name + "`";
}

std::string operationWords(const Trace& trace, EventKind kind, ObjectId object) {
    const ObjectKind of = object.isValid() ? trace.object(object).info.kind : ObjectKind::Thread;
    const std::string what = object.isValid() ? quotedName(trace, object) : std::string();
    using enum EventKind;
    switch (kind) {
    case Spawn: return "start " + what;
    case Start: return "begin";
    case Exit: return "end";
    case Join: return "join " + what;
    case Acquire: return of == ObjectKind::Semaphore ? "take a permit of " + what : "take " + what;
    case Release: return of == ObjectKind::Semaphore ? "give a permit back to " + what : "release " + what;
    case AcquireShared: return "take " + what + " as a reader";
    case ReleaseShared: return "give " + what + " back as a reader";
    case Put: return "put an item into " + what;
    case Take: return "take an item from " + what;
    case Close: return "close " + what;
    case Notify: return "notify " + what;
    case Set: return of == ObjectKind::Event ? "set " + what : "set the value of " + what;
    case Get: return "read the value of " + what;
    case Reset: return "reset " + what;
    case Await: return "give its lock back and wait on " + what;
    case Arrive: return "arrive at " + what;
    case CountDown: return "count " + what + " down";
    case Pass: return of == ObjectKind::Condition ? "go on after " + what + " was notified" : "pass " + what;
    case Read: return "read " + what;
    case Write: return "write " + what;
    case Update: return "update " + what + " in one step";
    case Work: return "compute";
    case Awake: return "wake from its sleep";
    case Io: return "ask the kernel for " + what;
    case IoEnd: return "have its answer for " + what;
    default: return std::string(name(kind));
    }
}

std::string siteText(const Trace& trace, SiteId id) {
    return id.isValid() ? trace.site(id).text() : std::string();
}

std::string spanSentence(const Trace& trace, ThreadId thread, std::size_t change) {
    const Track& changes = trace.thread(thread).states.changes();
    const LaneValue value = changes[change].lane();
    const auto state = static_cast<ThreadState>(value.state);
    const std::string length = lengthText(trace.axis(), changes.rangeOf(change, trace.end()).length());
    const EventIndex cause = changes[change].event;
    const Event& event = trace.event(cause);
    switch (state) {
    case ThreadState::Blocked:
    case ThreadState::Waiting: {
        const ObjectId object = value.subjectAs<ObjectId>();
        return "waiting " + length + " " + parkedWords(trace, object) + queueWords(trace, object, cause) +
               heldByWords(trace, object, cause);
    }
    case ThreadState::Sleeping: {
        const ObjectId file = value.subjectAs<ObjectId>();
        return file.isValid() ? "waiting " + length + " " + parkedWords(trace, file)
                              : "sleeping " + length + atSite(trace, event.site);
    }
    case ThreadState::Held: return "held " + length + " by Lockstep itself" + holdReason(event);
    case ThreadState::Terminated: return "terminated";
    case ThreadState::Unknown: return "unknown for " + length + ": events were lost here";
    default: return std::string(name(state)) + " " + length;
    }
}

std::string holdSentence(const Trace& trace, ObjectId lock, std::size_t change) {
    const Track& changes = trace.object(lock).holds.changes();
    const LaneValue value = changes[change].lane();
    const std::string length = lengthText(trace.axis(), changes.rangeOf(change, trace.end()).length());
    const ThreadId holder = value.subjectAs<ThreadId>();
    const std::string what = quotedName(trace, lock);
    if (!holder.isValid()) return what + " free for " + length;
    std::string text = what + " held " + length + " by " + threadName(trace, holder);
    if (const auto taken = acquisitionOf(trace, lock, changes[change].event))
        text += atSite(trace, trace.event(*taken).site);
    if (static_cast<LockState>(value.state) != LockState::HeldAndWanted) return text;
    std::string wanted;
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const ThreadLane& lane = trace.thread(ThreadId{t});
        const auto at = lane.states.changes().indexAt(changes[change].event);
        if (!at || static_cast<ThreadState>(lane.states[*at].lane().state) != ThreadState::Blocked) continue;
        if (lane.states[*at].lane().subject == lock.value)
            wanted += (wanted.empty() ? "" : ", ") + lane.info.name;
    }
    return text + (wanted.empty() ? ", wanted" : ", wanted by " + wanted);
}

std::string eventSentence(const Trace& trace, EventIndex index) {
    const Event& event = trace.event(index);
    const std::string who = event.thread.isValid() ? threadName(trace, event.thread) + " " : "";
    return who + deed(trace, index) + atSite(trace, event.site);
}

std::string stateMeaning(ThreadState state) {
    switch (state) {
    case ThreadState::New: return "The thread object exists, but the thread has not been started.";
    case ThreadState::Runnable: return "The thread could go on, but has no CPU yet.";
    case ThreadState::Running: return "The thread has a CPU and computes.";
    case ThreadState::Blocked: return "The thread wants a lock that another thread holds. It uses no CPU.";
    case ThreadState::Waiting:
        return "The thread waits for something another thread must do. It uses no CPU.";
    case ThreadState::Sleeping: return "The thread sleeps until a time has come or the kernel answers.";
    case ThreadState::Terminated: return "The thread's code has ended. It cannot be started again.";
    case ThreadState::Held: return "Lockstep itself keeps the thread. This counts in no statistic.";
    case ThreadState::ReadyOrRunning:
        return "The thread is free to go; the kernel does not say whether it has a CPU.";
    case ThreadState::OffCpu: return "The kernel took the thread off its CPU for a reason of its own.";
    case ThreadState::Unknown: return "Events were lost here, so nobody knows.";
    }
    return {};
}

} // namespace lockstep
