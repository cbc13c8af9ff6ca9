// SPDX-License-Identifier: GPL-3.0-or-later
// The three kinds of picture: what a function paints, as pixels, as shapes, or as pages.
//
// The same painting gives the same bytes on the same machine, whatever the time of day. Text stays text in
// SVG and PDF, and a PDF has the fonts that it uses. Needs a QGuiApplication (any platform will do).
#pragma once

#include "ui/figure/picturefile.h"

#include <QImage>

#include <functional>

class QPainter;

namespace lockstep::ui {

struct Picture {
    QSize size;    ///< logical pixels
    QString title; ///< for whoever lists files
    QString words; ///< what is to be seen, for whoever cannot see it
    std::function<void(QPainter&, int page)> paint;
    int pages = 1; ///< of a PDF; anything else shows `page`
    int page = 0;
};

/// `scale` device pixels for each logical one.
QImage imageOf(const Picture& picture, double scale);
/// With `run` in it (see enclosure.h), unless that is empty. `scale` counts for a PNG.
QByteArray pictureBytes(const Picture& picture, PictureKind kind, double scale, const QByteArray& run = {});

} // namespace lockstep::ui
