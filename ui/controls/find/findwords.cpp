// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/find/findwords.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace lockstep::ui {

namespace {

constexpr std::size_t kMostNamed = 4;

QString say(const char* text) {
    return QCoreApplication::translate("Find", text);
}

// "Threads: Worker 1, Worker 2 and 7 more."; nothing of none.
template <class AnyId, class NameOf>
void addNames(QStringList& sentences, const QString& kind, const std::vector<AnyId>& ids, NameOf nameOf) {
    if (ids.empty()) return;
    QStringList names;
    for (std::size_t i = 0; i < std::min(ids.size(), kMostNamed); ++i) names << nameOf(ids[i]);
    const QString all = names.join(QStringLiteral(", "));
    const auto more = static_cast<std::int64_t>(ids.size()) - names.size();
    const QString list = more == 0 ? all : say("%1 and %2 more").arg(all, numberText(more));
    sentences << say("%1: %2.").arg(kind, list);
}

} // namespace

QString namesFound(const Trace& trace, const TraceQuery& query) {
    QStringList found;
    addNames(found, say("Threads"), query.threads(),
             [&](ThreadId id) { return words(threadName(trace, id)); });
    addNames(found, say("Locks and other objects"), query.objects(),
             [&](ObjectId id) { return words(quotedName(trace, id)); });
    addNames(found, say("States"), query.states(), [](ThreadState state) { return words(name(state)); });
    addNames(found, say("Lines"), query.sites(), [&](SiteId id) { return words(siteText(trace, id)); });
    const QString names =
        found.isEmpty() ? say("Nothing has such a name.") : found.join(QStringLiteral("  "));
    return say("%1  Return leads to the next place in time.").arg(names);
}

QString placeWords(const Trace& trace, const Place& place) {
    const QString moment = momentWords(trace.axis(), trace.event(place.event).time);
    const auto event = [&] { return say("%1: %2").arg(moment, words(eventSentence(trace, place.event))); };
    if (!place.thread.isValid()) return event();
    const Track& changes = trace.thread(place.thread).states.changes();
    const auto at = changes.indexAt(place.event);
    if (!at || changes[*at].event != place.event) return event();
    return say("%1: %2, %3")
        .arg(moment, words(threadName(trace, place.thread)), words(spanSentence(trace, place.thread, *at)));
}

QString objectWords(const Trace& trace, ObjectId object) {
    return say("the %1 %2")
        .arg(words(name(trace.object(object).info.kind)), words(quotedName(trace, object)));
}

bool hasThread(const Trace& trace, const QString& phrase) {
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t)
        if (words(threadName(trace, ThreadId{t})).contains(phrase, Qt::CaseInsensitive)) return true;
    return false;
}

} // namespace lockstep::ui
