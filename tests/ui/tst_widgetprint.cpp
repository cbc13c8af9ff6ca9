// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/print/widgetprint.h"

#include "ui/window/appearance.h"
#include "ui/window/mainwindow.h"
#include "ui/window/windowpicture.h"

#include <QBuffer>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep::ui;

namespace {

constexpr QSize kSize{200, 100};
constexpr QRect kChild{50, 20, 80, 40};

// Paints far beyond itself, and a corner under a clip of its own.
struct Painted : QWidget {
    explicit Painted(QWidget* parent)
        : QWidget(parent) {
        setGeometry(kChild);
    }
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(-500, -500, 1000, 1000, Qt::red);
        painter.setPen(QPen(Qt::green, 4));
        painter.drawLine(-500, 30, 500, 30);
        painter.setPen(Qt::black);
        painter.setBrush(Qt::cyan); // nothing of a line is filled, and what comes after it is
        painter.drawPolyline(QPolygon({{10, 35}, {14, 35}}));
        painter.drawPolygon(QPolygon({{20, 32}, {26, 32}, {26, 38}, {20, 38}}));
        painter.drawText(4, 14, "within");
        painter.drawText(60, 14, "cut through");
        painter.drawText(100, 14, "outside");
        painter.drawImage(QRect(70, 16, 100, 8), blue());
        painter.setClipRect(0, 0, 10, 10);
        painter.fillRect(0, 0, 20, 20, Qt::yellow);
    }
    static QImage blue() {
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::blue);
        return image;
    }
};

struct Window : QWidget {
    Window() {
        resize(kSize);
        QPalette white;
        white.setColor(QPalette::Window, Qt::white);
        setPalette(white);
        new Painted(this);
        show();
    }
};

QByteArray svgOf(QWidget& widget) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(kSize);
    generator.setViewBox(QRect({}, kSize));
    QPainter painter(&generator);
    printWidget(widget, painter);
    painter.end();
    return bytes;
}

QImage printed(QWidget& widget, bool asSvg) {
    QImage image(kSize, QImage::Format_RGB32);
    image.fill(Qt::gray);
    QPainter painter(&image);
    if (asSvg)
        QSvgRenderer(svgOf(widget)).render(&painter);
    else
        printWidget(widget, painter);
    return image;
}

} // namespace

class WidgetPrintTest : public QObject {
    Q_OBJECT
private slots:
    void aWidgetEndsAtItsEdgesAndAtItsOwnClips_data() {
        QTest::addColumn<bool>("asSvg");
        QTest::newRow("on a painter with clips") << false;
        QTest::newRow("on one without") << true;
    }
    void aWidgetEndsAtItsEdgesAndAtItsOwnClips() {
        QFETCH(bool, asSvg);
        Window window;
        const QImage image = printed(window, asSvg);
        const auto at = [&](int x, int y) { return image.pixelColor(kChild.left() + x, kChild.top() + y); };
        QCOMPARE(image.pixelColor(2, 2), QColor(Qt::white));
        QCOMPARE(at(40, 37), QColor(Qt::red));
        QCOMPARE(at(40, 30), QColor(Qt::green));
        QCOMPARE(at(75, 20), QColor(Qt::blue));
        QCOMPARE(at(23, 36), QColor(Qt::cyan));
        QCOMPARE(at(4, 4), QColor(Qt::yellow));
        QVERIFY(at(3, 15) != QColor(Qt::yellow)); // beyond the clip
        for (const QPoint beyond :
             {QPoint(-3, 37), QPoint(83, 37), QPoint(83, 30), QPoint(83, 20), QPoint(40, 43)})
            QCOMPARE(at(beyond.x(), beyond.y()), QColor(Qt::white));
    }

    void wordsStayWordsUnlessAnEdgeCutsThroughThem() {
        Window window;
        const QByteArray svg = svgOf(window);
        QVERIFY(svg.contains(">within<"));
        QVERIFY(!svg.contains("cut through") && !svg.contains("outside"));
    }

    void aDarkWindowIsLightForPrintAndDarkAgain() {
        const QTemporaryDir folder;
        MainWindow window(folder.filePath("settings.ini"));
        window.setTheme(ThemeChoice::Dark);
        window.resize(900, 600);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto isLight = [&](const QImage& image) {
            int light = 0; // menu bar, a panel on the left, status line
            for (const QPoint at : {QPoint(895, 5), QPoint(3, 300), QPoint(450, 597)})
                light += image.pixelColor(at).lightness() > 128;
            return light;
        };
        QImage image(window.size(), QImage::Format_RGB32);
        QPainter painter(&image);
        Appearance& appearance = *window.parts().appearance;
        paintWindow(window, appearance, painter, image.rect(), FigureTheme::Print);
        painter.end();
        QCOMPARE(isLight(image), 3);
        QCOMPARE(&appearance.theme(), &Theme::dark());
        QCOMPARE(isLight(window.grab().toImage()), 0);
    }

    // Its letters are there as shapes, up to the edge.
    void ofAWordThatIsCutTheRestIsSeen() {
        Window window;
        const QImage image = printed(window, true);
        int dark = 0;
        for (int x = 60; x < kChild.width(); ++x)
            for (int y = 3; y < 15; ++y)
                dark += image.pixelColor(kChild.left() + x, kChild.top() + y).red() < 100;
        QVERIFY(dark > 10);
    }
};

QTEST_MAIN(WidgetPrintTest)
#include "tst_widgetprint.moc"
