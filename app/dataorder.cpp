// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dataorder.h"

#include "app/refusal.h"
#include "app/standardstreams.h"
#include "core/trace/slice.h"
#include "ui/figure/picturefile.h"
#include "ui/model/datafiles.h"
#include "ui/model/tracefiles.h"

#include <QCoreApplication>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

// Only a table can be meant by these views.
std::optional<DataKind> tableNamed(const std::optional<QString>& view) {
    if (view == QStringLiteral("intervals")) return DataKind::Intervals;
    if (view == QStringLiteral("statistics")) return DataKind::Statistics;
    return std::nullopt;
}

bool isTable(DataKind kind) {
    return kind == DataKind::Intervals || kind == DataKind::Statistics;
}

void refusePictureOptions(const CommandParser& parser, const QString& path) {
    for (const char* option : {"at", "range", "axis", "walk", "step", "size", "scale", "theme", "title"})
        if (parser.isSet(option))
            throw Refusal(kWrongCall, tr("--%1 is for pictures; '%2' is data, of the whole run along time.")
                                          .arg(QLatin1String(option), path));
}

DataKind kindFrom(const QString& path, std::optional<DataKind> byEnding, const std::optional<QString>& view) {
    const auto table = tableNamed(view);
    const bool isForTable = path == "-" || (byEnding && isTable(*byEnding));
    if (table && isForTable) return *table;
    if (view && byEnding && isForTable)
        throw Refusal(kWrongCall, tr("--view of a csv is intervals or statistics, not '%1'.").arg(*view));
    if (table) throw Refusal(kWrongCall, tr("--view %1 is a table: '%2' must end in .csv.").arg(*view, path));
    if (view)
        throw Refusal(kWrongCall,
                      tr("--view is for pictures and for csv; '%1' holds all there is.").arg(path));
    return *byEnding;
}

} // namespace

std::optional<DataOrder> dataOrderFrom(const CommandParser& parser) {
    const QString path = parser.value("o");
    const auto view = parser.given("view");
    const auto byEnding = dataKind(path.toStdString());
    if (path.isEmpty() || (!byEnding && !tableNamed(view))) return std::nullopt;
    const DataOrder order{path, kindFrom(path, byEnding, view)};
    refusePictureOptions(parser, path);
    if (path == "-") return order;
    if (const auto why = ui::whyNoFileAt(path)) throw Refusal(kFailed, *why);
    return order;
}

void deliver(const DataOrder& order, const Session& session) {
    if (order.path != "-") {
        if (const auto why = ui::saveData(session, order.kind, order.path)) throw Refusal(kFailed, *why);
    } else {
        writeData(order.kind, session.trace(), ui::aboutAll(session), [](ByteView bytes) {
            writeResult(QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                   static_cast<qsizetype>(bytes.size())));
        });
    }
    const Trace& trace = session.trace();
    const std::uint64_t lost = trace.kernelLost() + (sliceBegin(trace) ? 0 : trace.lost());
    if (lost > 0)
        writeSentence(tr("%1 events were lost while the run was recorded: what is not known is named so in "
                         "the data.")
                          .arg(lost));
}

} // namespace lockstep::app
