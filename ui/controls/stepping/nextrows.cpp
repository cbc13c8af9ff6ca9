// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/stepping/nextrows.h"

#include "core/analysis/nextsteps.h"
#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep::ui::NextRow", text);
}

bool mayWakeByItself(const Trace& trace, const NextStep& step) {
    return step.kind == EventKind::Pass && !step.canGo && step.object.isValid() &&
           trace.object(step.object).info.kind == ObjectKind::Condition;
}

NextRow threadRow(const Trace& trace, const NextStep& step) {
    NextRow row;
    row.choice = {step.thread.value, Alternative::Normal};
    row.canGo = step.canGo;
    row.name = words(threadName(trace, step.thread));
    row.deed = words(step.words);
    row.place = words(siteText(trace, step.site));
    row.whyNot = words(step.whyNot);
    if (step.waiters.size() > 1)
        row.deed = tr("%1 and wake %2").arg(row.deed, words(threadName(trace, step.waiters.front())));
    return row;
}

NextRow wayRow(const NextRow& of, Alternative way, const QString& deed) {
    NextRow row = of;
    row.choice.way = way;
    row.isWay = row.canGo = true;
    row.deed = deed;
    row.whyNot.clear();
    return row;
}

void addWays(const Trace& trace, const NextStep& step, std::vector<NextRow>& rows) {
    const NextRow usual = rows.back();
    for (std::uint16_t place = 1; place < step.waiters.size(); ++place)
        rows.push_back(wayRow(usual, victim(place),
                              tr("wake %1 instead").arg(words(threadName(trace, step.waiters[place])))));
    if (step.hasTimeLimit)
        rows.push_back(wayRow(usual, Alternative::Timeout, tr("give up: its time is over")));
    if (mayWakeByItself(trace, step))
        rows.push_back(wayRow(usual, Alternative::Spurious, tr("wake up without a notification")));
}

NextRow movingRow(const Trace& trace, ThreadId thread) {
    NextRow row;
    row.choice.thread = thread.value;
    row.isKnown = false;
    row.name = words(threadName(trace, thread));
    row.deed = tr("running, not at a scheduling point yet");
    return row;
}

} // namespace

QString NextRow::digit() const {
    return isWay || choice.thread > 9 ? QString() : QString::number(choice.thread);
}

QString NextRow::sentence() const {
    if (!isKnown) return QStringLiteral("%1: %2").arg(name, deed);
    QString text = (canGo ? tr("%1 can %2") : tr("%1 wants to %2")).arg(name, deed);
    if (!place.isEmpty()) text = tr("%1 at %2").arg(text, place);
    if (!canGo) text = tr("%1, but %2").arg(text, whyNot);
    return isMade ? tr("%1; the run went this way").arg(text) : text;
}

std::vector<NextRow> nextRows(const Trace& trace, const Moment& moment, std::optional<Choice> made) {
    const std::vector<NextStep> steps = nextSteps(trace, moment);
    std::vector<NextRow> rows;
    for (const ThreadMoment& thread : moment.threads()) {
        if (!thread.isAlive()) continue;
        const auto step = std::ranges::find(steps, thread.id, &NextStep::thread);
        if (step == steps.end()) {
            rows.push_back(movingRow(trace, thread.id));
            continue;
        }
        rows.push_back(threadRow(trace, *step));
        addWays(trace, *step, rows);
    }
    for (NextRow& row : rows) row.isMade = row.isKnown && made == row.choice;
    return rows;
}

} // namespace lockstep::ui
