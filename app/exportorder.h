// SPDX-License-Identifier: GPL-3.0-or-later
// What `lockstep export` was asked for: which view, at which moment, in which kind of file.
#pragma once

#include "app/commandparser.h"
#include "app/values.h"
#include "ui/figure/figureorder.h"
#include "ui/figure/picturefile.h"

namespace lockstep::app {

struct ExportOrder {
    QString path; ///< "-": standard output
    ui::PictureKind kind = ui::PictureKind::Png;
    /// What is shown and how, as far as it can be known without the run.
    ui::FigureOrder figure;
    std::optional<Place> at;        ///< none: the figure's cursor
    std::optional<TimeRange> range; ///< along the axis; none: the figure's range
    std::optional<std::size_t>
        step; ///< of the walk, counted from 0; none: the figure's, as far as it has so many
    std::optional<QString> title; ///< none: the figure's title
    bool isOfFigure = false;      ///< what was not said is as in a figure that is exported once more
};

/// All of them but those that say which scenario runs and how.
void addExportOptions(CommandParser& parser);

/// Throws Refusal for what does not fit together, and for a path that cannot be written. `seen`: of a figure
/// that is exported once more, what is not said otherwise.
ExportOrder exportOrderFrom(const CommandParser& parser, const std::optional<ui::FigureOrder>& seen = {});

} // namespace lockstep::app
