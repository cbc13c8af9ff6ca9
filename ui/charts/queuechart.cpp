// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/queuechart.h"

#include "core/trace/stepaxis.h"
#include "ui/charts/depthline.h"
#include "ui/model/words.h"

#include <QAreaSeries>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QLocale>
#include <QTimer>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kFrame = 16; // ms
constexpr int kTop = 12;   // pixels above and below the plot
constexpr int kBottom = 8;
constexpr int kRight = 8;
constexpr int kPixelsPerTick = 26;
constexpr int kLineWidth = 2;
constexpr qsizetype kManyPoints = 500;

// 1, 2, 5, 10, ... so that not more than `most` steps reach `highest`.
std::int64_t niceStep(std::int64_t highest, std::int64_t most) {
    for (std::int64_t power = 1;; power *= 10)
        for (const std::int64_t digit : {1, 2, 5})
            if (digit * power * std::max<std::int64_t>(1, most) >= highest) return digit * power;
}

} // namespace

QueueChart::QueueChart(Viewport* viewport, QWidget* parent)
    : QChartView(parent)
    , m_shared(viewport)
    , m_theme(&Theme::light())
    , m_timer(new QTimer(this))
    , m_times(new QValueAxis(this))
    , m_depths(new QValueAxis(this)) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Queue depths"));
    setRenderHint(QPainter::Antialiasing,
                  false); // steps are upright: sharper without, and twice as fast
    setViewportUpdateMode(FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->setMargins({});
    chart()->setBackgroundRoundness(0);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->legend()->hide();
    chart()->setLocale(QLocale());
    chart()->setLocalizeNumbers(true); // thousands are set apart, as they are everywhere else
    placeAxes();
    m_timer->setSingleShot(true);
    m_timer->setInterval(kFrame);
    connect(m_timer, &QTimer::timeout, this, &QueueChart::look);
    connect(m_shared, &Viewport::traceChanged, this, &QueueChart::forget);
    for (auto signal : {&Viewport::grew, &Viewport::rangeChanged, &Viewport::cursorChanged})
        connect(m_shared, signal, this, &QueueChart::lookSoon);
    connect(&m_shared->folding(), &Folding::changed, this, &QueueChart::lookSoon);
    connect(m_shared, &Viewport::hoverChanged, this, [this] { this->viewport()->update(); });
    setTheme(*m_theme);
    look();
}

void QueueChart::placeAxes() {
    chart()->addAxis(m_times, Qt::AlignBottom);
    chart()->addAxis(m_depths, Qt::AlignLeft);
    m_times->setVisible(false); // the timeline's ruler stands above
    m_depths->setTickType(QValueAxis::TicksDynamic);
    m_depths->setTickAnchor(0);
    m_depths->setLabelFormat(QStringLiteral("%.0f"));
}

void QueueChart::setTheme(const Theme& theme) {
    m_theme = &theme;
    setPalette(theme.palette());
    chart()->setBackgroundBrush(theme.background);
    chart()->setBackgroundPen(Qt::NoPen);
    setBackgroundBrush(theme.background);
    m_depths->setLabelsColor(theme.textMuted);
    m_depths->setLinePen(QPen(theme.grid));
    m_depths->setGridLinePen(QPen(theme.grid));
    colour();
    viewport()->update();
}

void QueueChart::setVariablesShown(bool shown) {
    m_areVariablesShown = shown;
    look();
}

void QueueChart::setPlotSpan(int left, int width) {
    m_plotLeft = left;
    m_plotWidth = width;
    look();
}

void QueueChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    look();
}

// Another trace: nothing of the old one may be touched again.
void QueueChart::forget() {
    takeSubjects({});
    look();
}

void QueueChart::lookSoon() {
    if (!m_timer->isActive()) m_timer->start();
}

void QueueChart::look() {
    m_timer->stop();
    const QRectF before = plotArea();
    placePlot();
    const Trace* trace = m_shared->trace();
    takeSubjects(trace ? depthSubjects(*trace, m_areVariablesShown) : std::vector<DepthSubject>());
    m_times->setRange(static_cast<double>(m_shared->range().begin),
                      static_cast<double>(m_shared->range().end));
    const std::int32_t top = highest();
    m_depths->setVisible(!m_subjects.empty());
    if (plotArea() != before) chart()->layout()->invalidate(); // axes do not hear of it
    m_depths->setRange(0, top * 1.08);
    const std::int64_t step = niceStep(top, static_cast<int>(plotArea().height()) / kPixelsPerTick);
    m_depths->setTickInterval(static_cast<double>(step));
    m_highestTick = static_cast<std::int64_t>(m_depths->max()) / step * step;
    fillLines();
    chart()->layout()->activate(); // now: a picture may be taken before the next event
    setAccessibleDescription(m_subjects.empty() ? emptyText() : sentenceAt(m_shared->cursor().time));
    viewport()->update();
}

double QueueChart::axisRoom() const {
    constexpr double kGap = 9; // the tick, and before and after the number
    return QFontMetricsF(m_depths->labelsFont()).horizontalAdvance(numberText(m_highestTick)) + kGap;
}

void QueueChart::placePlot() {
    const int right = m_plotWidth > 0 ? m_plotLeft + m_plotWidth : width() - kRight;
    chart()->setPlotArea(QRectF(QPointF(m_plotLeft, kTop), QPointF(std::max(right, m_plotLeft + 1),
                                                                   std::max(kTop + 1, height() - kBottom))));
}

QRectF QueueChart::plotArea() const {
    return chart()->plotArea();
}

