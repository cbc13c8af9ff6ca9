// SPDX-License-Identifier: GPL-3.0-or-later
// What `lockstep export` was asked for: which view, at which moment, in which kind of file.
#pragma once

#include "app/commandparser.h"
#include "app/values.h"
#include "core/analysis/detection/walk.h"
#include "ui/figure/picturefile.h"

namespace lockstep::app {

enum class ExportView : std::uint8_t { Timeline, Graph, Detection };

struct ExportOrder {
    QString path; ///< "-": standard output
    ui::PictureKind kind = ui::PictureKind::Png;
    ExportView view = ExportView::Timeline;
    bool isDark = false;
    std::optional<Place> at;
    TimeAxis axis = TimeAxis::Steps;
    std::optional<TimeRange> range;    ///< along the axis
    std::optional<DetectionView> walk; ///< none: the one that shows most
    std::optional<std::int64_t> step;  ///< of the walk, counted from 1; none: the last
    QSize size;
    double scale = 1;
    std::optional<QString> title;
};

/// All of them but those that say which scenario runs and how.
void addExportOptions(CommandParser& parser);

/// Throws Refusal for what does not fit together, and for a path that cannot be written.
ExportOrder exportOrderFrom(const CommandParser& parser);

} // namespace lockstep::app
