// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/panel/walkmaker.h"

#include "ui/graph/detection/walks.h"

#include <QTimer>

namespace lockstep::ui {

namespace {

constexpr int kFrame = 30; // ms: many moves of the cursor, one new walk

} // namespace

WalkMaker::WalkMaker(Viewport* viewport, QObject* parent)
    : QObject(parent)
    , m_viewport(viewport)
    , m_timer(new QTimer(this)) {
    m_timer->setSingleShot(true);
    m_timer->setInterval(kFrame);
    connect(m_timer, &QTimer::timeout, this, &WalkMaker::make);
    connect(m_viewport, &Viewport::traceChanged, this, &WalkMaker::forget);
    connect(m_viewport, &Viewport::cursorChanged, this, [this] {
        if (!m_timer->isActive()) m_timer->start();
    });
}

WalkMaker::~WalkMaker() {
    stopWorker();
}

void WalkMaker::setView(DetectionView view) {
    if (view == m_view) return;
    m_view = view;
    stopWorker();
    make();
}

void WalkMaker::setActive(bool on) {
    m_isActive = on;
    if (on) make();
}

// Nothing of the old trace may be touched again.
void WalkMaker::forget() {
    stopWorker();
    m_last.reset();
    emit made(nullptr);
    make();
}

void WalkMaker::stopWorker() {
    ++m_round;
    if (!m_worker.joinable()) return;
    m_worker.request_stop();
    m_worker.join();
    emit computingChanged();
}

std::optional<WalkMaker::Wish> WalkMaker::wish() const {
    const auto cursor = m_viewport->cursor().event;
    return m_viewport->trace() && cursor ? std::optional(Wish{m_view, *cursor}) : std::nullopt;
}

bool WalkMaker::isLong(const Wish& wish) const {
    const Trace& trace = *m_viewport->trace();
    return wish.view == DetectionView::LockOrder ? wish.cursor.index() > kManyEvents
                                                 : trace.objectCount() > kManyThings;
}

void WalkMaker::make() {
    m_timer->stop();
    const auto now = wish();
    if (!m_isActive || m_worker.joinable() || now == m_last) return;
    m_last = now;
    if (!now) return emit made(nullptr);
    if (isLong(*now)) return makeAside(*now);
    emit made(std::make_shared<DetectionWalk>(walkAt(*m_viewport->trace(), now->cursor, now->view)));
}

void WalkMaker::makeAside(const Wish& wish) {
    const Trace& trace = *m_viewport->trace();
    m_worker = std::jthread([this, &trace, wish, round = m_round](const std::stop_token& stop) {
        auto walk = std::make_shared<const DetectionWalk>(walkAt(trace, wish.cursor, wish.view, stop));
        QMetaObject::invokeMethod(
            this, [this, round, walk = std::move(walk)] { take(round, walk); }, Qt::QueuedConnection);
    });
    emit computingChanged();
}

// The cursor may have gone on meanwhile.
void WalkMaker::take(std::uint64_t round, std::shared_ptr<const DetectionWalk> walk) {
    if (round != m_round) return;
    m_worker.join();
    emit computingChanged();
    emit made(std::move(walk));
    make();
}

} // namespace lockstep::ui
