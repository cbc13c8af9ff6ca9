// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/find/lanesieve.h"

#include "core/analysis/sentences.h"
#include "ui/model/find/tracequery.h"
#include "ui/model/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep::ui {

namespace {

bool isMeeting(EventKind kind) {
    return kind != EventKind::Create && kind != EventKind::Destroy && kind != EventKind::Signaller &&
           kind != EventKind::Taker;
}

std::int64_t lockCount(const Trace& trace) {
    std::int64_t count = 0;
    for (std::uint32_t o = 0; o < trace.objectCount(); ++o)
        count += isLock(trace.object(ObjectId{o}).info.kind) ? 1 : 0;
    return count;
}

} // namespace

LaneSieve::LaneSieve(const Trace& trace, LaneFilter filter)
    : m_trace(&trace)
    , m_filter(std::move(filter)) {
    for (const ObjectId object : m_filter.met) {
        m_meetings.push_back({.object = object, .who = {}});
        const bool isThere = object.index() < trace.objectCount();
        m_limitsLocks |= isThere && isLock(trace.object(object).info.kind);
    }
    learnThreads();
}

void LaneSieve::learnThreads() {
    m_fits.resize(m_trace->threadCount());
    for (std::uint32_t t = 0; t < m_fits.size(); ++t)
        if (!m_fits[t]) m_fits[t] = fits(ThreadId{t});
}

bool LaneSieve::fits(ThreadId thread) const {
    if (!words(threadName(*m_trace, thread)).contains(m_filter.name, Qt::CaseInsensitive)) return false;
    if (!m_filter.state) return true;
    const TimeRange all{0, m_trace->end()};
    const TimeRange range = m_filter.within ? m_filter.within->intersected(all) : all;
    const auto totals = m_trace->thread(thread).states.totals(range);
    return totals[static_cast<std::size_t>(*m_filter.state)] > 0;
}

bool LaneSieve::advance(std::size_t most) {
    learnThreads();
    bool isComplete = true;
    for (Meeting& meeting : m_meetings) isComplete = advance(meeting, most) && isComplete;
    return isComplete;
}

bool LaneSieve::advance(Meeting& meeting, std::size_t& most) {
    if (meeting.object.index() >= m_trace->objectCount()) return true;
    const EventList& events = m_trace->object(meeting.object).events;
    const std::size_t size = events.size();
    const std::size_t threads = m_trace->threadCount(); // read after the size: no event is of a later one
    if (meeting.who.size() < threads) meeting.who.resize(threads);
    for (; most > 0 && meeting.next < size && !meeting.isBeyond && meeting.count < threads; --most)
        look(meeting, events[meeting.next++]);
    if (meeting.isBeyond || meeting.count >= threads) meeting.next = size;
    return meeting.next >= size;
}

void LaneSieve::look(Meeting& meeting, EventIndex index) {
    const EventList& teardown = m_trace->teardown();
    meeting.isBeyond = teardown.size() > 0 && index >= teardown[0];
    const Event event = m_trace->event(index);
    if (meeting.isBeyond || !isMeeting(event.kind)) return;
    meet(meeting, event.thread);
    if (event.kind == EventKind::Wake || event.kind == EventKind::Park) meet(meeting, otherThread(event));
}

void LaneSieve::meet(Meeting& meeting, ThreadId thread) {
    if (thread.index() >= meeting.who.size() || meeting.who[thread.index()]) return;
    meeting.who[thread.index()] = true;
    ++meeting.count;
}

bool LaneSieve::shows(ThreadId thread) const {
    if (thread.index() >= m_fits.size() || !m_fits[thread.index()]) return false;
    return std::ranges::all_of(m_meetings, [thread](const Meeting& meeting) {
        return thread.index() < meeting.who.size() && meeting.who[thread.index()];
    });
}

bool LaneSieve::shows(ObjectId lock) const {
    return !m_limitsLocks || std::ranges::find(m_filter.met, lock) != m_filter.met.end();
}

std::size_t LaneSieve::shownThreads() const {
    std::size_t count = 0;
    for (std::uint32_t t = 0; t < m_fits.size(); ++t) count += shows(ThreadId{t}) ? 1 : 0;
    return count;
}

QString LaneSieve::sentence() const {
    const auto say = [](const char* text) { return QCoreApplication::translate("LaneSieve", text); };
    const QString wanted = filterWords(*m_trace, m_filter);
    const QString threads = say("%1 of %2 threads")
                                .arg(numberText(static_cast<std::int64_t>(shownThreads())),
                                     numberText(static_cast<std::int64_t>(m_trace->threadCount())));
    if (!m_limitsLocks) return say("%1: %2").arg(threads, wanted);
    const auto shown = std::ranges::count_if(m_filter.met, [this](ObjectId o) {
        return o.index() < m_trace->objectCount() && isLock(m_trace->object(o).info.kind);
    });
    return say("%1 and %2 of %3 locks: %4")
        .arg(threads, numberText(shown), numberText(lockCount(*m_trace)), wanted);
}

} // namespace lockstep::ui
