// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exportorder.h"

#include "app/refusal.h"

#include <QCoreApplication>

#include <array>
#include <unistd.h>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

constexpr double kMaxPixels = 100e6;

struct WalkWord {
    const char* word;
    const char* letter;
    DetectionView view;
};
constexpr std::array kWalks{WalkWord{"waits", "a", DetectionView::WaitForWalk},
                            WalkWord{"reduction", "b", DetectionView::Reduction},
                            WalkWord{"order", "c", DetectionView::LockOrder}};

// The place of a word among those that may be said; the first when nothing was said.
std::size_t choiceOf(const CommandParser& parser, const QString& option, const QStringList& words) {
    const QString word = parser.given(option).value_or(words.first());
    const qsizetype place = words.indexOf(word);
    if (place >= 0) return static_cast<std::size_t>(place);
    const QString most = words.mid(0, words.size() - 1).join(tr(", "));
    throw Refusal(kWrongCall, tr("--%1 is %2 or %3, not '%4'.").arg(option, most, words.last(), word));
}

DetectionView walkFrom(const QString& word) {
    for (const WalkWord& walk : kWalks)
        if (word == walk.word || word == walk.letter) return walk.view;
    throw Refusal(kWrongCall, tr("--walk is waits, reduction or order (or a, b, c), not '%1'.").arg(word));
}

constexpr std::initializer_list<ui::PictureKind> kKinds{ui::PictureKind::Png, ui::PictureKind::Svg,
                                                        ui::PictureKind::Pdf};

QString outputPath(const CommandParser& parser) {
    const QString path = parser.value("o");
    if (path.isEmpty()) throw Refusal(kWrongCall, tr("'export' needs -o OUT.png, the file to write."));
    if (path == "-" && isatty(STDOUT_FILENO) == 1)
        throw Refusal(kWrongCall, tr("Standard output is a terminal: '-o -' is for a pipe or a file."));
    if (path != "-")
        if (const auto why = ui::whyNotWritable(path, kKinds))
            throw Refusal(ui::pictureKind(path) ? kFailed : kWrongCall, *why);
    return path;
}

void takeWalk(const CommandParser& parser, ExportOrder& order) {
    ui::FigureOrder& figure = order.figure;
    const bool isDetection = figure.view == ui::FigureView::Detection;
    if (!isDetection && (parser.isSet("walk") || parser.isSet("step")))
        throw Refusal(kWrongCall, tr("--walk and --step are for --view detection."));
    if (const auto walk = parser.given("walk")) figure.walk = walkFrom(*walk);
    const auto step = parser.given("step");
    if (step && order.kind == ui::PictureKind::Pdf)
        throw Refusal(kWrongCall, tr("--step is for a picture of one step; a PDF has a page for each."));
    if (step) order.step = static_cast<std::size_t>(wholeNumber("--step", *step, 1, 1'000'000) - 1);
    if (step) figure.step = order.step;
}

// Along steps, which are the same in every process, unless a time is spoken of.
void takeAxis(const CommandParser& parser, ExportOrder& order) {
    std::optional<Stretch> stretch;
    if (const auto range = parser.given("range")) stretch = stretchFrom("--range", *range);
    if (stretch && !order.figure.hasRange())
        throw Refusal(kWrongCall,
                      tr("--range is for what is laid along time; this view shows one moment, --at."));
    TimeAxis meant = order.isOfFigure ? order.figure.axis : TimeAxis::Steps;
    if (order.at) meant = order.at->step ? TimeAxis::Steps : TimeAxis::Time;
    if (stretch) meant = stretch->axis;
    const bool isSaid = parser.isSet("axis");
    const bool isTime = isSaid ? choiceOf(parser, "axis", {"time", "steps"}) == 0 : meant == TimeAxis::Time;
    const TimeAxis axis = isTime ? TimeAxis::Time : TimeAxis::Steps;
    if (stretch && stretch->axis != axis)
        throw Refusal(kWrongCall, isTime ? tr("With --axis time, --range is one of time: 1ms..2.5ms.")
                                         : tr("With --axis steps, --range is one of steps: s3..s12."));
    if (stretch) order.range = stretch->range;
    if (axis != order.figure.axis)
        order.isOfFigure = false; // its cursor and range are places on the other one
    order.figure.axis = axis;
}

