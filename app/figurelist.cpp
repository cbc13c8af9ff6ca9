// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figurelist.h"

#include "app/exportjob.h"
#include "app/standardstreams.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

const QStringList& plainKeys() {
    static const QStringList keys{"variant", "seed", "schedule", "time-limit", "view",  "at",    "range",
                                  "axis",    "walk", "step",     "size",       "scale", "theme", "title"};
    return keys;
}

// Text and whole numbers as one would write them on the command line.
QString wordOf(const QString& key, const QJsonValue& value) {
    if (value.isString()) return value.toString();
    if (value.isDouble()) return QString::number(value.toDouble(), 'g', 15);
    throw Refusal(kWrongCall, tr("'%1' takes a text or a number.").arg(key));
}

QStringList parameterWords(const QJsonValue& value) {
    if (!value.isObject())
        throw Refusal(kWrongCall,
                      tr("'set' takes an object of names and numbers, such as {\"threads\": 2}."));
    const QJsonObject parameters = value.toObject();
    QStringList result;
    for (const QString& name : parameters.keys())
        result << "--set" << QStringLiteral("%1=%2").arg(name, wordOf("set", parameters[name]));
    return result;
}

// A schedule in a file is meant from the list's folder on.
QString scheduleWord(const QString& text, const QDir& home) {
    return text.startsWith('@') ? '@' + home.absoluteFilePath(text.mid(1)) : text;
}

QString whatOf(const QJsonObject& entry, const QDir& home) {
    if (entry.contains("scenario") == entry.contains("trace"))
        throw Refusal(kWrongCall, tr("It needs either 'scenario' or 'trace'."));
    if (entry.contains("scenario")) return wordOf("scenario", entry["scenario"]);
    return home.absoluteFilePath(wordOf("trace", entry["trace"]));
}

QString outputOf(const QJsonObject& entry, const QDir& folder) {
    const QString output = wordOf("output", entry["output"].isUndefined() ? QJsonValue("") : entry["output"]);
    if (output.isEmpty()) throw Refusal(kWrongCall, tr("It needs 'output', the file to write."));
    const QString path = folder.absoluteFilePath(output);
    QDir().mkpath(QFileInfo(path).path());
    return path;
}

// The entry as what one would write after `lockstep export`.
QStringList wordsOf(const QJsonObject& entry, const QDir& home, const QDir& folder) {
    QStringList result{"-o", outputOf(entry, folder)};
    for (const QString& key : entry.keys()) {
        if (key == "set")
            result += parameterWords(entry[key]);
        else if (plainKeys().contains(key))
            result << "--" + key + '=' +
                          (key == "schedule" ? scheduleWord(wordOf(key, entry[key]), home)
                                             : wordOf(key, entry[key]));
        else if (key != "scenario" && key != "trace" && key != "output")
            throw Refusal(kWrongCall, tr("There is no key '%1'; there are scenario, trace, output, set, %2.")
                                          .arg(key, plainKeys().join(", ")));
    }
    return result << "--" << whatOf(entry, home);
}

QJsonArray entriesIn(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Refusal(kFailed, tr("Cannot read '%1': %2.").arg(path, file.errorString()));
    const QByteArray text = file.readAll();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (document.isNull())
        throw Refusal(kFailed, tr("Cannot read '%1': line %2: %3.")
                                   .arg(path)
                                   .arg(text.left(error.offset).count('\n') + 1)
                                   .arg(error.errorString()));
    const QJsonValue figures = document.isArray() ? QJsonValue(document.array()) : document["figures"];
    if (!figures.isArray() || figures.toArray().isEmpty())
        throw Refusal(kWrongCall, tr("'%1' is no list of figures: it needs \"figures\": [ ... ].").arg(path));
    return figures.toArray();
}

// "Figure 3 of 'figures.json' (stuck.svg): --size takes ..."
Refusal inEntry(const Refusal& refusal, qsizetype number, const QJsonObject& entry, const QString& list) {
    const QString output = entry["output"].toString();
    const QString name = output.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(output);
    return {refusal.status(), tr("Figure %1 of '%2'%3: %4").arg(number).arg(list, name, refusal.sentence())};
}

ExportJob jobFrom(const QJsonValue& entry, const QDir& home, const QDir& folder) {
    if (!entry.isObject()) throw Refusal(kWrongCall, tr("It must be an object: { ... }."));
    CommandParser parser("export", {});
    addJobOptions(parser);
    parser.understand(wordsOf(entry.toObject(), home, folder));
    return ExportJob(parser);
}

// Two entries must not write the same file.
void claim(std::map<QString, qsizetype>& outputs, const ExportJob& job, qsizetype number) {
    const auto [first, isNew] = outputs.emplace(job.path(), number);
    if (!isNew) throw Refusal(kWrongCall, tr("Its 'output' is that of figure %1, too.").arg(first->second));
}

QDir folderOf(const CommandParser& call) {
    for (const QString& option : call.optionNames())
        if (option != "o")
            throw Refusal(kWrongCall, tr("With a list of figures, --%1 stands in its entries.").arg(option));
    const QString path = call.value("o");
    if (path.isEmpty())
        throw Refusal(kWrongCall, tr("A list of figures needs -o FOLDER, where to write them."));
    if (!QDir().mkpath(path)) throw Refusal(kFailed, tr("Cannot make the folder '%1'.").arg(path));
    return QDir(path);
}

} // namespace

bool isFigureList(const QString& word) {
    return word.endsWith(".json", Qt::CaseInsensitive);
}

int exportList(const QString& path, const CommandParser& call) {
    const QDir folder = folderOf(call);
    const QDir home = QFileInfo(path).absoluteDir();
    const QJsonArray entries = entriesIn(path);
    std::vector<ExportJob> jobs;
    std::map<QString, qsizetype> outputs;
    qsizetype number = 0;
    try {
        for (const QJsonValue& entry : entries) {
            ++number;
            jobs.push_back(jobFrom(entry, home, folder));
            claim(outputs, jobs.back(), number);
        }
        number = 0;
        for (const ExportJob& job : jobs) {
            ++number;
            if (const int status = job.carryOut(); status != kDone) return status;
        }
    } catch (const Refusal& refusal) {
        throw inEntry(refusal, number, entries[number - 1].toObject(), path);
    }
    return kDone;
}

} // namespace lockstep::app
