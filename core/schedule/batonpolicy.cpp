// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/batonpolicy.h"

#include "core/schedule/gate.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace lockstep {

namespace {

std::int32_t asMicroseconds(const Announcement& next) {
    if (!next.limit) return 0;
    const auto count = std::chrono::duration_cast<std::chrono::microseconds>(*next.limit).count();
    const std::int64_t least = next.waitsForTime ? 0 : 1; // 0 is a wait without a limit
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(count, least, std::numeric_limits<std::int32_t>::max()));
}

} // namespace

BatonPolicy::BatonPolicy(SessionClock& clock, std::shared_ptr<Chooser> chooser, Rules rules)
    : m_clock(clock)
    , m_rules(rules)
    , m_chooser(std::move(chooser)) {}

Passage BatonPolicy::admit(Gate& gate, Participant& me, const Operation& operation) {
    if (me.threadNumber() == Participant::kNoThread) return {}; // steers the session and takes no part
    if (isOpen()) return m_then ? m_then->admit(gate, me, operation) : Passage{};
    std::unique_lock lock(m_mutex);
    m_gate = &gate;
    // others may be on their way out, and then the objects are not ours alone
    if (gate.isStopping()) return {.admission = Admission::Granted};
    Standing& standing = of(me);
    const bool isFirst = !std::exchange(standing.participant, &me);
    arrive(standing, operation);
    if (isFirst) {
        announce(standing);
        me.onComeToGate();
        if (standing.parent) standing.parent->signal();
    } else {
        settle(me);
        announce(standing);
        me.onComeToGate();
        m_isMoving = false;
        decide();
    }
    lock.unlock();
    // its own entry does not change once it is chosen; the signal that follows makes it look
    const auto isChosen = [&] {
        const std::lock_guard look(m_mutex);
        return isOpen() || standing.chosen.has_value();
    };
    me.waitUntil([&] { return gate.isStopping() || isChosen(); });
    lock.lock();
    if (gate.isStopping()) {
        standing.operation = nullptr; // it goes with this call; another thread may be looking through all
        return {.admission = Admission::Granted};
    }
    if (isOpen()) {
        me.deadline = standing.deadline;
        me.onChosen();
        return {.admission = Admission::LetGo};
    }
    const Choice choice = *std::exchange(standing.chosen, std::nullopt);
    const bool isTimeUp = standing.next.waitsForTime || choice.way == Alternative::Timeout;
    const bool passesTime = std::exchange(standing.passesTime, false);
    standing.operation = nullptr;
    lock.unlock();
    me.onChosen();
    if (passesTime) recordTick(me, m_clock.now());
    if (choice.way == Alternative::Spurious) return {.admission = Admission::Spurious};
    return {.admission = isTimeUp ? Admission::TimedOut : Admission::Go, .victim = placeOf(choice.way)};
}

void BatonPolicy::arrive(Standing& me, const Operation& operation) {
    me.operation = &operation;
    me.next = operation.describe();
    me.deadline = me.next.limit ? m_clock.after(*me.next.limit) : kNever;
}

// Recorded by the thread itself before it stands still. The Announce comes last: who sees it sees all that
// the step before it has changed.
void BatonPolicy::announce(Standing& me) {
    me.couldGo = canGo(me);
    if (!me.couldGo)
        me.operation->record(*me.participant, me.next.waitsForTime ? EventKind::Sleep : EventKind::Wait,
                             asMicroseconds(me.next));
    const Announced what{.kind = me.next.kind,
                         .isEnabled = me.couldGo,
                         .hasTimeLimit = me.next.limit.has_value() && !me.next.waitsForTime,
                         .choosesWaiter = me.next.choosesWaiter};
    me.operation->record(*me.participant, EventKind::Announce, what.packed());
}

// The thread that comes back with the baton, or leaves, tells whose guard its step has changed.
void BatonPolicy::settle(Participant& by) {
    passTime(by);
    for (auto& [number, thread] : m_threads) {
        if (thread.participant == &by || !isAtGate(thread)) continue;
        const bool can = canGo(thread);
        if (can == std::exchange(thread.couldGo, can)) continue;
        thread.operation->record(by, can ? EventKind::Wake : EventKind::Park,
                                 static_cast<std::int32_t>(number));
    }
}

void BatonPolicy::passTime(Participant& by) {
    if (isOver() || anybodyCanGo()) return; // no time passes for daemons alone
    std::int64_t earliest = kNever;
    for (const auto& [number, thread] : m_threads) {
        const bool counts = thread.next.waitsForTime || m_rules.timeouts != Timeouts::Never;
        if (isAtGate(thread) && counts) earliest = std::min(earliest, thread.deadline);
    }
    if (earliest == kNever || earliest <= m_clock.now()) return;
    m_clock.putForwardTo(earliest);
    recordTick(by, earliest);
}

