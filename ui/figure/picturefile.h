// SPDX-License-Identifier: GPL-3.0-or-later
// A finished picture on its way to a file: whole or not at all, and an old file stays until the new one is
// complete.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QString>

#include <optional>

namespace lockstep::ui {

enum class PictureKind : std::uint8_t { Png, Svg, Pdf };
/// By the path's ending; none for any other.
std::optional<PictureKind> pictureKind(const QString& path);

/// Why no picture of one of these kinds can be written to this path, in one sentence that names it; nothing
/// when it can be. Touches nothing.
std::optional<QString> whyNotWritable(const QString& path,
                                      const QList<PictureKind>& kinds = {PictureKind::Png});

/// As much for a file of any kind, whatever its ending.
std::optional<QString> whyNoFileAt(const QString& path);

/// What went wrong, in one sentence that names the path; nothing when the file is there.
std::optional<QString> saveBytes(const QByteArray& bytes, const QString& path);

/// The same bytes for the same picture, always.
QByteArray pngBytes(const QImage& picture);

} // namespace lockstep::ui
