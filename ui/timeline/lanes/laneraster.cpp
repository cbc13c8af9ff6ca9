// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanes/laneraster.h"

#include "ui/timeline/lanes/cpumix.h"

namespace lockstep::ui {

namespace {

constexpr int kLeastPattern = 8; // logical pixels of height from which a pattern is drawn

std::uint8_t stateOf(const Change& change) {
    return change.lane().state;
}

// Patterns begin with their span, so they move along with it; the remainder keeps that true for a span that
// begins left of the image.
int remainder(int value, int period) {
    return ((value % period) + period) % period;
}

} // namespace

LaneRaster::LaneRaster(PixelRows image, QRect rows, const Theme& theme, double scale,
                       std::vector<QRgb> backdrop)
    : m_rows(image)
    , m_unit(std::max(1, static_cast<int>(scale + 0.25)))
    , m_scale(scale)
    , m_threads(Inks::ofThreads(theme))
    , m_locks(Inks::ofLocks(theme))
    , m_cpus(Inks::ofCpus(theme))
    , m_backdrop(std::move(backdrop))
    , m_filled(std::max(0, rows.top()))
    , m_rowsEnd(std::min(rows.bottom() + 1, image.height))
    , m_run(m_rows, m_backdrop) {
    m_backdrop.resize(static_cast<std::size_t>(m_rows.width), theme.lane.rgb());
}

// Just before a lane is drawn: what is written again soon should still be in the cache.
void LaneRaster::fillBackdrop(int end) {
    for (end = std::min(end, m_rowsEnd); m_filled < end; ++m_filled)
        std::ranges::copy(m_backdrop, m_rows.row(m_filled));
}

void LaneRaster::drawThread(const ThreadLane& lane, const PixelColumns& columns, Timestamp traceEnd, int top,
                            int height) {
    begin({LaneKind::Thread, lane.id.value}, m_threads, top, height);
    draw(lane.states, columns, traceEnd);
}

void LaneRaster::drawLock(const ObjectLane& lane, const PixelColumns& columns, Timestamp traceEnd, int top,
                          int height) {
    begin({LaneKind::Lock, lane.info.id.value}, m_locks, top, height);
    draw(lane.holds, columns, traceEnd);
}

void LaneRaster::drawCpu(const Trace& trace, std::size_t cpu, const PixelColumns& columns, int top,
                         int height) {
    begin({LaneKind::Cpu, static_cast<std::uint32_t>(cpu)}, m_cpus, top, height);
    draw(CpuMix(trace.cpu(cpu)), columns, trace.end());
}

void LaneRaster::begin(LaneKey key, const Inks& inks, int top, int height) {
    m_key = key;
    m_inks = &inks;
    m_top = top;
    m_height = height;
    fillBackdrop(top + height);
}

template <class LaneTrack>
void LaneRaster::draw(const LaneTrack& track, const PixelColumns& columns, Timestamp traceEnd) {
    struct Visitor {
        LaneRaster& raster;
        const LaneTrack& track;
        const PixelColumns& columns;

        void operator()(const SpanPiece& piece) {
            const Change& change = track.changes()[piece.change];
            const bool isCpu = raster.m_key.kind == LaneKind::Cpu;
            const std::uint8_t state = isCpu ? (change.value >= 0 ? 1 : 0) : stateOf(change);
            const double pixels = static_cast<double>(columns.count()) /
                                  static_cast<double>(std::max<Timestamp>(1, columns.range().length()));
            const double left = static_cast<double>(change.time - columns.range().begin) * pixels;
            raster.span(piece, state, static_cast<int>(std::fmod(left, 1 << 20)));
        }
        void operator()(const MixPiece<typename LaneTrack::Totals>& piece) {
            raster.mix(piece.column, piece.totals);
        }
    };
    const auto occurring =
        typename LaneTrack::Sweep(track, columns.range().begin).advanceTo(columns.range().end);
    findLayers(occurring);
    Visitor visitor{*this, track, columns};
    forEachPiece(track, columns, traceEnd, visitor, &occurring);
    m_run.flush();
}

// Only states that occur in view are looked at in each column.
template <class Totals>
void LaneRaster::findLayers(const Totals& totals) {
    m_layers.clear();
    for (const std::uint8_t s : m_inks->stacking)
        if (totals[s] != 0) m_layers.push_back({s, m_inks->inks[s].height, m_inks->inks[s].mixed});
    m_run.setLane(m_top, m_height, m_layers);
}

void LaneRaster::fill(QRect rect, QRgb color) {
    rect = rect.intersected({0, 0, m_rows.width, m_rows.height});
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        std::fill_n(m_rows.row(y) + rect.left(), rect.width(), color);
}

void LaneRaster::set(int x, int y, QRgb color) {
    if (x >= 0 && x < m_rows.width && y >= 0 && y < m_rows.height) m_rows.row(y)[x] = color;
}

void LaneRaster::span(const SpanPiece& piece, std::uint8_t state, int phase) {
    const Ink& ink = m_inks->inks[state];
    const int height = std::max(m_unit, static_cast<int>(std::lround(m_height * ink.height)));
    QRect rect(piece.begin, m_top + (m_height - height) / 2, piece.end - piece.begin, height);
    if (rect.width() >= 4 * m_unit) rect.setWidth(rect.width() - m_unit); // apart from the next
    const bool isDashed = ink.pattern == Pattern::DashedOutline;
    fill(rect, ink.fill);
    if (rect.width() < kLeastPattern * m_unit) { // too narrow for a pattern
        const bool hasInside = rect.width() > 2 * m_unit && rect.height() > 2 * m_unit;
        if ((ink.isOutlined || isDashed) && hasInside) outline(rect, ink, false);
        return;
    }
    if (height >= kLeastPattern * m_scale && rect.width() >= kLeastPattern * m_scale) grain(rect, ink, phase);
    if (ink.isOutlined || isDashed) outline(rect, ink, isDashed);
    if (rect.width() >= kLeastBox * m_scale) m_boxes.push_back({m_key, piece.change, state, rect});
}

void LaneRaster::outline(QRect rect, const Ink& ink, bool isDashed) {
    const int u = m_unit;
    if (isDashed) {
        const int dash = 4 * u;
        for (int x = rect.left(); x <= rect.right(); x += 2 * dash - u) {
            const int width = std::min(dash, rect.right() + 1 - x);
            fill({x, rect.top(), width, u}, ink.edge);
            fill({x, rect.bottom() + 1 - u, width, u}, ink.edge);
        }
    } else {
        fill({rect.left(), rect.top(), rect.width(), u}, ink.edge);
        fill({rect.left(), rect.bottom() + 1 - u, rect.width(), u}, ink.edge);
    }
    fill({rect.left(), rect.top(), u, rect.height()}, ink.edge);
    fill({rect.right() + 1 - u, rect.top(), u, rect.height()}, ink.edge);
}

void LaneRaster::grain(QRect rect, const Ink& ink, int phase) {
    rect = rect.intersected({0, 0, m_rows.width, m_rows.height});
    if (rect.isEmpty()) return;
    switch (ink.pattern) {
    case Pattern::Hatch: hatch(rect, ink.grain, phase); break;
    case Pattern::Dots: dots(rect, ink.grain, phase); break;
    case Pattern::Lines: lines(rect, ink.grain); break;
    case Pattern::Cross: crosses(rect, ink.grain, phase); break;
    default: break;
    }
}

void LaneRaster::hatch(QRect rect, QRgb color, int phase) {
    const int period = 8 * m_unit;
    const int line = 2 * m_unit;
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        QRgb* pixels = m_rows.row(y);
        int x = rect.left() - remainder(rect.left() - phase + (y - m_top), period);
        for (; x <= rect.right(); x += period) {
            const int from = std::max(x, rect.left());
            const int to = std::min(x + line, rect.right() + 1);
            for (int i = from; i < to; ++i) pixels[i] = color;
        }
    }
}