void BatonPolicy::recordTick(Participant& by, std::int64_t now) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    by.recordOwn(EventKind::Tick, static_cast<std::int32_t>(now % kSecond),
                 static_cast<std::uint32_t>(now / kSecond));
}

bool BatonPolicy::canGo(const Standing& s) const {
    return s.next.waitsForTime ? m_clock.now() >= s.deadline : s.operation->enabled();
}

bool BatonPolicy::mayTimeOut(const Standing& s) const {
    if (!s.next.limit || s.next.waitsForTime) return false;
    if (m_rules.timeouts == Timeouts::Eager) return true;
    return m_rules.timeouts == Timeouts::Lazy && m_clock.now() >= s.deadline;
}

bool BatonPolicy::anybodyCanGo() const {
    return std::ranges::any_of(m_threads, [this](const auto& entry) {
        return isAtGate(entry.second) && (canGo(entry.second) || mayTimeOut(entry.second));
    });
}

void BatonPolicy::addCandidates(std::uint32_t number, const Standing& thread,
                                std::vector<Candidate>& all) const {
    if (!isAtGate(thread)) return;
    const auto add = [&](Alternative way) { all.push_back({{number, way}, thread.next, thread.priority}); };
    if (canGo(thread)) {
        add(Alternative::Normal);
        const auto victims = static_cast<std::uint16_t>(thread.operation->victims());
        for (std::uint16_t place = 1; place < victims; ++place) add(victim(place));
    }
    if (mayTimeOut(thread)) add(Alternative::Timeout);
    if (thread.next.mayBeSpurious && !canGo(thread) && m_spurious < m_rules.spurious)
        add(Alternative::Spurious);
}

// Priority inheritance (Sha, Rajkumar, Lehoczky 1990): also along a chain of waiting threads, and round a
// ring until all have the same.
void BatonPolicy::lendPriorities() {
    bool areAllAlike = true;
    for (auto& [number, thread] : m_threads) {
        thread.priority = thread.participant ? thread.participant->priority : 0;
        areAllAlike &= thread.priority == m_threads.begin()->second.priority;
    }
    if (areAllAlike) return;
    for (auto& [number, lender] : m_threads)
        for (Standing* heir = heirOf(lender); heir && heir->priority < lender.priority; heir = heirOf(*heir))
            heir->priority = lender.priority;
}

BatonPolicy::Standing* BatonPolicy::heirOf(const Standing& lender) {
    const auto heir = isAtGate(lender) ? lender.operation->heir() : std::nullopt;
    const auto found = heir ? m_threads.find(*heir) : m_threads.end();
    return found == m_threads.end() ? nullptr : &found->second;
}

std::vector<Candidate> BatonPolicy::candidates() const {
    std::vector<Candidate> all;
    if (m_current) addCandidates(*m_current, m_threads.at(*m_current), all);
    for (const auto& [number, thread] : m_threads)
        if (number != m_current) addCandidates(number, thread, all);
    return all;
}

std::size_t BatonPolicy::parkedCount() const {
    return static_cast<std::size_t>(std::ranges::count_if(m_threads, [](const auto& entry) {
        const Standing& thread = entry.second;
        return thread.operation && !thread.couldGo && !thread.next.waitsForTime;
    }));
}

std::optional<Obstacle> BatonPolicy::obstacleTo(const Choice& choice) const {
    const auto found = m_threads.find(choice.thread);
    if (found == m_threads.end())
        return m_ended.contains(choice.thread) ? Obstacle::HasEnded : Obstacle::NoSuchThread;
    const Standing& thread = found->second;
    if (!thread.participant) return Obstacle::NoSuchThread;
    if (!isAtGate(thread)) return Obstacle::IsMoving;
    switch (choice.way) {
    case Alternative::Timeout:
        if (!thread.next.limit || thread.next.waitsForTime) return Obstacle::NoSuchWay;
        return std::nullopt;
    case Alternative::Spurious:
        if (!thread.next.mayBeSpurious) return Obstacle::NoSuchWay;
        return std::nullopt;
    case Alternative::Normal: break;
    default:
        if (placeOf(choice.way) >= std::max<std::size_t>(1, thread.operation->victims()))
            return Obstacle::NoSuchWay;
    }
    const bool isPossible = thread.next.waitsForTime || canGo(thread);
    return isPossible ? std::nullopt : std::optional(Obstacle::GuardFalse);
}

bool BatonPolicy::isHeld() const {
    return isOpen() || m_isMoving || m_spawning > 0 || !m_gate || m_gate->isPaused() || m_gate->isStopping();
}

bool BatonPolicy::isOver() const {
    return std::ranges::all_of(m_threads, [](const auto& entry) {
        const Standing& thread = entry.second;
        return thread.participant && (thread.participant->isDaemon || thread.isLeaving);
    });
}

