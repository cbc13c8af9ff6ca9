// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/tracefiles.h"

#include "core/engine/recording.h"
#include "core/trace/file/tracewriter.h"
#include "ui/model/figurecontent.h"
#include "ui/model/wholefile.h"

#include <QCoreApplication>
#include <QFile>

namespace lockstep::ui {

namespace {

void write(const Session& session, const About& about, const Trace* trace, TraceWriter::Sink sink) {
    TraceWriter writer(std::move(sink), kernelSourceAtFirst(session));
    writer.tell(about);
    if (trace) writer.write(*trace);
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
    if (const Recording* kept = session.recording()) return withoutOrigin(kept->about);
    About about = aboutRun(session.settings());
    about.merge(aboutProgram(session));
    about.merge(aboutEnd(session));
    return about;
}

std::optional<QString> saveTrace(const Session& session, const QString& path, const Notes& notes) {
    About about = aboutAll(session);
    tellNotes(about, notes);
    WholeFile file(path);
    write(session, about, &session.trace(), [&file](ByteView bytes) { file.write(bytes); });
    return file.finish();
}

QByteArray traceBytes(const Session& session) {
    return traceBytes(session, aboutAll(session), &session.trace());
}

QByteArray traceBytes(const Session& session, const About& about, const Trace* trace) {
    QByteArray all;
    write(session, about, trace, [&all](ByteView bytes) {
        all.append(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    });
    return all;
}

} // namespace lockstep::ui
