// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/picturedevice.h"

#include "ui/figure/pdfbytes.h"
#include "ui/model/enclosure.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace lockstep::ui {

namespace {

constexpr int kPixelsPerInch = 96; // of a page: a pixel is three quarters of a point

void paintPage(const Picture& picture, QPainter& painter, int page) {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    picture.paint(painter, page);
}

QByteArray png(const Picture& picture, double scale, const QByteArray& run) {
    QImage image = imageOf(picture, scale);
    if (!picture.title.isEmpty()) image.setText("Title", picture.title);
    if (!picture.words.isEmpty()) image.setText("Description", picture.words);
    encloseInImage(image, run);
    return pngBytes(image);
}

QByteArray svg(const Picture& picture, const QByteArray& run) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(kPixelsPerInch);
    generator.setSize(picture.size);
    generator.setViewBox(QRect({}, picture.size));
    generator.setTitle(picture.title);
    generator.setDescription(picture.words);
    QPainter painter(&generator);
    paintPage(picture, painter, picture.page);
    painter.end();
    return enclosedInSvg(bytes, run);
}

QByteArray pdf(const Picture& picture, const QByteArray& run) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kPixelsPerInch);
    const QSizeF points = QSizeF(picture.size) * 0.75;
    writer.setPageSize(QPageSize(points, QPageSize::Point, picture.title, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(picture.title);
    writer.setCreator(QStringLiteral("Lockstep"));
    encloseInPdf(writer, run);
    QPainter painter(&writer);
    for (int page = 0; page < picture.pages; ++page) {
        if (page > 0) writer.newPage();
        paintPage(picture, painter, page);
    }
    painter.end();
    return withoutDate(bytes);
}

} // namespace

// Painters count on a device pixel for each logical one at least.
QImage imageOf(const Picture& picture, double scale) {
    if (scale < 1)
        return imageOf(picture, 1)
            .scaled(picture.size * scale, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QImage image(picture.size * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    paintPage(picture, painter, picture.page);
    return image;
}

QByteArray pictureBytes(const Picture& picture, PictureKind kind, double scale, const QByteArray& run) {
    switch (kind) {
    case PictureKind::Svg: return svg(picture, run);
    case PictureKind::Pdf: return pdf(picture, run);
    case PictureKind::Png: break;
    }
    return png(picture, scale, run);
}

} // namespace lockstep::ui
