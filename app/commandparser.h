// SPDX-License-Identifier: GPL-3.0-or-later
// The options of one command: QCommandLineParser with this program's manners.
//
// A wrong call is thrown as a Refusal; --help and --version are answered here.
#pragma once

#include <QCommandLineParser>

namespace lockstep::app {

class CommandParser : public QCommandLineParser {
public:
    /// command: "run"; empty for the program itself.
    CommandParser(const QString& command, const QString& description);

    void addFlag(const QString& name, const QString& description);
    void addValue(const QString& name, const QString& valueName, const QString& description);

    /// What follows the command's word. False when it only asked for help or the version, which is printed.
    bool understand(const QStringList& words);

    /// The one positional argument; refuses none and more than one. `what`: "a scenario, such as
    /// 'two-locks'".
    QString onlyArgument(const QString& what) const;
    /// What was given for an option, if anything.
    std::optional<QString> given(const QString& option) const;

private:
    QString withHint(const QString& sentence) const;

    QString m_command;
};

} // namespace lockstep::app
