// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/queuechart.h"

#include "tracebuilder.h"
#include "ui/charts/depthline.h"

#include <QAreaSeries>
#include <QGraphicsLineItem>
#include <QGraphicsTextItem>
#include <QLineSeries>
#include <QTest>

#include <map>
#include <random>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

// A step function by the plainest means.
struct Naive {
    std::vector<std::pair<Timestamp, std::int32_t>> changes;

    std::optional<std::int32_t> at(Timestamp time) const {
        std::optional<std::int32_t> value;
        for (const auto& [when, what] : changes)
            if (when <= time) value = what;
        return value;
    }
    std::optional<MinMax> extent(Timestamp begin, Timestamp end) const {
        std::optional<MinMax> found;
        const auto add = [&](std::int32_t value) {
            if (!found) found = MinMax{value, value};
            found = MinMax{std::min(found->min, value), std::max(found->max, value)};
        };
        if (const auto first = at(begin)) add(*first);
        for (const auto& [when, what] : changes)
            if (when > begin && when < end) add(what);
        return found;
    }
};

struct RandomSteps {
    RandomSteps(int count, unsigned seed) {
        std::mt19937 random(seed);
        Timestamp time = 100;
        for (int i = 0; i < count; ++i) {
            time += 1 + static_cast<Timestamp>(random() % 9);
            const auto value = static_cast<std::int32_t>(random() % 50);
            track.append(time, EventIndex{static_cast<std::uint32_t>(i)}, value);
            naive.changes.emplace_back(time, value);
        }
        end = time + 5;
    }
    StepTrack track;
    Naive naive;
    Timestamp end = 0;
};

// What the line shows at a time: its last point at or before it.
std::optional<double> shownAt(const QList<QPointF>& line, Timestamp time) {
    std::optional<double> value;
    for (const QPointF& point : line)
        if (point.x() <= static_cast<double>(time)) value = point.y();
    return value;
}

struct Producing : TraceBuilder {
    Producing() {
        addThreads({"P", "C"}).addQueue("jobs", 4).addSemaphore("permits", 3);
        at(1000)
            .put("P", "jobs")
            .at(2000)
            .put("P", "jobs")
            .at(3000)
            .take("C", "jobs")
            .acquire("C", "permits");
        at(10'000);
    }
};

struct Shown {
    explicit Shown(const TraceBuilder& built) {
        chart.resize(600, 140);
        viewport.setTrace(&built.trace());
        viewport.fitAll();
        chart.show();
        chart.setPlotSpan(150, 430);
    }
    Viewport viewport;
    QueueChart chart{&viewport};
};

} // namespace

class QueueChartTest : public QObject {
    Q_OBJECT
private slots:
    void withFewChangesTheLineIsTheTrackItself() {
        for (unsigned seed = 0; seed < 50; ++seed) {
            const RandomSteps steps(60, seed);
            const TimeRange range{static_cast<Timestamp>(seed * 5), steps.end - static_cast<Timestamp>(seed)};
            const auto line = depthLine(steps.track, range, 400, steps.end);
            for (Timestamp t = range.begin; t < range.end; ++t) {
                const auto wanted = steps.naive.at(t);
                const auto shown = shownAt(line, t);
                QCOMPARE(shown.has_value(), wanted.has_value());
                if (wanted) QCOMPARE(*shown, static_cast<double>(*wanted));
            }
        }
    }

    void withManyChangesEachColumnShowsItsSmallestAndLargest() {
        for (unsigned seed = 0; seed < 30; ++seed) {
            const RandomSteps steps(3000, seed);
            const int columns = 20 + static_cast<int>(seed * 3);
            const TimeRange range{static_cast<Timestamp>(seed * 40),
                                  steps.end - static_cast<Timestamp>(seed * 7)};
            auto line = depthLine(steps.track, range, columns, steps.end);
            QVERIFY(line.size() <= 2 * columns + 1);
            line.removeLast(); // leads up to the range's end
            std::map<int, MinMax> shown;
            for (const QPointF& point : line) {
                int column = 0;
                while (columnBegin(range, columns, column + 1) <= static_cast<Timestamp>(point.x())) ++column;
                const auto value = static_cast<std::int32_t>(point.y());
                MinMax& extent = shown.try_emplace(column, MinMax{value, value}).first->second;
                extent = {std::min(extent.min, value), std::max(extent.max, value)};
            }
            for (int c = 0; c < columns; ++c) {
                const auto wanted =
                    steps.naive.extent(columnBegin(range, columns, c), columnBegin(range, columns, c + 1));
                QCOMPARE(shown.contains(c), wanted.has_value());
                if (wanted) QCOMPARE(shown[c], *wanted);
            }
        }
    }

