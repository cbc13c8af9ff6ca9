// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/datafiles.h"

#include "ui/model/tracefiles.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace lockstep::ui {

namespace {

// Ends the export at the first piece that cannot be written.
struct CannotWrite {};

bool isWritten(const Session& session, DataKind kind, QSaveFile& file) try {
    writeData(kind, session.trace(), aboutAll(session), [&file](ByteView bytes) {
        const auto size = static_cast<qint64>(bytes.size());
        if (file.write(reinterpret_cast<const char*>(bytes.data()), size) != size) throw CannotWrite();
    });
    return true;
} catch (const CannotWrite&) {
    return false;
}

} // namespace

std::optional<QString> saveData(const Session& session, DataKind kind, const QString& path) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && isWritten(session, kind, file) && file.commit())
        return std::nullopt;
    return QCoreApplication::translate("lockstep::ui::DataFiles", "Cannot write '%1': %2.")
        .arg(path, file.errorString());
}

} // namespace lockstep::ui
