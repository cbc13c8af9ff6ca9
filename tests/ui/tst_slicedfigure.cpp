// SPDX-License-Identifier: GPL-3.0-or-later
// A figure of a run that is too large for it carries the slice that it shows: opened alone, elsewhere, it is
// the same figure of the same moment.
#include "bench/manyintervals.h"
#include "core/analysis/sentences.h"
#include "core/analysis/tally.h"
#include "core/engine/recording.h"
#include "core/scenarios/catalogue.h"
#include "core/trace/moment.h"
#include "core/trace/stepaxis.h"
#include "testrun.h"
#include "ui/controls/status/banner.h"
#include "ui/figure/figure.h"
#include "ui/model/figurecontent.h"
#include "ui/model/openedtrace.h"
#include "ui/model/run.h"
#include "ui/model/tracefiles.h"
#include "ui/model/viewport.h"
#include "ui/window/files/traces.h"
#include "ui/window/mainwindow.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class SlicedFigureTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_run; // from a file
    TimeRange m_range;

    QString path(const char* name) const { return m_folder.filePath(name); }

    static bool write(const QString& path, const QByteArray& bytes) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    // In the middle of the run, with a note in the range and one long before it.
    FigureOrder orderOf(FigureView view) const {
        const Trace& trace = m_run->trace();
        FigureOrder order;
        order.view = view;
        order.size = FigureOrder::standardSize(view);
        order.title = "A stretch";
        order.range = m_range;
        const Timestamp time = m_range.begin + m_range.length() / 3;
        order.cursor = {time, trace.lastAt(time)};
        add(order.notes, {EventIndex{200}, "long before"});
        add(order.notes, {*order.cursor.event, "here"});
        return order;
    }

    // Written where no trace is, and opened.
    std::unique_ptr<Session> opened(const QByteArray& content, const FigureOrder& order) const {
        const QString elsewhere = path("elsewhere");
        if (!QDir().mkpath(elsewhere)) return nullptr;
        const Figure figure(m_run->trace(), order);
        if (!write(elsewhere + "/figure.png", figure.bytes(PictureKind::Png, content))) return nullptr;
        return openTrace(elsewhere + "/figure.png");
    }

    static QStringList said(const Trace& trace, EventIndex cursor) {
        const Moment now(trace, cursor);
        QStringList all;
        for (const ThreadMoment& thread : now.threads())
            all << QString("%1 on %2 at %3")
                       .arg(static_cast<int>(thread.state))
                       .arg(thread.parkedOn.value)
                       .arg(thread.site.value);
        for (const ObjectMoment& object : now.objects())
            all << QString("%1 has %2, taken at %3")
                       .arg(object.holder.value)
                       .arg(object.value.value_or(-1))
                       .arg(object.taken ? trace.event(*object.taken).time : -1);
        return all;
    }

    static constexpr qsizetype kMost = 40'000;

