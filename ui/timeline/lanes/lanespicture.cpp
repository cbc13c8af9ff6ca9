// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanes/lanespicture.h"

#include "ui/timeline/arrows/arrowraster.h"
#include "ui/timeline/overlay/timeruler.h"

#include <QPainter>

#include <cmath>
#include <span>
#include <thread>

namespace lockstep::ui {

namespace {

constexpr std::size_t kLeastLanesForTwo = 8; // below, starting a thread costs more than it saves

void drawLane(LaneRaster& raster, const TimelineScene& scene, const Lane& lane, const PixelColumns& columns,
              double ratio) {
    const Trace& trace = *scene.trace;
    const int top = static_cast<int>(std::lround((lane.top - scene.scroll) * ratio));
    const int height = static_cast<int>(std::lround(lane.height * ratio));
    switch (lane.key.kind) {
    case LaneKind::Thread:
        return raster.drawThread(trace.thread(lane.key.thread()), columns, trace.end(), top, height);
    case LaneKind::Lock:
        return raster.drawLock(trace.object(lane.key.lock()), columns, trace.end(), top, height);
    case LaneKind::Cpu: return raster.drawCpu(trace, lane.key.index, columns, top, height);
    }
}

std::vector<const Lane*> lanesInView(const TimelineScene& scene, int height) {
    std::vector<const Lane*> lanes;
    for (const Lane& lane : scene.layout.lanes())
        if (lane.top - scene.scroll <= height && lane.bottom() >= scene.scroll) lanes.push_back(&lane);
    return lanes;
}

} // namespace

const QImage& LanesPicture::of(const TimelineScene& scene, QSize size, const QFont& font, double ratio) {
    const Key key{scene.trace,
                  scene.trace->size(),
                  scene.trace->end(),
                  scene.theme,
                  scene.range,
                  scene.scroll,
                  scene.layout.laneHeight(),
                  scene.layout.lanes().size(),
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

std::vector<QRgb> LanesPicture::backdrop(const TimelineScene& scene, double width, int columns) {
    std::vector<QRgb> colors(static_cast<std::size_t>(columns), scene.theme->lane.rgb());
    const TimeCoordinates at(scene.range, 0, width);
    const double perPixel = columns / width;
    for (const Tick& tick : rulerTicks(scene.range, width)) {
        const auto column =
            static_cast<std::size_t>(std::max(0.0, std::floor(std::round(at.x(tick.time)) * perPixel)));
        if (tick.isMajor && column < colors.size()) colors[column] = scene.theme->grid.rgb();
    }
    return colors;
}

void LanesPicture::draw(const TimelineScene& scene, QSize size, const QFont& font, double ratio) {
    const QSize pixels = (QSizeF(size) * ratio).toSize().expandedTo({1, 1});
    if (m_image.size() != pixels) m_image = QImage(pixels, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(ratio);
    drawWords(scene, drawLanes(scene, size, ratio), font, ratio);
    drawArrows(scene, size, ratio);
}

// The upper half here, the lower half meanwhile in a thread: it takes most of a frame.
std::vector<SpanBox> LanesPicture::drawLanes(const TimelineScene& scene, QSize size, double ratio) {
    const PixelRows target(m_image);
    const PixelColumns columns(scene.range, target.width);
    const std::vector<QRgb> grid = backdrop(scene, size.width(), target.width);
    const auto draw = [&](std::span<const Lane* const> lanes, int top, int end) {
        LaneRaster raster(target, QRect(0, top, 1, end - top), *scene.theme, ratio, grid);
        for (const Lane* lane : lanes) drawLane(raster, scene, *lane, columns, ratio);
        raster.finish();
        return raster.boxes();
    };
    const std::vector<const Lane*> lanes = lanesInView(scene, size.height());
    if (lanes.size() < kLeastLanesForTwo) return draw(lanes, 0, target.height);
    const auto halves = std::span(lanes);
    const std::size_t half = lanes.size() / 2;
    const int border = static_cast<int>(std::lround((lanes[half]->top - scene.scroll) * ratio));
    std::vector<SpanBox> lower;
    std::thread other([&] { lower = draw(halves.subspan(half), border, target.height); });
    std::vector<SpanBox> boxes = draw(halves.first(half), 0, border);
    other.join();
    boxes.insert(boxes.end(), lower.begin(), lower.end());
    return boxes;
}

void LanesPicture::drawWords(const TimelineScene& scene, const std::vector<SpanBox>& boxes, const QFont& font,
                             double ratio) {
    QPainter painter(&m_image);
    painter.setFont(font);
    m_words.begin(font, ratio);
    for (const SpanBox& box : boxes)
        m_words.paint(painter, scene, box,
                      QRectF(box.rect.left() / ratio, box.rect.top() / ratio, box.rect.width() / ratio,
                             box.rect.height() / ratio));
}

void LanesPicture::drawArrows(const TimelineScene& scene, QSize size, double ratio) {
    constexpr double kInset = 4; // an arrow begins and ends a little inside its lanes
    const auto most = static_cast<std::size_t>(std::max(8, size.width() / 16));
    const TimeCoordinates at(scene.range, 0, size.width());
    ArrowRaster raster(m_image, *scene.theme, ratio);
    for (const Arrow& arrow :
         visibleArrows(*scene.trace, scene.range, scene.arrows, scene.selectedThread, scene.hovered, most)) {
        const Lane* from = scene.layout.lane(arrow.from);
        const Lane* to = scene.layout.lane(arrow.to);
        if (!from || !to || from == to) continue;
        const bool isDown = from->top < to->top;
        const double begin = isDown ? from->bottom() - kInset : from->top + kInset;
        const double end = isDown ? to->top + kInset : to->bottom() - kInset;
        raster.draw({at.x(arrow.fromTime), begin - scene.scroll}, {at.x(arrow.toTime), end - scene.scroll},
                    arrow);
    }
}

} // namespace lockstep::ui
