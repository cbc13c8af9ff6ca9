// SPDX-License-Identifier: GPL-3.0-or-later
// The files in tests/samples: where they are, and what one says when it is opened.
#pragma once

#include "core/engine/recording.h"
#include "core/scenarios/catalogue.h"

#include <QDir>
#include <QFile>
#include <QString>

namespace lockstep {

inline QString samplesFolder() {
    return QStringLiteral(LOCKSTEP_SOURCE_DIR "/tests/samples/v%1").arg(kFileHead.back());
}

inline Bytes bytesIn(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray all = file.readAll();
    return {all.begin(), all.end()};
}

/// FNV-1a of all that the events say. Kinds count by their words: their numbers may change.
inline std::uint64_t hashOf(const Trace& trace) {
    std::uint64_t hash = 0xcbf29ce484222325;
    const auto add = [&hash](std::uint64_t number) {
        for (int i = 0; i < 8; ++i) hash = (hash ^ (number >> (8 * i) & 0xff)) * 0x100000001b3;
    };
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const Event& event = trace[i];
        for (const std::uint64_t number :
             {static_cast<std::uint64_t>(event.time), std::uint64_t{event.thread.value},
              std::uint64_t{event.site.value}, std::uint64_t{event.object.value}, std::uint64_t{event.order},
              static_cast<std::uint64_t>(event.value), static_cast<std::uint64_t>(event.alternative)})
            add(number);
        for (const char letter : name(event.kind)) add(static_cast<std::uint64_t>(letter));
    }
    return hash;
}

/// How much there is in a trace, and the hash of it.
inline QString wordsOf(const Trace& trace) {
    return QString("%1 events, hash %2, %3 threads, %4 objects, %5 lost")
        .arg(trace.size())
        .arg(hashOf(trace), 16, 16, QChar('0'))
        .arg(trace.threadCount())
        .arg(trace.objectCount())
        .arg(trace.lost());
}

/// One line: what is found in a file, or why it cannot be read.
inline QString saidOf(const Bytes& file) {
    try {
        RecordingReader reader(file);
        while (reader.readMore()) {
        }
        const Recording run = reader.take(findScenario);
        QStringList parts{wordsOf(*run.trace), QString::fromStdString(std::string(name(run.outcome)))};
        for (const Finding& finding : run.findings) parts += QString::fromStdString(finding.sentence);
        for (const std::string& notice : run.notices) parts += QString::fromStdString(notice);
        return parts.join(" | ");
    } catch (const UnreadableTrace& refusal) {
        return refusal.what();
    }
}

} // namespace lockstep
