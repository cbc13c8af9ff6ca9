// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/picturefile.h"

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

} // namespace

std::optional<QString> whyNotWritable(const QString& path) {
    const QFileInfo file(path);
    const QString folder = file.absolutePath();
    if (file.suffix().compare("png", Qt::CaseInsensitive) != 0)
        return tr("Cannot write '%1': the kind of picture follows the ending, and it must be .png.")
            .arg(path);
    if (file.isDir()) return cannotWrite(path, tr("it is a folder"));
    if (!QFileInfo(folder).isDir()) return cannotWrite(path, tr("there is no folder '%1'").arg(folder));
    if (file.exists() && !file.isWritable()) return cannotWrite(path, tr("it exists and may not be changed"));
    QSaveFile trial(path); // makes a file of another name beside it, and removes that again
    if (!trial.open(QIODevice::WriteOnly)) return cannotWrite(path, trial.errorString());
    return std::nullopt;
}

std::optional<QString> savePicture(const QImage& picture, const QString& path) {
    QSaveFile file(path);
    const QByteArray bytes = pngBytes(picture);
    const bool isSaved =
        file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    return isSaved ? std::nullopt : std::optional(cannotWrite(path, file.errorString()));
}

QByteArray pngBytes(const QImage& picture) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return bytes;
}

} // namespace lockstep::ui