    void theLineEndsWhereTheTraceEnds() {
        const RandomSteps steps(10, 1);
        const auto line = depthLine(steps.track, {0, steps.end * 2}, 100, steps.end);
        QCOMPARE(line.last().x(), static_cast<double>(steps.end));
        QVERIFY(depthLine(steps.track, {steps.end, steps.end * 2}, 100, steps.end).isEmpty());
        QVERIFY(depthLine(StepTrack(), {0, 100}, 100, 100).isEmpty());
    }

    void columnsCoverTheRangeExactly() {
        const TimeRange range{17, 1'000'000'000'000'003};
        QCOMPARE(columnBegin(range, 1337, 0), range.begin);
        QCOMPARE(columnBegin(range, 1337, 1337), range.end);
        for (int c = 0; c < 1337; ++c) QVERIFY(columnBegin(range, 1337, c) < columnBegin(range, 1337, c + 1));
    }

    void thePlotTakesTheGivenSpanToThePixel() {
        const Producing built;
        Shown shown(built);
        for (auto [left, width] : {std::pair(150, 430), std::pair(37, 500), std::pair(200, 300)}) {
            shown.chart.setPlotSpan(left, width);
            QCOMPARE(shown.chart.plotArea().left(), left);
            QCOMPARE(shown.chart.plotArea().width(), width);
            // and what Qt Charts draws agrees with it
            const auto* line = qobject_cast<QLineSeries*>(shown.chart.chart()->series().last());
            const TimeRange range = shown.viewport.range();
            for (Timestamp time : {range.begin, range.begin + range.length() / 3, range.end}) {
                const QPointF drawn = shown.chart.chart()->mapToPosition({static_cast<double>(time), 0},
                                                                         const_cast<QLineSeries*>(line));
                QVERIFY(std::abs(drawn.x() - shown.chart.xOf(time)) < 0.5);
            }
        }
    }

    void theGridIsThatOfThePlotAndItsNumbersKeepToTheirRoom() {
        TraceBuilder built;
        built.addThreads({"A"}).add(ObjectKind::Atomic, "counter", 0);
        built.at(1000).update("A", "counter", 2'800'000).at(2000);
        Shown shown(built);
        shown.chart.setPlotSpan(140, 400);
        const QRectF plot = shown.chart.plotArea();
        QStringList numbers;
        int lines = 0;
        for (const QGraphicsItem* item : shown.chart.scene()->items()) {
            if (!item->isVisible()) continue;
            const QRectF box = item->sceneBoundingRect();
            if (const auto* line = qgraphicsitem_cast<const QGraphicsLineItem*>(item)) {
                const bool isUpright = line->line().dx() == 0;
                if (isUpright || box.width() < 20) continue;
                ++lines;
                QVERIFY(std::abs(box.left() - plot.left()) < 2 && std::abs(box.right() - plot.right()) < 2);
            }
            if (const auto* text = qgraphicsitem_cast<const QGraphicsTextItem*>(item)) {
                if (text->toPlainText().isEmpty()) continue;
                numbers << text->toPlainText();
                QVERIFY(box.left() >= plot.left() - shown.chart.axisRoom());
                QVERIFY(box.right() > plot.left() - 10 && box.right() <= plot.left());
            }
        }
        QVERIFY(lines >= 3);
        QVERIFY2(numbers.contains("2,000,000"), qPrintable(numbers.join(' ')));
    }

    void timesAndPixelsAreEachOthersInverse() {
        const Producing built;
        Shown shown(built);
        for (Timestamp time : {0, 1234, 9999}) {
            const Timestamp pixel = shown.viewport.range().length() / 430 + 1;
            QVERIFY(std::abs(shown.chart.timeAt(shown.chart.xOf(time)) - time) <= pixel);
        }
    }

    void queuesComeFirstThenSemaphoresAndVariablesOnlyWhenAsked() {
        Producing built;
        built.add(ObjectKind::Atomic, "counter", 0);
        Shown shown(built);
        QCOMPARE(shown.chart.subjects().size(), std::size_t{2});
        QCOMPARE(shown.chart.subjects()[0].name, "jobs");
        QCOMPARE(shown.chart.subjects()[0].capacity, 4);
        QCOMPARE(shown.chart.subjects()[0].extent, (MinMax{0, 2}));
        QCOMPARE(shown.chart.subjects()[1].name, "permits");
        shown.chart.setVariablesShown(true);
        QCOMPARE(shown.chart.subjects().size(), std::size_t{3});
    }

    void variablesAreDrawnWhereThereIsNothingElse() {
        TraceBuilder built;
        built.addThreads({"A"}).add(ObjectKind::Atomic, "counter", 0).at(1000).update("A", "counter", 1);
        Shown shown(built);
        QCOMPARE(shown.chart.subjects().size(), std::size_t{1});
        QCOMPARE(shown.chart.subjects()[0].name, "counter");
    }

    void theCapacityIsWithinThePlot() {
        const Producing built;
        const Shown shown(built);
        QVERIFY(shown.chart.yOf(4) >= shown.chart.plotArea().top());
        QCOMPARE(shown.chart.yOf(0), shown.chart.plotArea().bottom());
    }

    void aDepthIsToldInASentence() {
        const Producing built;
        const Trace& trace = built.trace();
        QCOMPARE(depthSentence(trace, built.object("jobs"), 2500),
                 QString("`jobs` holds 2 of 4 items at %1.").arg("2.50 µs"));
        QCOMPARE(depthSentence(trace, built.object("permits"), 5000),
                 "`permits` has 2 permits left at 5.00 µs.");
        TraceBuilder late;
        late.addThreads({"A"}).at(100).addQueue("later");
        QCOMPARE(depthSentence(late.trace(), late.object("later"), 50), QString());
        QCOMPARE(depthText(late.trace(), late.object("later"), 50), QString::fromUtf8("–"));
    }

    void aPressOrDragInThePlotMovesTheCursor() {
        const Producing built;
        Shown shown(built);
        const auto at = [&](Timestamp time) { return QPoint(static_cast<int>(shown.chart.xOf(time)), 60); };
        QTest::mousePress(shown.chart.viewport(), Qt::LeftButton, {}, at(2000));
        QVERIFY(std::abs(shown.viewport.cursor().time - 2000) < 50);
        QMouseEvent move(QEvent::MouseMove, at(7000), shown.chart.mapToGlobal(at(7000)), Qt::NoButton,
                         Qt::LeftButton, {});
        QApplication::sendEvent(shown.chart.viewport(), &move);
        QVERIFY(std::abs(shown.viewport.cursor().time - 7000) < 50);
    }

    void theCursorIsDrawnOverThePlot() {
        const Producing built;
        Shown shown(built);
        shown.viewport.setCursorTime(6000);
        const int x = static_cast<int>(shown.chart.xOf(6000));
        QTRY_COMPARE(shown.chart.grab().toImage().pixelColor(x, 1), Theme::light().cursor);
    }

    void controlAndTheWheelZoomAtTheMouse() {
        const Producing built;
        Shown shown(built);
        const double x = shown.chart.xOf(3000);
        const Timestamp before = shown.viewport.range().length();
        QWheelEvent wheel({x, 60}, shown.chart.mapToGlobal(QPointF(x, 60)), {}, {0, 120}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(shown.chart.viewport(), &wheel);
        QVERIFY(shown.viewport.range().length() < before);
        QVERIFY(std::abs(shown.chart.xOf(3000) - x) < 1.5);
    }

    void withNothingToDrawItSaysWhy() {
        Viewport viewport;
        QueueChart chart(&viewport);
        QCOMPARE(chart.emptyText(), "Nothing has run yet.");
        TraceBuilder built;
        built.addThreads({"A"});
        viewport.setTrace(&built.trace());
        QCOMPARE(chart.emptyText(), "This run has no queue, semaphore or variable.");
        QCOMPARE(chart.accessibleDescription(), chart.emptyText());
        viewport.setTrace(nullptr);
    }

    void linesStandOutFromBothBackgrounds() {
        for (std::size_t i = 0; i < 8; ++i) {
            QVERIFY(contrast(lineColor(i, Theme::light()), Theme::light().background) >= 3);
            QVERIFY(contrast(lineColor(i, Theme::dark()), Theme::dark().background) >= 3);
        }
    }
};

QTEST_MAIN(QueueChartTest)
#include "tst_queuechart.moc"
