// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/openedtrace.h"

#include "core/engine/recording.h"
#include "core/scenarios/catalogue.h"
#include "core/trace/file/overviewframe.h"
#include "ui/model/enclosure.h"
#include "ui/model/figurecontent.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>
#include <system_error>

namespace lockstep::ui {

namespace {

using Source = std::shared_ptr<const ByteSource>;

// A small file is held whole: then nothing that happens to it matters any more.
constexpr qint64 kHeldWhole = qint64{64} << 20;

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep::ui::OpenedTrace", text);
}

ByteView viewOf(const QByteArray& bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

Source inMemory(const QByteArray& bytes) {
    return std::make_shared<const BytesInMemory>(viewOf(bytes));
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) throw UnreadableTrace(file.errorString().toStdString() + '.');
    return file.readAll();
}

Source sourceAt(const QString& path) {
    if (QFileInfo(path).size() <= kHeldWhole) return inMemory(contentOf(path));
    try {
        return std::make_shared<const FileBytes>(QFile::encodeName(path).toStdString());
    } catch (const std::system_error& error) {
        throw UnreadableTrace(error.code().message() + '.');
    }
}

std::string hashText(const ByteSource& file) {
    return QString::number(hashOf(file), 16).toStdString();
}

Recording recordingIn(Source file, const Progress& progress, bool& isGivenUp) {
    RecordingReader reader(std::move(file));
    while (reader.readMore()) {
        isGivenUp = progress && !progress(reader.progress());
        if (isGivenUp) return {};
    }
    return reader.take(findScenario);
}

// The large trace beside a figure that only names it.
Source besideFigure(const QString& figure, const Origin& origin) {
    const QString path = QFileInfo(figure).dir().filePath(origin.name);
    if (QFileInfo::exists(path)) {
        Source file = sourceAt(path);
        if (hashText(*file) == origin.hash) return file;
    }
    throw UnreadableTrace(tr("Its run is not in it, for what it shows takes more than 1 MB, and the trace "
                             "'%1' of which it is a figure is not beside it.")
                              .arg(origin.name)
                              .toStdString());
}

std::optional<QByteArray> runInFigure(const QString& path) {
    const bool canBeFigure = QFileInfo(path).size() <= kHeldWhole && !isTraceFile(path);
    return canBeFigure ? enclosedRun(contentOf(path)) : std::nullopt;
}

Recording recordingOfFigure(const QString& path, const QByteArray& run, const Progress& progress,
                            bool& isGivenUp) {
    Recording figure = recordingIn(inMemory(run), progress, isGivenUp);
    const auto origin = originNeeded(figure.about);
    if (!origin) return figure;
    Recording recording = recordingIn(besideFigure(path, *origin), progress, isGivenUp);
    tellView(recording.about, figure.about);
    tellOrigin(recording.about, *origin);
    return recording;
}

Recording recordingAt(const QString& path, const Progress& progress, bool& isGivenUp) {
    if (const auto run = runInFigure(path)) return recordingOfFigure(path, *run, progress, isGivenUp);
    const Source file = sourceAt(path);
    Recording recording = recordingIn(file, progress, isGivenUp);
    tellOrigin(recording.about, {QFileInfo(path).fileName(), hashText(*file)});
    return recording;
}

} // namespace

std::unique_ptr<Session> openTrace(const QString& path, const Progress& progress) {
    try {
        bool isGivenUp = false;
        Recording recording = recordingAt(path, progress, isGivenUp);
        if (hasOnlySteps(recording.about))
            recording.notices.push_back(
                tr("It has no times, only steps: as such it was kept in a figure along steps.")
                    .toStdString());
        if (const auto part = partWords(recording.about)) recording.notices.push_back(part->toStdString());
        return isGivenUp ? nullptr : std::make_unique<Session>(std::move(recording));
    } catch (const UnreadableTrace& error) {
        throw UnreadableTrace(
            tr("Cannot open '%1': %2").arg(path, QString::fromUtf8(error.what())).toStdString());
    }
}

std::optional<Overview> overviewAt(const QString& path) {
    try {
        return overviewIn(FileBytes(QFile::encodeName(path).toStdString()));
    } catch (const std::system_error&) {
        return std::nullopt; // whoever opens it tells why
    }
}

std::unique_ptr<Session> runIn(const QByteArray& content) {
    bool isGivenUp = false;
    return std::make_unique<Session>(recordingIn(inMemory(content), {}, isGivenUp));
}

bool isTraceFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArray head = file.read(static_cast<qint64>(kFileHead.size()));
    const BytesInMemory source(viewOf(head));
    return FrameReader(source).readHead() != FrameReader::Head::IsForeign;
}

bool isPictureFile(const QString& path) {
    return QStringList{"png", "svg", "pdf"}.contains(QFileInfo(path).suffix().toLower());
}

} // namespace lockstep::ui