void LaneRaster::dots(QRect rect, QRgb color, int phase) {
    const int period = 6 * m_unit;
    const int dot = m_unit + (m_scale > 1.4 ? 1 : 0);
    const int top = rect.top() + (rect.height() % period) / 2 + m_unit;
    for (int y = top, i = 0; y + dot <= rect.bottom(); y += period / 2, ++i) {
        const int shift = i % 2 * period / 2;
        for (int x = rect.left() + period - remainder(rect.left() - phase - shift, period);
             x + dot <= rect.right(); x += period)
            fill({x, y, dot, dot}, color);
    }
}

void LaneRaster::lines(QRect rect, QRgb color) {
    const int period = 3 * m_unit;
    const int count = (rect.height() - 2 * m_unit) / period;
    const int top = rect.top() + (rect.height() - (count - 1) * period - m_unit) / 2;
    for (int i = 0; i < count; ++i) fill({rect.left(), top + i * period, rect.width(), m_unit}, color);
}

void LaneRaster::crosses(QRect rect, QRgb color, int phase) {
    const int side = std::min(rect.height() - 2 * m_unit, 6 * m_unit);
    const int period = 3 * side;
    const int top = rect.top() + (rect.height() - side) / 2;
    for (int x = rect.left() - remainder(rect.left() - phase, period) + side; x + side <= rect.right();
         x += period)
        for (int i = 0; i < side && x >= rect.left(); ++i)
            for (int u = 0; u < m_unit; ++u) {
                set(x + i + u, top + i, color);
                set(x + side - 1 - i + u, top + i, color);
            }
}

template <class Totals>
void LaneRaster::mix(int column, const Totals& totals) {
    if (column < 0 || column >= m_rows.width) return;
    bool isAny = false;
    for (const Layer& layer : m_layers) isAny |= totals[layer.state] != 0;
    if (!isAny) return;
    float* share = m_run.shares(column);
    for (const Layer& layer : m_layers) {
        *share = static_cast<float>(totals[layer.state]);
        share += ColumnRun::kPitch;
    }
}

} // namespace lockstep::ui
