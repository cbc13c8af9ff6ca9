// SPDX-License-Identifier: GPL-3.0-or-later
// What a figure is to show and how: all that decides about it beside the trace itself.
//
// It goes into the figure's file as pairs of texts beside the run, and comes back from there.
#pragma once

#include "core/analysis/detection/walk.h"
#include "core/trace/file/about.h"
#include "ui/model/figurecontent.h"
#include "ui/model/notes.h"
#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QSize>
#include <QString>
#include <QStringList>

namespace lockstep::ui {

enum class FigureView : std::uint8_t { Timeline, Graph, Queues, Detection, Window };
enum class FigureTheme : std::uint8_t { Light, Dark, Print };

/// "timeline", "graph", ... and "light", "dark", "print", in the order of the enums: as commands call them.
QStringList figureViews();
QStringList figureThemes();
const Theme& themeOf(FigureTheme theme);

struct FigureOrder {
    FigureView view = FigureView::Timeline;
    Cursor cursor;
    TimeRange range; ///< of what has a time axis
    TimeAxis axis = TimeAxis::Time;
    FigureTheme theme = FigureTheme::Light;
    QSize size{1200, 600}; ///< logical pixels
    double scale = 1;      ///< device pixels for each, of a PNG
    QString title;
    std::optional<DetectionView> walk; ///< none: the one that shows most
    std::optional<std::size_t> step;   ///< of the walk, counted from 0; none: the last
    Notes notes;                       ///< drawn where there is a time axis
    LaneFilter lanes;                  ///< which the timeline has
    TimeFolds folds;                   ///< of the timeline

    /// What suits the view.
    static QSize standardSize(FigureView view);
    bool hasLanes() const { return view == FigureView::Timeline || view == FigureView::Window; }
    bool hasRange() const { return view != FigureView::Graph && view != FigureView::Detection; }
};

/// Which lanes the order leaves of a trace, all of it looked at; none: all of them.
std::optional<LaneSieve> sieveOf(const Trace& trace, const FigureOrder& order);

About aboutFigure(const FigureOrder& order);
/// What the figure's file is to carry of the run, with the order in it: see figureContent().
QByteArray contentOf(const Session& session, const FigureOrder& order, qsizetype most = kMostEnclosed);
/// None where nothing is said of a figure; what cannot be understood is as good as missing.
std::optional<FigureOrder> figureFrom(const About& about);

/// What the viewport shows, as a timeline.
FigureOrder seenIn(const Viewport& viewport);
/// How a run is seen, to be kept with its trace: place, axis, lanes, notes. Nothing of it makes a figure.
About aboutView(const FigureOrder& order);
std::optional<FigureOrder> viewFrom(const About& about);

} // namespace lockstep::ui
