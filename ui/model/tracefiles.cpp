// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/tracefiles.h"

#include "core/engine/recording.h"
#include "core/scenarios/catalogue.h"
#include "core/trace/file/tracewriter.h"
#include "core/trace/stepaxis.h"
#include "ui/model/enclosure.h"
#include "ui/model/wholefile.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep::ui::TraceFiles", text);
}

UnreadableTrace cannotOpen(const QString& path, const QString& why) {
    return UnreadableTrace(tr("Cannot open '%1': %2").arg(path, why).toStdString());
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) throw UnreadableTrace(file.errorString().toStdString() + '.');
    return file.readAll();
}

ByteView viewOf(const QByteArray& bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

// Pairs that only figures have.
constexpr const char* kTimes = "times";
constexpr const char* kLeftOut = "left-out";
constexpr const char* kFile = "trace-file";
constexpr const char* kHash = "trace-hash";
constexpr std::string_view kFigure = "figure:";

About withoutFile(About about) {
    for (const char* key : {kFile, kHash}) about.erase(key);
    return about;
}

// All of it, or, without a trace, what is known of it.
void write(const Session& session, const About& about, const Trace* trace, TraceWriter::Sink sink) {
    TraceWriter writer(std::move(sink), kernelSourceAtFirst(session));
    writer.tell(about);
    if (trace) writer.write(*trace);
}

QByteArray bytesOf(const Session& session, const About& about, const Trace* trace) {
    QByteArray all;
    write(session, about, trace, [&all](ByteView bytes) {
        all.append(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    });
    return all;
}

std::string hashText(const QByteArray& bytes) {
    return QString::number(hashOf(viewOf(bytes)), 16).toStdString();
}

// The same for the same run and view, whatever the day; an older view is gone.
About aboutForFigure(const Session& session, const About& view) {
    About about = aboutAll(session);
    std::erase_if(about, [](const auto& pair) { return pair.first.starts_with(kFigure); });
    tellNotes(about, {}); // those of the view are the present ones
    const bool isFresh = !session.recording();
    if (isFresh) about.erase("recorded");
    if (isFresh && session.outcome() && session.trace().lost() == 0)
        about["schedule"] = scheduleOf(session).text();
    if (const Recording* kept = session.recording())
        for (const char* key : {kFile, kHash})
            if (const auto said = kept->about.find(key); said != kept->about.end()) about.insert(*said);
    about.insert(view.begin(), view.end());
    return about;
}

Recording recordingIn(const QByteArray& content, const Progress& progress, bool& isGivenUp) {
    RecordingReader reader(viewOf(content));
    while (reader.readMore()) {
        isGivenUp = progress && !progress(reader.progress());
        if (isGivenUp) return {};
    }
    return reader.take(findScenario);
}

// A large trace beside a figure that only names it.
QByteArray namedTrace(const QString& figure, const About& about) {
    const auto name = about.find(kFile);
    const auto hash = about.find(kHash);
    if (name == about.end() || hash == about.end())
        throw UnreadableTrace(tr("Its run is not in it, for it takes more than 1 MB.").toStdString());
    const QString path = QFileInfo(figure).dir().filePath(words(name->second));
    QFile file(path);
    const QByteArray content = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (hashText(content) == hash->second) return content;
    throw UnreadableTrace(
        tr("Its run is not in it, for it takes more than 1 MB, and the trace '%1' of which it is a "
           "figure is not beside it.")
            .arg(words(name->second))
            .toStdString());
}

Recording recordingAt(const QString& path, const Progress& progress, bool& isGivenUp) {
    QByteArray content = contentOf(path);
    const QByteArray inside = enclosedRun(content).value_or(QByteArray());
    Recording recording = recordingIn(inside.isEmpty() ? content : inside, progress, isGivenUp);
    const About view = recording.about;
    if (view.contains(kLeftOut)) {
        content = namedTrace(path, view);
        recording = recordingIn(content, progress, isGivenUp);
        for (const auto& [key, text] : view)
            if (key.starts_with(kFigure)) recording.about[key] = text;
    }
    if (inside.isEmpty() || view.contains(kLeftOut)) {
        const QString name = view.contains(kLeftOut) ? words(view.at(kFile)) : QFileInfo(path).fileName();
        recording.about[kFile] = name.toStdString();
        recording.about[kHash] = hashText(content);
    }
    if (view.contains(kTimes))
        recording.notices.push_back(
            tr("It has no times, only steps: as such it was kept in a figure along steps.").toStdString());
    return recording;
}

} // namespace

About aboutProgram(const Session& session) {
    About about{{"program", "Lockstep " + QCoreApplication::applicationVersion().toStdString()}};
    const std::string file(session.settings().scenario->sourceFile);
    QFile source(QStringLiteral(":/scenarios/") + QString::fromStdString(file));
    if (source.open(QIODevice::ReadOnly)) about["source:" + file] = source.readAll().toStdString();
    return about;
}

// What a run that is read again was told to be stays told, whatever this program knows of it.
About aboutAll(const Session& session) {
    if (const Recording* kept = session.recording()) return withoutFile(kept->about);
    About about = aboutRun(session.settings());
    about.merge(aboutProgram(session));
    about.merge(aboutEnd(session));
    return about;
}

std::unique_ptr<Session> openTrace(const QString& path, const Progress& progress) {
    try {
        bool isGivenUp = false;
        Recording recording = recordingAt(path, progress, isGivenUp);
        return isGivenUp ? nullptr : std::make_unique<Session>(std::move(recording));
    } catch (const UnreadableTrace& error) {
        throw cannotOpen(path, QString::fromUtf8(error.what()));
    }
}

std::unique_ptr<Session> runIn(const QByteArray& content) {
    bool isGivenUp = false;
    return std::make_unique<Session>(recordingIn(content, {}, isGivenUp));
}

std::optional<QString> saveTrace(const Session& session, const QString& path, const Notes& notes) {
    About about = aboutAll(session);
    tellNotes(about, notes);
    WholeFile file(path);
    write(session, about, &session.trace(), [&file](ByteView bytes) { file.write(bytes); });
    return file.finish();
}

QByteArray traceBytes(const Session& session) {
    return bytesOf(session, aboutAll(session), &session.trace());
}

QByteArray figureContent(const Session& session, TimeAxis axis, const About& view, qsizetype most) {
    About about = aboutForFigure(session, view);
    std::unique_ptr<StepAxis> steps;
    if (axis == TimeAxis::Steps && !session.recording()) {
        steps = std::make_unique<StepAxis>(session.trace());
        about[kTimes] = "steps";
    }
    const QByteArray all = bytesOf(session, about, steps ? &steps->trace() : &session.trace());
    if (all.size() <= most) return all;
    about[kLeftOut] = std::to_string(all.size()) + " bytes";
    QByteArray rest = bytesOf(session, about, nullptr);
    if (rest.size() <= most) return rest;
    for (const char* key : {"schedule", "script"}) about.erase(key);
    return bytesOf(session, about, nullptr);
}

bool hasOnlySteps(const Session& session) {
    return session.recording() && session.recording()->about.contains(kTimes);
}

bool isTraceFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArray head = file.read(static_cast<qint64>(kFileHead.size()));
    return FrameReader(viewOf(head)).readHead() != FrameReader::Head::IsForeign;
}

bool isPictureFile(const QString& path) {
    return QStringList{"png", "svg", "pdf"}.contains(QFileInfo(path).suffix().toLower());
}

} // namespace lockstep::ui
