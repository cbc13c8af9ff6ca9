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
constexpr const char* kSizes[] = {"1200x600", "800x600", "1280x720"}; // by view

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

QList<ui::PictureKind> kindsOf(ExportView view) {
    using enum ui::PictureKind;
    return view == ExportView::Detection ? QList{Png, Svg, Pdf} : QList{Png};
}

QString outputPath(const CommandParser& parser, ExportView view) {
    const QString path = parser.value("o");
    if (path.isEmpty()) throw Refusal(kWrongCall, tr("'export' needs -o OUT.png, the file to write."));
    if (path == "-" && isatty(STDOUT_FILENO) == 1)
        throw Refusal(kWrongCall, tr("Standard output is a terminal: '-o -' is for a pipe or a file."));
    if (path != "-")
        if (const auto why = ui::whyNotWritable(path, kindsOf(view))) {
            const auto kind = ui::pictureKind(path);
            throw Refusal(kind && kindsOf(view).contains(*kind) ? kFailed : kWrongCall, *why);
        }
    return path;
}

void takeWalk(const CommandParser& parser, ExportOrder& order) {
    const bool isDetection = order.view == ExportView::Detection;
    if (!isDetection && (parser.isSet("walk") || parser.isSet("step")))
        throw Refusal(kWrongCall, tr("--walk and --step are for --view detection."));
    if (const auto walk = parser.given("walk")) order.walk = walkFrom(*walk);
    if (const auto step = parser.given("step")) order.step = wholeNumber("--step", *step, 1, 1'000'000);
    if (order.step && order.kind == ui::PictureKind::Pdf)
        throw Refusal(kWrongCall, tr("--step is for a picture of one step; a PDF has a page for each."));
}

// Along steps, which are the same in every process, unless a time is spoken of.
void takeAxis(const CommandParser& parser, ExportOrder& order) {
    std::optional<Stretch> stretch;
    if (const auto range = parser.given("range")) stretch = stretchFrom("--range", *range);
    if (stretch && order.view != ExportView::Timeline)
        throw Refusal(kWrongCall, tr("--range is for the timeline; this view shows one moment, --at."));
    const bool isTimeMeant = stretch ? stretch->axis == TimeAxis::Time : order.at && !order.at->step;
    const bool isTime = parser.isSet("axis") ? choiceOf(parser, "axis", {"time", "steps"}) == 0 : isTimeMeant;
    order.axis = isTime ? TimeAxis::Time : TimeAxis::Steps;
    if (stretch && stretch->axis != order.axis)
        throw Refusal(kWrongCall, isTime ? tr("With --axis time, --range is one of time: 1ms..2.5ms.")
                                         : tr("With --axis steps, --range is one of steps: s3..s12."));
    if (stretch) order.range = stretch->range;
}

} // namespace

void addExportOptions(CommandParser& parser) {
    parser.addValue(
        "o", "OUT",
        tr("where to, by its ending a png, or for --view detection also an svg or a pdf with "
           "a page for each step; '-' is standard output, as png. Data: json (Trace Event Format, for "
           "chrome://tracing and others), perfetto-trace (for ui.perfetto.dev) or csv"));
    parser.addValue(
        "view", "VIEW",
        tr("timeline (default), graph: who waits for whom, or detection: deadlock detection, step "
           "by step. Of a csv: intervals (default), a row for each stretch of each lane, or statistics"));
    parser.addValue("at", "TIME|sN",
                    tr("the moment that is marked and, in graph and detection, shown: a time, or the end of "
                       "step N (default: the end)"));
    parser.addValue("range", "A..B",
                    tr("the stretch that the timeline shows, of time or of steps: 0..2.5ms, s3..s12 "
                       "(default: all)"));
    parser.addValue("axis", "AXIS",
                    tr("along time or steps (default: steps, the same in every process; time where --at or "
                       "--range is one)"));
    parser.addValue("walk", "WALK",
                    tr("detection: waits: follow who waits for whom (a); reduction: let all finish who can "
                       "(b); order: the order in which locks were taken (c). Default: waits when a ring is "
                       "closed, reduction when something else is stuck, order when nothing is"));
    parser.addValue("step", "N", tr("detection: the step that is shown (default: the last)"));
    parser.addValue("size", "WxH",
                    tr("in pixels (default: timeline 1200x600, graph 800x600, detection 1280x720)"));
    parser.addValue("scale", "S", tr("so many pixels for each, 0.5 to 8, for print (default 1)"));
    parser.addValue("theme", "THEME", tr("light (default) or dark"));
    parser.addValue("title", "TEXT", tr("heading of the picture (default: scenario and variant)"));
}

ExportOrder exportOrderFrom(const CommandParser& parser) {
    ExportOrder order;
    order.view = static_cast<ExportView>(choiceOf(parser, "view", {"timeline", "graph", "detection"}));
    order.isDark = choiceOf(parser, "theme", {"light", "dark"}) == 1;
    if (const auto at = parser.given("at")) order.at = placeFrom("--at", *at);
    takeAxis(parser, order);
    order.size =
        sizeFrom("--size", parser.given("size").value_or(kSizes[static_cast<std::size_t>(order.view)]));
    order.scale = number("--scale", parser.given("scale").value_or("1"), 0.5, 8);
    if (order.size.width() * order.scale * order.size.height() * order.scale > kMaxPixels)
        throw Refusal(
            kWrongCall,
            tr("The picture would have more than 100 million pixels: make --size or --scale less."));
    order.title = parser.given("title");
    order.path = outputPath(parser, order.view);
    order.kind = ui::pictureKind(order.path).value_or(ui::PictureKind::Png);
    takeWalk(parser, order);
    return order;
}

} // namespace lockstep::app
