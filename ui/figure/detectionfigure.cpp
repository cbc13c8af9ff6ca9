// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/detectionfigure.h"

#include "ui/figure/figurepage.h"
#include "ui/figure/pdfbytes.h"

#include <QBuffer>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr int kPixelsPerInch = 96; // of a page: a pixel is three quarters of a point

int baseTextSize(QSize size) {
    return std::clamp(std::min(size.width() * 9 / 16, size.height()) / 36, 9, 60);
}

} // namespace

DetectionFigure::DetectionFigure(const Trace& trace, DetectionWalk walk, const Theme& theme, QSize size,
                                 QString title)
    : m_theme(theme)
    , m_size(size)
    , m_title(std::move(title))
    , m_slide(trace, std::make_shared<const DetectionWalk>(std::move(walk)), WalkSlide::Kind::Page, size,
              figureFont(baseTextSize(size)), m_title) {}

void DetectionFigure::paint(QPainter& painter, std::size_t step) const {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(QRect({}, m_size), m_theme.background);
    m_slide.paint(painter, m_theme, step);
}

QImage DetectionFigure::image(std::size_t step, double scale) const {
    QImage image(m_size * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    paint(painter, step);
    return image;
}

QByteArray DetectionFigure::svg(std::size_t step) const {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kPixelsPerInch);
    generator.setSize(m_size);
    generator.setViewBox(QRect({}, m_size));
    generator.setTitle(m_title);
    QPainter painter(&generator);
    paint(painter, step);
    painter.end();
    return bytes;
}

QByteArray DetectionFigure::pdf() const {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kPixelsPerInch);
    writer.setPageSize(QPageSize(QSizeF(m_size) * 0.75, QPageSize::Point, m_title, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(m_title);
    writer.setCreator(QStringLiteral("Lockstep"));
    QPainter painter(&writer);
    for (std::size_t step = 0; step < stepCount(); ++step) {
        if (step > 0) writer.newPage();
        paint(painter, step);
    }
    painter.end();
    return withoutDate(bytes);
}

} // namespace lockstep::ui
