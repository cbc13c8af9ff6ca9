// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanes/columnrun.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace lockstep::ui {

namespace {

// Four columns side by side.
using Floats = float __attribute__((vector_size(16)));
using Ints = std::int32_t __attribute__((vector_size(16)));

template <class Vector>
Vector all(auto value) {
    return Vector{value, value, value, value};
}
Ints least(Ints a, Ints b) {
    return a < b ? a : b;
}
Ints most(Ints a, Ints b) {
    return a > b ? a : b;
}
Ints rounded(Floats value) {
    return __builtin_convertvector(value + 0.5F, Ints);
}

// Bands are nested: above row `end`, colours differ by this from what the bands before have made of them.
struct Band {
    Ints end;
    Ints difference;
};

template <class Vector>
Vector load(const void* from) {
    Vector vector;
    std::memcpy(&vector, from, sizeof vector);
    return vector;
}

// Where four columns stand in the image: `count` of them are wanted, rows [first, last) of the lane are in
// it.
struct Place {
    QRgb* pixels; // of the lane's row 0; it may lie above the image
    std::ptrdiff_t stride;
    int count;
    int first;
    int last;
};

template <std::size_t Bands>
void fillRows(const Place& place, Ints backdrop, const Band* nested) {
    std::array<Band, Bands> bands; // in registers, as far as they go
    std::copy_n(nested, Bands, bands.begin());
    for (int y = place.first; y < place.last; ++y) {
        const Ints row = all<Ints>(y);
        Ints colors = backdrop;
        for (const Band& band : bands) colors ^= (row < band.end) & band.difference;
        QRgb* pixels = place.pixels + y * place.stride;
        if (place.count == 4)
            std::memcpy(pixels, &colors, sizeof colors);
        else
            std::memcpy(pixels, &colors, static_cast<std::size_t>(place.count) * sizeof(QRgb));
    }
}

// The shares of four columns, layer by layer, turned into rows from the top.
class Stack {
public:
    Stack(const float* shares, const std::vector<Layer>& layers, int laneHeight) {
        Floats weighted{};
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const auto share = load<Floats>(shares + i * ColumnRun::kPitch);
            m_sum += share;
            weighted += share * layers[i].height;
            m_left -= share > 0.0F; // true is -1
        }
        m_height = most(rounded(weighted / m_sum * static_cast<float>(laneHeight)), m_left);
        m_top = (laneHeight - m_height) / 2;
        m_bottom = m_top + m_height;
        m_perShare = __builtin_convertvector(m_height, Floats) / m_sum;
    }
    Ints top() const { return m_top; }
    Ints bottom() const { return m_bottom; } ///< of the next layer
    void pass(Floats share) {
        const Ints isThere = share > 0.0F;
        m_below += share;
        m_left += isThere;
        const Ints exact = m_top + m_height - rounded(m_below * m_perShare);
        const Ints end = most(least(exact, m_bottom - 1), m_top + m_left);
        m_bottom = isThere ? end : m_bottom;
    }

private:
    Floats m_sum{};
    Floats m_below{};
    Floats m_perShare;
    Ints m_left{}; // layers with a share that have not been passed
    Ints m_height;
    Ints m_top;
    Ints m_bottom;
};

} // namespace

void ColumnRun::setLane(int top, int height, const std::vector<Layer>& layers) {
    m_top = top;
    m_height = height;
    m_layers = layers;
    m_layers.resize(std::min<std::size_t>(m_layers.size(), kMostLayers));
}

void ColumnRun::flush() {
    const int count = std::exchange(m_count, 0);
    for (int c = count; c % 4 != 0; ++c) // fill up the last four
        for (std::size_t i = 0; i < m_layers.size(); ++i)
            m_shares[i * kPitch + static_cast<std::size_t>(c)] = 1;
    for (int c = 0; c < count; c += 4) drawFour(c, std::min(4, count - c));
}

void ColumnRun::drawFour(int column, int count) {
    const float* shares = m_shares.data() + column;
    std::array<QRgb, 4> behind{};
    std::copy_n(m_backdrop.data() + m_begin + column, count, behind.data());
    const auto backdrop = load<Ints>(behind.data());
    std::array<Band, kMostLayers + 1> bands;
    Stack stack(shares, m_layers, m_height);
    Ints before = backdrop;
    const std::size_t layers = m_layers.size();
    for (std::size_t i = 0; i < layers; ++i) {
        const Ints color = all<Ints>(static_cast<std::int32_t>(m_layers[i].color));
        bands[i] = {stack.bottom(), color ^ before};
        before = color;
        stack.pass(load<Floats>(shares + i * kPitch));
    }
    bands[layers] = {stack.top(), backdrop ^ before};
    const Place place{m_rows.bits + m_top * m_rows.stride + m_begin + column, m_rows.stride, count,
                      std::max(0, -m_top), std::min(m_height, m_rows.height - m_top)};
    switch (layers) { // the usual ones without a loop inside the loop
    case 1: return fillRows<2>(place, backdrop, bands.data());
    case 2: return fillRows<3>(place, backdrop, bands.data());
    case 3: return fillRows<4>(place, backdrop, bands.data());
    case 4: return fillRows<5>(place, backdrop, bands.data());
    case 5: return fillRows<6>(place, backdrop, bands.data());
    case 6: return fillRows<7>(place, backdrop, bands.data());
    default: break;
    }
    for (std::size_t i = layers + 1; i < bands.size(); ++i) bands[i] = Band{Ints{}, Ints{}};
    fillRows<kMostLayers + 1>(place, backdrop, bands.data());
}

} // namespace lockstep::ui
