// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"

#include "core/analysis/nextsteps.h"
#include "core/analysis/sentences.h"
#include "core/analysis/steps.h"
#include "core/engine/controller.h"
#include "core/engine/recording.h"

namespace lockstep {

std::string_view name(Outcome outcome) {
    switch (outcome) {
    case Outcome::Finished: return "finished";
    case Outcome::Deadlock: return "deadlock";
    case Outcome::Failed: return "failed";
    case Outcome::TimeLimit: return "time-limit";
    case Outcome::StepLimit: return "step-limit";
    case Outcome::Stopped: return "stopped";
    case Outcome::Mismatch: return "mismatch";
    }
    return {};
}

Session::Session(RunSettings settings)
    : m_controller(std::make_unique<Controller>(std::move(settings))) {}
Session::Session(Recording recording)
    : m_kept(std::make_unique<const Recording>(std::move(recording))) {}
Session::~Session() = default;

void Session::start() {
    if (m_controller) m_controller->request(&Controller::start);
}
void Session::pause() {
    if (m_controller) m_controller->request(&Controller::pause);
}
void Session::resume() {
    if (m_controller) m_controller->request(&Controller::resume);
}
void Session::stop() {
    if (m_controller) m_controller->request(&Controller::stop);
}
void Session::setSpeed(double speed) {
    if (m_controller) m_controller->setSpeed(speed);
}

BatonPolicy* Session::baton() const {
    return m_controller ? m_controller->baton() : nullptr;
}
std::optional<Obstacle> Session::choose(Choice choice) {
    return baton() ? baton()->choose(choice) : Obstacle::NotNow;
}
void Session::follow(std::shared_ptr<Chooser> chooser) {
    if (baton()) baton()->follow(std::move(chooser));
}
Halt Session::halt() const {
    return baton() ? baton()->halt() : Halt::None;
}
std::size_t Session::stepCount() const {
    return baton() ? baton()->stepCount() : 0;
}
std::optional<BatonPolicy::Mismatch> Session::mismatch() const {
    return baton() ? baton()->mismatch() : std::nullopt;
}

bool Session::waitUntilSettled(std::chrono::milliseconds limit) {
    return m_kept || m_controller->waitFor(limit, true);
}
bool Session::waitUntilEnded(std::chrono::milliseconds limit) {
    return m_kept || m_controller->waitFor(limit, false);
}

Phase Session::phase() const {
    return m_kept ? Phase::Ended : m_controller->phase();
}
std::optional<Outcome> Session::outcome() const {
    return m_kept ? m_kept->outcome : m_controller->outcome();
}
std::vector<Finding> Session::findings() const {
    return m_kept ? m_kept->findings : m_controller->watch().findings();
}
Value Session::result() const {
    if (m_kept) return m_kept->result;
    return phase() == Phase::Ended ? m_controller->stage().result() : Value{};
}
Value Session::expected() const {
    if (m_kept) return m_kept->expected;
    return phase() == Phase::Ended ? m_controller->stage().expected() : Value{};
}
std::string Session::failure() const {
    return m_kept ? m_kept->failure : m_controller->failure();
}
const Trace& Session::trace() const {
    return m_kept ? *m_kept->trace : m_controller->trace();
}
const Recording* Session::recording() const {
    return m_kept.get();
}
const RunSettings& Session::settings() const {
    return m_kept ? m_kept->settings : m_controller->settings();
}
std::string Session::kernelNotice() const {
    return m_kept ? m_kept->kernelNotice : m_controller->kernelNotice();
}
std::chrono::nanoseconds Session::stopTime() const {
    return m_kept ? std::chrono::nanoseconds{0} : m_controller->stopTime();
}

std::string obstacleWords(const Trace& trace, const Choice& choice, Obstacle obstacle) {
    switch (obstacle) {
    case Obstacle::NoSuchThread: return "no such thread has been started by then";
    case Obstacle::HasEnded: return "it has ended by then";
    case Obstacle::NoSuchWay: return "its next step has no such way";
    case Obstacle::IsMoving:
    case Obstacle::NotNow: return "it is not at a step's beginning then";
    case Obstacle::GuardFalse: break;
    }
    const EventIndex end{static_cast<std::uint32_t>(trace.size() - 1)};
    return "it cannot go: " + whyNot(trace, Moment(trace, end), ThreadId{choice.thread});
}

std::string mismatchSentence(const Session& session) {
    const auto mismatch = session.mismatch();
    if (!mismatch) return {};
    const Trace& trace = session.trace();
    const bool isKnown = mismatch->choice.thread < trace.threadCount();
    std::string who = "thread ";
    who += std::to_string(mismatch->choice.thread);
    if (isKnown) who += " (" + threadName(trace, ThreadId{mismatch->choice.thread}) + ")";
    std::string sentence = "Step ";
    sentence += std::to_string(mismatch->step) + ": the schedule reads '" + choiceText(mismatch->choice) +
                "', so " + who + " should go, but " +
                obstacleWords(trace, mismatch->choice, mismatch->obstacle) + ".";
    return sentence;
}

Schedule scheduleOf(const Session& session) {
    const RunSettings& settings = session.settings();
    return {.scenario = std::string(settings.scenario->id),
            .variant = settings.variant,
            .parametersHash = hashOf(settings.parameters),
            .seed = settings.seed,
            .choices = choicesOf(session.trace())};
}

} // namespace lockstep
