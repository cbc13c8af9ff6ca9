// SPDX-License-Identifier: GPL-3.0-or-later
// The controller's half that knows of modes: who chooses, where the truth about CPUs comes from, what ends a
// run in which one thread moves at a time, and how it becomes one in which all do.
#include "core/engine/controller.h"

#include "core/schedule/choosers.h"

#include <algorithm>
#include <sched.h>

namespace lockstep {

std::unique_ptr<KernelSwitches> Session::Controller::openKernel() {
    if (isOneAtATime(m_settings.mode)) {
        m_kernelSource = KernelSource::Gate;
        return nullptr;
    }
    std::unique_ptr<KernelSwitches> switches;
    if (m_settings.kernel == KernelChoice::Switches) switches = KernelSwitches::open(m_kernelNotice);
    if (m_settings.kernel != KernelChoice::Switches)
        m_kernelNotice = "The kernel was not asked for context switches.";
    SchedTotals totals;
    if (switches)
        m_kernelSource = KernelSource::Switches;
    else if (m_settings.kernel != KernelChoice::Silent && readSchedTotals(currentTid(), totals))
        m_kernelSource = KernelSource::Totals;
    return switches;
}

// Where one thread moves at a time, handing on is several times cheaper on one CPU. All threads that this one
// makes, and those that they make, inherit it.
void Session::Controller::stayOnOneCpu() {
    sched_getaffinity(0, sizeof m_cpus, &m_cpus);
    cpu_set_t here;
    CPU_ZERO(&here);
    CPU_SET(static_cast<std::size_t>(std::max(0, sched_getcpu())), &here);
    sched_setaffinity(0, sizeof here, &here); // where it is refused, it is only slower
}

std::unique_ptr<Policy> Session::Controller::makePolicy() {
    if (!m_settings.beginsOneAtATime())
        return m_settings.mode == Mode::Slow ? std::make_unique<PacedPolicy>(*m_clock) : nullptr;
    BatonPolicy::Rules rules = m_settings.rules;
    rules.steps = std::min(rules.steps, m_settings.scenario->stepLimit);
    // a script may be as long as it likes; one that ends at the limit is of a run that was cut off there
    const bool mayGoOn = m_settings.script.size() != rules.steps || !isOneAtATime(m_settings.mode);
    if (mayGoOn) rules.steps = std::max(rules.steps, m_settings.script.size() + 1);
    auto script = std::make_shared<ScriptChooser>(m_settings.script, makeChooser());
    auto baton = std::make_unique<BatonPolicy>(*m_clock, std::move(script), rules);
    m_baton = baton.get();
    baton->onHalt([this] {
        const std::lock_guard lock(m_mutex); // not between the controller's look and its sleep
        m_changed.notify_all();
    });
    return baton;
}

// Who chooses after the script; null: nobody.
std::shared_ptr<Chooser> Session::Controller::makeChooser() const {
    if (m_settings.mode == Mode::Step) return std::make_shared<NoChooser>();
    if (m_settings.mode == Mode::Random) return std::make_shared<RandomChooser>(m_settings.seed);
    return nullptr;
}

// Where one thread moves at a time the gate knows of ways out that the trace does not tell.
bool Session::Controller::isStuck() const {
    return m_baton && !m_isOpen ? m_baton->halt() == Halt::Stuck : m_watch->isStuck();
}

// The script of a run in which then all move at once is done.
bool Session::Controller::isAtOpening() const {
    return m_baton && !m_isOpen && m_baton->halt() == Halt::ScriptEnd && !isOneAtATime(m_settings.mode);
}

// Nobody has the baton, so nothing is recorded before all is as it will be.
void Session::Controller::openGate() {
    const bool isSlow = m_settings.mode == Mode::Slow;
    m_runtime->allow(m_cpus);
    sched_setaffinity(0, sizeof m_cpus, &m_cpus);
    Worker& self = Worker::current();
    self.onChosen(); // later than all that was recorded
    self.recordOwn(EventKind::Open, static_cast<std::int32_t>(m_kernelFromOpen));
    self.onComeToGate();
    m_clock->becomeReal();
    m_isOpen = true;
    if (!isSlow) m_gate->open();
    m_baton->open(isSlow ? std::make_unique<PacedPolicy>(*m_clock) : nullptr);
}

// What ends a run in which one thread moves at a time. Takes no lock of the baton's.
std::optional<Outcome> Session::Controller::outcomeOfHalt() const {
    if (isAtOpening()) return std::nullopt;
    switch (m_baton ? m_baton->halt() : Halt::None) {
    case Halt::Stuck: return Outcome::Deadlock;
    case Halt::Mismatch: return Outcome::Mismatch;
    case Halt::Limit: return Outcome::StepLimit;
    case Halt::ScriptEnd: return Outcome::Stopped;
    case Halt::Over: // its last thread may still be on its way out
    case Halt::None:
    case Halt::Undecided: break;
    }
    return std::nullopt;
}

} // namespace lockstep
