// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/find/tracequery.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QRegularExpression>

#include <algorithm>

namespace lockstep::ui {

namespace {

// The sentence without its names and numbers: "takes", "must wait for".
QString deedOf(const Trace& trace, const Event& event, EventIndex index) {
    static const QRegularExpression quoted(QStringLiteral("`[^`]*`"));
    static const QRegularExpression numbers(QStringLiteral("\\d+"));
    QString deed = words(eventSentence(trace, index)).remove(quoted);
    for (const ThreadId thread : {event.thread, otherThread(event)})
        if (thread.index() < trace.threadCount()) deed.remove(words(threadName(trace, thread)));
    if (event.site.isValid()) deed.remove(words(siteText(trace, event.site)));
    return deed.remove(numbers) + u' ' + words(name(event.kind));
}

template <class AnyId, class Mask>
std::vector<AnyId> named(const std::vector<Mask>& masks) {
    std::vector<AnyId> ids;
    for (std::uint32_t i = 0; i < masks.size(); ++i)
        if (masks[i] != 0) ids.push_back(AnyId{i});
    return ids;
}

} // namespace

ThreadId otherThread(const Event& event) {
    switch (event.kind) {
    case EventKind::Spawn:
    case EventKind::Join:
    case EventKind::Wake:
    case EventKind::Park:
    case EventKind::Signaller:
    case EventKind::Taker: return ThreadId{static_cast<std::uint32_t>(event.value)};
    default: return {};
    }
}

TraceQuery::TraceQuery(const Trace& trace, const QString& text)
    : m_trace(&trace)
    , m_threads(trace.threadCount())
    , m_objects(trace.objectCount())
    , m_sites(trace.siteCount())
    , m_deeds(kSorts) {
    for (std::uint32_t t = 0; t < m_threads.size(); ++t) m_names << words(threadName(trace, ThreadId{t}));
    for (std::uint32_t o = 0; o < m_objects.size(); ++o) {
        const ObjectInfo& info = trace.object(ObjectId{o}).info;
        m_names << words(info.name);
        m_kinds.push_back(info.kind);
    }
    for (std::uint32_t s = 0; s < m_sites.size(); ++s) m_names << words(siteText(trace, SiteId{s}));
    for (int s = 0; s < kThreadStates; ++s) m_names << words(name(static_cast<ThreadState>(s)));
    divide(text);
    learn();
}

// From the left, as many words as together are part of a name.
void TraceQuery::divide(const QString& text) {
    QStringList left = text.split(u' ', Qt::SkipEmptyParts);
    while (!left.isEmpty() && m_phrases.size() < kMostPhrases) {
        qsizetype count = left.size();
        while (count > 1 && !isInName(left.first(count).join(u' '))) --count;
        m_phrases << left.first(count).join(u' ');
        left.remove(0, count);
    }
    m_all = static_cast<Mask>((std::uint64_t{1} << m_phrases.size()) - 1);
}

bool TraceQuery::isInName(const QString& phrase) const {
    return std::ranges::any_of(
        m_names, [&](const QString& name) { return name.contains(phrase, Qt::CaseInsensitive); });
}

void TraceQuery::learn() {
    for (qsizetype p = 0; p < m_phrases.size(); ++p)
        if (m_names.contains(m_phrases[p], Qt::CaseInsensitive)) m_whole |= Mask{1} << p;
    auto name = m_names.cbegin();
    for (auto* masks : {&m_threads, &m_objects, &m_sites})
        for (Mask& mask : *masks) mask = maskOf(*name++);
    for (Mask& mask : m_states) mask = maskOf(*name++);
}

TraceQuery::Mask TraceQuery::maskOf(const QString& name) const {
    Mask mask = 0;
    for (qsizetype p = 0; p < m_phrases.size(); ++p) {
        const bool isWhole = (m_whole >> p & 1) != 0;
        const bool hasIt = isWhole ? name.compare(m_phrases[p], Qt::CaseInsensitive) == 0
                                   : name.contains(m_phrases[p], Qt::CaseInsensitive);
        if (hasIt) mask |= Mask{1} << p;
    }
    return mask;
}

// What an event does is said in the same words for all of its sort.
TraceQuery::Mask TraceQuery::deedMask(const Event& event, EventIndex index) const {
    const bool hasKind = event.object.index() < m_kinds.size();
    const std::size_t of = hasKind ? static_cast<std::size_t>(m_kinds[event.object.index()]) + 1 : 0;
    auto& known = m_deeds[static_cast<std::size_t>(event.kind) * (kObjectKinds + 1) + of];
    if (known) return *known;
    known = 0;
    const QString deed = deedOf(*m_trace, event, index);
    for (qsizetype p = 0; p < m_phrases.size(); ++p)
        if (deed.contains(m_phrases[p], Qt::CaseInsensitive)) *known |= Mask{1} << p;
    return *known;
}

bool TraceQuery::hasEvent(EventIndex index) const {
    if (isEmpty()) return false;
    const Event event = m_trace->event(index);
    const Mask mask = threadMask(event.thread) | objectMask(event.object) | siteMask(event.site) |
                      threadMask(otherThread(event));
    return mask == m_all || (mask | deedMask(event, index)) == m_all;
}

bool TraceQuery::hasSpan(ThreadId thread, const Change& change) const {
    if (isEmpty()) return false;
    const LaneValue value = change.lane();
    const Mask mask = m_states[value.state] | threadMask(thread) | objectMask(value.subjectAs<ObjectId>());
    return mask == m_all || (mask | siteMask(m_trace->event(change.event).site)) == m_all;
}

std::vector<ThreadId> TraceQuery::threads() const {
    return named<ThreadId>(m_threads);
}

std::vector<ObjectId> TraceQuery::objects() const {
    auto ids = named<ObjectId>(m_objects);
    std::erase_if(ids, [this](ObjectId id) { return m_kinds[id.index()] == ObjectKind::Thread; });
    return ids;
}

std::vector<SiteId> TraceQuery::sites() const {
    return named<SiteId>(m_sites);
}

std::vector<ThreadState> TraceQuery::states() const {
    std::vector<ThreadState> found;
    for (int s = 0; s < kThreadStates; ++s)
        if (names(static_cast<ThreadState>(s))) found.push_back(static_cast<ThreadState>(s));
    return found;
}

} // namespace lockstep::ui
