// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of every view in every kind of file: what they say, that they say the same again, and what they
// carry.
#include "bench/manyintervals.h"
#include "graphtraces.h"
#include "ui/figure/figure.h"
#include "ui/model/enclosure.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

// Main and four workers: the first holds the lock for most of the time, the last waits longest for it.
struct Queueing : TraceBuilder {
    Queueing() {
        add(ObjectKind::Thread, "Main").spawn("", "Main").start("Main").addLocks({"lock1"});
        for (const char* name : {"Worker 1", "Worker 2", "Worker 3", "Worker 4"})
            addThread(name, "Main").spawn("Main", name, 40).start(name);
        acquire("Worker 1", "lock1", 24).wait("Worker 3", "lock1", 24);
        at(8'000'000).release("Worker 1", "lock1", 26).at(10'000'000);
    }
};

FigureOrder orderOf(const TraceBuilder& built, FigureView view) {
    FigureOrder order;
    order.view = view;
    order.size = FigureOrder::standardSize(view);
    order.range = {0, built.trace().end()};
    order.cursor = {built.now(), built.last()};
    order.title = "A title";
    return order;
}

QString textOf(const QByteArray& svg) {
    QXmlStreamReader reader(svg);
    QString text;
    bool isText = false;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::StartElement) isText = reader.name() == QStringLiteral("text");
        if (token == QXmlStreamReader::Characters && isText) text += reader.text();
    }
    return reader.hasError() ? "not XML: " + reader.errorString() : text.simplified();
}

const QList<FigureView> kViews{FigureView::Timeline, FigureView::Graph, FigureView::Queues,
                               FigureView::Detection};
const QList<PictureKind> kKinds{PictureKind::Png, PictureKind::Svg, PictureKind::Pdf};

} // namespace

class FigureTest : public QObject {
    Q_OBJECT

    const TwoLocksDeadlock m_built;

    Figure figureOf(FigureView view) const {
        return {m_built.trace(), orderOf(m_built, view), {"two-locks, seed 7", {}}};
    }

private slots:
    void theCaptionTellsWhoWaitsForWhomAndSinceWhen() {
        QCOMPARE(figureOf(FigureView::Timeline).caption(),
                 "two-locks, seed 7: Worker 1 and Worker 2 wait for each other's lock from 3.00 ms on. The "
                 "kernel did "
                 "not tell which thread had a CPU when: ready and running are one state.");
    }

    void beforeADeadlockTheCaptionDoesNotKnowOfIt() {
        QVERIFY(!timelineCaption(m_built.trace(), {0, 2'500'000}).contains("each other"));
    }

    void withoutADeadlockTheCaptionTellsWhatCostMost() {
        const Queueing built;
        QCOMPARE(timelineCaption(built.trace(), {0, built.trace().end()}),
                 "Main and 4 workers over 10.0 ms; `lock1` was held 80 % of the time, Worker 3 waited "
                 "longest, 10.0 "
                 "ms.");
    }

    void theCaptionNamesWhoIsThereInItsStretch() {
        TraceBuilder built;
        built.addThreads({"Main", "Worker 1", "Worker 2"}).at(1'000'000).exit("Worker 1").at(2'000'000);
        built.exit("Worker 2").at(3'000'000).exit("Main").at(4'000'000);
        const auto caption = [&](Timestamp begin, Timestamp end) {
            return timelineCaption(built.trace(), {begin, end});
        };
        QCOMPARE(caption(0, 4'000'000), "Main, Worker 1 and Worker 2 over 4.00 ms.");
        QCOMPARE(caption(1'000'000, 1'500'000), "Main and Worker 2 from 1.00 ms to 1.50 ms.");
        QCOMPARE(caption(1'000'000, 1'005'000),
                 QString::fromUtf8("Main and Worker 2 for 5.00 µs from 1.00 ms on."));
        QCOMPARE(caption(2'500'000, 4'000'000), "Main from 2.50 ms to 4.00 ms.");
        QCOMPARE(caption(3'500'000, 4'000'000), "From 3.50 ms to 4.00 ms all threads have ended.");
        QCOMPARE(timelineCaption(TraceBuilder().trace(), {0, 1000}), "Nothing has happened yet.");
    }

