// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace lockstep::ui {

/// What is written to: rows of pixels of a 32-bit image.
struct PixelRows {
    QRgb* bits = nullptr;
    std::ptrdiff_t stride = 0; ///< pixels from a row to the next
    int width = 0;
    int height = 0;

    explicit PixelRows(QImage& image)
        : bits(reinterpret_cast<QRgb*>(image.bits()))
        , stride(image.bytesPerLine() / static_cast<std::ptrdiff_t>(sizeof(QRgb)))
        , width(image.width())
        , height(image.height()) {}
    QRgb* row(int y) const { return bits + y * stride; }
};

} // namespace lockstep::ui
