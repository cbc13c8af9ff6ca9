// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exportcommand.h"

#include "app/headlessrun.h"
#include "app/refusal.h"
#include "app/scenariooptions.h"
#include "app/standardstreams.h"
#include "app/values.h"
#include "core/analysis/sentences.h"
#include "ui/figure/graphfigure.h"
#include "ui/figure/picturefile.h"
#include "ui/figure/timelinefigure.h"
#include "ui/model/words.h"

#include <QCoreApplication>

#include <unistd.h>

namespace lockstep::app {

namespace {

using ui::words;

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

constexpr double kMaxPixels = 100e6;

struct Order {
    QString path; ///< "-": standard output
    bool isGraph = false;
    bool isDark = false;
    std::optional<Timestamp> at;
    std::optional<TimeRange> range;
    QSize size;
    double scale = 1;
    QString title;
};

void addOptions(CommandParser& parser) {
    addScenarioOptions(parser, "export");
    parser.addValue("o", "OUT.png", tr("where to; '-' is standard output"));
    parser.addValue("view", "VIEW", tr("timeline (default) or graph: who waits for whom"));
    parser.addValue("at", "TIME",
                    tr("the moment that is marked and, in the graph, shown (default: the end)"));
    parser.addValue("range", "A..B", tr("the stretch of time the timeline shows (default: all)"));
    parser.addValue("size", "WxH", tr("in pixels (default 1200x600, graph 800x600)"));
    parser.addValue("scale", "S", tr("so many pixels for each, 0.5 to 8, for print (default 1)"));
    parser.addValue("theme", "THEME", tr("light (default) or dark"));
    parser.addValue("title", "TEXT", tr("heading of the picture (default: scenario and variant)"));
}

// One of two words.
bool isSecond(const CommandParser& parser, const QString& option, const QString& first,
              const QString& second) {
    const QString word = parser.given(option).value_or(first);
    if (word != first && word != second)
        throw Refusal(kWrongCall, tr("--%1 is %2 or %3, not '%4'.").arg(option, first, second, word));
    return word == second;
}

QString outputPath(const CommandParser& parser) {
    const QString path = parser.value("o");
    if (path.isEmpty()) throw Refusal(kWrongCall, tr("'export' needs -o OUT.png, the file to write."));
    if (path == "-" && isatty(STDOUT_FILENO) == 1)
        throw Refusal(kWrongCall, tr("Standard output is a terminal: '-o -' is for a pipe or a file."));
    if (path != "-")
        if (const auto why = ui::whyNotWritable(path))
            throw Refusal(path.endsWith(".png", Qt::CaseInsensitive) ? kFailed : kWrongCall, *why);
    return path;
}

Order orderFrom(const CommandParser& parser) {
    Order order;
    order.isGraph = isSecond(parser, "view", "timeline", "graph");
    order.isDark = isSecond(parser, "theme", "light", "dark");
    if (const auto at = parser.given("at")) order.at = timeFrom("--at", *at);
    if (const auto range = parser.given("range")) order.range = rangeFrom("--range", *range);
    if (order.range && order.isGraph)
        throw Refusal(kWrongCall, tr("--range is for the timeline; the graph shows one moment, --at."));
    order.size = sizeFrom("--size", parser.given("size").value_or(order.isGraph ? "800x600" : "1200x600"));
    order.scale = number("--scale", parser.given("scale").value_or("1"), 0.5, 8);
    if (order.size.width() * order.scale * order.size.height() * order.scale > kMaxPixels)
        throw Refusal(
            kWrongCall,
            tr("The picture would have more than 100 million pixels: make --size or --scale less."));
    return order;
}

QString defaultTitle(const RunSettings& settings) {
    const QString name = words(settings.scenario->title);
    return settings.variant.empty()
               ? name
               : name + QString::fromUtf8(" – ") + QString::fromStdString(settings.variant);
}

// A free run never takes the same time twice, so a moment past its end is no mistake of the caller.
Timestamp momentOf(const Order& order, const Trace& trace) {
    if (!order.at || *order.at <= trace.end()) return order.at.value_or(trace.end());
    writeSentence(tr("The run was over after %1, before --at: the picture shows its end.")
                      .arg(QString::fromStdString(durationText(trace.end()))));
    return trace.end();
}

TimeRange rangeOf(const Order& order, const Trace& trace) {
    const TimeRange all{0, std::max<Timestamp>(trace.end(), 1000)};
    if (order.range && order.range->begin >= all.end)
        throw Refusal(kFailed,
                      tr("The run was over after %1, before --range begins: there is nothing to show.")
                          .arg(QString::fromStdString(durationText(trace.end()))));
    return order.range.value_or(all);
}

QImage draw(const Order& order, const Session& session) {
    const Trace& trace = session.trace();
    const ui::Theme& theme = order.isDark ? ui::Theme::dark() : ui::Theme::light();
    const Timestamp at = momentOf(order, trace);
    const ui::Cursor cursor{at, trace.lastAt(at)};
    const QString title = order.title.isNull() ? defaultTitle(session.settings()) : order.title;
    return order.isGraph ? ui::renderGraph(trace, cursor, theme, order.size, order.scale, title)
                         : ui::renderTimeline(trace, rangeOf(order, trace), cursor, theme, order.size,
                                              order.scale, title);
}

void save(const QImage& picture, const QString& path) {
    if (path == "-") return writeResult(ui::pngBytes(picture));
    if (const auto why = ui::savePicture(picture, path)) throw Refusal(kFailed, *why);
}

} // namespace

int exportCommand(const QStringList& arguments) {
    CommandParser parser("export",
                         tr("Runs a scenario in free mode without a window and draws a picture of it."));
    addOptions(parser);
    if (!parser.understand(arguments)) return kDone;
    const RunSettings settings = settingsFrom(parser);
    Order order = orderFrom(parser);
    if (const auto title = parser.given("title")) order.title = *title;
    order.path = outputPath(parser);
    Interrupt interrupt; // before the session, whose threads are to inherit it
    Session session(settings);
    const auto signal = runToEnd(session, interrupt);
    if (signal) writeSentence(interruptionSentence(*signal));
    save(draw(order, session), order.path);
    return signal ? Interrupt::exitStatus(*signal) : kDone;
}

} // namespace lockstep::app
