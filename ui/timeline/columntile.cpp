// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/columntile.h"

#include <cstring>
#include <utility>

namespace lockstep::ui {

namespace {

using Quad = QRgb __attribute__((vector_size(16)));
using Rows = std::int32_t __attribute__((vector_size(16)));

Quad all(QRgb color) {
    return Quad{color, color, color, color};
}

} // namespace

void ColumnTile::setRows(int top, int height) {
    m_top = top;
    m_height = height;
    m_pitch = (height + 3) / 4 * 4;
    m_pixels.resize(static_cast<std::size_t>(kColumns * m_pitch));
}

// Four pixels at a time, and without a branch on where bands end: that is as good as random, and a
// processor's wrong guess costs more than all these comparisons.
void ColumnTile::drawColumn(int x, const std::vector<Band>& bands, QRgb backdrop) {
    if (m_count == kColumns || x != m_begin + m_count) flush();
    if (m_count == 0) m_begin = x;
    QRgb* pixels = m_pixels.data() + static_cast<std::ptrdiff_t>(m_count++) * m_pitch;
    for (int y = 0; y < m_height; y += 4) {
        const Rows rows{y, y + 1, y + 2, y + 3};
        Quad quad = all(backdrop);
        for (const Band& band : bands) quad = rows < band.end ? all(band.color) : quad;
        std::memcpy(pixels + y, &quad, sizeof quad);
    }
}

void ColumnTile::flush() {
    const int columns = std::exchange(m_count, 0);
    const int first = std::max(0, -m_top);
    const int last = std::min(m_height, m_rows.height - m_top);
    const int squareColumns = columns / 4 * 4;
    const int squareRows = first == 0 ? std::max(0, last) / 4 * 4 : 0;
    for (int y = 0; y < squareRows; y += 4)
        for (int c = 0; c < squareColumns; c += 4) turnSquare(c, y);
    for (int y = first; y < last; ++y)
        for (int c = y < squareRows ? squareColumns : 0; c < columns; ++c)
            m_rows.row(m_top + y)[m_begin + c] = *at(c, y);
}

// Four columns of four pixels become four rows.
void ColumnTile::turnSquare(int column, int y) const {
    const auto load = [this](int c, int row) {
        Quad quad;
        std::memcpy(&quad, at(c, row), sizeof quad);
        return quad;
    };
    const auto store = [](QRgb* to, Quad quad) { std::memcpy(to, &quad, sizeof quad); };
    const Quad a = load(column, y);
    const Quad b = load(column + 1, y);
    const Quad c = load(column + 2, y);
    const Quad d = load(column + 3, y);
    const Quad lowAb = __builtin_shufflevector(a, b, 0, 4, 1, 5);
    const Quad lowCd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    const Quad highAb = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    const Quad highCd = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    QRgb* to = m_rows.row(m_top + y) + m_begin + column;
    store(to, __builtin_shufflevector(lowAb, lowCd, 0, 1, 4, 5));
    store(to + m_rows.stride, __builtin_shufflevector(lowAb, lowCd, 2, 3, 6, 7));
    store(to + 2 * m_rows.stride, __builtin_shufflevector(highAb, highCd, 0, 1, 4, 5));
    store(to + 3 * m_rows.stride, __builtin_shufflevector(highAb, highCd, 2, 3, 6, 7));
}

} // namespace lockstep::ui
