// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exportjob.h"

#include "app/headlessrun.h"
#include "app/runsummary.h"
#include "app/scenariooptions.h"
#include "app/scheduleoption.h"
#include "app/standardstreams.h"
#include "core/analysis/sentences.h"
#include "core/engine/recording.h"
#include "core/trace/slice.h"
#include "core/trace/stepaxis.h"
#include "ui/figure/figure.h"
#include "ui/model/figurecontent.h"
#include "ui/model/openedtrace.h"
#include "ui/window/windowpicture.h"

#include <QCoreApplication>

#include <limits>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

QString onlyArgumentOf(const CommandParser& parser) {
    return parser.onlyArgument(tr("a trace file, or the name of a scenario, such as 'two-locks'"));
}

RunSettings runSettings(const CommandParser& parser) {
    RunSettings settings = settingsFrom(parser);
    settings.mode = parser.isSet("schedule") ? Mode::Replay : Mode::Random;
    if (const auto schedule = parser.given("schedule")) setSchedule(settings, *schedule);
    return settings;
}

// A trace that was kept has its own scenario, seed and order.
std::shared_ptr<const Session> traceOf(const CommandParser& parser, const QString& path, Traces& traces) {
    for (const char* option : {"variant", "set", "seed", "schedule"})
        if (parser.isSet(option))
            throw Refusal(kWrongCall,
                          tr("--%1 is for a scenario that is run; '%2' is a run already.").arg(option, path));
    return traces.at(path);
}

// Where a run was over before --at. How far it goes is not always known beforehand, so that is no mistake.
void remarkEnd(const QString& when) {
    writeSentence(tr("The run was over after %1, before --at: the picture shows its end.").arg(when));
}

// To all that happened until the next step.
void goToStep(ui::Viewport& viewport, std::size_t step) {
    const StepEvents& steps = viewport.trace()->steps();
    if (step < steps.size()) return viewport.setCursorEvent(EventIndex{steps[step].value - 1});
    if (step > steps.size()) remarkEnd(tr("%1 steps").arg(steps.size()));
}

// Where --at says. `run` is the same along time; a time before the first event is the beginning.
void goTo(ui::Viewport& viewport, const Place& place, const Trace& run) {
    if (place.step) return goToStep(viewport, static_cast<std::size_t>(*place.step));
    if (place.time > run.end()) remarkEnd(QString::fromStdString(durationText(run.end())));
    const auto event = run.lastAt(place.time);
    if (viewport.trace()->axis() == TimeAxis::Time || !event)
        viewport.setCursorTime(place.time);
    else
        viewport.setCursorEvent(*event);
}

ui::Cursor cursorOf(const ExportOrder& order, const Trace& trace, const Trace& run) {
    const ui::Cursor& seen = order.figure.cursor;
    if (!order.at && order.isOfFigure && (!seen.event || seen.event->value < trace.size())) return seen;
    ui::Viewport viewport; // knows where the end is: before the teardown
    viewport.setTrace(&trace);
    if (order.at)
        goTo(viewport, *order.at, run);
    else if (order.range && order.range->end < trace.end())
        viewport.setCursorTime(order.range->end);
    return viewport.cursor();
}

// What a figure showed may have had an empty margin at either side; more than that is no range of this run.
TimeRange rangeOfFigure(const ExportOrder& order, TimeRange all) {
    const Timestamp margin = all.length() / 2;
    const TimeRange seen = order.figure.range.intersected({-margin, all.end + margin});
    return order.isOfFigure && !seen.isEmpty() ? seen : all;
}

// What reaches the end shows what it has led to.
TimeRange rangeOf(const ExportOrder& order, const Trace& trace) {
    const TimeRange all{knownFrom(trace), std::max<Timestamp>(pictureEnd(trace), 1000)};
    if (!order.range) return rangeOfFigure(order, all);
    const Timestamp end = std::max<Timestamp>(trace.end(), 1000);
    const QString length = QString::fromStdString(lengthText(trace.axis(), trace.end()));
    if (order.range->begin >= end)
        throw Refusal(
            kFailed,
            tr("The run was over after %1, before --range begins: there is nothing to show.").arg(length));
    if (order.range->end > end)
        writeSentence(
            tr("The run was over after %1, before --range ends: the picture ends there.").arg(length));
    return {order.range->begin, order.range->end < end ? order.range->end : all.end};
}

