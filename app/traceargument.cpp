// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/traceargument.h"

#include "app/refusal.h"
#include "app/standardstreams.h"
#include "core/engine/recording.h"
#include "core/scenarios/catalogue.h"
#include "ui/model/openedtrace.h"
#include "ui/model/tracefiles.h"
#include "ui/model/words.h"

#include <QFileInfo>

namespace lockstep::app {

bool meansFile(const QString& word) {
    if (findScenario(word.toStdString())) return false;
    return word.contains('/') || word.endsWith(ui::kTraceSuffix) || QFileInfo(word).isFile();
}

std::unique_ptr<Session> readTrace(const QString& path) {
    try {
        auto session = ui::openTrace(path);
        for (const std::string& notice : session->recording()->notices) writeSentence(ui::words(notice));
        return session;
    } catch (const UnreadableTrace& error) {
        throw Refusal(kFailed, QString::fromUtf8(error.what()));
    }
}

std::shared_ptr<const Session> Traces::at(const QString& path) {
    const QString file = QFileInfo(path).canonicalFilePath();
    if (const auto known = m_read.find(file); known != m_read.end()) return known->second;
    return m_read[file] = readTrace(path);
}

void writeTrace(const Session& session, const QString& path) {
    if (path == "-") return writeResult(ui::traceBytes(session));
    if (const auto why = ui::saveTrace(session, path)) throw Refusal(kFailed, *why);
}

} // namespace lockstep::app