private slots:
    void initTestCase() {
        RunSettings settings{.scenario = findScenario("counter"), .variant = "lock"};
        settings.parameters = {{"increments", 60'000}};
        Session session(settings);
        session.start();
        QVERIFY(session.waitUntilEnded(kHangLimit));
        QCOMPARE(saveTrace(session, path("large.lockstep")), std::nullopt);
        m_run = openTrace(path("large.lockstep"));
        const Trace& trace = m_run->trace();
        QVERIFY(trace.size() > 100'000);
        QVERIFY(traceBytes(*m_run).size() > 2 * kMost);
        const auto middle = static_cast<std::uint32_t>(trace.size() / 2);
        m_range = {trace[middle].time, trace[middle + 5'000].time};
    }

    void openedAloneItIsTheSameFigure_data() {
        QTest::addColumn<int>("view");
        for (int view = 0; view < static_cast<int>(FigureView::Window); ++view)
            QTest::newRow(qPrintable(figureViews()[view])) << view;
    }
    void openedAloneItIsTheSameFigure() {
        QFETCH(int, view);
        const FigureOrder order = orderOf(static_cast<FigureView>(view));
        const QByteArray content = contentOf(*m_run, order, kMost);
        QVERIFY(content.size() <= kMost);
        const auto again = opened(content, order);
        QVERIFY(again && again->trace().size() > 10);
        QVERIFY(again->trace().size() < m_run->trace().size() / 4);
        const auto seen = figureFrom(again->recording()->about);
        QVERIFY(seen && seen->cursor.event);
        QCOMPARE(seen->cursor.time, order.cursor.time);
        QCOMPARE(seen->range, order.range);
        QCOMPARE(seen->notes.size(), std::size_t{1});
        QCOMPARE(seen->notes[0].text, "here");
        QCOMPARE(said(again->trace(), *seen->cursor.event), said(m_run->trace(), *order.cursor.event));
        FigureOrder first = order;
        first.notes.erase(first.notes.begin()); // out of sight
        const Figure one(m_run->trace(), first), two(again->trace(), *seen);
        // pieces that reach beyond the slice tell their length in it, and an axis is that of what is there
        if (!order.hasRange()) QCOMPARE(two.image(1), one.image(1));
        QCOMPARE(two.caption(), one.caption());
        QCOMPARE(contentOf(*again, *seen, kMost), content);
    }

    void whatIsMissingIsSaid() {
        const FigureOrder order = orderOf(FigureView::Timeline);
        const auto again = opened(contentOf(*m_run, order, kMost), order);
        QVERIFY(again);
        const auto& notices = again->recording()->notices;
        QCOMPARE(notices.size(), std::size_t{1});
        const QString notice = QString::fromStdString(notices[0]);
        QVERIFY2(notice.startsWith("This figure has only ") && notice.contains(" of the run, from "),
                 qPrintable(notice));
        QVERIFY2(notice.contains("All of it is in 'large.lockstep'."), qPrintable(notice));
        QVERIFY(opened(contentOf(*m_run, order, std::numeric_limits<qsizetype>::max()), order)
                    ->recording()
                    ->notices.empty());
    }

    void ofWhatGoesOnBeyondItTheLengthIsToldAsTheLeast() {
        const FigureOrder order = orderOf(FigureView::Timeline);
        const auto again = opened(contentOf(*m_run, order, kMost), order);
        const ThreadId main{0}; // joins the others all the while
        const Track& part = again->trace().thread(main).states.changes();
        const Track& whole = m_run->trace().thread(main).states.changes();
        const std::size_t last = part.size() - 1;
        QVERIFY(spanLength(again->trace(), part, last).starts_with("at least "));
        QVERIFY(!spanLength(m_run->trace(), whole, *whole.indexAt(part[last].time)).starts_with("at least"));
    }

    void measuresAreOfTheStretch() {
        const FigureOrder order = orderOf(FigureView::Timeline);
        const auto again = opened(contentOf(*m_run, order, kMost), order);
        const Tally tally = tallyOf(again->trace());
        QVERIFY(tally.duration >= m_range.length() && tally.duration < 2 * m_range.length() + 1'000'000);
        QVERIFY(tally.running <= tally.duration * static_cast<std::int64_t>(tally.threads));
    }

    void whereTheStretchIsTooLargeTheTraceIsNamed() {
        const FigureOrder order = orderOf(FigureView::Timeline);
        QVERIFY_EXCEPTION_THROWN(opened(contentOf(*m_run, order, 3'000), order), UnreadableTrace);
        QVERIFY(QFile::copy(path("large.lockstep"), path("elsewhere/large.lockstep")));
        const auto again = opened(contentOf(*m_run, order, 3'000), order);
        QVERIFY(QFile::remove(path("elsewhere/large.lockstep")));
        QCOMPARE(again->trace().size(), m_run->trace().size());
    }

    void alongStepsTheBeginningIsKeptAndTheEndIsNot() {
        FigureOrder order = orderOf(FigureView::Timeline);
        order.axis = TimeAxis::Steps;
        order.notes.clear();
        order.range = {990 * kStepLength, 1000 * kStepLength};
        order.cursor = {995 * kStepLength, m_run->trace().steps()[994]};
        const auto again = opened(contentOf(*m_run, order, kMost), order);
        const std::size_t steps = again->trace().steps().size();
        QVERIFY(steps >= 1000 && steps < 1100);
        QVERIFY(!sliceBegin(again->trace()));
        QCOMPARE(figureFrom(again->recording()->about)->cursor.event, order.cursor.event);
    }

    void theWindowStandsAtTheSameMomentAndShowsNothingBefore() {
        const FigureOrder order = orderOf(FigureView::Timeline);
        const auto again = opened(contentOf(*m_run, order, kMost), order);
        const Timestamp begin = knownFrom(again->trace());
        QCOMPARE(begin, m_range.begin);
        MainWindow window(path("settings.ini"));
        window.show();
        window.parts().traces->open(path("elsewhere/figure.png"));
        QTRY_VERIFY(window.parts().run->session());
        Viewport& viewport = *window.parts().viewport;
        QTRY_COMPARE(viewport.cursor().time, order.cursor.time);
        QCOMPARE(viewport.range(), order.range);
        QVERIFY(window.parts().banner->text().startsWith("This figure has only "));
        viewport.fitAll();
        QCOMPARE(viewport.range().begin, begin);
        viewport.pan(-viewport.range().length());
        QCOMPARE(viewport.range().begin, begin);
        viewport.setCursorTime(0);
        QCOMPARE(viewport.cursor().time, begin);
        viewport.stepCursor(-1'000'000);
        QVERIFY(viewport.cursor().time >= begin);
    }

    // The limit that figures have.
    void aRunOfManyMegabytesLeavesAFigureOfOne() {
        const ManyIntervals many(1'500'000, 8);
        const Timestamp half = many.trace().end() / 2;
        const auto slice = sliceOf(many.trace(), {half, half + many.trace().end() / 50}, 2'000'000);
        QVERIFY(slice && slice->events.size() > 20'000 && slice->events.size() < 200'000);
    }
};

QTEST_MAIN(SlicedFigureTest)
#include "tst_slicedfigure.moc"
