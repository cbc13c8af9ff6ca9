// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the graph: what each node says of itself.
#include "core/analysis/sentences.h"
#include "ui/graph/model/graphbuilder.h"

#include <QStringList>

namespace lockstep::ui {

QString GraphBuilder::nameOf(ThreadId thread) const {
    return text(threadName(m_trace, thread));
}

QString GraphBuilder::site(SiteId id) const {
    return text(siteText(m_trace, id));
}

QString GraphBuilder::takenAt(const Member& holder) const {
    return holder.since.isValid() ? site(m_trace.event(holder.since).site) : QString();
}

QString GraphBuilder::holders(const ObjectMoment& object) const {
    QStringList names;
    for (const Member& holder : object.holders()) names << nameOf(holder.thread);
    return names.join(tr(", "));
}

QString GraphBuilder::waiters(ObjectId object) const {
    QStringList names;
    for (ThreadId waiter : m_moment.waitersOf(object)) names << nameOf(waiter);
    return names.join(tr(", "));
}

QString GraphBuilder::waitSentence(const Need& need) const {
    const QString who = nameOf(need.waiter);
    const QString what = text(quotedName(m_trace, need.object));
    const QString where = site(m_moment.thread(need.waiter).site);
    QString words = m_trace.object(need.object).info.kind == ObjectKind::Thread
                        ? tr("%1 waits for the end of %2").arg(who, what)
                        : tr("%1 waits for %2").arg(who, what);
    if (!where.isEmpty()) words += tr(" at %1").arg(where);
    const ObjectMoment& lock = m_moment.object(need.object);
    if (lock.isHeld()) words += tr(", held by %1").arg(holders(lock));
    if (need.hasTimeLimit) words += tr("; it will give up by itself");
    return words + QChar(u'.');
}

QString GraphBuilder::threadSentence(const ThreadMoment& thread) const {
    QString words;
    const Need* need = m_waits.needOf(thread.id);
    if (need && thread.isParkedOnObject())
        words = waitSentence(*need);
    else
        words = tr("%1: %2.").arg(nameOf(thread.id), text(name(thread.state)));
    QStringList held;
    for (const ObjectMoment& object : m_moment.objects())
        if (object.isHeldBy(thread.id)) held << text(quotedName(m_trace, object.id));
    if (!held.isEmpty()) words += tr(" It holds %1.").arg(held.join(tr(", ")));
    return words;
}

QString GraphBuilder::queueDetail(const ObjectMoment& object) const {
    const int depth = object.value.value_or(0);
    const int capacity = m_trace.object(object.id).info.capacity;
    if (depth == 0) return tr("empty");
    if (capacity <= 0) return depth == 1 ? tr("one item") : tr("%1 items").arg(depth);
    return depth >= capacity ? tr("full: %1 of %2").arg(depth).arg(capacity)
                             : tr("%1 of %2").arg(depth).arg(capacity);
}

QString GraphBuilder::resourceDetail(const ObjectMoment& object) const {
    const ObjectInfo& info = m_trace.object(object.id).info;
    const int value = object.value.value_or(0);
    switch (info.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
    case ObjectKind::SharedMutex:
        if (!object.readers.empty()) return tr("read by %1").arg(holders(object));
        return object.isHeld() ? tr("held by %1").arg(holders(object)) : tr("free");
    case ObjectKind::Queue: return queueDetail(object);
    case ObjectKind::Semaphore: return tr("permits left: %1").arg(value);
    case ObjectKind::Future: return value != 0 ? tr("has its value") : tr("no value yet");
    case ObjectKind::Barrier: return tr("%1 of %2 there").arg(value).arg(info.capacity);
    case ObjectKind::Latch: return tr("%1 to go").arg(value);
    case ObjectKind::Event: return value != 0 ? tr("set") : tr("not set");
    case ObjectKind::File:
    case ObjectKind::Socket:
    case ObjectKind::Process: return tr("in the kernel");
    default: return waiters(object.id).isEmpty() ? tr("nobody waits") : tr("waited for");
    }
}

QString GraphBuilder::resourceSentence(const ObjectMoment& object) const {
    const ObjectInfo& info = m_trace.object(object.id).info;
    QString words = tr("%1 `%2`: %3").arg(text(name(info.kind)), text(info.name), resourceDetail(object));
    const QString where = object.holder.isValid() ? takenAt(object.holders().front()) : QString();
    if (!where.isEmpty()) words += tr(" since %1").arg(where);
    const QString wanted = waiters(object.id);
    if (!wanted.isEmpty()) words += tr("; waiting: %1").arg(wanted);
    words[0] = words[0].toUpper();
    return words + QChar(u'.');
}

QString GraphBuilder::hiddenSentence() const {
    QStringList words;
    if (m_hiddenThreads > 0) words << tr("Threads not shown: %1.").arg(m_hiddenThreads);
    if (m_hiddenResources > 0) words << tr("Resources not shown: %1.").arg(m_hiddenResources);
    return words.join(QChar(u' '));
}

} // namespace lockstep::ui
