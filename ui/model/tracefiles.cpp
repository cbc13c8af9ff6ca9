// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/tracefiles.h"

#include "core/engine/recording.h"
#include "core/scenarios/catalogue.h"
#include "core/trace/file/tracewriter.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

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
    if (!file.open(QIODevice::ReadOnly)) throw cannotOpen(path, file.errorString() + '.');
    return file.readAll();
}

ByteView viewOf(const QByteArray& bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

void write(const Session& session, TraceWriter::Sink sink) {
    TraceWriter writer(std::move(sink), kernelSourceAtFirst(session));
    writer.tell(aboutAll(session));
    writer.write(session.trace());
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
    if (const Recording* kept = session.recording()) return kept->about;
    About about = aboutRun(session.settings());
    about.merge(aboutProgram(session));
    about.merge(aboutEnd(session));
    return about;
}

std::unique_ptr<Session> openTrace(const QString& path, const Progress& progress) {
    const QByteArray content = contentOf(path);
    try {
        RecordingReader reader(viewOf(content));
        while (reader.readMore())
            if (progress && !progress(reader.progress())) return nullptr;
        return std::make_unique<Session>(reader.take(findScenario));
    } catch (const UnreadableTrace& error) {
        throw cannotOpen(path, QString::fromUtf8(error.what()));
    }
}

std::optional<QString> saveTrace(const Session& session, const QString& path) {
    QSaveFile file(path);
    bool isWritten = file.open(QIODevice::WriteOnly);
    if (isWritten)
        write(session, [&](ByteView bytes) {
            const auto size = static_cast<qint64>(bytes.size());
            isWritten = isWritten && file.write(reinterpret_cast<const char*>(bytes.data()), size) == size;
        });
    if (isWritten && file.commit()) return std::nullopt;
    return tr("Cannot write '%1': %2.").arg(path, file.errorString());
}

QByteArray traceBytes(const Session& session) {
    QByteArray all;
    write(session, [&all](ByteView bytes) {
        all.append(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    });
    return all;
}

bool isTraceFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArray head = file.read(static_cast<qint64>(kFileHead.size()));
    return FrameReader(viewOf(head)).readHead() != FrameReader::Head::IsForeign;
}

} // namespace lockstep::ui
