// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanespicture.h"

#include "ui/timeline/timeruler.h"

#include <QPainter>

#include <cmath>

namespace lockstep::ui {

namespace {

void drawLane(LaneRaster& raster, const Trace& trace, const Lane& lane, const PixelColumns& columns, int top,
              int height) {
    switch (lane.key.kind) {
    case LaneKind::Thread:
        return raster.drawThread(trace.thread(lane.key.thread()), columns, trace.end(), top, height);
    case LaneKind::Lock:
        return raster.drawLock(trace.object(lane.key.lock()), columns, trace.end(), top, height);
    case LaneKind::Cpu: return raster.drawCpu(trace, lane.key.index, columns, top, height);
    }
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
    const PixelColumns columns(scene.range, pixels.width());
    LaneRaster raster(m_image, *scene.theme, ratio, backdrop(scene, size.width(), pixels.width()));
    for (const Lane& lane : scene.layout.lanes()) {
        const int top = lane.top - scene.scroll;
        if (top > size.height() || top + lane.height < 0) continue;
        drawLane(raster, *scene.trace, lane, columns, static_cast<int>(std::lround(top * ratio)),
                 static_cast<int>(std::lround(lane.height * ratio)));
    }
    QPainter painter(&m_image);
    painter.setFont(font);
    m_words.begin(font, ratio);
    for (const SpanBox& box : raster.boxes())
        m_words.paint(painter, scene, box,
                      QRectF(box.rect.left() / ratio, box.rect.top() / ratio, box.rect.width() / ratio,
                             box.rect.height() / ratio));
}

} // namespace lockstep::ui
