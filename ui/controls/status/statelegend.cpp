// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/status/statelegend.h"

#include "core/analysis/findings.h"
#include "ui/model/legendrows.h"
#include "ui/model/viewport.h"

#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kInterval = 500; // ms between two looks at a trace that grows
constexpr int kSide = 6;       // px left and right
constexpr double kTextScale = 0.9;

const std::vector<ThreadState> kUsual{ThreadState::New,     ThreadState::Runnable, ThreadState::Running,
                                      ThreadState::Blocked, ThreadState::Waiting,  ThreadState::Sleeping};

} // namespace

StateLegend::StateLegend(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_theme(&Theme::light())
    , m_timer(new QTimer(this))
    , m_states(kUsual) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_timer->setSingleShot(true);
    m_timer->setInterval(kInterval);
    connect(m_timer, &QTimer::timeout, this, &StateLegend::look);
    connect(m_viewport, &Viewport::traceChanged, this, &StateLegend::look);
    connect(m_viewport, &Viewport::grew, this, [this] {
        if (!m_timer->isActive()) m_timer->start();
    });
    look();
}

void StateLegend::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void StateLegend::look() {
    const Trace* trace = m_viewport->trace();
    const bool isEmpty = !trace || trace->size() == 0;
    m_states = isEmpty ? kUsual : statesIn(*trace, m_viewport->bounds());
    m_locks = isEmpty ? std::vector{LockState::Held, LockState::HeldAndWanted}
                      : lockStatesIn(*trace, m_viewport->bounds());
    m_hasDeadlock = isEmpty || !deadlocksAtEnd(*trace).empty();
    setAccessibleName(tr("What the lanes show: %1").arg(shownWords().join(tr(", "))));
    updateGeometry();
    update();
}

std::vector<LegendItem> StateLegend::items() const {
    return legendItems(*m_theme, m_states, m_locks, m_hasDeadlock);
}

QStringList StateLegend::shownWords() const {
    QStringList all;
    for (const LegendItem& item : items()) all << item.words;
    return all;
}

LegendRows StateLegend::rows(int width) const {
    QFont small = font();
    if (small.pointSizeF() > 0) small.setPointSizeF(small.pointSizeF() * kTextScale);
    return {items(), small, double(width - 2 * kSide)};
}

int StateLegend::heightForWidth(int width) const {
    return static_cast<int>(std::ceil(rows(width).height()));
}

QSize StateLegend::sizeHint() const {
    return {400, heightForWidth(std::max(width(), 200))};
}

QSize StateLegend::minimumSizeHint() const {
    return {100, heightForWidth(std::max(width(), 200))};
}

void StateLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    rows(width()).paint(painter, {kSide, 0}, m_theme->text);
}

} // namespace lockstep::ui
