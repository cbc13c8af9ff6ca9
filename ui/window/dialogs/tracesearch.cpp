// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dialogs/tracesearch.h"

#include "core/analysis/sentences.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"
#include "ui/timeline/widget/timelinewidget.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace lockstep::ui {

namespace {
constexpr int kPortionMs = 15;
} // namespace

std::vector<Pick> lanePicks(const Viewport& viewport, TimelineWidget& timeline) {
    std::vector<Pick> picks;
    if (!viewport.trace()) return picks;
    const auto& lanes = timeline.scene().layout.lanes();
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        if (lanes[i].key.kind != LaneKind::Thread && lanes[i].key.kind != LaneKind::Lock) continue;
        picks.push_back(
            {timeline.laneText(static_cast<int>(i)), TraceSearch::tr("Goes to this lane"), [&timeline, i] {
                 timeline.setFocus(Qt::ShortcutFocusReason);
                 timeline.chooseLane(i);
             }});
    }
    return picks;
}

TraceSearch::TraceSearch(Viewport& viewport, TimelineWidget& timeline, QWidget* parent)
    : PickList(tr("Search"), tr("A thread, a lock, a state, a deed or a place"), parent)
    , m_viewport(viewport)
    , m_timeline(timeline)
    , m_timer(new QTimer(this)) {
    connect(m_timer, &QTimer::timeout, this, &TraceSearch::searchOn);
    connect(this, &PickList::textChanged, this, &TraceSearch::begin);
    connect(&viewport, &Viewport::traceChanged, this, &QDialog::reject);
    begin();
}

void TraceSearch::begin() {
    clear();
    m_next = 0;
    m_hits = 0;
    add(lanePicks(m_viewport, m_timeline));
    if (text().trimmed().isEmpty())
        m_timer->stop();
    else
        m_timer->start(0);
    tell();
}

void TraceSearch::searchOn() {
    const auto last = m_viewport.lastEvent();
    const std::size_t end = last ? last->index() + 1 : 0;
    std::vector<Pick> found;
    for (const QDeadlineTimer deadline(kPortionMs);
         m_next < end && m_hits < kMostHits && !deadline.hasExpired(); ++m_next) {
        const EventIndex event{static_cast<std::uint32_t>(m_next)};
        const QString line = lineFor(event);
        if (!hasAll(line, text())) continue;
        found.push_back({line, tr("Moves the cursor there"),
                         [&viewport = m_viewport, event] { viewport.setCursorEvent(event); }});
        ++m_hits;
    }
    add(std::move(found));
    if (m_next >= end || m_hits >= kMostHits) m_timer->stop();
    tell();
}

// The deed, and the state that it brought the thread into.
QString TraceSearch::lineFor(EventIndex index) const {
    const Trace& trace = *m_viewport.trace();
    const Event& event = trace.event(index);
    const QString deed = words(eventSentence(trace, index));
    return QStringLiteral("%1  %2").arg(momentWords(trace.axis(), event.time), deed);
}

void TraceSearch::tell() {
    if (m_timer->isActive())
        setNote(tr("Searching: %1 events so far").arg(numberText(static_cast<std::int64_t>(m_next))));
    else if (m_hits >= kMostHits)
        setNote(tr("These are the first %1 events. Another word finds fewer.").arg(numberText(kMostHits)));
    else
        setNote(visibleNames().isEmpty() ? tr("Nothing has all these words.") : QString());
}

} // namespace lockstep::ui
