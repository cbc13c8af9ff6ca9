// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowcommand.h"

#include "app/commandline.h"
#include "app/interrupt.h"
#include "app/refusal.h"
#include "app/standardstreams.h"
#include "ui/window/files/traces.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QSocketNotifier>

#include <cstdlib>

namespace lockstep::app {

namespace {

// Without a display Qt tells its message handler so, and then aborts with a core dump. This says it in a
// sentence and ends.
void endForWantOfDisplay(QtMsgType type, const QMessageLogContext&, const QString&) {
    if (type != QtFatalMsg) return;
    const QString display = qEnvironmentVariable("DISPLAY");
    writeSentence(
        display.isEmpty() && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
            ? QCoreApplication::translate(
                  "lockstep", "There is no display for the window: DISPLAY is not set. Without one, "
                              "'lockstep run' and 'lockstep export' do their work.")
            : QCoreApplication::translate("lockstep",
                                          "The window cannot open on the display '%1'. Without one, "
                                          "'lockstep run' and 'lockstep export' do their work.")
                  .arg(display));
    std::_Exit(kFailed);
}

QtMessageHandler otherMessages = nullptr;

// Where a login manager is missing, Qt makes a folder for itself and remarks on it: nothing that a user of
// the window could or should do anything about.
void dropRemarksOnFolders(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (type == QtWarningMsg && text.startsWith("QStandardPaths: ")) return;
    otherMessages(type, context, text);
}

// XDG's folder for what should outlast the program and is not worth a backup; Qt 6.4 does not know it.
QString stateFolder() {
    const QString given = qEnvironmentVariable("XDG_STATE_HOME");
    return (given.isEmpty() ? QDir::homePath() + "/.local/state" : given) + "/lockstep";
}

// Closing the window is what unwinds a run and saves the layout, so a signal closes it.
void closeOnSignal(QSocketNotifier& notifier, Interrupt& interrupt, QWidget& window, int& status) {
    QObject::connect(&notifier, &QSocketNotifier::activated, &window, [&interrupt, &window, &status] {
        if (const auto signal = interrupt.pending()) status = Interrupt::exitStatus(*signal);
        window.close();
        QCoreApplication::quit();
    });
}

} // namespace

int showWindow(const FirstSight& first) {
    Interrupt interrupt;
    char programName[] = "lockstep";
    char* arguments[] = {programName, nullptr};
    int argumentCount = 1;
    otherMessages = qInstallMessageHandler(endForWantOfDisplay);
    QApplication application(argumentCount, arguments);
    qInstallMessageHandler(dropRemarksOnFolders);
    describeProgram();

    ui::MainWindow window;
    if (first.scenario) window.choose(*first.scenario);
    QSocketNotifier notifier(interrupt.descriptor(), QSocketNotifier::Read);
    int status = kDone;
    closeOnSignal(notifier, interrupt, window, status);
    const QString state = stateFolder();
    window.parts().traces->keepJournals(state + "/journal", state + "/rescued");
    window.show();
    if (!first.trace.isEmpty()) window.parts().traces->open(first.trace);
    QApplication::exec();
    return status;
}

} // namespace lockstep::app
