// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/panel/walkthrough.h"

#include <QTimer>

#include <algorithm>

namespace lockstep::ui {

namespace {

bool saysTheSame(const DetectionWalk* a, const DetectionWalk* b) {
    return a && b && a->view == b->view && a->pseudoCode == b->pseudoCode &&
           std::ranges::equal(a->steps, b->steps, {}, &DetectionStep::sentence, &DetectionStep::sentence);
}

} // namespace

WalkThrough::WalkThrough(QObject* parent)
    : QObject(parent)
    , m_timer(new QTimer(this)) {
    m_timer->setInterval(kPace);
    connect(m_timer, &QTimer::timeout, this, &WalkThrough::next);
}

void WalkThrough::show(std::shared_ptr<const DetectionWalk> walk) {
    const bool isSame = saysTheSame(walk.get(), m_walk.get());
    m_walk = std::move(walk);
    if (isSame) return emit changed();
    m_timer->stop();
    goTo(0);
}

void WalkThrough::goTo(std::size_t step) {
    m_step = stepCount() == 0 ? 0 : std::min(step, stepCount() - 1);
    m_isAsking = false;
    m_verdict.reset();
    if (isAtLast()) m_timer->stop();
    emit changed();
}

const DetectionStep* WalkThrough::nextStep() const {
    return isAtLast() ? nullptr : &m_walk->steps[m_step + 1];
}

void WalkThrough::next() {
    const DetectionStep* ahead = nextStep();
    if (!ahead) return;
    if (!m_isQuiz || m_isAsking || ahead->question.empty()) return goTo(m_step + 1);
    m_isAsking = true;
    m_verdict.reset();
    m_timer->stop();
    emit changed();
}

void WalkThrough::back() {
    if (!isAtFirst()) goTo(m_isAsking ? m_step : m_step - 1);
}

void WalkThrough::first() {
    goTo(0);
}

void WalkThrough::last() {
    if (stepCount() > 0) goTo(stepCount() - 1);
}

bool WalkThrough::isPlaying() const {
    return m_timer->isActive();
}

void WalkThrough::setPlaying(bool on) {
    if (on == isPlaying() || stepCount() == 0) return;
    if (on && isAtLast()) goTo(0);
    if (on)
        m_timer->start();
    else
        m_timer->stop();
    emit changed();
}

void WalkThrough::setQuiz(bool on) {
    m_isQuiz = on;
    m_isAsking = false;
    m_verdict.reset();
    emit changed();
}

void WalkThrough::answer(ObjectId choice) {
    const DetectionStep* asked = nextStep();
    if (!m_isAsking || !asked) return;
    const bool isRight = std::ranges::find(asked->answers, choice) != asked->answers.end();
    goTo(m_step + 1);
    m_verdict = Verdict{choice, isRight};
    emit changed();
}

} // namespace lockstep::ui
