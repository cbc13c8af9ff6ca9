// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/figure.h"

#include "graphtraces.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

Cursor endOf(const TraceBuilder& built) {
    return {built.now(), built.last()};
}

QImage renderGraph(const Trace& trace, const Cursor& cursor, const Theme& theme, QSize size, double scale,
                   const QString& title) {
    FigureOrder order;
    order.view = FigureView::Graph;
    order.cursor = cursor;
    order.theme = theme.isDark ? FigureTheme::Dark : FigureTheme::Light;
    order.size = size;
    order.title = title;
    return Figure(trace, order).image(scale);
}

int pixelsOf(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) == color ? 1 : 0;
    return count;
}

} // namespace

class GraphFigureTest : public QObject {
    Q_OBJECT
private slots:
    void theCaptionTellsTheDeadlock() {
        const TwoLocksDeadlock built;
        QCOMPARE(graphCaption(built.trace(), endOf(built)),
                 "Worker 1 and Worker 2 wait for each other's lock from 3.00 ms on.");
    }

    void withoutADeadlockTheCaptionCounts() {
        const TwoLocksDeadlock built;
        QCOMPARE(graphCaption(built.trace(), {1'500'000, built.beforeIt}),
                 "At 1.50 ms, threads that wait: 1 of 3; locks that are held: 2 of 2.");
    }

    void beforeTheFirstEventTheCaptionSaysSo() {
        const TwoLocksDeadlock built;
        QCOMPARE(graphCaption(built.trace(), {}), "Nothing has happened yet.");
        QVERIFY(!renderGraph(built.trace(), {}, Theme::light(), {400, 300}, 1, "Empty").isNull());
    }

    void sizeAndScaleAreAsAsked() {
        const TwoLocksDeadlock built;
        const QImage image = renderGraph(built.trace(), endOf(built), Theme::light(), {640, 480}, 2, "T");
        QCOMPARE(image.size(), QSize(1280, 960));
        QCOMPARE(image.devicePixelRatio(), 2.0);
    }

    void theSameFigureHasTheSameBytes() {
        const TwoLocksDeadlock built;
        const auto render = [&] {
            return renderGraph(built.trace(), endOf(built), Theme::dark(), {640, 480}, 1, "T");
        };
        QCOMPARE(render(), render());
    }

    void aDeadlockIsOutlinedInEveryThemeAndSize() {
        const TwoLocksDeadlock built;
        for (const Theme* theme : {&Theme::light(), &Theme::dark()})
            for (QSize size : {QSize(300, 220), QSize(640, 480), QSize(1600, 900)}) {
                const QImage image = renderGraph(built.trace(), endOf(built), *theme, size, 1, "T");
                QVERIFY(pixelsOf(image, theme->deadlock) > 260);
                const QImage before =
                    renderGraph(built.trace(), {1'500'000, built.beforeIt}, *theme, size, 1, "T");
                // before it, only the one arrow of the legend has that colour
                QVERIFY(pixelsOf(image, theme->deadlock) > 4 * pixelsOf(before, theme->deadlock));
            }
    }

    void theMarginsStayEmpty() {
        const RandomLocking built(12, 12, 3);
        for (QSize size : {QSize(300, 220), QSize(1200, 800)}) {
            const QImage image = renderGraph(built.trace(), endOf(built), Theme::light(), size, 1, "Crowd");
            for (int x = 0; x < image.width(); ++x)
                for (int y : {0, 4, image.height() - 5, image.height() - 1})
                    QCOMPARE(image.pixelColor(x, y), Theme::light().background);
            for (int y = 0; y < image.height(); ++y)
                for (int x : {0, 4, image.width() - 5, image.width() - 1})
                    QCOMPARE(image.pixelColor(x, y), Theme::light().background);
        }
    }
};

QTEST_MAIN(GraphFigureTest)
#include "tst_graphfigure.moc"
