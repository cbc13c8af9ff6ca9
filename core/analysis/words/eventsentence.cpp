// SPDX-License-Identifier: GPL-3.0-or-later
// What happened and what would happen, in words: one for each kind of event.
#include "core/analysis/sentences.h"
#include "core/analysis/words/phrases.h"

namespace lockstep {

namespace {

std::string valueWords(const Event& event) {
    return countText(event.value);
}

std::string passWords(const Trace& trace, const Event& event) {
    const ObjectKind kind = trace.object(event.object).info.kind;
    const std::string what = quotedName(trace, event.object);
    if (event.alternative == Alternative::Spurious) return "wakes on " + what + " though nobody notified it";
    return kind == ObjectKind::Condition ? "has been notified on " + what : "passes " + what;
}

// Of kinds that name nothing further.
std::string plainWords(EventKind kind) {
    switch (kind) {
    case EventKind::Start: return "begins";
    case EventKind::Exit: return "ends";
    case EventKind::Failure: return "fails with an exception";
    case EventKind::Awake: return "is awake again";
    case EventKind::Tick: return "The clock is put forward";
    case EventKind::Let: return "is let go by Lockstep";
    case EventKind::Pause: return "The run is paused";
    case EventKind::Resume: return "The run goes on";
    case EventKind::Open: return "All threads move at once from here on";
    case EventKind::Stop: return "The run ends";
    case EventKind::Unwind: return "is unwound";
    case EventKind::CpuTime: return "has had its CPU time read";
    case EventKind::QueueTime: return "has had its time in the run queue read";
    default: return {};
    }
}

std::string deed(const Trace& trace, EventIndex index) {
    const Event& event = trace.event(index);
    const std::string what = event.object.isValid() ? quotedName(trace, event.object) : std::string();
    const auto other = [&] { return threadName(trace, ThreadId{static_cast<std::uint32_t>(event.value)}); };
    const ObjectKind of = event.object.isValid() ? trace.object(event.object).info.kind : ObjectKind::Thread;
    const auto micros = [&] { return durationText(std::int64_t{event.value} * 1000); };
    switch (event.kind) {
    case EventKind::Create: return "makes " + what;
    case EventKind::Destroy: return "discards " + what;
    case EventKind::Spawn: return "starts " + other();
    case EventKind::Join: return "has joined " + other();
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
    case EventKind::Wake: return "wakes " + other() + (what.empty() ? what : ", which waited for " + what);
    case EventKind::Set: return (of == ObjectKind::Event ? "sets " : "sets the value of ") + what;
    case EventKind::Get: return "reads the value of " + what;
    case EventKind::Reset: return "resets " + what;
    case EventKind::Await: return "gives its lock back and waits on " + what + ", in one step";
    case EventKind::Arrive:
        return of == ObjectKind::SharedMutex
                   ? "gets in line for " + what + " (place " + valueWords(event) + ")"
                   : "arrives at " + what + " (" + valueWords(event) + " there)";
    case EventKind::CountDown: return "counts " + what + " down to " + valueWords(event);
    case EventKind::Pass: return passWords(trace, event);
    case EventKind::Signaller: return what + " may be signalled by " + other();
    case EventKind::Taker: return what + " may be emptied by " + other();
    case EventKind::Read: return "reads " + what + " = " + valueWords(event);
    case EventKind::Write: return "writes " + what + " = " + valueWords(event);
    case EventKind::Update: return "updates " + what + " to " + valueWords(event) + " in one step";
    case EventKind::Work: return "computes for " + micros();
    case EventKind::Sleep: return "sleeps for " + micros();
    case EventKind::Io: return "asks the kernel for " + what;
    case EventKind::IoEnd: return "has its answer for " + what;
    case EventKind::Announce:
        return "will " + operationWords(trace, Announced::unpacked(event.value).kind, event.object) + " next";
    case EventKind::Park: return "leaves " + other() + " no way to go on with " + what;
    case EventKind::Hold: return "is held by Lockstep" + holdReason(event);
    case EventKind::Lost:
        return event.thread.isValid() ? "lost " + valueWords(event) + " events here"
                                      : valueWords(event) + " events before this are left out";
    case EventKind::SwitchIn: return "gets CPU " + valueWords(event);
    case EventKind::SwitchOut:
        return (event.alternative == Alternative::Preempted ? "is preempted on CPU " : "leaves CPU ") +
               valueWords(event);
    case EventKind::KernelLost: return "The kernel dropped " + valueWords(event) + " records";
    default: return plainWords(event.kind);
    }
}

} // namespace

std::string eventSentence(const Trace& trace, EventIndex index) {
    const Event& event = trace.event(index);
    const std::string who = event.thread.isValid() ? threadName(trace, event.thread) + " " : "";
    return who + deed(trace, index) + atSite(trace, event.site);
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

} // namespace lockstep