    void theSameFigureHasTheSameBytes() {
        for (const FigureView view : kViews)
            for (const PictureKind kind : kKinds)
                QCOMPARE(figureOf(view).bytes(kind, "run"), figureOf(view).bytes(kind, "run"));
    }

    void textStaysTextAndShapesStayShapes() {
        for (const FigureView view : kViews) {
            const QByteArray svg = figureOf(view).bytes(PictureKind::Svg);
            const QString text = textOf(svg);
            for (const char* words : {"A title", "two-locks, seed 7:"})
                QVERIFY2(text.contains(words), qPrintable(QString(words) + " is not in: " + text));
            QVERIFY(!svg.contains("<image"));
        }
        const QString lanes = textOf(figureOf(FigureView::Timeline).bytes(PictureKind::Svg));
        for (const char* words : {"Worker 2", "lock2", "deadlock", "2.5"})
            QVERIFY2(lanes.contains(words), qPrintable(QString(words) + " is not in: " + lanes));
    }

    void aSmallerImageShowsTheWholeFigure() {
        const QImage whole = figureOf(FigureView::Timeline).image(1);
        const QImage small = figureOf(FigureView::Timeline).image(0.5);
        QCOMPARE(small.size(), whole.size() / 2);
        QCOMPARE(small, whole.scaled(small.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }

    void theLegendHasOnlyWhatOccurs() {
        const QString text = textOf(figureOf(FigureView::Timeline).bytes(PictureKind::Svg));
        QVERIFY(text.contains("lock wanted") && text.contains("starts, or waits for its end"));
        QVERIFY(!text.contains("sleeping") && !text.contains("lets go on"));
    }

    void aFilterIsInTheFigureAndItsCaptionAndKeptWithIt() {
        FigureOrder order = orderOf(m_built, FigureView::Timeline);
        order.lanes = {.name = "worker 1", .met = {}};
        QCOMPARE(figureFrom(aboutFigure(order))->lanes, order.lanes);
        const QString all = QString::number(m_built.trace().threadCount());
        const Figure figure(m_built.trace(), order);
        QVERIFY2(figure.caption().contains("Shown: 1 of " + all + " threads: those that have"),
                 qPrintable(figure.caption()));
        order.lanes = {};
        QVERIFY(figure.image(1) != Figure(m_built.trace(), order).image(1));
        order.view = FigureView::Queues;
        order.lanes = {.name = "worker 1", .met = {}};
        QVERIFY(!captionOf(m_built.trace(), order, {}).contains("Shown:"));
    }

    void foldsAreInTheFigureAndItsCaptionAndKeptWithIt() {
        FigureOrder order = orderOf(m_built, FigureView::Timeline);
        const QImage open = Figure(m_built.trace(), order).image(1);
        order.folds = TimeFolds({{1'000'000, 1'400'000}, {1'500'000, 2'000'000}});
        QVERIFY(figureFrom(aboutFigure(order))->folds == order.folds);
        const Figure figure(m_built.trace(), order);
        QVERIFY2(figure.caption().contains("Idle time is folded"), qPrintable(figure.caption()));
        QVERIFY(figure.image(1) != open);
        About about = aboutFigure(order);
        about["figure:folds"] = "5 3 7 9 8 20 x";
        QVERIFY(figureFrom(about)->folds == TimeFolds({{7, 9}}));
    }

    void notesAreInTheFigureAndKeptWithIt() {
        FigureOrder order = orderOf(m_built, FigureView::Timeline);
        add(order.notes, {m_built.beforeIt, "Now both hold one"});
        add(order.notes, {EventIndex{1}, {}});
        QVERIFY(textOf(Figure(m_built.trace(), order).bytes(PictureKind::Svg)).contains("Now both hold one"));
        QCOMPARE(figureFrom(aboutFigure(order))->notes, order.notes);
    }

    void aPdfHasTheFontsThatItUses() {
        const QByteArray pdf = figureOf(FigureView::Timeline).bytes(PictureKind::Pdf, "run");
        QVERIFY(pdf.contains("/FontFile"));
        QVERIFY(!pdf.contains("/Subtype /Image") && !pdf.contains("CreationDate") &&
                !pdf.contains("ModDate"));
    }

    void aFileGrowsWithItsColumnsAndNotWithTheRun() {
        const ManyIntervals many(100'000, 16);
        FigureOrder order;
        order.range = {0, many.trace().end()};
        QVERIFY(Figure(many.trace(), order).bytes(PictureKind::Svg).size() < 4'000'000);
    }

    void forPrintThereAreOnlyGreys() {
        for (const FigureView view : kViews) {
            FigureOrder order = orderOf(m_built, view);
            order.theme = FigureTheme::Print;
            const QImage image = Figure(m_built.trace(), order).image(1);
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x) QVERIFY(qIsGray(image.pixel(x, y)));
        }
    }

    void whatAFileCarriesIsFoundInItAgain() {
        QByteArray run(300'000, '\0');
        for (qsizetype i = 0; i < run.size(); ++i) run[i] = static_cast<char>(i * i >> 7);
        for (const FigureView view : kViews)
            for (const PictureKind kind : kKinds) {
                QCOMPARE(enclosedRun(figureOf(view).bytes(kind, run)), run);
                QCOMPARE(enclosedRun(figureOf(view).bytes(kind)), std::nullopt);
            }
        for (const char* other : {"", "%PDF-1.4", "\x89PNG", "<svg><metadata id=\"Lockstep\">", "text"})
            QCOMPARE(enclosedRun(other), std::nullopt);
    }

    // Neither a hang nor a gigabyte, whatever a file claims.
    void ofAHostilePdfOnlySoMuchIsLookedAt() {
        QCOMPARE(enclosedRun("%PDF-1.4\n" + QByteArray("run.lockstep\n").repeated(200'000)), std::nullopt);
        QCOMPARE(
            enclosedRun("%PDF-1.4\n" + QByteArray("1 0 obj\nrun.lockstep /EF <</F 1 0 R\n").repeated(50'000)),
            std::nullopt);
        const QByteArray packed = qCompress(QByteArray(qsizetype{64} << 20, '\0')).mid(4);
        QCOMPARE(enclosedRun(
                     "%PDF-1.4\n1 0 obj\n<<\n/Length " + QByteArray::number(packed.size()) +
                     "\n/Filter /FlateDecode\n>>\nstream\n" + packed +
                     "\nendstream\nendobj\n2 0 obj\n<<\n/F (run.lockstep)\n/EF <</F 1 0 R>>\n>>\nendobj\n"),
                 std::nullopt);
    }

    void whatIsCutOffIsNotFound() {
        for (const PictureKind kind : kKinds) {
            const QByteArray whole = figureOf(FigureView::Graph).bytes(kind, QByteArray(5000, 'x'));
            for (qsizetype size = 0; size < whole.size(); size += whole.size() / 40)
                if (const auto run = enclosedRun(whole.left(size))) QCOMPARE(*run, QByteArray(5000, 'x'));
        }
    }

    void anOrderComesBackFromItsWords() {
        FigureOrder order = orderOf(m_built, FigureView::Detection);
        order.theme = FigureTheme::Print;
        order.axis = TimeAxis::Steps;
        order.scale = 1.5;
        order.walk = DetectionView::Reduction;
        order.step = 2;
        const auto back = figureFrom(aboutFigure(order));
        QVERIFY(back);
        QCOMPARE(aboutFigure(*back), aboutFigure(order));
        QCOMPARE(back->cursor, order.cursor);
        QCOMPARE(back->range, order.range);
        QVERIFY(!figureFrom({{"scenario", "two-locks"}}));
    }
};

QTEST_MAIN(FigureTest)
#include "tst_figure.moc"
