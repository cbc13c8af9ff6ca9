// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exportcommand.h"

#include "app/exportjob.h"
#include "app/figurelist.h"

#include <QCoreApplication>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

} // namespace

int exportCommand(const QStringList& arguments) {
    CommandParser parser(
        "export",
        tr("Draws a figure of a trace, or writes it as data for other programs; or runs a scenario without a "
           "window, one thread at a time in an order that --seed or --schedule decides, and takes that. A "
           "figure "
           "carries its run: it can be opened in the window, and exported once more. A LIST is a JSON file "
           "with an "
           "entry for each figure: what stands after -- here is a key there, beside \"scenario\" or "
           "\"trace\" and "
           "\"output\"."));
    addJobOptions(parser);
    if (!parser.understand(arguments)) return kDone;
    const QString what = parser.onlyArgument(
        tr("a trace file, a list of figures, or the name of a scenario, such as 'two-locks'"));
    if (isFigureList(what)) return exportList(what, parser);
    Traces traces;
    return ExportJob(parser, traces).carryOut();
}

} // namespace lockstep::app
