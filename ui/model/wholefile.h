// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is there whole or not at all: until it is, one that was there before stays as it was.
#pragma once

#include "core/trace/file/bytes.h"

#include <QSaveFile>

#include <optional>

namespace lockstep::ui {

class WholeFile {
public:
    explicit WholeFile(const QString& path);

    /// What comes next in it. False once something could not be written: the rest may be left out.
    bool write(ByteView bytes);
    /// Puts it in its place. Why it could not be written, in one sentence that names it; nothing when it is
    /// there.
    std::optional<QString> finish();

private:
    QSaveFile m_file;
    QString m_why; ///< the first thing that went wrong
};

} // namespace lockstep::ui
