// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/find/shownlanes.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace lockstep::ui {

namespace {
constexpr int kPatienceMs = 8;
constexpr std::size_t kPortion = 20'000;
} // namespace

ShownLanes::ShownLanes(QObject* parent)
    : QObject(parent)
    , m_timer(new QTimer(this)) {
    m_timer->setSingleShot(true);
    m_timer->setInterval(0);
    connect(m_timer, &QTimer::timeout, this, &ShownLanes::look);
}

void ShownLanes::setTrace(const Trace* trace) {
    m_trace = trace;
    m_sieve.reset();
    m_isComplete = true;
    m_timer->stop();
}

void ShownLanes::traceGrew() {
    if (m_sieve) look();
}

void ShownLanes::setFilter(LaneFilter filter) {
    const bool wasAll = !m_sieve;
    m_sieve.reset();
    m_isComplete = true;
    m_timer->stop();
    if (m_trace && !filter.isEmpty()) m_sieve.emplace(*m_trace, std::move(filter));
    m_told = {};
    if (m_sieve) look();
    if (m_sieve || !wasAll) emit changed();
}

void ShownLanes::narrow(const LaneFilter& by) {
    setFilter(narrowed(filter(), by));
}

void ShownLanes::look() {
    const bool wasComplete = std::exchange(m_isComplete, false);
    for (const QDeadlineTimer deadline(kPatienceMs); !m_isComplete && !deadline.hasExpired();)
        m_isComplete = m_sieve->advance(kPortion);
    if (!m_isComplete) m_timer->start();
    const auto now = std::pair(m_sieve->shownThreads(), m_trace->threadCount());
    const bool isNews = now != m_told || m_isComplete != wasComplete;
    m_told = now;
    if (isNews) emit changed(); // only more can be shown as the trace grows
}

} // namespace lockstep::ui
