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

// Ends the writing.
struct TooMany {};

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

std::optional<QString> saveTrace(const Session& session, const QString& path,
                                 const std::optional<About>& seen) {
    About about = aboutAll(session);
    if (seen) tellView(about, *seen);
    WholeFile file(path);
    write(session, about, &session.trace(), [&file](ByteView bytes) { file.write(bytes); });
    return file.finish();
}

QByteArray traceBytes(const Session& session) {
    return traceBytes(session, aboutAll(session), &session.trace());
}

QByteArray traceBytes(const Session& session, const About& about, const Trace* trace) {
    return *traceBytesUpTo(std::numeric_limits<qsizetype>::max(), session, about, trace);
}

std::optional<QByteArray> traceBytesUpTo(qsizetype most, const Session& session, const About& about,
                                         const Trace* trace) {
    QByteArray all;
    const auto take = [&](ByteView bytes) {
        const auto size = static_cast<qsizetype>(bytes.size());
        if (size > most - all.size()) throw TooMany();
        all.append(reinterpret_cast<const char*>(bytes.data()), size);
    };
    try {
        write(session, about, trace, take);
    } catch (const TooMany&) {
        return std::nullopt;
    }
    return all;
}

} // namespace lockstep::ui
