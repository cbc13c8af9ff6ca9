// SPDX-License-Identifier: GPL-3.0-or-later
// A finished picture on its way to a file: whole or not at all, and an old file stays until the new one is
// complete.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

#include <optional>

namespace lockstep::ui {

/// Why no picture can be written to this path, in one sentence that names it; nothing when it can be. Touches
/// nothing.
std::optional<QString> whyNotWritable(const QString& path);

/// What went wrong, in one sentence that names the path; nothing when the file is there. Only for a path that
/// ends in .png.
std::optional<QString> savePicture(const QImage& picture, const QString& path);

/// The same bytes for the same picture, always.
QByteArray pngBytes(const QImage& picture);

} // namespace lockstep::ui
