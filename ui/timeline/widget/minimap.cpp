// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/widget/minimap.h"

#include "ui/model/fold/timecoordinates.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QWheelEvent>

#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kRedrawMilliseconds = 200;
constexpr double kZoomPerNotch = 0.8;

// From the bottom up: what keeps a thread from going on stands lowest, so that trouble is seen as a skyline.
constexpr std::array kOrder{ThreadState::Blocked,  ThreadState::Waiting,        ThreadState::Sleeping,
                            ThreadState::OffCpu,   ThreadState::Held,           ThreadState::Unknown,
                            ThreadState::Runnable, ThreadState::ReadyOrRunning, ThreadState::Running};

bool isAlive(int state) {
    const auto s = static_cast<ThreadState>(state);
    return s != ThreadState::New && s != ThreadState::Terminated;
}

} // namespace

std::vector<std::array<double, kThreadStates>> stateShares(const Trace& trace, TimeRange range, int columns,
                                                           const TimeFolds* folds) {
    std::vector<std::array<double, kThreadStates>> shares(static_cast<std::size_t>(columns));
    const PixelColumns pixels(range, columns, folds);
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        MixTrack<kThreadStates>::Sweep sweep(trace.thread(ThreadId{t}).states, range.begin);
        for (int c = 0; c < columns; ++c) {
            const auto totals = sweep.advanceTo(pixels.begin(c + 1));
            for (int s = 0; s < kThreadStates; ++s)
                if (isAlive(s))
                    shares[static_cast<std::size_t>(c)][static_cast<std::size_t>(s)] +=
                        static_cast<double>(totals[static_cast<std::size_t>(s)]);
        }
    }
    for (auto& column : shares) {
        double sum = 0;
        for (double share : column) sum += share;
        if (sum > 0)
            for (double& share : column) share /= sum;
    }
    return shares;
}

Minimap::Minimap(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_timer(new QTimer(this)) {
    setAccessibleName(tr("Overview of the whole run"));
    setToolTip(tr("The whole run. Drag to choose what is shown, double-click to show all of it."));
    setMouseTracking(true);
    m_timer->setSingleShot(true);
    m_timer->setInterval(kRedrawMilliseconds);
    connect(m_timer, &QTimer::timeout, this, &Minimap::forget);
    connect(m_viewport, &Viewport::traceChanged, this, &Minimap::forget);
    connect(m_viewport, &Viewport::grew, this, [this] {
        if (!m_timer->isActive()) m_timer->start();
    });
    connect(&m_viewport->folding(), &Folding::changed, this, &Minimap::forget);
    connect(m_viewport, &Viewport::rangeChanged, this, qOverload<>(&QWidget::update));
    connect(m_viewport, &Viewport::cursorChanged, this, qOverload<>(&QWidget::update));
}

void Minimap::setTheme(const Theme& theme) {
    m_theme = &theme;
    forget();
}

void Minimap::setPlotSpan(int left, int width) {
    m_left = left;
    m_width = width;
    forget();
}

void Minimap::forget() {
    m_image = {};
    update();
}

QRect Minimap::band() const {
    const int left = m_left < 0 ? 4 : m_left;
    const int width = m_left < 0 ? this->width() - 8 : m_width;
    return {left, 4, std::max(1, width), std::max(1, height() - 8)};
}

TimeCoordinates Minimap::coordinates() const {
    return {m_viewport->bounds(), double(band().left()), double(band().width()), &m_viewport->folds()};
}

double Minimap::xOf(Timestamp time) const {
    return coordinates().x(time);
}

Timestamp Minimap::timeAt(double x) const {
    const TimeRange bounds = m_viewport->bounds();
    return std::clamp(coordinates().time(x), bounds.begin, bounds.end);
}

QRectF Minimap::visibleBox() const {
    const TimeRange seen = m_viewport->range().intersected(m_viewport->bounds());
    const double left = xOf(seen.begin);
    const double right = std::max(left + 3, xOf(std::max(seen.begin, seen.end)));
    return QRectF(left, band().top() - 2, right - left, band().height() + 4);
}

void Minimap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->background);
    painter.fillRect(band(), m_theme->lane);
    if (!m_viewport->trace()) return;
    if (m_image.isNull()) {
        m_image = QImage(band().size(), QImage::Format_ARGB32_Premultiplied);
        m_image.fill(Qt::transparent);
        QPainter onImage(&m_image);
        paintBand(onImage);
    }
    painter.drawImage(band().topLeft(), m_image);
    for (const TimeRange& fold : m_viewport->folds().stretches())
        painter.fillRect(
            QRectF(QPointF(xOf(fold.begin), band().top()), QPointF(xOf(fold.end), band().bottom() + 1)),
            m_theme->background);
    paintMarks(painter);
}

void Minimap::paintBand(QPainter& painter) {
    const auto shares =
        stateShares(*m_viewport->trace(), m_viewport->bounds(), m_image.width(), &m_viewport->folds());
    for (int x = 0; x < m_image.width(); ++x) {
        double bottom = m_image.height();
        for (ThreadState state : kOrder) {
            const double size =
                shares[static_cast<std::size_t>(x)][static_cast<std::size_t>(state)] * m_image.height();
            if (size <= 0) continue;
            QColor colour = m_theme->look(state).fill;
            painter.fillRect(QRectF(x, bottom - size, 1, size), colour);
            bottom -= size;
        }
    }
}

void Minimap::paintMarks(QPainter& painter) {
    const QRectF box = visibleBox();
    QColor shade = m_theme->background;
    shade.setAlphaF(0.6F);
    const QRectF whole = band();
    painter.fillRect(QRectF(whole.left(), whole.top(), box.left() - whole.left(), whole.height()), shade);
    painter.fillRect(QRectF(box.right(), whole.top(), whole.right() - box.right() + 1, whole.height()),
                     shade);
    painter.setPen(QPen(m_theme->accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0, 1, 0, -1));
    const double x = std::round(xOf(m_viewport->cursor().time)) + 0.5;
    painter.setPen(QPen(m_theme->cursor, 1));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
}

void Minimap::resizeEvent(QResizeEvent*) {
    forget();
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_viewport->trace()) m_dragFrom = timeAt(event->position().x());
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (!m_dragFrom) return;
    const Timestamp here = timeAt(event->position().x());
    const double pixels = std::abs(xOf(here) - xOf(*m_dragFrom));
    if (pixels >= 3) m_viewport->setRange({std::min(*m_dragFrom, here), std::max(*m_dragFrom, here)});
}

// A click without a drag brings the visible range there.
void Minimap::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_dragFrom) return;
    const Timestamp here = timeAt(event->position().x());
    const bool isClick = std::abs(xOf(here) - xOf(*m_dragFrom)) < 3;
    m_dragFrom.reset();
    if (!isClick) return;
    const TimeRange range = m_viewport->range();
    m_viewport->pan(here - (range.begin + range.length() / 2));
}

void Minimap::mouseDoubleClickEvent(QMouseEvent*) {
    m_dragFrom.reset();
    m_viewport->fitAll();
}

void Minimap::wheelEvent(QWheelEvent* event) {
    const double notches = event->angleDelta().y() / 120.0;
    m_viewport->zoom(std::pow(kZoomPerNotch, notches), timeAt(event->position().x()));
    event->accept();
}

} // namespace lockstep::ui