void takeSize(const CommandParser& parser, ExportOrder& order, bool isSameView) {
    ui::FigureOrder& figure = order.figure;
    if (!isSameView) figure.size = ui::FigureOrder::standardSize(figure.view);
    if (const auto size = parser.given("size")) figure.size = sizeFrom("--size", *size);
    if (const auto scale = parser.given("scale")) figure.scale = number("--scale", *scale, 0.5, 8);
    if (figure.size.width() * figure.scale * figure.size.height() * figure.scale > kMaxPixels)
        throw Refusal(
            kWrongCall,
            tr("The picture would have more than 100 million pixels: make --size or --scale less."));
}

void takeTheme(const CommandParser& parser, ui::FigureOrder& figure) {
    if (parser.isSet("theme"))
        figure.theme = static_cast<ui::FigureTheme>(choiceOf(parser, "theme", ui::figureThemes()));
}

} // namespace

void addExportOptions(CommandParser& parser) {
    parser.addValue(
        "o", "OUT",
        tr("where to, by its ending a png, svg or pdf; a pdf of --view detection has a page for each "
           "step; '-' is standard output, as png. Of a LIST: a folder. Data: json (Trace Event Format, for "
           "chrome://tracing and others), perfetto-trace (for ui.perfetto.dev) or csv"));
    parser.addValue("view", "VIEW",
                    tr("timeline (default); graph: who waits for whom; queues: how full they are; detection: "
                       "deadlock detection, step by step; window: all of it. Of a csv: intervals (default), "
                       "a row for each "
                       "stretch of each lane, or statistics"));
    parser.addValue("at", "TIME|sN",
                    tr("the moment that is marked and, in graph and detection, shown: a time, or the end of "
                       "step N (default: the end)"));
    parser.addValue("range", "A..B",
                    tr("the stretch that is shown along time or steps: 0..2.5ms, s3..s12 (default: all)"));
    parser.addValue("axis", "AXIS",
                    tr("along time or steps (default: steps, the same in every process; time where --at or "
                       "--range is one)"));
    parser.addValue("walk", "WALK",
                    tr("detection: waits: follow who waits for whom (a); reduction: let all finish who can "
                       "(b); order: the order in which locks were taken (c). Default: waits when a ring is "
                       "closed, reduction when something else is stuck, order when nothing is"));
    parser.addValue("step", "N", tr("detection: the step that is shown (default: the last)"));
    parser.addValue("size", "WxH",
                    tr("in pixels (default: timeline 1200x600, graph 800x600, queues 1200x400, detection "
                       "1280x720, window 1440x900)"));
    parser.addValue("scale", "S", tr("of a png: so many pixels for each, 0.5 to 8, for print (default 1)"));
    parser.addValue("theme", "THEME",
                    tr("light (default), dark, or print: greys that any printer tells apart"));
    parser.addValue("title", "TEXT", tr("heading of the picture (default: scenario and variant)"));
}

ExportOrder exportOrderFrom(const CommandParser& parser, const std::optional<ui::FigureOrder>& seen) {
    ExportOrder order;
    order.figure = seen.value_or(ui::FigureOrder{});
    if (parser.isSet("view"))
        order.figure.view = static_cast<ui::FigureView>(choiceOf(parser, "view", ui::figureViews()));
    const bool isSameView = seen && seen->view == order.figure.view;
    order.isOfFigure = seen.has_value();
    takeTheme(parser, order.figure);
    if (const auto at = parser.given("at")) order.at = placeFrom("--at", *at);
    takeAxis(parser, order);
    takeSize(parser, order, isSameView);
    order.title = parser.given("title");
    order.path = outputPath(parser);
    order.kind = ui::pictureKind(order.path).value_or(ui::PictureKind::Png);
    takeWalk(parser, order);
    return order;
}

} // namespace lockstep::app
