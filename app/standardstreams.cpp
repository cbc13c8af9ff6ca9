// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/standardstreams.h"

#include "app/refusal.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace lockstep::app {

void writeResult(const QByteArray& bytes) {
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0) return;
    throw Refusal(kFailed, QCoreApplication::translate("lockstep", "Cannot write to standard output: %1.")
                               .arg(QString::fromLocal8Bit(std::strerror(errno))));
}

void writeResult(const QString& text) {
    writeResult(text.toUtf8());
}

void writeSentence(const QString& sentence) {
    std::fprintf(stderr, "lockstep: %s\n", sentence.toUtf8().constData());
}

} // namespace lockstep::app
