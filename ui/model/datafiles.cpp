// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/datafiles.h"

#include "core/export/csv.h"
#include "ui/model/tracefiles.h"
#include "ui/model/wholefile.h"

namespace lockstep::ui {

namespace {

// Ends the export at the first piece that cannot be written.
struct CannotWrite {};

} // namespace

QString csvField(const QString& text) {
    return QString::fromStdString(lockstep::csvField(text.toStdString()));
}

std::optional<QString> saveData(const Session& session, DataKind kind, const QString& path) {
    WholeFile file(path);
    try {
        writeData(kind, session.trace(), aboutAll(session), [&file](ByteView bytes) {
            if (!file.write(bytes)) throw CannotWrite();
        });
    } catch (const CannotWrite&) {
        // finish() tells why
    }
    return file.finish();
}

} // namespace lockstep::ui
