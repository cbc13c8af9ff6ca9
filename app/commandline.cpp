// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/analyzecommand.h"
#include "app/commandparser.h"
#include "app/exportcommand.h"
#include "app/listcommand.h"
#include "app/refusal.h"
#include "app/runcommand.h"
#include "app/scenariooptions.h"
#include "app/standardstreams.h"
#include "app/traceargument.h"
#include "app/windowcommand.h"
#include "core/scenarios/catalogue.h"
#include "ui/model/tracememory.h"
#include "ui/model/words.h"

#include <QApplication>
#include <QFile>

#include <array>
#include <clocale>
#include <langinfo.h>
#include <memory>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

struct Command {
    const char* name;
    const char* purpose;
    bool drawsPictures;
    int (*carryOut)(const QStringList& words);
};

constexpr std::array kCommands{
    Command{"list", QT_TRANSLATE_NOOP("lockstep", "every scenario, its variants and parameters"), false,
            listCommand},
    Command{"run", QT_TRANSLATE_NOOP("lockstep", "run a scenario without a window"), false, runCommand},
    Command{"analyze", QT_TRANSLATE_NOOP("lockstep", "tell what happened in a run that was kept in a file"),
            false, analyzeCommand},
    Command{"export",
            QT_TRANSLATE_NOOP("lockstep", "a scenario or a trace as figures, or as data for other programs"),
            true, exportCommand},
};

const Command* findCommand(const QString& word) {
    for (const Command& command : kCommands)
        if (word == QLatin1String(command.name)) return &command;
    return nullptr;
}

// Qt wants UTF-8 and says so on standard error when the locale is another one.
void useUtf8() {
    std::setlocale(LC_ALL, "");
    if (qstricmp(nl_langinfo(CODESET), "UTF-8") != 0) qputenv("LC_ALL", "C.UTF-8");
}

// What Qt has to say about its surroundings is not for whoever called a command.
void dropQtsRemarks(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtFatalMsg) writeSentence(text);
}

// A headless command needs no display and must not ask for one.
std::unique_ptr<QCoreApplication> headlessApplication(bool drawsPictures) {
    static char name[] = "lockstep";
    static char* arguments[] = {name, nullptr};
    static int count = 1;
    if (!drawsPictures) return std::make_unique<QCoreApplication>(count, arguments);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(dropQtsRemarks);
    return std::make_unique<QApplication>(count, arguments);
}

QString programHelp(const QString& options) {
    QString text =
        tr("Usage: lockstep [SCENARIO|TRACE|FIGURE]\n"
           "       lockstep COMMAND ...\n"
           "Shows what threads do to each other. With no command it opens the window, with that scenario "
           "chosen, or that trace or figure open.\n\n"
           "Commands:\n");
    for (const Command& command : kCommands)
        text += QStringLiteral("  %1 %2\n").arg(command.name, -10).arg(tr(command.purpose));
    text += '\n' + options.mid(options.indexOf(tr("Options:")));
    return text + tr("\n'lockstep COMMAND --help' tells more about each.\n");
}

// Enough for a slip of the finger: the letters that one has and the other lacks.
bool looksLike(QString word, const QString& command) {
    int strange = 0;
    for (const QChar letter : command) {
        const qsizetype at = word.indexOf(letter);
        if (at < 0)
            ++strange;
        else
            word.remove(at, 1);
    }
    return strange + word.size() <= 2;
}

[[noreturn]] void refuseWord(const QString& word) {
    QString guess = ui::words(nearestScenario(word.toStdString()));
    for (const Command& command : kCommands)
        if (looksLike(word, command.name)) guess = command.name;
    const QString question = guess.isEmpty() ? QString() : tr(" Did you mean '%1'?").arg(guess);
    throw Refusal(kWrongCall,
                  tr("'%1' is neither a command nor a scenario.%2 'lockstep --help' shows the commands, "
                     "'lockstep list' the scenarios.")
                      .arg(word, question));
}

// Told before a window opens for nothing.
QString readable(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Refusal(kFailed, tr("Cannot open '%1': %2.").arg(path, file.errorString()));
    return path;
}

// No command: help, version, or the window with a scenario or a trace.
int withoutCommand(const QStringList& arguments, FirstSight& first) {
    CommandParser parser({}, {});
    if (arguments.contains("--help") || arguments.contains("-h")) {
        writeResult(programHelp(parser.helpText()));
        return kDone;
    }
    if (!parser.understand(arguments)) return kDone;
    const QStringList names = parser.positionalArguments();
    if (names.isEmpty()) return -1;
    if (meansFile(names.first()))
        first.trace = readable(names.first());
    else
        first.scenario = findScenario(names.first().toStdString());
    if (first.trace.isEmpty() && !first.scenario) refuseWord(names.first());
    if (names.size() > 1)
        throw Refusal(
            kWrongCall,
            tr("The window opens with one scenario or trace, and '%1' is one word too many.").arg(names[1]));
    return -1; // the window
}

int carryOut(const QStringList& words) {
    const Command* command = words.isEmpty() ? nullptr : findCommand(words.first());
    FirstSight first;
    {
        const auto application = headlessApplication(command && command->drawsPictures);
        describeProgram();
        ui::limitTraceMemory(ui::TraceMemory::Half); // the window asks its settings
        if (command) return command->carryOut(words.mid(1));
        if (const int status = withoutCommand(words, first); status >= 0) return status;
    }
    return showWindow(first);
}

} // namespace

void describeProgram() {
    QCoreApplication::setApplicationName("lockstep");
    QCoreApplication::setApplicationVersion(LOCKSTEP_VERSION);
}

int runProgram(int argc, char* argv[]) {
    useUtf8();
    QStringList words;
    for (int i = 1; i < argc; ++i) words += QString::fromLocal8Bit(argv[i]);
    try {
        return carryOut(words);
    } catch (const Refusal& refusal) {
        writeSentence(refusal.sentence());
        return refusal.status();
    } catch (const std::exception& error) {
        writeSentence(tr("%1.").arg(QString::fromLocal8Bit(error.what())));
        return kFailed;
    }
}

} // namespace lockstep::app
