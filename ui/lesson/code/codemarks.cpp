// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/code/codemarks.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::CodePane", text);
}

QString waitingFor(const Trace& trace, ObjectId object) {
    const QString what = words(quotedName(trace, object));
    switch (trace.object(object).info.kind) {
    case ObjectKind::Thread: return say("waiting for the end of %1").arg(what);
    case ObjectKind::Condition: return say("waiting to be notified on %1").arg(what);
    case ObjectKind::Semaphore: return say("waiting for a permit of %1").arg(what);
    case ObjectKind::Queue: return say("waiting on the queue %1").arg(what);
    case ObjectKind::Future: return say("waiting for the value of %1").arg(what);
    case ObjectKind::File:
    case ObjectKind::Socket:
    case ObjectKind::Process: return say("in the kernel for %1").arg(what);
    default: return say("waiting for %1").arg(what);
    }
}

QString reasonFor(const Trace& trace, const Moment& moment, ObjectId object) {
    const ObjectMoment& now = moment.object(object);
    const ObjectInfo& info = trace.object(object).info;
    if (now.holder.isValid()) return say("held by %1").arg(words(threadName(trace, now.holder)));
    if (!now.readers.empty()) return say("read by %1").arg(words(threadName(trace, now.readers[0].thread)));
    if (info.kind != ObjectKind::Queue) return {};
    const bool isFull = info.capacity > 0 && now.value.value_or(0) >= info.capacity;
    return isFull ? say("which is full") : now.value.value_or(0) == 0 ? say("which is empty") : QString();
}

} // namespace

QString initials(const QString& threadName) {
    static const QRegularExpression kNumber(QStringLiteral("(\\d+)\\D*$"));
    const QString number = kNumber.match(threadName).captured(1);
    const QString first = threadName.trimmed().left(1).toUpper();
    return number.size() > 2 ? number.right(3) : first + number;
}

QString ThreadNow::sentence() const {
    QStringList parts{name, reason.isEmpty() ? deed : deed + QStringLiteral(", ") + reason};
    if (!place.isEmpty()) parts << place;
    return parts.join(QStringLiteral(" – "));
}

ThreadNow threadNow(const Trace& trace, const Moment& moment, ThreadId thread) {
    const ThreadMoment& at = moment.thread(thread);
    ThreadNow now{.thread = thread, .state = at.state, .name = words(threadName(trace, thread))};
    now.deed = words(name(at.state));
    if (at.isParkedOnObject()) {
        const bool isHeldBack = at.state == ThreadState::Held;
        now.deed = isHeldBack ? say("held by Lockstep, %1").arg(waitingFor(trace, at.parkedOn))
                              : waitingFor(trace, at.parkedOn);
        now.reason = reasonFor(trace, moment, at.parkedOn);
    }
    if (!at.site.isValid()) return now;
    now.place = words(siteText(trace, at.site));
    now.file = words(trace.site(at.site).file);
    now.line = static_cast<int>(trace.site(at.site).line);
    return now;
}

std::vector<CodeMark> codeMarks(const Trace& trace, const Moment& moment, const QString& file) {
    std::vector<CodeMark> marks;
    for (const ThreadMoment& thread : moment.threads()) {
        if (!thread.isAlive() || !thread.site.isValid()) continue;
        ThreadNow now = threadNow(trace, moment, thread.id);
        if (now.file != file) continue;
        const QString letters = initials(now.name);
        marks.push_back({std::move(now), letters});
    }
    std::ranges::stable_sort(marks, {}, [](const CodeMark& mark) { return mark.now.line; });
    return marks;
}

} // namespace lockstep::ui