void refuseWhatIsNotThere(const ExportOrder& order, const ui::Figure& figure) {
    if (order.figure.view != ui::FigureView::Detection) return;
    if (!figure.order().cursor.event)
        throw Refusal(kFailed, tr("Nothing has happened yet at that moment: there is nothing to show."));
    const auto count = static_cast<std::int64_t>(figure.stepCount());
    if (order.step && static_cast<std::int64_t>(*order.step) >= count)
        throw Refusal(kFailed, tr("This walk has %1 steps, fewer than --step says.").arg(count));
}

// A window of its own, with a run of its own that is the same.
ui::Figure::PaintWindow windowFor(const Session& session, const ui::FigureOrder& order) {
    if (order.view != ui::FigureView::Window) return {};
    const QByteArray content = ui::contentOf(session, order, std::numeric_limits<qsizetype>::max());
    return ui::windowOf(std::make_shared<std::unique_ptr<Session>>(ui::runIn(content)), order);
}

QByteArray draw(const ExportOrder& order, const Session& session) {
    if (order.figure.axis == TimeAxis::Time && ui::hasOnlySteps(session))
        throw Refusal(kFailed,
                      tr("The run was kept in a figure along steps, and has no times: use --axis steps."));
    std::optional<StepAxis> steps; // the same in every run of the same steps, which times are not
    if (order.figure.axis == TimeAxis::Steps) steps.emplace(session.trace());
    const Trace& trace = steps ? steps->trace() : session.trace();
    ui::FigureOrder whole = order.figure;
    whole.cursor = cursorOf(order, trace, session.trace());
    whole.range = rangeOf(order, trace);
    if (const Recording* kept = session.recording()) whole.notes = ui::notesFrom(kept->about);
    whole.title = order.title.value_or(order.isOfFigure ? whole.title : ui::runTitle(session.settings()));
    const ui::Figure figure(trace, whole, ui::runWords(session), windowFor(session, whole));
    refuseWhatIsNotThere(order, figure);
    return figure.bytes(order.kind, ui::contentOf(session, whole));
}

void save(const QByteArray& bytes, const QString& path) {
    if (path == "-") return writeResult(bytes);
    if (const auto why = ui::saveBytes(bytes, path)) throw Refusal(kFailed, *why);
}

} // namespace

void addJobOptions(CommandParser& parser) {
    addScenarioOptions(parser, "export", "TRACE|SCENARIO|LIST",
                       tr("; or a file: a trace, a figure that carries its run, or a list of figures"));
    addScheduleOption(parser);
    addExportOptions(parser);
}

ExportJob::ExportJob(const CommandParser& parser, Traces& traces) {
    const QString what = onlyArgumentOf(parser);
    if (meansFile(what)) {
        m_trace = traceOf(parser, what, traces);
    } else {
        m_settings = runSettings(parser);
    }
    m_data = dataOrderFrom(parser);
    if (m_data && m_trace && ui::hasOnlySteps(*m_trace))
        throw Refusal(kFailed, tr("The run was kept in a figure along steps, and has no times, which '%1' "
                                  "would be made of: export the trace itself, or run it again.")
                                   .arg(m_data->path));
    if (m_data) return;
    const About seen = m_trace ? m_trace->recording()->about : About{};
    m_order = exportOrderFrom(parser, ui::figureFrom(seen));
}

void ExportJob::deliver(const Session& session) const {
    if (m_data)
        app::deliver(*m_data, session);
    else
        save(draw(m_order, session), m_order.path);
}

int ExportJob::carryOut() const {
    if (m_trace) {
        deliver(*m_trace);
        return kDone;
    }
    Interrupt interrupt; // before the session, whose threads are to inherit it
    Session session(m_settings);
    const auto signal = runToEnd(session, interrupt);
    if (session.outcome() == Outcome::Mismatch)
        throw Refusal(kFailed, QString::fromStdString(mismatchSentence(session)));
    if (signal) writeSentence(interruptionSentence(*signal));
    deliver(session);
    return signal ? Interrupt::exitStatus(*signal) : kDone;
}

} // namespace lockstep::app
