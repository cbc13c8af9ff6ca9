// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/windowpicture.h"

#include "core/engine/session.h"
#include "ui/model/run.h"
#include "ui/window/files/figureview.h"
#include "ui/window/mainwindow.h"
#include "ui/window/start/startscreen.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPaintEngine>
#include <QTemporaryDir>
#include <QThread>

namespace lockstep::ui {

namespace {

constexpr double kImageScale = 2;
constexpr int kQuietMs = 400; // all that a window does by and by is done within a few frames
constexpr int kNapMs = 5;

QImage imageOf(QWidget& window, double scale) {
    QImage image(window.size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    window.render(&image);
    return image;
}

// Timers of views, and what is worked out on other threads.
void settle() {
    QElapsedTimer time;
    for (time.start(); time.elapsed() < kQuietMs; QThread::msleep(kNapMs)) QApplication::processEvents();
}

void paintOffscreen(std::unique_ptr<Session> run, const FigureOrder& order, QPainter& painter,
                    const QRectF& space) {
    const QTemporaryDir folder; // nobody's settings
    MainWindow window(folder.filePath("settings.ini"));
    window.setTheme(order.theme == FigureTheme::Dark ? ThemeChoice::Dark : ThemeChoice::Light);
    window.resize(space.size().toSize());
    window.show();
    window.parts().run->keep(std::move(run), {});
    window.parts().start->leaveStart();
    showFigure(window.parts(), order);
    settle();
    paintWindow(window, painter, space);
}

} // namespace

void paintWindow(QWidget& window, QPainter& painter, const QRectF& space) {
    const QSizeF size = QSizeF(window.size()).scaled(space.size(), Qt::KeepAspectRatio);
    const QRectF room(space.center() - QPointF(size.width() / 2, size.height() / 2), size);
    if (painter.paintEngine()->type() == QPaintEngine::SVG)
        return painter.drawImage(room, imageOf(window, kImageScale));
    painter.save();
    painter.translate(room.topLeft());
    painter.scale(size.width() / window.width(), size.height() / window.height());
    window.render(&painter);
    painter.restore();
}

Figure::PaintWindow windowOf(std::shared_ptr<std::unique_ptr<Session>> run, const FigureOrder& order) {
    return [run, order](QPainter& painter, const QRectF& space) {
        if (*run) paintOffscreen(std::move(*run), order, painter, space);
    };
}

} // namespace lockstep::ui
