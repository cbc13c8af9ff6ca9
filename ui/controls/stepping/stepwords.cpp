// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/stepping/stepwords.h"

#include "ui/controls/status/outcomewords.h"
#include "ui/model/run.h"
#include "ui/model/stepper.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep::ui::StepWords", text);
}

QString number(std::size_t n) {
    return numberText(static_cast<std::int64_t>(n));
}

// "Worker 1 is running, not at a scheduling point yet."
QString movingSentence(const std::vector<NextRow>& rows) {
    const auto moving = std::ranges::find(rows, false, &NextRow::isKnown);
    return moving == rows.end() ? QString() : tr("%1 is %2.").arg(moving->name, moving->deed);
}

QString frontSentence(const StepSituation& situation, const std::vector<NextRow>& rows) {
    if (situation.isGoingOn) return tr("The run goes on by itself. Space makes it wait.");
    const QString moving = movingSentence(rows);
    return moving.isEmpty() ? tr("Step %1: who goes next?").arg(number(situation.step)) : moving;
}

QString pastSentence(const StepSituation& situation, const std::vector<NextRow>& rows) {
    const auto made = std::ranges::find(rows, true, &NextRow::isMade);
    const QString where = tr("Step %1 of %2").arg(number(situation.step), number(situation.steps));
    if (made == rows.end()) return tr("%1: in the middle of it.").arg(where);
    return tr("%1: %2 went next. Another choice makes a new run.").arg(where, made->name);
}

QString stuckSentence(const std::vector<NextRow>& rows) {
    QStringList names;
    for (const NextRow& row : rows)
        if (!row.isWay) names += row.name;
    return tr("Deadlock: %1 cannot go, and nobody else is left. Go back (Shift+F10) and choose otherwise.")
        .arg(listed(names));
}

} // namespace

StepSituation situationOf(const Run& run, const Stepper& stepper, const Viewport& viewport) {
    using Kind = StepSituation::Kind;
    StepSituation now;
    if (!viewport.trace() || !run.session()) return now;
    now.step = stepper.steps() + 1;
    now.steps = viewport.trace()->steps().size();
    now.isGoingOn = stepper.isGoingOn();
    now.hasRows = isOneAtATime(run.session()->settings().mode);
    if (!now.hasRows)
        now.kind = Kind::AllAtOnce;
    else if (now.step <= now.steps)
        now.kind = Kind::Past;
    else if (run.phase() == Phase::Stuck || run.outcome() == Outcome::Deadlock)
        now.kind = Kind::Stuck;
    else
        now.kind = run.isActive() ? Kind::Front : Kind::Over;
    return now;
}

QString headlineOf(const StepSituation& situation, const std::vector<NextRow>& rows) {
    using Kind = StepSituation::Kind;
    switch (situation.kind) {
    case Kind::Nothing: return tr("Run a scenario in Step mode, and choose here who goes next.");
    case Kind::AllAtOnce:
        return tr(
            "In this run all threads went at once. Ctrl+F10 repeats it up to the cursor and goes on from "
            "there step by step.");
    case Kind::Front: return frontSentence(situation, rows);
    case Kind::Past: return pastSentence(situation, rows);
    case Kind::Stuck: return stuckSentence(rows);
    case Kind::Over: break;
    }
    return rows.empty() ? tr("The run is over: every thread has ended.")
                        : tr("The run ended here. A choice makes a new run that goes on.");
}

} // namespace lockstep::ui
