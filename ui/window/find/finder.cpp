// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/find/finder.h"

#include "core/analysis/sentences.h"
#include "ui/controls/find/searchbar.h"
#include "ui/controls/status/banner.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"
#include "ui/timeline/widget/timelinewidget.h"

namespace lockstep::ui {

Finder::Finder(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts) {
    connect(m_parts.search, &SearchBar::found, this, &Finder::choose);
    connect(m_parts.search, &SearchBar::closed, m_parts.timeline, qOverload<>(&QWidget::setFocus));
    connect(m_parts.viewport, &Viewport::traceChanged, this, &Finder::letGo);
}

bool Finder::hasTrace(const QString& otherwise) const {
    if (m_parts.viewport->trace()) return true;
    m_parts.banner->announce(Banner::Tone::Notice, otherwise);
    return false;
}

void Finder::open() {
    if (hasTrace(tr("There is nothing to search yet: run a scenario first."))) m_parts.search->open();
}

void Finder::goOn(PlaceSearch::Way way) {
    if (hasTrace(tr("There is nothing to search yet: run a scenario first."))) m_parts.search->goOn(way);
}

// Into view, too; a hidden lane stays hidden.
void Finder::choose(ThreadId thread) {
    const auto lane = m_parts.timeline->scene().layout.find({LaneKind::Thread, thread.value});
    if (lane) m_parts.timeline->chooseLane(lane);
}

ObjectId Finder::subject() const {
    const Viewport& viewport = *m_parts.viewport;
    if (m_pointed.isValid() || !viewport.trace()) return m_pointed;
    if (viewport.hoveredObject().isValid()) return viewport.hoveredObject();
    const TimelineScene& scene = m_parts.timeline->scene();
    if (scene.selectedLane && scene.layout.lanes()[*scene.selectedLane].key.lock().isValid())
        return scene.layout.lanes()[*scene.selectedLane].key.lock();
    const auto event = viewport.cursor().event;
    if (!event) return {};
    if (viewport.selectedThread().isValid()) {
        const Track& states = viewport.trace()->thread(viewport.selectedThread()).states.changes();
        const auto now = states.indexAt(*event);
        const auto parkedOn = now ? states[*now].lane().subjectAs<ObjectId>() : ObjectId{};
        if (parkedOn.isValid()) return parkedOn;
    }
    return viewport.trace()->event(*event).object;
}

void Finder::showMeeting() {
    const QString otherwise =
        tr("Point at a lock, or choose its lane, to show only the threads that met it.");
    if (!hasTrace(otherwise)) return;
    if (!subject().isValid()) return m_parts.banner->announce(Banner::Tone::Notice, otherwise);
    m_parts.viewport->lanes().narrow({.met = {subject()}});
}

void Finder::showState(ThreadState state) {
    if (!hasTrace(tr("There is no thread yet: run a scenario first."))) return;
    m_parts.viewport->lanes().narrow({.met = {}, .state = state, .within = m_parts.viewport->range()});
}

void Finder::point() {
    m_pointed = {};
    m_pointed = subject();
}

QString Finder::meetingText() const {
    return m_pointed.isValid() ? tr("Show only threads that &met %1")
                                     .arg(words(quotedName(*m_parts.viewport->trace(), m_pointed)))
                               : tr("Show only threads that &met this lock or object");
}

void Finder::letGo() {
    m_pointed = {};
}

} // namespace lockstep::ui
