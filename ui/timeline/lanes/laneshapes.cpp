// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanes/laneshapes.h"

#include "core/trace/stepaxis.h"
#include "ui/model/shapes.h"
#include "ui/timeline/lanes/cpumix.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr double kLeastPattern = 8; // of width and height

// How high each state's share of a column is, in the order of stacking: at least a pixel for each that
// occurs, at the cost of the highest.
std::vector<double> heightsOf(const std::vector<double>& shares, double height) {
    std::vector<double> heights;
    double excess = 0;
    for (const double share : shares) {
        heights.push_back(share > 0 ? std::max(1.0, share * height) : 0);
        excess += heights.back() - share * height;
    }
    if (!heights.empty()) *std::ranges::max_element(heights) -= excess;
    return heights;
}

} // namespace

LaneShapes::LaneShapes(QPainter& painter, const TimelineScene& scene, const QRect& area)
    : m_painter(painter)
    , m_scene(scene)
    , m_area(area)
    , m_columns(scene.range, area.width(), &scene.folds)
    , m_threads(Inks::ofThreads(*scene.theme))
    , m_locks(Inks::ofLocks(*scene.theme))
    , m_cpus(Inks::ofCpus(*scene.theme)) {}

void LaneShapes::draw(const Lane& lane, double top) {
    const Trace& trace = *m_scene.trace;
    const bool isCpu = lane.key.kind == LaneKind::Cpu;
    m_inks = isCpu ? &m_cpus : lane.key.kind == LaneKind::Lock ? &m_locks : &m_threads;
    m_key = lane.key;
    m_top = top;
    m_height = lane.height;
    m_paths.assign(m_inks->inks.size(), {});
    if (isCpu)
        gather(CpuMix(trace.cpu(lane.key.index)), trace.end());
    else if (lane.key.kind == LaneKind::Lock)
        gather(trace.object(lane.key.lock()).holds, pictureEnd(trace));
    else
        gather(trace.thread(lane.key.thread()).states, pictureEnd(trace));
    paintPaths();
}

template <class LaneTrack>
void LaneShapes::gather(const LaneTrack& track, Timestamp end) {
    struct Visitor {
        LaneShapes& shapes;
        const LaneTrack& track;

        void operator()(const SpanPiece& piece) {
            const Change& change = track.changes()[piece.change];
            const bool isCpu = shapes.m_key.kind == LaneKind::Cpu;
            shapes.addSpan(piece, isCpu ? (change.value >= 0 ? 1 : 0) : change.lane().state);
        }
        void operator()(const MixPiece<typename LaneTrack::Totals>& piece) {
            shapes.addMix(piece.column, piece.totals);
        }
    };
    forEachPiece(track, m_columns, end, Visitor{*this, track});
}

void LaneShapes::addSpan(const SpanPiece& piece, std::uint8_t state) {
    const Ink& ink = m_inks->inks[state];
    const double height = std::max(1.0, std::round(m_height * ink.height));
    QRectF rect(m_area.left() + piece.begin, m_top + std::floor((m_height - height) / 2),
                piece.end - piece.begin, height);
    if (rect.width() >= 4) rect.setWidth(rect.width() - 1); // apart from the next
    Paths& paths = m_paths[state];
    paths.fill.addRect(rect);
    const bool isPatterned = rect.width() >= kLeastPattern && height >= kLeastPattern;
    if (isPatterned) addGrain(paths.grain, rect, ink.pattern);
    const bool isOutlined = ink.isOutlined || ink.pattern == Pattern::DashedOutline;
    if (isOutlined && rect.width() > 2 && height > 2)
        paths.outline.addRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    if (rect.width() >= LaneRaster::kLeastBox) m_boxes.push_back({m_key, piece.change, state, rect.toRect()});
}

// Each state's part reaches down to the column's foot, and those below it are drawn over that: no seam
// between them, however the file is scaled.
template <class Totals>
void LaneShapes::addMix(int column, const Totals& totals) {
    double sum = 0;
    double height = 0;
    for (const std::uint8_t state : m_inks->stacking) {
        sum += static_cast<double>(totals[state]);
        height += static_cast<double>(totals[state]) * m_inks->inks[state].height;
    }
    if (sum <= 0) return;
    std::vector<double> shares;
    for (const std::uint8_t state : m_inks->stacking)
        shares.push_back(static_cast<double>(totals[state]) / sum);
    const auto occurring = std::ranges::count_if(shares, [](double share) { return share > 0; });
    height = std::max(std::round(height / sum * m_height), static_cast<double>(occurring));
    const std::vector<double> heights = heightsOf(shares, height);
    const double top = m_top + std::floor((m_height - height) / 2);
    double below = 0;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        below += heights[i];
        if (heights[i] > 0)
            addColumn(m_inks->stacking[i], {double(m_area.left() + column), top + height - below, 1, below});
    }
}

void LaneShapes::addColumn(std::uint8_t state, const QRectF& column) {
    Paths& paths = m_paths[state];
    QRectF& last = paths.column;
    const bool goesOn = last.right() == column.left() && std::abs(last.top() - column.top()) < 0.05 &&
                        std::abs(last.bottom() - column.bottom()) < 0.05;
    if (goesOn) return last.setRight(column.right());
    if (!last.isEmpty()) paths.mixed.addRect(last);
    last = column;
}

void LaneShapes::paintPaths() {
    const auto fill = [&](const QPainterPath& path, QRgb color) {
        if (!path.isEmpty()) m_painter.fillPath(path, QColor(color));
    };
    for (std::size_t i = m_inks->stacking.size(); i-- > 0;) { // the upper ones lie behind
        Paths& paths = m_paths[m_inks->stacking[i]];
        if (!paths.column.isEmpty()) paths.mixed.addRect(paths.column);
        fill(paths.mixed, m_inks->inks[m_inks->stacking[i]].mixed);
    }
    for (std::size_t s = 0; s < m_paths.size(); ++s) {
        const Ink& ink = m_inks->inks[s];
        fill(m_paths[s].fill, ink.fill);
        fill(m_paths[s].grain, ink.grain);
        if (m_paths[s].outline.isEmpty()) continue;
        const bool isDashed = ink.pattern == Pattern::DashedOutline;
        m_painter.strokePath(m_paths[s].outline,
                             QPen(QColor(ink.edge), 1, isDashed ? Qt::DashLine : Qt::SolidLine));
    }
}

} // namespace lockstep::ui
