// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exportcommand.h"

#include "app/dataorder.h"
#include "app/exportorder.h"
#include "app/headlessrun.h"
#include "app/refusal.h"
#include "app/runsummary.h"
#include "app/scenariooptions.h"
#include "app/scheduleoption.h"
#include "app/standardstreams.h"
#include "app/traceargument.h"
#include "core/analysis/sentences.h"
#include "core/trace/stepaxis.h"
#include "ui/figure/detectionfigure.h"
#include "ui/figure/graphfigure.h"
#include "ui/figure/timelinefigure.h"
#include "ui/graph/detection/walks.h"
#include "ui/model/words.h"

#include <QCoreApplication>

#include <functional>

namespace lockstep::app {

namespace {

using ui::words;

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

RunSettings runSettings(const CommandParser& parser) {
    RunSettings settings = settingsFrom(parser);
    settings.mode = parser.isSet("schedule") ? Mode::Replay : Mode::Random;
    if (const auto schedule = parser.given("schedule")) setSchedule(settings, *schedule);
    return settings;
}

QString defaultTitle(const RunSettings& settings) {
    const QString name = words(settings.scenario->title);
    return settings.variant.empty()
               ? name
               : name + QString::fromUtf8(" – ") + QString::fromStdString(settings.variant);
}

// Where a run was over before --at. How far it goes is not always known beforehand, so that is no mistake.
void remarkEnd(const QString& when) {
    writeSentence(tr("The run was over after %1, before --at: the picture shows its end.").arg(when));
}

// To all that happened until the next step.
void goToStep(ui::Viewport& viewport, std::size_t step) {
    const EventList& steps = viewport.trace()->steps();
    if (step < steps.size()) return viewport.setCursorEvent(EventIndex{steps[step].value - 1});
    if (step > steps.size()) remarkEnd(tr("%1 steps").arg(steps.size()));
}

// `run` is the same along time. A time before the first event is the beginning.
ui::Cursor cursorOf(const ExportOrder& order, const Trace& trace, const Trace& run) {
    ui::Viewport viewport; // knows where the end is: before the teardown
    viewport.setTrace(&trace);
    if (!order.at) {
        if (order.range && order.range->end < trace.end()) viewport.setCursorTime(order.range->end);
        return viewport.cursor();
    }
    if (order.at->step) {
        goToStep(viewport, static_cast<std::size_t>(*order.at->step));
        return viewport.cursor();
    }
    if (order.at->time > run.end()) remarkEnd(QString::fromStdString(durationText(run.end())));
    const auto event = run.lastAt(order.at->time);
    if (trace.axis() == TimeAxis::Time || !event)
        viewport.setCursorTime(order.at->time);
    else
        viewport.setCursorEvent(*event);
    return viewport.cursor();
}

// What reaches the end shows what it has led to.
TimeRange rangeOf(const ExportOrder& order, const Trace& trace) {
    const TimeRange all{0, std::max<Timestamp>(pictureEnd(trace), 1000)};
    if (!order.range) return all;
    const Timestamp end = std::max<Timestamp>(trace.end(), 1000);
    if (order.range->begin >= end)
        throw Refusal(kFailed,
                      tr("The run was over after %1, before --range begins: there is nothing to show.")
                          .arg(QString::fromStdString(lengthText(trace.axis(), trace.end()))));
    if (order.range->end > end)
        writeSentence(tr("The run was over after %1, before --range ends: the picture ends there.")
                          .arg(QString::fromStdString(lengthText(trace.axis(), trace.end()))));
    return {order.range->begin, order.range->end < end ? order.range->end : all.end};
}

QByteArray detectionBytes(const ExportOrder& order, const Trace& trace, const ui::Cursor& cursor,
                          const ui::Theme& theme, const QString& title) {
    if (!cursor.event) throw Refusal(kFailed, tr("Nothing has happened at --at: there is nothing to show."));
    const DetectionView view = order.walk.value_or(ui::fittingView(trace, *cursor.event));
    const ui::DetectionFigure figure(trace, ui::walkAt(trace, *cursor.event, view), theme, order.size, title);
    const auto count = static_cast<std::int64_t>(figure.stepCount());
    if (order.step.value_or(1) > count)
        throw Refusal(kFailed, tr("This walk has %1 steps, fewer than --step says.").arg(count));
    const auto step = static_cast<std::size_t>(order.step.value_or(count) - 1);
    switch (order.kind) {
    case ui::PictureKind::Svg: return figure.svg(step);
    case ui::PictureKind::Pdf: return figure.pdf();
    case ui::PictureKind::Png: break;
    }
    return ui::pngBytes(figure.image(step, order.scale));
}

QByteArray draw(const ExportOrder& order, const Session& session) {
    const StepAxis steps(session.trace()); // the same in every run of the same steps, which times are not
    const Trace& trace = order.axis == TimeAxis::Steps ? steps.trace() : session.trace();
    const ui::Theme& theme = order.isDark ? ui::Theme::dark() : ui::Theme::light();
    const ui::Cursor cursor = cursorOf(order, trace, session.trace());
    const QString title = order.title.value_or(defaultTitle(session.settings()));
    switch (order.view) {
    case ExportView::Graph:
        return ui::pngBytes(ui::renderGraph(trace, cursor, theme, order.size, order.scale, title));
    case ExportView::Detection: return detectionBytes(order, trace, cursor, theme, title);
    case ExportView::Timeline: break;
    }
    return ui::pngBytes(
        ui::renderTimeline(trace, rangeOf(order, trace), cursor, theme, order.size, order.scale, title));
}

void save(const QByteArray& bytes, const QString& path) {
    if (path == "-") return writeResult(bytes);
    if (const auto why = ui::saveBytes(bytes, path)) throw Refusal(kFailed, *why);
}

// Understands the call before anything is run; what it returns writes the file.
std::function<void(const Session&)> deliveryOf(const CommandParser& parser) {
    if (const auto data = dataOrderFrom(parser))
        return [data = *data](const Session& session) { deliver(data, session); };
    return
        [order = exportOrderFrom(parser)](const Session& session) { save(draw(order, session), order.path); };
}

// A trace that was kept has its own scenario, seed and order.
int exportTrace(const CommandParser& parser, const QString& path) {
    for (const char* option : {"variant", "set", "seed", "schedule"})
        if (parser.isSet(option))
            throw Refusal(kWrongCall,
                          tr("--%1 is for a scenario that is run; '%2' is a run already.").arg(option, path));
    const auto deliver = deliveryOf(parser);
    deliver(*readTrace(path));
    return kDone;
}

int exportScenario(const CommandParser& parser) {
    const RunSettings settings = runSettings(parser);
    const auto deliver = deliveryOf(parser);
    Interrupt interrupt; // before the session, whose threads are to inherit it
    Session session(settings);
    const auto signal = runToEnd(session, interrupt);
    if (session.outcome() == Outcome::Mismatch)
        throw Refusal(kFailed, QString::fromStdString(mismatchSentence(session)));
    if (signal) writeSentence(interruptionSentence(*signal));
    deliver(session);
    return signal ? Interrupt::exitStatus(*signal) : kDone;
}

} // namespace

int exportCommand(const QStringList& arguments) {
    CommandParser parser(
        "export",
        tr("Draws a picture of a trace, or writes it as data for other programs; or runs a scenario without "
           "a "
           "window, one thread at a time in an order that --seed or --schedule decides, and takes that."));
    addScenarioOptions(parser, "export", "TRACE|SCENARIO");
    addScheduleOption(parser);
    addExportOptions(parser);
    if (!parser.understand(arguments)) return kDone;
    const QString what =
        parser.onlyArgument(tr("a trace file, or the name of a scenario, such as 'two-locks'"));
    return meansFile(what) ? exportTrace(parser, what) : exportScenario(parser);
}

} // namespace lockstep::app
