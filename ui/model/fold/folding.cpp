// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/fold/folding.h"

#include "core/trace/slice.h"
#include "core/trace/stepaxis.h"
#include "ui/model/find/shownlanes.h"
#include "ui/model/fold/idlestretches.h"

#include <QTimer>

namespace lockstep::ui {

namespace {
constexpr int kPatienceMs = 250;
constexpr Timestamp kOpenShare = 10; // of the shortest stretch stays open on either side
} // namespace

Folding::Folding(const ShownLanes& lanes, QObject* parent)
    : QObject(parent)
    , m_lanes(lanes)
    , m_timer(new QTimer(this)) {
    m_timer->setSingleShot(true);
    m_timer->setInterval(kPatienceMs);
    connect(m_timer, &QTimer::timeout, this, &Folding::look);
    connect(&lanes, &ShownLanes::changed, this, &Folding::look);
}

void Folding::setTrace(const Trace* trace) {
    m_trace = trace;
    m_opened.clear();
    m_timer->stop();
    m_folds = TimeFolds(wanted());
}

void Folding::traceGrew() {
    if (m_isOn && !m_timer->isActive()) m_timer->start();
}

void Folding::setOn(bool on) {
    m_isOn = on;
    m_opened.clear();
    look();
}

void Folding::open(Timestamp time) {
    if (!m_folds.at(time)) return;
    m_opened.push_back(time);
    look();
}

void Folding::look() {
    m_timer->stop();
    TimeFolds folds(wanted());
    if (folds == m_folds) return;
    m_folds = std::move(folds);
    emit changed();
}

std::vector<TimeRange> Folding::wanted() const {
    if (!m_isOn || !m_trace || m_trace->axis() == TimeAxis::Steps) return {};
    const Timestamp end = pictureEnd(*m_trace);
    const Timestamp shortest = std::max<Timestamp>(10 * kOpenShare, end / kShares);
    auto stretches = idleStretches(*m_trace, {knownFrom(*m_trace), end}, shortest, m_lanes.sieve());
    for (TimeRange& stretch : stretches)
        stretch = {stretch.begin + shortest / kOpenShare, stretch.end - shortest / kOpenShare};
    std::erase_if(stretches, [this](const TimeRange& stretch) {
        return std::ranges::any_of(m_opened, [&](Timestamp time) { return stretch.contains(time); });
    });
    return stretches;
}

} // namespace lockstep::ui
