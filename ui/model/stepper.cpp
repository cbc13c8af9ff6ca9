// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/stepper.h"

#include "core/analysis/nextsteps.h"
#include "core/analysis/sentences.h"
#include "core/analysis/stepplaces.h"
#include "core/analysis/steps.h"
#include "core/schedule/choosers.h"
#include "ui/model/words.h"

#include <algorithm>
#include <utility>

namespace lockstep::ui {

namespace {

class OneStep final : public Chooser {
public:
    std::optional<Choice> choose(const Crossroads& here) override {
        if (std::exchange(m_isMade, true)) return std::nullopt;
        return here.candidates.front().choice;
    }

private:
    bool m_isMade = false;
};

QString wayWords(Alternative way) {
    if (way == Alternative::Timeout) return Stepper::tr(" (time-out)");
    if (way == Alternative::Spurious) return Stepper::tr(" (spurious wake-up)");
    return placeOf(way) == 0 ? QString() : Stepper::tr(" (wakes another)");
}

} // namespace

Stepper::Stepper(Run& run, Viewport& viewport, QObject* parent)
    : QObject(parent)
    , m_run(run)
    , m_viewport(viewport) {
    connect(&m_run, &Run::traceReplaced, this, [this] {
        m_isGoingOn = m_isLed = false;
        m_next.reset();
    });
    connect(&m_run, &Run::haltChanged, this, &Stepper::takeOver);
}

std::size_t Stepper::steps() const {
    return m_viewport.trace() ? stepsUpTo(*m_viewport.trace(), m_viewport.cursor().event) : 0;
}

bool Stepper::hasSteps() const {
    const Session* session = m_run.session();
    return session && m_viewport.trace() && isOneAtATime(session->settings().mode);
}

bool Stepper::isStepping() const {
    return hasSteps() && m_run.session()->settings().mode == Mode::Step && m_run.isActive();
}

// A cursor that follows is on its way to the end.
bool Stepper::isAtFront() const {
    return isStepping() && (m_viewport.isFollowing() || steps() == m_viewport.trace()->steps().size());
}

std::optional<Choice> Stepper::madeChoice() const {
    if (!hasSteps() || steps() >= m_viewport.trace()->steps().size()) return std::nullopt;
    const Event& step = m_viewport.trace()->event(m_viewport.trace()->steps()[steps()]);
    return Choice{step.thread.value, wayOf(step)};
}

// --- choices --------------------------------------------------------------------------------------------

// Where another run would have to come to before it could say no.
std::optional<QString> Stepper::objectionTo(Choice choice) const {
    const Trace& trace = *m_viewport.trace();
    if (choice.thread >= trace.threadCount()) return tr("no such thread has been started by then");
    if (isAtFront() || choice.way != Alternative::Normal || !m_viewport.cursor().event) return std::nullopt;
    const std::string why = whyNot(trace, Moment(trace, *m_viewport.cursor().event), ThreadId{choice.thread});
    return why.empty() ? std::nullopt : std::optional(tr("it cannot go: %1").arg(words(why)));
}

void Stepper::refuse(Choice choice, const QString& reason) {
    const Trace& trace = *m_viewport.trace();
    const QString who = choice.thread < trace.threadCount()
                            ? words(threadName(trace, ThreadId{choice.thread}))
                            : tr("Thread %1").arg(choice.thread);
    emit refused(tr("%1 should go, but %2.").arg(who, reason));
}

void Stepper::choose(Choice choice) {
    if (!hasSteps()) return;
    if (const auto objection = objectionTo(choice)) return refuse(choice, *objection);
    if (!isAtFront()) return chooseAgain(choice);
    if (m_isLed) follow(std::make_shared<NoChooser>());
    m_isLed = false;
    if (const auto obstacle = m_run.session()->choose(choice))
        refuse(choice, words(obstacleWords(*m_viewport.trace(), choice, *obstacle)));
    m_viewport.setFollowing(true);
}

void Stepper::chooseAgain(Choice choice) {
    if (choice == madeChoice()) return goTo(steps() + 1); // as it went: nothing new
    std::vector<Choice> script = prefix();
    script.push_back(choice);
    const QString origin = originOf(choice);
    branch(std::move(script), Mode::Step, origin);
}

void Stepper::follow(std::shared_ptr<Chooser> chooser, bool goesOn) {
    m_isLed = true;
    m_isGoingOn = goesOn;
    m_run.session()->follow(std::move(chooser));
    m_viewport.setFollowing(true);
}

// From the cursor: elsewhere than at the front by a run that comes to it first.
void Stepper::lead(std::shared_ptr<Chooser> chooser) {
    if (!m_run.session()) return;
    if (isAtFront()) return follow(std::move(chooser));
    continueAs(Mode::Step);
    m_next = std::move(chooser);
}

void Stepper::takeOver() {
    if (m_run.halt() == Halt::None) return;
    m_isGoingOn = false;
    if (m_next && m_run.halt() == Halt::Undecided && isStepping()) follow(std::exchange(m_next, nullptr));
}

void Stepper::stepAny() {
    lead(std::make_shared<OneStep>());
}

void Stepper::untilEnds(ThreadId thread) {
    lead(std::make_shared<UntilEnds>(thread.value));
}

void Stepper::untilSomebodyBlocks() {
    lead(std::make_shared<UntilSomebodyBlocks>());
}

void Stepper::goOnOrWait() {
    if (!isStepping()) return;
    if (m_run.halt() == Halt::None || m_isGoingOn)
        follow(std::make_shared<NoChooser>());
    else
        follow(std::make_shared<CurrentFirst>(), true);
}

// --- branches -------------------------------------------------------------------------------------------

std::vector<Choice> Stepper::prefix() const {
    std::vector<Choice> script = choicesOf(*m_viewport.trace());
    script.resize(std::min(script.size(), steps()));
    return script;
}

void Stepper::continueAs(Mode mode) {
    if (!m_run.session() || !m_viewport.trace()) return;
    branch(prefix(), mode, placeWords());
}

void Stepper::branch(std::vector<Choice> script, Mode mode, const QString& origin) {
    if (m_viewport.trace()->lost() > 0)
        return emit refused(tr("Some events of this run are missing, so it cannot be repeated and led on."));
    RunSettings settings = m_run.session()->settings();
    settings.mode = mode;
    settings.script = std::move(script);
    m_run.start(std::move(settings), origin);
}

QString Stepper::placeWords() const {
    const RunEntry* run = m_run.runs().of(m_run.session());
    const QString name = run ? run->title() : QString();
    return steps() == 0 ? tr("From the start of %1").arg(name)
                        : tr("From step %1 of %2").arg(numberText(static_cast<qint64>(steps())), name);
}

QString Stepper::originOf(Choice choice) const {
    const auto made = madeChoice();
    const Trace& trace = *m_viewport.trace();
    const QString who = words(threadName(trace, ThreadId{choice.thread})) + wayWords(choice.way);
    if (!made) return tr("%1: %2").arg(placeWords(), who);
    const QString other = words(threadName(trace, ThreadId{made->thread})) + wayWords(made->way);
    return tr("Step %1 of %2: %3 instead of %4")
        .arg(numberText(static_cast<qint64>(steps() + 1)), m_run.runs().of(m_run.session())->title(), who,
             other);
}

// --- the cursor -----------------------------------------------------------------------------------------

void Stepper::goTo(std::size_t steps) {
    const auto place = placeAfter(*m_viewport.trace(), steps);
    if (!place) return;
    if (isStepping() && steps >= m_viewport.trace()->steps().size())
        m_viewport.setFollowing(true);
    else
        m_viewport.setCursorEvent(*place);
}

// Within a step, back leads to its beginning.
void Stepper::back() {
    if (!hasSteps()) return m_viewport.stepCursor(-1);
    const std::size_t now = steps();
    const auto begin = placeAfter(*m_viewport.trace(), now);
    const bool isWithin = now < m_viewport.trace()->steps().size() && m_viewport.cursor().event > begin;
    goTo(isWithin || now == 0 ? now : now - 1);
}

void Stepper::forward() {
    if (!hasSteps()) return m_viewport.stepCursor(1);
    if (isAtFront()) return stepAny();
    goTo(steps() + 1);
}

} // namespace lockstep::ui
