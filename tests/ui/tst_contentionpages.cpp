// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracebuilder.h"
#include "ui/tables/contentiontable.h"
#include "ui/timeline/timelinepainter.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QListWidget>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

// C waits for B from 20 to 100 us, and B for A from 50 to 90.
struct Chain : TraceBuilder {
    Chain() {
        addThreads({"A", "B", "C"}).addLocks({"l", "m"}).at(10'000).acquire("A", "m").acquire("B", "l");
        at(20'000).wait("C", "l").at(50'000).wait("B", "m").at(90'000).release("A", "m");
        wake("A", "m", "B").at(95'000).acquire("B", "m").at(100'000).release("B", "l").wake("B", "l", "C");
        at(101'000).acquire("C", "l").at(103'000).release("C", "l");
    }
};

struct Bench {
    explicit Bench(const Trace& trace) {
        table.resize(900, 200);
        table.show();
        viewport.setTrace(&trace);
        QCoreApplication::processEvents();
    }
    UseModel& cells() { return table.matrix().view().use(); }
    std::int64_t cell(const QString& holder, const QString& waiter) {
        const QModelIndex at = index(holder, waiter);
        return at.isValid() ? at.data(UseModel::kNumberRole).toLongLong() : -1;
    }
    QModelIndex index(const QString& holder, const QString& waiter) {
        const UseTable& shown = cells().table();
        const auto row = static_cast<int>(shown.names.indexOf(holder));
        for (int c = 0; c < static_cast<int>(shown.columns.size()); ++c)
            if (shown.columns[static_cast<std::size_t>(c)].title == waiter && row >= 0)
                return table.matrix().view().model()->index(row, c + 1);
        return {};
    }
    void click(const QString& holder, const QString& waiter) {
        UseView& view = table.matrix().view();
        view.setCurrentIndex(index(holder, waiter));
        emit view.clicked(view.currentIndex());
    }

    Viewport viewport;
    ContentionTable table{&viewport};
};

QModelIndex cellOf(const UseView& view, int row, const QString& title) {
    const auto& columns = view.use().table().columns;
    for (int c = 0; c < static_cast<int>(columns.size()); ++c)
        if (columns[static_cast<std::size_t>(c)].title == title) return view.model()->index(row, c + 1);
    return {};
}

} // namespace

class ContentionPagesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theMatrixChargesWaitsThroughChainsAndItsColumnsSumToThem() {
        const Chain built;
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Matrix);
        QCOMPARE(bench.cell("A", "C"), 40'000);
        QCOMPARE(bench.cell("B", "C"), 40'000);
        QCOMPARE(bench.cell("A", "B"), 40'000);
        QCOMPARE(bench.cell("B", "B"), 0);
        QCOMPARE(bench.cell("all of it", "C"), 80'000);
        QCOMPARE(bench.cell("A", "all threads"), 80'000);
        QCOMPARE(bench.cell("all of it", "all threads"), 120'000);
        for (std::size_t c = 0; c < bench.cells().table().columns.size(); ++c) {
            const auto& values = bench.cells().table().columns[c].values;
            std::int64_t sum = 0;
            for (std::size_t r = 1; r < values.size(); ++r) sum += values[r].value_or(0);
            QCOMPARE(sum, *values[0]);
        }
    }

    void ofManyThreadsTheOthersAreOneRowAndOneColumn() {
        TraceBuilder built;
        built.addLocks({"l"});
        const auto name = [](int t) { return "T" + std::to_string(t); };
        for (int t = 0; t < 60; ++t) built.addThread(name(t)).spawn("", name(t)).start(name(t));
        built.acquire("T0", "l");
        for (int t = 1; t < 60; ++t) built.at(10 * t).wait(name(t), "l");
        for (int t = 1; t < 60; ++t) {
            built.at(1000 * t).release(name(t - 1), "l").wake(name(t - 1), "l", name(t));
            built.acquire(name(t), "l");
        }
        const auto charges = blameOf(built.trace());
        const BlameMatrix matrix = BlameMatrix::of(built.trace(), charges, Charging::Direct);
        QCOMPARE(matrix.rows.size(), BlameMatrix::kMost);
        QCOMPARE(matrix.table.names.last(), "9 others");
        QCOMPARE(matrix.table.columns.back().title, "9 others");
        std::int64_t all = 0;
        for (const Charge& charge : charges) all += charge.direct;
        QCOMPARE(*matrix.table.columns[0].values[0], all);
        for (std::size_t r = 0; r < matrix.table.ids.size(); ++r) {
            std::int64_t sum = 0;
            for (std::size_t c = 1; c < matrix.table.columns.size(); ++c)
                sum += *matrix.table.columns[c].values[r];
            QCOMPARE(sum, *matrix.table.columns[0].values[r]);
        }
    }

    void withoutChainsWhoHadTheLockIsCharged() {
        const Chain built;
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Matrix);
        bench.table.matrix().chains().click();
        QCOMPARE(bench.cell("B", "C"), 80'000);
        QCOMPARE(bench.cell("A", "C"), 0);
        QCOMPARE(bench.cell("all of it", "C"), 80'000);
    }

    void aCellsTooltipSaysBoth() {
        const Chain built;
        Bench bench(built.trace());
        QCOMPARE(
            bench.index("B", "C").data(Qt::ToolTipRole).toString(),
            QString::fromUtf8(
                "C waited 80.0 µs for B: for what it had, or for its end. Through chains 40.0 µs come to "
                "B: while it was the last one that the others waited for."));
        QCOMPARE(bench.index("all of it", "C").data(Qt::ToolTipRole).toString(), "80,000 ns");
    }

    void aTooltipTellsOfWhatItsCellShows() {
        TraceBuilder built; // C waits for B behind nobody: B's lock is free while B waits for it
        built.addThreads({"A", "B", "C"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m");
        built.at(10'000).wait("B", "l").wait("C", "m").at(20'000).release("A", "l").at(26'000).acquire("A",
                                                                                                       "l");
        built.at(30'000).release("A", "l").wake("A", "l", "B").acquire("B", "l").release("B", "m");
        built.at(32'000);
        Bench bench(built.trace());
        const auto tip = [&] { return bench.index("nobody", "C").data(Qt::ToolTipRole).toString(); };
        bench.table.choose(ContentionTable::Page::Matrix);
        QCOMPARE(bench.cell("nobody", "C"), 8'000);
        QVERIFY2(tip().startsWith("C waited 8.00 µs for what nobody had: "), qPrintable(tip()));
        bench.table.matrix().chains().click();
        QCOMPARE(bench.cell("nobody", "C"), 2'000);
        QVERIFY2(tip().startsWith("C waited 2.00 µs for what nobody had: "), qPrintable(tip()));
    }

    void whoWaitsForItselfIsToldSo() {
        TraceBuilder built;
        built.addThreads({"A"}).addLocks({"l"}).acquire("A", "l").at(10'000).wait("A", "l").at(30'000);
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Matrix);
        QCOMPARE(bench.index("A", "A").data(Qt::ToolTipRole).toString(),
                 QString::fromUtf8("A waited 20.0 µs for what it had itself"));
    }

    void aClickOnACellGoesToTheLongestOfItsSpansAndMarksThemAll() {
        const Chain built;
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Matrix);
        bench.click("B", "C");
        const ThreadId c = built.thread("C");
        const std::vector<MarkedSpan> expected{{c, {20'000, 50'000}}, {c, {90'000, 100'000}}};
        QVERIFY(bench.viewport.markedSpans() == expected);
        QCOMPARE(bench.viewport.cursor().time, 20'000);
        QCOMPARE(bench.viewport.selectedThread(), c);
        const SpanList& spans = bench.table.matrix().spans();
        QCOMPARE(spans.title(), "C waited for B: 2 spans, the longest first");
        QTest::keyClick(&spans.list(), Qt::Key_Down);
        QCOMPARE(bench.viewport.cursor().time, 90'000);
        QVERIFY(bench.viewport.range().contains(90'000) && bench.viewport.range().contains(100'000));
    }

    void aSumHasNoSpans() {
        const Chain built;
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Matrix);
        bench.click("all of it", "C");
        QVERIFY(bench.viewport.markedSpans().empty());
    }

    void longerWaitsAreShadedDarker() {
        const Chain built;
        Bench bench(built.trace());
        bench.table.setTheme(Theme::light());
        const auto shade = [&](const char* holder, const char* waiter) {
            return bench.index(holder, waiter).data(Qt::BackgroundRole);
        };
        QVERIFY(shade("A", "C").isValid());
        QVERIFY(!shade("B", "B").isValid());         // nothing
        QVERIFY(!shade("all of it", "C").isValid()); // a sum
        const Theme& theme = Theme::light();
        const QColor darkest = shade("A", "C").value<QBrush>().color();
        QVERIFY(contrast(darkest, theme.text) >= 4.5);
    }

    void whereNobodyWaitedTheMatrixSaysSo() {
        TraceBuilder built;
        built.addThreads({"A"}).at(10).exit("A");
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Matrix);
        QVERIFY(!bench.table.matrix().view().isVisible());
        QVERIFY(!bench.table.copy(TextFormat::Csv));
    }

    void theChosenRowShowsHowItsWaitsOrHoldsAreSpread() {
        const Chain built;
        Bench bench(built.trace());
        const HistogramView& histogram = bench.table.lockPage().histogram();
        QVERIFY(!histogram.isVisible());
        UseView& view = bench.table.lockView();
        view.setCurrentIndex(cellOf(view, 0, "Wait total"));
        QVERIFY(histogram.isVisible());
        QCOMPARE(histogram.durations().count, 1);
        QCOMPARE(histogram.durations().total, 80'000);
        QCOMPARE(histogram.barText(0),
                 QString::fromUtf8("1 of 1 lasted from 50.0 µs to less than 100 µs: 80.0 µs together"));
        view.setCurrentIndex(cellOf(view, 0, "Hold max"));
        QCOMPARE(histogram.durations().count, 2);
        QCOMPARE(histogram.durations().total, 92'000);
    }

    void theBarsStandSideBySideInsideTheHistogram() {
        HistogramView histogram;
        histogram.resize(300, 120);
        histogram.setDurations("l: 4 waits", TimeAxis::Time, Distribution::of({3, 4, 12, 700}),
                               ThreadState::Blocked);
        const auto bars = histogram.durations().bars.size();
        QCOMPARE(bars, std::size_t{8}); // 2, 5, 10, 20, 50, 100, 200, 500
        for (std::size_t i = 0; i < bars; ++i) {
            QVERIFY(QRectF(histogram.rect()).contains(histogram.barRect(i)) ||
                    histogram.barRect(i).isEmpty());
            if (i > 0) QCOMPARE(histogram.barRect(i).left(), histogram.barRect(i - 1).right());
        }
        QVERIFY(histogram.barRect(0).height() > histogram.barRect(2).height());
        QVERIFY(histogram.accessibleDescription().contains("2 of 4"));
    }

    void thePathIsThatOfTheSelectionElseOfTheWholeRun() {
        const Chain built;
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Path);
        PathPage& page = bench.table.path();
        QCOMPARE(page.view().use().table().names, (QStringList{"A", "B", "C"}));
        QCOMPARE(cellOf(page.view(), 0, "On the path").data(UseModel::kNumberRole).toLongLong(), 90'000);
        QVERIFY(page.sentence().startsWith(
            QString::fromUtf8("What took 103 µs, one after the other: 90.0 µs of A")));
        QVERIFY(page.sentence().contains("was handed over once"));
        bench.viewport.setSelection(TimeRange{92'000, 102'000});
        QVERIFY(page.sentence().startsWith(QString::fromUtf8("What took 10.0 µs")));
        QCOMPARE(page.view().use().table().names, (QStringList{"B", "C"}));
    }

    void theLanesMarkThePathWhileItIsInSight() {
        const Chain built;
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Path);
        const std::vector<MarkedSpan> expected{{built.thread("A"), {0, 90'000}},
                                               {built.thread("B"), {90'000, 100'000}},
                                               {built.thread("C"), {100'000, 103'000}}};
        QVERIFY(bench.viewport.markedSpans() == expected);
        UseView& view = bench.table.path().view();
        view.setCurrentIndex(view.model()->index(1, 0));
        QCOMPARE(bench.viewport.markedSpans().size(), std::size_t{1}); // of B
        bench.table.choose(ContentionTable::Page::Locks);
        QVERIFY(bench.viewport.markedSpans().empty());
    }

    void aMarkedSpanIsUnderlinedInItsLane() {
        const Chain built;
        TimelineScene scene{.trace = &built.trace(), .theme = &Theme::light()};
        scene.layout = TimelineLayout(built.trace());
        scene.range = {0, 103'000};
        scene.showsCursor = false;
        scene.marked = {{built.thread("B"), {50'000, 90'000}}};
        QImage image(900, 300, QImage::Format_RGB32);
        LanesPicture lanes;
        QPainter painter(&image);
        TimelinePainter timeline(scene, image.rect(), QFont(), 1.0);
        timeline.paint(painter, lanes);
        const int below = timeline.laneRect(*scene.layout.lane(built.thread("B"))).bottom() + 2;
        const auto isMarked = [&](Timestamp time) {
            const int x = static_cast<int>(timeline.coordinates().x(time));
            return image.pixelColor(x, below) == Theme::light().selection;
        };
        QVERIFY(isMarked(51'000) && isMarked(89'000));
        QVERIFY(!isMarked(48'000) && !isMarked(92'000));
    }

    void csvIsExactAndInTheOrderOfTheTable() {
        const Chain built;
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Matrix);
        QVERIFY(bench.table.copy(TextFormat::Csv));
        QCOMPARE(QGuiApplication::clipboard()->text(), "Held by,all threads (ns),C (ns),B (ns)\n"
                                                       "all of it,120000,80000,40000\n"
                                                       "A,80000,40000,40000\n"
                                                       "B,40000,40000,0\n");
        bench.table.choose(ContentionTable::Page::Locks);
        bench.table.lockView().sortByColumn(1, Qt::AscendingOrder); // taken
        bench.table.copy(TextFormat::Csv);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QVERIFY(lines[0].startsWith("Lock,Taken,Had to wait,Contended (%),Wait total (ns),"));
        QVERIFY(lines[1].startsWith("l,2,1,50.0,80000,"));
        QVERIFY(lines[2].startsWith("m,2,1,50.0,40000,"));
    }

    void markdownIsRoundedAndHasUnits() {
        const Chain built;
        Bench bench(built.trace());
        bench.table.choose(ContentionTable::Page::Matrix);
        QVERIFY(bench.table.copy(TextFormat::Markdown));
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QString::fromUtf8("| Held by | all threads | C | B |\n"
                                   "| :-- | --: | --: | --: |\n"
                                   "| all of it | 120.000 µs | 80.000 µs | 40.000 µs |\n"
                                   "| A | 80.000 µs | 40.000 µs | 40.000 µs |\n"
                                   "| B | 40.000 µs | 40.000 µs | 0.000 µs |\n"));
    }

    void aNameWithACommaOrABarIsOneField() {
        TraceBuilder built;
        built.addThreads({"A"}).addLocks({"a,\"b\"|c"}).acquire("A", "a,\"b\"|c").at(10);
        Bench bench(built.trace());
        bench.table.copy(TextFormat::Csv);
        QVERIFY(QGuiApplication::clipboard()->text().contains("\n\"a,\"\"b\"\"|c\",1,"));
        bench.table.copy(TextFormat::Markdown);
        QVERIFY(QGuiApplication::clipboard()->text().contains("| a,\"b\"\\|c |"));
    }

    void aNameWithLineEndsStaysInItsField() {
        TraceBuilder built;
        built.addThreads({"A"})
            .addLocks({"a\rb", "c\nd\te"})
            .acquire("A", "a\rb")
            .acquire("A", "c\nd\te")
            .at(10);
        Bench bench(built.trace());
        bench.table.copy(TextFormat::Csv);
        QVERIFY(QGuiApplication::clipboard()->text().contains("\n\"a\rb\",1,"));
        bench.table.copy(TextFormat::Markdown);
        QVERIFY(QGuiApplication::clipboard()->text().contains("\n| a b |"));
        QVERIFY(QGuiApplication::clipboard()->text().contains("\n| c d e |"));
    }

    void anotherTraceForgetsTheSpansOfTheLastOne() {
        const Chain first;
        const Chain second;
        Bench bench(first.trace());
        bench.table.choose(ContentionTable::Page::Matrix);
        bench.click("B", "C");
        bench.viewport.setTrace(&second.trace());
        QVERIFY(bench.viewport.markedSpans().empty());
        QCOMPARE(bench.table.matrix().spans().list().count(), 0);
        bench.viewport.setTrace(nullptr);
        QCOMPARE(bench.cells().rowCount(), 0);
    }
};

QTEST_MAIN(ContentionPagesTest)
#include "tst_contentionpages.moc"
