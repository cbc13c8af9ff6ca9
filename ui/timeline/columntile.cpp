// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/columntile.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace lockstep::ui {

namespace {

using Quad = QRgb __attribute__((vector_size(16)));
using Rows = std::int32_t __attribute__((vector_size(16)));

constexpr std::size_t kMostBands = 16; // more than there are states

Rows all(std::int32_t value) {
    return Rows{value, value, value, value};
}

// Above row `end`, colours differ by this from what the bands before have made of them.
struct Nested {
    Rows end;
    Rows difference;
};

template <std::size_t Bands>
void fillColumn(QRgb* pixels, int height, const Nested* nested, Rows background) {
    std::array<Nested, Bands> bands;
    std::copy_n(nested, Bands, bands.begin());
    Rows rows{0, 1, 2, 3};
    for (int y = 0; y < height; y += 4, rows += 4) {
        Rows colors = background;
        for (const Nested& band : bands) colors ^= (rows < band.end) & band.difference;
        std::memcpy(pixels + y, &colors, sizeof colors);
    }
}

} // namespace

void ColumnTile::setRows(int top, int height) {
    m_top = top;
    m_height = height;
    m_pitch = (height + 3) / 4 * 4;
    m_pixels.resize(static_cast<std::size_t>(kColumns * m_pitch));
}

// Four pixels at a time, and without a branch on where bands end: that is as good as random, and a
// processor's wrong guess costs more than all these comparisons. Bands are nested, so one more of them
// changes a pixel's colour by the difference to the one before.
void ColumnTile::drawColumn(int x, const std::vector<Band>& bands, QRgb backdrop) {
    if (m_count == kColumns || x != m_begin + m_count) flush();
    if (m_count == 0) m_begin = x;
    QRgb* pixels = m_pixels.data() + static_cast<std::ptrdiff_t>(m_count++) * m_pitch;
    std::array<Nested, kMostBands> nested; // not set beforehand: that would take as long as all the rest
    const std::size_t count = std::min(bands.size(), kMostBands);
    QRgb before = backdrop;
    for (std::size_t i = 0; i < count; ++i) {
        nested[i] = {all(bands[i].end), all(static_cast<std::int32_t>(bands[i].color ^ before))};
        before = bands[i].color;
    }
    const Rows background = all(static_cast<std::int32_t>(backdrop));
    switch (count) { // the usual ones with all they need in registers
    case 2: return fillColumn<2>(pixels, m_height, nested.data(), background);
    case 3: return fillColumn<3>(pixels, m_height, nested.data(), background);
    case 4: return fillColumn<4>(pixels, m_height, nested.data(), background);
    case 5: return fillColumn<5>(pixels, m_height, nested.data(), background);
    default: break;
    }
    for (std::size_t i = count; i < kMostBands; ++i) nested[i] = {all(0), all(0)};
    fillColumn<kMostBands>(pixels, m_height, nested.data(), background);
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
