// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/run.h"

#include <QTimer>

#include <algorithm>
#include <utility>

namespace lockstep::ui {

namespace {

constexpr int kFrameMs = 16;

} // namespace

Run::Run(QObject* parent)
    : QObject(parent)
    , m_timer(new QTimer(this)) {
    m_timer->setInterval(kFrameMs);
    connect(m_timer, &QTimer::timeout, this, &Run::look);
}

Run::~Run() = default; // ~Session unwinds, and so do the futures

void Run::start(RunSettings settings) {
    std::unique_ptr<Session> next;
    try {
        next = std::make_unique<Session>(settings);
    } catch (const std::exception& error) {
        emit couldNotStart(QString::fromLocal8Bit(error.what()));
        return;
    }
    m_settings = std::move(settings);
    if (m_session) m_session->stop();
    next->start(); // before the views are told, whose work would else stand empty at the trace's beginning
    std::unique_ptr<Session> previous = std::exchange(m_session, std::move(next));
    m_eventsSeen = 0;
    m_announced.clear();
    m_endSeen = 0;
    emit traceReplaced();
    retire(std::move(previous));
    m_timer->start();
    enter(Phase::Running);
}

// Unwinding may take a while and a long trace takes time to free: neither is for the GUI thread.
void Run::retire(std::unique_ptr<Session> session) {
    if (!session) return;
    using namespace std::chrono_literals;
    std::erase_if(m_burials,
                  [](const auto& burial) { return burial.wait_for(0s) == std::future_status::ready; });
    session->stop();
    m_burials.push_back(
        std::async(std::launch::async, [dead = std::move(session)]() mutable { dead.reset(); }));
}

void Run::pauseOrResume() {
    if (!isActive()) return;
    if (m_session->phase() == Phase::Paused)
        m_session->resume();
    else
        m_session->pause();
}

void Run::stop() {
    if (isActive()) m_session->stop();
}

void Run::restart() {
    if (m_session) start(m_settings);
}

void Run::setSpeed(double speed) {
    m_settings.speed = speed;
    if (m_session && isActive()) m_session->setSpeed(speed);
}

bool Run::isActive() const {
    return m_phase == Phase::Running || m_phase == Phase::Paused || m_phase == Phase::Stuck;
}

const Trace* Run::trace() const {
    return m_session ? &m_session->trace() : nullptr;
}

std::optional<Outcome> Run::outcome() const {
    return m_session ? m_session->outcome() : std::nullopt;
}

std::vector<Finding> Run::findings() const {
    return m_session ? m_session->findings() : std::vector<Finding>{};
}

// The phase is read before the trace: when it says Ended, the trace that is read afterwards is complete.
void Run::look() {
    const Phase phase = std::max(m_session->phase(), Phase::Running); // what was asked for is about to be
    const std::size_t events = m_session->trace().size();
    const Timestamp end = m_session->trace().end();
    if (std::exchange(m_eventsSeen, events) != events || std::exchange(m_endSeen, end) != end)
        emit traceGrew();
    announceFindings();
    if (phase == Phase::Ended) m_timer->stop();
    if (phase != m_phase) enter(phase);
}

void Run::announceFindings() {
    for (const Finding& finding : m_session->findings()) {
        const auto isThis = [&](const Finding& told) { return told.isSameAs(finding); };
        if (!finding.isDeadlock() || finding.isSuspected() || std::ranges::any_of(m_announced, isThis))
            continue;
        m_announced.push_back(finding);
        emit deadlockFound(finding);
    }
}

void Run::enter(Phase phase) {
    m_phase = phase;
    emit phaseChanged();
}

} // namespace lockstep::ui
