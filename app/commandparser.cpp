// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandparser.h"

#include "app/refusal.h"
#include "app/standardstreams.h"

#include <QCoreApplication>

namespace lockstep::app {

CommandParser::CommandParser(const QString& command, const QString& description)
    : m_command(command) {
    setApplicationDescription(description);
    const auto tr = [](const char* text) { return QCoreApplication::translate("lockstep", text); };
    addOption({{"h", "help"}, tr("show this")});
    addOption({{"v", "version"}, tr("show the version")});
}

void CommandParser::addFlag(const QString& name, const QString& description) {
    addOption({name, description});
}

void CommandParser::addValue(const QString& name, const QString& valueName, const QString& description) {
    addOption({name, description, valueName});
}

bool CommandParser::understand(const QStringList& words) {
    if (!parse(QStringList{QCoreApplication::applicationName()} + words))
        throw Refusal(kWrongCall, withHint(errorText()));
    if (isSet("version")) {
        writeResult(QStringLiteral("lockstep %1\n").arg(QCoreApplication::applicationVersion()));
        return false;
    }
    if (isSet("help")) writeResult(helpText());
    return !isSet("help");
}

QString CommandParser::onlyArgument(const QString& what) const {
    const QStringList words = positionalArguments();
    if (words.isEmpty())
        throw Refusal(
            kWrongCall,
            withHint(QCoreApplication::translate("lockstep", "'%1' needs %2.").arg(m_command, what)));
    if (words.size() > 1)
        throw Refusal(kWrongCall, withHint(QCoreApplication::translate(
                                               "lockstep", "'%1' takes one name, and '%2' is one too many.")
                                               .arg(m_command, words[1])));
    return words.first();
}

std::optional<QString> CommandParser::given(const QString& option) const {
    return isSet(option) ? std::optional(value(option)) : std::nullopt;
}

QString CommandParser::withHint(const QString& sentence) const {
    const QString call = m_command.isEmpty() ? QString() : m_command + ' ';
    return QCoreApplication::translate("lockstep", "%1 'lockstep %2--help' shows what can be said.")
        .arg(sentence.endsWith('.') ? sentence : sentence + '.', call);
}

} // namespace lockstep::app
