// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/windowpicture.h"

#include "core/engine/session.h"
#include "ui/graph/detection/panel/walkmaker.h"
#include "ui/model/run.h"
#include "ui/model/shapes.h"
#include "ui/tables/contention/aside.h"
#include "ui/window/files/traces.h"
#include "ui/window/mainwindow.h"
#include "ui/window/print/widgetprint.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr int kSoonMs = 1000; // what a view puts off for no longer is waited for; a message that goes, not
constexpr int kLongestMs = 60000; // then the picture shows what there is
constexpr int kQuietLooks = 3;    // one thing that is done may bring about another
constexpr int kNapMs = 5;

template <class Part>
bool isAnyComputing(const QObject& window) {
    return std::ranges::any_of(window.findChildren<Part*>(), &Part::isComputing);
}

// The run is not read to its end, a view has put something off, or works it out on another thread.
bool isBusy(const MainWindow& window) {
    const auto isDue = [](const QTimer* timer) {
        return timer->isActive() && timer->isSingleShot() && timer->interval() <= kSoonMs;
    };
    return window.parts().run->phase() != Phase::Ended ||
           std::ranges::any_of(window.findChildren<QTimer*>(), isDue) || isAnyComputing<Aside>(window) ||
           isAnyComputing<WalkMaker>(window);
}

void settle(const MainWindow& window) {
    QElapsedTimer time;
    time.start();
    for (int quiet = 0; quiet < kQuietLooks && time.elapsed() < kLongestMs; QThread::msleep(kNapMs)) {
        QApplication::processEvents();
        quiet = isBusy(window) ? 0 : quiet + 1;
    }
}

void paintOffscreen(std::unique_ptr<Session> run, const FigureOrder& order, QPainter& painter,
                    const QRectF& space) {
    const QTemporaryDir folder; // nobody's settings
    MainWindow window(folder.filePath("settings.ini"));
    window.parts().appearance->showFor(&themeOf(order.theme));
    window.resize(space.size().toSize());
    window.show();
    window.parts().traces->show(std::move(run), {});
    settle(window);
    paintWindow(window, *window.parts().appearance, painter, space, order.theme);
}

// The application's palette comes to its widgets with a later event, the window's own at once.
class ThemeForNow {
public:
    ThemeForNow(QWidget& window, Appearance& appearance, const Theme& theme)
        : m_window(window)
        , m_appearance(&appearance.theme() == &theme ? nullptr : &appearance) {
        if (!m_appearance) return;
        m_appearance->showFor(&theme);
        m_window.setPalette(theme.palette());
    }
    ~ThemeForNow() {
        if (!m_appearance) return;
        m_appearance->showFor(nullptr);
        m_window.setPalette({});
    }

private:
    QWidget& m_window;
    Appearance* const m_appearance;
};

} // namespace

void paintWindow(QWidget& window, Appearance& appearance, QPainter& painter, const QRectF& space,
                 FigureTheme theme) {
    const ThemeForNow now(window, appearance, themeOf(theme));
    const QSizeF size = QSizeF(window.size()).scaled(space.size(), Qt::KeepAspectRatio);
    const QRectF room(space.center() - QPointF(size.width() / 2, size.height() / 2), size);
    painter.save();
    painter.translate(room.topLeft());
    painter.scale(size.width() / window.width(), size.height() / window.height());
    if (keepsShapes(painter))
        printWidget(window, painter);
    else
        window.render(&painter);
    painter.restore();
}

Figure::PaintWindow windowOf(std::shared_ptr<std::unique_ptr<Session>> run, const FigureOrder& order) {
    return [run, order](QPainter& painter, const QRectF& space, FigureTheme) {
        if (*run) paintOffscreen(std::move(*run), order, painter, space);
    };
}

} // namespace lockstep::ui