// Nobody has the baton. Nothing is recorded here: whoever calls need not be a worker.
void BatonPolicy::decide() {
    if (isHeld()) return;
    lendPriorities();
    const bool isFree = !m_chooser->knowsBetter();
    if (isFree && m_threads.empty()) return;
    if (isFree && isOver()) return come(Halt::Over); // in a free run daemons may have gone on a little
    const std::vector<Candidate> all = candidates();
    if (isFree && all.empty()) return come(Halt::Stuck);
    if (m_steps >= m_rules.steps) return come(Halt::Limit);
    const std::optional<Choice> choice = m_chooser->choose(
        {.step = m_steps, .parked = parkedCount(), .current = m_current, .candidates = all});
    if (!choice) return come(m_chooser->hasEnded() ? Halt::ScriptEnd : Halt::Undecided);
    if (const auto obstacle = obstacleTo(*choice)) {
        m_mismatch = Mismatch{m_steps + 1, *choice, *obstacle};
        return come(Halt::Mismatch);
    }
    grant(*choice);
}

void BatonPolicy::grant(const Choice& choice) {
    Standing& thread = m_threads.at(choice.thread);
    const bool isTimeUp = thread.next.waitsForTime || choice.way == Alternative::Timeout;
    thread.passesTime = isTimeUp && m_clock.now() < thread.deadline;
    if (thread.passesTime) m_clock.putForwardTo(thread.deadline);
    if (choice.way == Alternative::Spurious) ++m_spurious;
    m_halt.store(Halt::None, std::memory_order_relaxed);
    m_isMoving = true;
    m_current = choice.thread;
    ++m_steps;
    thread.chosen = choice;
    thread.participant->signal();
}

void BatonPolicy::come(Halt halt) {
    if (m_halt.exchange(halt, std::memory_order_acq_rel) != halt && m_onHalt) m_onHalt();
}

// From here until the parent knows that the child is at the gate nobody is let go, the child least of all: it
// might have ended by then.
void BatonPolicy::onSpawning(Gate& gate, Participant& parent, Participant& child) {
    if (isOpen()) return;
    const std::lock_guard lock(m_mutex);
    m_gate = &gate;
    of(child).parent = &parent;
    ++m_spawning;
}

void BatonPolicy::onStillbirth(Participant& child) {
    if (isOpen()) return;
    const std::lock_guard lock(m_mutex);
    m_threads.erase(child.threadNumber());
    --m_spawning;
}

void BatonPolicy::onSpawn(Gate& gate, Participant& parent, Participant& child) {
    if (isOpen()) return;
    parent.waitUntil([&] {
        const std::lock_guard look(m_mutex);
        return gate.isStopping() || of(child).participant;
    });
    const std::lock_guard lock(m_mutex);
    --m_spawning;
    const auto arrived = m_threads.find(child.threadNumber());
    if (arrived != m_threads.end()) arrived->second.parent = nullptr;
    if (gate.isStopping()) return;
    if (parent.threadNumber() == Participant::kNoThread)
        decide(); // nobody else will
    else
        parent.onChosen(); // what it does next comes after the child's arrival
}

void BatonPolicy::onLeaving(Participant& me) {
    if (isOpen()) return;
    const std::lock_guard lock(m_mutex);
    if (m_gate->isStopping()) return;
    of(me).isLeaving = true;
    settle(me);
}

void BatonPolicy::onLeft(Participant& me) {
    if (isOpen()) return;
    const std::lock_guard lock(m_mutex);
    me.onComeToGate();
    m_threads.erase(me.threadNumber());
    m_ended.insert(me.threadNumber());
    if (m_current != me.threadNumber()) return; // unwound
    m_current.reset();
    m_isMoving = false;
    decide();
}

void BatonPolicy::onResume() {
    const std::lock_guard lock(m_mutex);
    decide();
}

void BatonPolicy::open(std::unique_ptr<Policy> then) {
    const std::lock_guard lock(m_mutex);
    m_then = std::move(then);
    m_isOpen.store(true, std::memory_order_release); // pairs with isOpen
    m_halt.store(Halt::None, std::memory_order_relaxed);
    for (auto& [number, thread] : m_threads)
        if (thread.participant) thread.participant->signal();
}

void BatonPolicy::follow(std::shared_ptr<Chooser> chooser) {
    const std::lock_guard lock(m_mutex);
    if (!m_chooser->handOver(chooser)) m_chooser = std::move(chooser);
    decide();
}

std::optional<Obstacle> BatonPolicy::choose(Choice choice) {
    const std::lock_guard lock(m_mutex);
    if (isHeld() || m_halt == Halt::Limit || m_halt == Halt::Over) return Obstacle::NotNow;
    if (const auto obstacle = obstacleTo(choice)) return obstacle;
    grant(choice);
    return std::nullopt;
}

std::optional<BatonPolicy::Mismatch> BatonPolicy::mismatch() const {
    const std::lock_guard lock(m_mutex);
    return m_mismatch;
}

std::size_t BatonPolicy::stepCount() const {
    const std::lock_guard lock(m_mutex);
    return m_steps;
}

} // namespace lockstep
