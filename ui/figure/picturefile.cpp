// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/picturefile.h"

#include "ui/model/wholefile.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("PictureFile", text);
}

QString cannotWrite(const QString& path, const QString& why) {
    return tr("Cannot write '%1': %2.").arg(path, why);
}

constexpr const char* kEndings[] = {"png", "svg", "pdf"};

QString ending(PictureKind kind) {
    return QLatin1String(kEndings[static_cast<std::size_t>(kind)]);
}

// ".png, .svg or .pdf"
QString endings(const QList<PictureKind>& kinds) {
    QStringList all;
    for (PictureKind kind : kinds) all << '.' + ending(kind);
    const QString last = all.takeLast();
    return all.isEmpty() ? last : tr("%1 or %2").arg(all.join(tr(", ")), last);
}

} // namespace

std::optional<PictureKind> pictureKind(const QString& path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    for (PictureKind kind : {PictureKind::Png, PictureKind::Svg, PictureKind::Pdf})
        if (suffix == ending(kind)) return kind;
    return std::nullopt;
}

std::optional<QString> whyNotWritable(const QString& path, const QList<PictureKind>& kinds) {
    const auto kind = pictureKind(path);
    if (!kind || !kinds.contains(*kind))
        return tr("Cannot write '%1': the kind of picture follows the ending, and it must be %2.")
            .arg(path, endings(kinds));
    return whyNoFileAt(path);
}

std::optional<QString> whyNoFileAt(const QString& path) {
    const QFileInfo file(path);
    const QString folder = file.absolutePath();
    if (file.isDir()) return cannotWrite(path, tr("it is a folder"));
    if (!QFileInfo(folder).isDir()) return cannotWrite(path, tr("there is no folder '%1'").arg(folder));
    if (file.exists() && !file.isWritable()) return cannotWrite(path, tr("it exists and may not be changed"));
    QSaveFile trial(path); // makes a file of another name beside it, and removes that again
    if (!trial.open(QIODevice::WriteOnly)) return cannotWrite(path, trial.errorString());
    return std::nullopt;
}

std::optional<QString> saveBytes(const QByteArray& bytes, const QString& path) {
    WholeFile file(path);
    file.write(
        {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
    return file.finish();
}

QByteArray pngBytes(const QImage& picture) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return bytes;
}

} // namespace lockstep::ui
