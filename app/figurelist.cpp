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

#include <cmath>
#include <deque>
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
    const double number = value.toDouble();
    const bool isWhole = number == std::trunc(number) && std::abs(number) < 9e18;
    if (value.isDouble())
        return isWhole ? QString::number(value.toInteger()) : QString::number(number, 'g', 15);
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

// Folders that are made for what is to be written; those that stay empty are gone in the end.
class NewFolders {
public:
    NewFolders() = default;
    NewFolders(const NewFolders&) = delete;
    NewFolders& operator=(const NewFolders&) = delete;
    ~NewFolders() {
        for (const QString& path : m_made) QDir().rmdir(path); // only an empty one
    }

    bool make(const QString& path) {
        QString missing = path;
        for (qsizetype at = 0; !QFileInfo::exists(missing); missing = QFileInfo(missing).path())
            m_made.insert(at++, missing);
        return QDir().mkpath(path);
    }

private:
    QStringList m_made; // what is in another one before that one
};

QString outputOf(const QJsonObject& entry, const QDir& folder, NewFolders& folders) {
    const QString output = wordOf("output", entry["output"].isUndefined() ? QJsonValue("") : entry["output"]);
    if (output.isEmpty()) throw Refusal(kWrongCall, tr("It needs 'output', the file to write."));
    const QString path = QDir::cleanPath(folder.absoluteFilePath(output));
    folders.make(QFileInfo(path).path()); // whether it can be written there is asked of the file
    return path;
}

// The entry as what one would write after `lockstep export`.
QStringList wordsOf(const QJsonObject& entry, const QDir& home, const QString& output) {
    QStringList result{"-o", output};
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

QString folderOf(const CommandParser& call) {
    for (const QString& option : call.optionNames())
        if (option != "o")
            throw Refusal(kWrongCall, tr("With a list of figures, --%1 stands in its entries.").arg(option));
    const QString path = call.value("o");
    if (path.isEmpty())
        throw Refusal(kWrongCall, tr("A list of figures needs -o FOLDER, where to write them."));
    return QDir::cleanPath(QDir().absoluteFilePath(path));
}

// All that a list asks for, checked entry by entry.
class Jobs {
public:
    Jobs(QDir home, const QString& folder)
        : m_home(std::move(home))
        , m_folder(folder) {
        if (!m_folders.make(folder)) throw Refusal(kFailed, tr("Cannot make the folder '%1'.").arg(folder));
    }

    void add(const QJsonValue& value) {
        if (!value.isObject()) throw Refusal(kWrongCall, tr("It must be an object: { ... }."));
        const QJsonObject entry = value.toObject();
        CommandParser parser("export", {});
        addJobOptions(parser);
        parser.understand(wordsOf(entry, m_home, outputOf(entry, m_folder, m_folders)));
        m_jobs.emplace_back(parser, m_traces);
        claim(m_jobs.back().path());
    }

    /// Of the first that is left; it is gone then, and so is its trace if it was the last one of it.
    int carryOutNext() {
        m_traces = {};
        const int status = m_jobs.front().carryOut();
        m_jobs.pop_front();
        return status;
    }

private:
    // Two entries must not write the same file, whatever they call it.
    void claim(const QString& path) {
        const QFileInfo file(path);
        const QString place =
            file.exists() ? file.canonicalFilePath() : file.dir().canonicalPath() + '/' + file.fileName();
        const auto [first, isNew] = m_outputs.emplace(place, std::ssize(m_jobs));
        if (!isNew)
            throw Refusal(kWrongCall, tr("Its 'output' is that of figure %1, too.").arg(first->second));
    }

    const QDir m_home, m_folder;
    NewFolders m_folders;
    Traces m_traces;
    std::deque<ExportJob> m_jobs;
    std::map<QString, qsizetype> m_outputs;
};

} // namespace

bool isFigureList(const QString& word) {
    return word.endsWith(".json", Qt::CaseInsensitive);
}

int exportList(const QString& path, const CommandParser& call) {
    const QString folder = folderOf(call);
    const QJsonArray entries = entriesIn(path);
    Jobs jobs(QFileInfo(path).absoluteDir(), folder);
    qsizetype number = 0;
    try {
        for (const QJsonValue& entry : entries) {
            ++number;
            jobs.add(entry);
        }
        for (number = 1; number <= entries.size(); ++number)
            if (const int status = jobs.carryOutNext(); status != kDone) return status;
    } catch (const Refusal& refusal) {
        throw inEntry(refusal, number, entries[number - 1].toObject(), path);
    }
    return kDone;
}

} // namespace lockstep::app
