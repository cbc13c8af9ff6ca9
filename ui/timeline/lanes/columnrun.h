// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers adjacent pixel columns that hold several states, and draws them many at a time.
//
// A column is a stack: each state as high as its share of the time, the whole as high as the states' own
// heights on average, and a pixel at least for every state that occurs. Both the arithmetic and the filling
// go four columns at a time, row by row: no branch depends on where a colour ends.
#pragma once

#include "ui/timeline/lanes/pixelrows.h"

#include <array>
#include <vector>

namespace lockstep::ui {

/// A state's place in the stacks, from the bottom.
struct Layer {
    std::uint8_t state = 0;
    float height = 1; ///< of the lane, when nothing else happens
    QRgb color = 0;
};

class ColumnRun {
public:
    static constexpr int kPitch = 64;      ///< columns gathered at most
    static constexpr int kMostLayers = 12; ///< more than there are states

    /// `backdrop` is the colour behind each column; it must outlive this.
    ColumnRun(PixelRows rows, const std::vector<QRgb>& backdrop)
        : m_rows(rows)
        , m_backdrop(backdrop) {}

    /// The lane that columns belong to from now on; what was gathered must have been flushed.
    void setLane(int top, int height, const std::vector<Layer>& layers);
    /// Where to write the shares of column x, one for each layer at a distance of kPitch; some must be above
    /// zero. Columns come from left to right.
    float* shares(int x) {
        if (m_count == kPitch || x != m_begin + m_count) flush();
        if (m_count == 0) m_begin = x;
        return m_shares.data() + m_count++;
    }
    void flush();

private:
    void drawFour(int column, int count);

    PixelRows m_rows;
    const std::vector<QRgb>& m_backdrop;
    std::vector<Layer> m_layers;
    int m_top = 0;
    int m_height = 0;
    int m_begin = 0; // x of the first gathered column
    int m_count = 0;
    alignas(16) std::array<float, std::size_t{kMostLayers} * kPitch> m_shares; // [layer][column]
};

} // namespace lockstep::ui
