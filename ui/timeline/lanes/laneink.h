// SPDX-License-Identifier: GPL-3.0-or-later
// Looks turned into what a raster needs: packed colours, and the order in which states are stacked.
#pragma once

#include "ui/model/theme.h"

#include <vector>

namespace lockstep::ui {

struct Ink {
    QRgb fill = 0;
    QRgb edge = 0;  ///< of the outline
    QRgb grain = 0; ///< of the pattern
    QRgb mixed = 0; ///< in a column that holds several states; never hollow
    float height = 1;
    Pattern pattern = Pattern::Solid;
    bool isOutlined = false;
};

/// The inks of one kind of lane, by state.
struct Inks {
    std::vector<Ink> inks;
    std::vector<std::uint8_t> stacking; ///< states from the bottom of a mixed column to its top

    static Inks ofThreads(const Theme& theme);
    static Inks ofLocks(const Theme& theme);
    static Inks ofCpus(const Theme& theme); ///< 0 idle, 1 busy
};

} // namespace lockstep::ui
