// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanes/lanespicture.h"

#include "core/trace/stepaxis.h"
#include "ui/model/shapes.h"
#include "ui/timeline/arrows/arrowraster.h"
#include "ui/timeline/arrows/arrowshape.h"
#include "ui/timeline/lanes/laneshapes.h"
#include "ui/timeline/overlay/timeruler.h"

#include <QPainter>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

namespace lockstep::ui {

namespace {

constexpr std::size_t kLeastLanesForTwo = 8; // below, starting a thread costs more than it saves

int topOf(const Lane& lane, const TimelineScene& scene, double ratio) {
    return static_cast<int>(std::lround((lane.top - scene.scroll) * ratio));
}

void drawLane(LaneRaster& raster, const TimelineScene& scene, const Lane& lane, const PixelColumns& columns,
              double ratio) {
    const Trace& trace = *scene.trace;
    const int top = topOf(lane, scene, ratio);
    const int height = static_cast<int>(std::lround(lane.height * ratio));
    switch (lane.key.kind) {
    case LaneKind::Thread:
        return raster.drawThread(trace.thread(lane.key.thread()), columns, pictureEnd(trace), top, height);
    case LaneKind::Lock:
        return raster.drawLock(trace.object(lane.key.lock()), columns, pictureEnd(trace), top, height);
    case LaneKind::Cpu: return raster.drawCpu(trace, lane.key.index, columns, top, height);
    }
}

std::vector<const Lane*> lanesInView(const TimelineScene& scene, int height) {
    std::vector<const Lane*> lanes;
    for (const Lane& lane : scene.layout.lanes())
        if (lane.top - scene.scroll <= height && lane.bottom() >= scene.scroll) lanes.push_back(&lane);
    return lanes;
}

// Where each arrow in view begins and ends, from the corner of the lanes' area.
template <class Draw>
void forEachArrow(const TimelineScene& scene, QSize size, const Draw& draw) {
    constexpr double kInset = 4; // an arrow begins and ends a little inside its lanes
    const TimeCoordinates at = scene.coordinates(0, size.width());
    for (const Arrow& arrow : visibleArrows(*scene.trace, scene.range, scene.arrows, scene.selectedThread,
                                            scene.hovered, mostArrows(size.width()))) {
        const Lane* from = scene.layout.lane(arrow.from);
        const Lane* to = scene.layout.lane(arrow.to);
        if (!from || !to || from == to) continue;
        const bool isDown = from->top < to->top;
        const double begin = isDown ? from->bottom() - kInset : from->top + kInset;
        const double end = isDown ? to->top + kInset : to->bottom() - kInset;
        draw(QPointF(at.x(arrow.fromTime), begin - scene.scroll),
             QPointF(at.x(arrow.toTime), end - scene.scroll), arrow);
    }
}

// The widest part of a span that no fold tears out: where its words can be read.
QRectF openPart(const TimelineScene& scene, const QRectF& box, const TimeCoordinates& at) {
    if (at.isLinear()) return box;
    QRectF widest;
    double left = box.left();
    const auto take = [&](double right) {
        if (right - left > widest.width()) widest = QRectF(left, box.top(), right - left, box.height());
    };
    for (const TimeRange& fold : scene.folds.stretches()) {
        if (at.x(fold.end) <= box.left() || at.x(fold.begin) >= box.right()) continue;
        take(at.x(fold.begin));
        left = at.x(fold.end);
    }
    take(box.right());
    return widest;
}

} // namespace

const QImage& LanesPicture::of(const TimelineScene& scene, QSize size, const QFont& font, double ratio) {
    const Key key{scene.trace,
                  scene.trace->size(),
                  scene.trace->end(),
                  scene.theme,
                  scene.range,
                  scene.folds,
                  scene.scroll,
                  scene.layout.laneHeight(),
                  scene.layout.fingerprint(),
                  scene.deadlocks.size(),
                  scene.arrows,
                  scene.arrows == ArrowMode::Off ? ThreadId{} : scene.selectedThread,
                  scene.arrows == ArrowMode::Off ? ObjectId{} : scene.hovered,
                  size,
                  font,
                  ratio};
    if (m_key == key && !m_image.isNull()) return m_image;
    m_key = key;
    draw(scene, size, font, ratio);
    return m_image;
}

void LanesPicture::paint(QPainter& painter, const QRect& area, const TimelineScene& scene, const QFont& font,
                         double ratio) {
    if (keepsShapes(painter)) return paintShapes(painter, area, scene, font);
    const QImage& image = of(scene, area.size(), font, ratio);
    painter.drawImage(area.topLeft(), image);
    const int end = static_cast<int>(std::ceil(image.height() / ratio));
    paintEmpty(painter, area.adjusted(0, end, 0, 0), scene);
}

void LanesPicture::paintShapes(QPainter& painter, const QRect& area, const TimelineScene& scene,
                               const QFont& font) {
    paintEmpty(painter, area, scene);
    LaneShapes shapes(painter, scene, area);
    for (const Lane* lane : lanesInView(scene, area.height()))
        shapes.draw(*lane, area.top() + lane->top - scene.scroll);
    painter.setRenderHint(QPainter::Antialiasing);
    forEachArrow(scene, area.size(), [&](QPointF from, QPointF to, const Arrow& arrow) {
        if (std::max(from.y(), to.y()) > area.height()) return; // to a lane that is not there
        paintArrow(painter, *scene.theme, from + area.topLeft(), to + area.topLeft(), arrow);
    });
    m_words.begin(font, 1);
    for (const SpanBox& box : shapes.boxes())
        m_words.paint(painter, scene, box,
                      openPart(scene, QRectF(box.rect), scene.coordinates(area.left(), area.width())));
}

// The lanes' ground and the grid on it.
void LanesPicture::paintEmpty(QPainter& painter, const QRect& area, const TimelineScene& scene) {
    if (area.isEmpty()) return;
    painter.fillRect(area, scene.theme->lane);
    const TimeCoordinates at = scene.coordinates(0, area.width());
    for (const Tick& tick : rulerTicks(scene.range, scene.trace->axis(), area.width(), &scene.folds))
        if (tick.isMajor)
            painter.fillRect(area.left() + static_cast<int>(std::lround(at.x(tick.time))), area.top(), 1,
                             area.height(), scene.theme->grid);
}

std::vector<QRgb> LanesPicture::backdrop(const TimelineScene& scene, double width, int columns) {
    std::vector<QRgb> colors(static_cast<std::size_t>(columns), scene.theme->lane.rgb());
    const TimeCoordinates at = scene.coordinates(0, width);
    const double perPixel = columns / width;
    for (const Tick& tick : rulerTicks(scene.range, scene.trace->axis(), width, &scene.folds)) {
        const auto column =
            static_cast<std::size_t>(std::max(0.0, std::floor(std::round(at.x(tick.time)) * perPixel)));
        if (tick.isMajor && column < colors.size()) colors[column] = scene.theme->grid.rgb();
    }
    return colors;
}

void LanesPicture::draw(const TimelineScene& scene, QSize size, const QFont& font, double ratio) {
    const auto& lanes = scene.layout.lanes();
    const int below = lanes.empty() ? 0 : lanes.back().bottom() - scene.scroll;
    size.setHeight(std::clamp(below, 1, std::max(1, size.height())));
    const QSize pixels = (QSizeF(size) * ratio).toSize().expandedTo({1, 1});
    if (m_image.size() != pixels) m_image = QImage(pixels, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(ratio);
    const std::vector<SpanBox> spans = drawLanes(scene, size, ratio);
    drawArrows(scene, size, ratio);
    drawWords(scene, spans, font, ratio); // over the arrows, which would strike them through
}

// Two threads take the lanes in turn, for a lane costs as much as happens in it.
std::vector<SpanBox> LanesPicture::drawLanes(const TimelineScene& scene, QSize size, double ratio) {
    const PixelRows target(m_image);
    const PixelColumns columns(scene.range, target.width, &scene.folds);
    const std::vector<QRgb> grid = backdrop(scene, size.width(), target.width);
    const std::vector<const Lane*> lanes = lanesInView(scene, size.height());
    if (lanes.empty()) LaneRaster(m_image, *scene.theme, ratio, grid).finish();
    const auto rowsBegin = [&](std::size_t i) {
        if (i == 0) return 0;
        return i == lanes.size() ? target.height : topOf(*lanes[i], scene, ratio);
    };
    std::vector<std::vector<SpanBox>> boxes(lanes.size());
    std::atomic<std::size_t> next{0};
    const auto drawInTurn = [&] {
        for (std::size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < lanes.size();) {
            const int top = rowsBegin(i);
            LaneRaster raster(target, QRect(0, top, 1, rowsBegin(i + 1) - top), *scene.theme, ratio, grid);
            drawLane(raster, scene, *lanes[i], columns, ratio);
            raster.finish();
            boxes[i] = raster.boxes();
        }
    };
    if (lanes.size() < kLeastLanesForTwo) {
        drawInTurn();
    } else {
        std::thread other(drawInTurn);
        drawInTurn();
        other.join();
    }
    std::vector<SpanBox> all;
    for (const auto& ofLane : boxes) all.insert(all.end(), ofLane.begin(), ofLane.end());
    return all;
}

void LanesPicture::drawWords(const TimelineScene& scene, const std::vector<SpanBox>& boxes, const QFont& font,
                             double ratio) {
    QPainter painter(&m_image);
    painter.setFont(font);
    m_words.begin(font, ratio);
    const TimeCoordinates at = scene.coordinates(0, m_image.width() / ratio);
    for (const SpanBox& box : boxes)
        m_words.paint(painter, scene, box,
                      openPart(scene,
                               QRectF(box.rect.left() / ratio, box.rect.top() / ratio,
                                      box.rect.width() / ratio, box.rect.height() / ratio),
                               at));
}

void LanesPicture::drawArrows(const TimelineScene& scene, QSize size, double ratio) {
    ArrowRaster raster(m_image, *scene.theme, ratio);
    forEachArrow(scene, size,
                 [&](QPointF from, QPointF to, const Arrow& arrow) { raster.draw(from, to, arrow); });
}

} // namespace lockstep::ui
