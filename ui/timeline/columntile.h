// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers pixel columns upright, where each is contiguous, and writes them to an image sixteen at a time.
//
// Written one by one, every pixel of a column would touch another line of the cache; this is several times
// faster.
#pragma once

#include <QImage>

#include <vector>

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

class ColumnTile {
public:
    explicit ColumnTile(PixelRows rows)
        : m_rows(rows) {}

    /// Columns reach from this row on; anything gathered before must have been flushed.
    void setRows(int top, int height);
    /// Everything above row `end` of the column (counted from the top) has this colour, unless a later band
    /// says otherwise.
    struct Band {
        int end;
        QRgb color;
    };
    /// Draws a column: its bands from the lowest to the highest (ends must not increase), below them the
    /// backdrop.
    void drawColumn(int x, const std::vector<Band>& bands, QRgb backdrop);
    void flush();

private:
    static constexpr int kColumns = 16;

    const QRgb* at(int column, int y) const {
        return m_pixels.data() + static_cast<std::ptrdiff_t>(column) * m_pitch + y;
    }
    void turnSquare(int column, int y) const;

    PixelRows m_rows;
    std::vector<QRgb> m_pixels; // [column][row]
    int m_top = 0;
    int m_height = 0;
    int m_pitch = 0; // of a column: the height made a multiple of four
    int m_begin = 0; // x of the first gathered column
    int m_count = 0;
};

} // namespace lockstep::ui