TimeCoordinates QueueChart::coordinates() const {
    return m_shared->coordinates(plotArea().left(), plotArea().width());
}

double QueueChart::xOf(Timestamp time) const {
    return coordinates().x(time);
}

double QueueChart::yOf(double value) const {
    return plotArea().bottom() - value / m_depths->max() * plotArea().height();
}

Timestamp QueueChart::timeAt(double x) const {
    return std::llround(coordinates().exactTime(x));
}

void QueueChart::takeSubjects(std::vector<DepthSubject> subjects) {
    const auto isSame = [](const DepthSubject& a, const DepthSubject& b) {
        return a.object == b.object && a.capacity == b.capacity;
    };
    const bool areSame = std::ranges::equal(subjects, m_subjects, isSame);
    m_subjects = std::move(subjects);
    if (!areSame) makeLines();
}

void QueueChart::makeLines() {
    chart()->removeAllSeries(); // and deletes them
    m_lines.clear();
    for (const DepthSubject& subject : m_subjects) {
        Lines lines;
        auto* upper = new QLineSeries(chart()); // not added: it only bounds the area
        lines.area = new QAreaSeries(upper);
        addSeries(lines.area);
        upper->setParent(lines.area);
        if (subject.capacity > 0) addSeries(lines.capacity = new QLineSeries);
        addSeries(lines.depth = new QLineSeries);
        m_lines.push_back(lines);
    }
    colour();
}

void QueueChart::addSeries(QAbstractSeries* series) {
    chart()->addSeries(series);
    series->attachAxis(m_times);
    series->attachAxis(m_depths);
}

void QueueChart::colour() {
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const QColor line = lineColor(i, *m_theme);
        QColor fill = line;
        fill.setAlphaF(m_lines.size() > 2 ? 0.06F : 0.14F);
        m_lines[i].depth->setPen(QPen(line, kLineWidth, lineStyle(i, *m_theme)));
        m_lines[i].area->setPen(Qt::NoPen);
        m_lines[i].area->setBrush(fill);
        if (m_lines[i].capacity) m_lines[i].capacity->setPen(QPen(line, 1, Qt::DashLine));
    }
}

// A wide pen is outlined and filled, and so is the area: with very many steps a frame would not be enough.
void QueueChart::setDense(const Lines& lines, bool isDense) {
    QPen pen = lines.depth->pen();
    const int width = isDense ? 1 : kLineWidth;
    if (pen.width() == width) return;
    pen.setWidth(width);
    lines.depth->setPen(pen);
    lines.area->setVisible(!isDense);
}

void QueueChart::fillLines() {
    const Trace* trace = m_shared->trace();
    if (!trace) return;
    const TimeRange range = m_shared->range();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto points = lineOf(m_subjects[i]);
        setDense(m_lines[i], points.size() > kManyPoints);
        m_lines[i].depth->replace(points);
        m_lines[i].area->upperSeries()->replace(points);
        if (!m_lines[i].capacity) continue;
        const double level = m_subjects[i].capacity;
        m_lines[i].capacity->setVisible(isCapacityDrawn(m_subjects[i]));
        m_lines[i].capacity->replace(QList<QPointF>{{static_cast<double>(range.begin), level},
                                                    {static_cast<double>(range.end), level}});
    }
}

// Piece by piece between the edges of folds, each with as many columns as it has pixels; the axis counts as
// if the range had no folds.
QList<QPointF> QueueChart::lineOf(const DepthSubject& subject) const {
    const Trace& trace = *m_shared->trace();
    const TimeRange range = m_shared->range();
    const TimeCoordinates at = coordinates();
    const TimeCoordinates onAxis =
        m_shared->coordinates(static_cast<double>(range.begin), static_cast<double>(range.length()));
    QList<QPointF> line;
    const auto add = [&](TimeRange piece) {
        if (piece.isEmpty()) return;
        const double pixels = (at.x(piece.end) - at.x(piece.begin)) * devicePixelRatioF();
        line += depthLine(trace.object(subject.object).values, piece,
                          std::max(1, static_cast<int>(std::ceil(pixels))), pictureEnd(trace));
    };
    Timestamp done = range.begin;
    if (at.isLinear()) {
        add(range);
        return line;
    }
    for (const TimeRange& fold : m_shared->folds().stretches()) {
        add(TimeRange{done, fold.begin}.intersected(range));
        add(fold.intersected(range));
        done = std::max(done, fold.end);
    }
    add(TimeRange{done, range.end});
    for (QPointF& point : line) point.setX(onAxis.x(std::llround(point.x())));
    return line;
}

// A capacity far above all that ever happened would press everything else to the ground.
bool QueueChart::isCapacityDrawn(const DepthSubject& subject) const {
    return subject.capacity > 0 && subject.capacity <= 20 * std::max(1, subject.extent.max);
}

std::int32_t QueueChart::highest() const {
    std::int32_t top = 2; // with two numbers only, the axis puts the lower one to the upper end
    for (const DepthSubject& subject : m_subjects)
        top = std::max({top, subject.extent.max, isCapacityDrawn(subject) ? subject.capacity : 0});
    return top;
}

QString QueueChart::emptyText() const {
    return m_shared->trace() ? tr("This run has no queue, semaphore or variable.")
                             : tr("Nothing has run yet.");
}

QString QueueChart::sentenceAt(Timestamp time) const {
    QStringList sentences;
    for (const DepthSubject& subject : m_subjects)
        sentences << depthSentence(*m_shared->trace(), subject.object, time);
    sentences.removeAll(QString());
    return sentences.join(QChar(u'\n'));
}

} // namespace lockstep::ui
