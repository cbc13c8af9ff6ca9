// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lostupdate.h"
#include "core/analysis/sentences.h"
#include "core/scenarios/catalogue.h"
#include "tracebuilder.h"
#include "ui/charts/queuechart.h"
#include "ui/controls/find/filterstrip.h"
#include "ui/controls/find/searchbar.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/scenario/speedslider.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/status/statelegend.h"
#include "ui/controls/status/statusline.h"
#include "ui/controls/transportbar.h"
#include "ui/graph/graphview.h"
#include "ui/lesson/code/codepane.h"
#include "ui/model/enclosure.h"
#include "ui/model/run.h"
#include "ui/model/theme.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"
#include "ui/timeline/widget/timelinewidget.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/closeup.h"
#include "ui/window/dialogs/exportdialog.h"
#include "ui/window/dialogs/picklist.h"
#include "ui/window/mainwindow.h"
#include "ui/window/outlinedstyle.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class Window : public QObject {
    Q_OBJECT

    static constexpr int kHang = 20'000;

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    const Parts& parts() const { return m_window->parts(); }
    bool runs(const char* scenario, const char* variant = "") {
        m_window->choose(*findScenario(scenario));
        if (*variant) parts().scenario->setVariant(variant);
        m_window->start();
        return QTest::qWaitFor([this] { return parts().run->phase() == Phase::Ended; }, kHang);
    }
    bool hasRing() const {
        const auto& rings = parts().graph->model().rings;
        return std::any_of(rings.begin(), rings.end(), [](const GraphRing& ring) { return ring.isClosed; });
    }
    static qsizetype threadsOfThisProcess() {
        return QDir("/proc/self/task").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
    }

private slots:
    void init() {
        m_window = std::make_unique<MainWindow>(m_folder.filePath("settings.ini"));
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() {
        m_window.reset();
        QFile::remove(m_folder.filePath("settings.ini"));
    }

    void aDeadlockIsAnnouncedInWordsTheMomentItExists() {
        QSignalSpy found(parts().run, &Run::findingMade);
        m_window->choose(*findScenario("two-locks"));
        m_window->start();
        QVERIFY(found.wait(kHang));
        QVERIFY(parts().banner->isVisible());
        QVERIFY2(parts().banner->text().contains("waits for `lock"), qPrintable(parts().banner->text()));
        QVERIFY(parts().banner->text().startsWith("Deadlock at "));
    }

    void aRingThatOpensByItselfIsToldAsNoDeadlock() {
        m_window->choose(*findScenario("timed-cycle"));
        parts().scenario->mode().setMode(Mode::Random);
        parts().scenario->mode().setSeed(1);
        m_window->start();
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->phase(), Phase::Ended, kHang);
        QVERIFY(parts().banner->isVisible());
        const QString text = parts().banner->text();
        QVERIFY2(text.startsWith("A ring that opens by itself"), qPrintable(text));
        QVERIFY2(text.endsWith("So this is no deadlock."), qPrintable(text));
        m_window->actions().action("go.deadlock")->trigger();
        QVERIFY(*parts().viewport->cursor().event >= parts().run->findings().front().since);
        QVERIFY(*parts().viewport->cursor().event <
                EventIndex{static_cast<std::uint32_t>(parts().run->trace()->size() - 1)});
    }

    void alongTheOtherAxisTheCursorStandsAtTheSameEvent() {
        QVERIFY(runs("two-locks"));
        QAction* alongSteps = m_window->actions().action("view.steps");
        QVERIFY(!alongSteps->isChecked());
        m_window->actions().action("go.deadlock")->trigger();
        const Cursor before = parts().viewport->cursor();
        const std::size_t steps = parts().viewport->trace()->steps().countUpTo(*before.event);
        alongSteps->trigger();
        QVERIFY(alongSteps->isChecked());
        QCOMPARE(parts().viewport->trace()->axis(), TimeAxis::Steps);
        QCOMPARE(parts().viewport->cursor().event, before.event);
        QCOMPARE(parts().viewport->cursor().time, static_cast<Timestamp>(steps) * kStepLength);
        QVERIFY(parts().banner->isVisible()); // nothing else has changed
        QVERIFY(hasRing());
        alongSteps->trigger();
        QVERIFY(!alongSteps->isChecked());
        QCOMPARE(parts().viewport->cursor(), before);
    }

    void showMeMovesTheCursorToWhereItCameToBe() {
        QVERIFY(runs("two-locks"));
        m_window->actions().action("go.start")->trigger();
        const EventIndex since = parts().run->findings().front().since;
        QVERIFY(parts().viewport->cursor().event != since);
        QTest::mouseClick(parts().banner->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(parts().viewport->cursor().event, since);
    }

    void beforeTheDeadlockTheGraphHasNoRing() {
        QVERIFY(runs("two-locks"));
        QTRY_VERIFY(hasRing());
        parts().viewport->setCursorEvent(parts().run->findings().front().since);
        parts().viewport->stepCursor(-1);
        QTRY_VERIFY(!hasRing());
    }

    void theOtherVariantFinishesAndTheBannerGoes() {
        QVERIFY(runs("two-locks", "naive"));
        QVERIFY(parts().banner->isVisible());
        QVERIFY(runs("two-locks", "ordered"));
        QVERIFY(parts().banner->isHidden());
        QVERIFY2(parts().status->runText().startsWith("Finished after"),
                 qPrintable(parts().status->runText()));
        QVERIFY(!m_window->actions().action("go.deadlock")->isEnabled());
    }

    void aWrongResultIsAnnounced() {
        const Scenario wrong{.id = "wrong",
                             .title = "Wrong by construction",
                             .sourceFile = "counter.cpp",
                             .run = [](Stage& stage) { stage.setResult(1, 2); }};
        RunSettings settings;
        settings.scenario = &wrong;
        parts().run->start(settings);
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->phase(), Phase::Ended, kHang);
        QVERIFY(parts().banner->isVisible());
        QVERIFY2(parts().banner->text().contains("Result: 1, but it should be 2"),
                 qPrintable(parts().banner->text()));
        m_window.reset(); // before the scenario goes
    }

    void aLostUpdateIsToldAndShownFromNearBy() {
        QVERIFY(runs("counter"));
        QVERIFY2(parts().banner->text().contains("One lost update: "), qPrintable(parts().banner->text()));
        QTest::mouseClick(parts().banner->findChild<QPushButton*>(), Qt::LeftButton);
        const Trace& trace = *parts().run->trace();
        const LostUpdate lost = *clearestLostUpdate(trace);
        QCOMPARE(parts().viewport->cursor().event, std::optional(lost.write));
        for (const EventIndex event : {lost.read, lost.otherRead, lost.otherWrite, lost.write})
            QVERIFY(parts().viewport->range().contains(trace.event(event).time));
        const Timestamp begin = trace.event(std::min(lost.read, lost.otherRead)).time;
        const Timestamp length = trace.event(lost.write).time - begin;
        QVERIFY(parts().viewport->range().length() < 2 * length + 2'000);
        QCOMPARE(parts().viewport->namedEvents().size(), std::size_t{4}); // and its tags say so
    }

    void aPlaceIsShownSoNearThatItCanBeSeen() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).addLocks({"lock"}).at(50'000'000).acquire("B", "lock").wait("A", "lock");
        const EventIndex wait = built.last();
        built.at(50'010'000).release("B", "lock").wake("B", "lock", "A").acquire("A", "lock").at(100'000'000);
        Viewport viewport;
        viewport.setTrace(&built.trace());
        showClosely(viewport, wait, built.thread("A"));
        QCOMPARE(viewport.cursor().event, std::optional(wait));
        QCOMPARE(viewport.selectedThread(), built.thread("A"));
        QCOMPARE(viewport.range().length(), Timestamp{250'000}); // 25 times as long as it waits
        QVERIFY(viewport.range().contains(50'000'000));
        showClosely(viewport, EventIndex{0}, built.thread("B")); // runs all the time
        QVERIFY(viewport.range() == viewport.bounds());
    }

    void theStatusLineSaysWhoWaitsForWhatAndSinceWhen() {
        QVERIFY(runs("two-locks"));
        const QString text = parts().status->runText();
        const EventIndex since = parts().run->findings().front().since;
        QVERIFY2(text.startsWith("Worker 1 and Worker 2 wait for ever for `lock"), qPrintable(text));
        QVERIFY2(text.endsWith("since " + timeText(parts().run->trace()->event(since).time) + "."),
                 qPrintable(text));
    }

    void theCursorCountsTheEventsItCanReach() {
        QVERIFY(runs("two-locks"));
        m_window->actions().action("go.end")->trigger();
        const QString last = numberText(qint64{parts().viewport->lastEvent()->value} + 1);
        const QString text = parts().status->cursorText();
        QVERIFY2(text.endsWith(QString("event %1 of %1").arg(last)), qPrintable(text));
    }

    void aMessageLeavesTheStateOfTheRunInSight() {
        QVERIFY(runs("two-locks", "ordered"));
        parts().status->tell("Saved.");
        QCOMPARE(parts().status->messageText(), QString("Saved."));
        QVERIFY(!parts().status->runText().isEmpty());
        const auto labels = parts().status->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().startsWith("Finished");
        }));
    }

    void theButtonsOfTheToolBarStayInTheirPlaces() {
        m_window->choose(*findScenario("lifecycle"));
        const auto places = [this] {
            QList<QRect> all;
            for (QAction* action : parts().transport->actions())
                all += parts().transport->widgetForAction(action)->geometry();
            return all;
        };
        QCoreApplication::processEvents();
        const QList<QRect> before = places();
        for (const Phase phase : {Phase::Running, Phase::Paused, Phase::Ended}) {
            parts().transport->showPhase(phase);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            QCOMPARE(places(), before);
        }
    }

    void theLegendTellsTheStatesOfTheRunAndCanBeHidden() {
        QVERIFY(runs("two-locks"));
        QTRY_VERIFY(parts().legend->shownWords().contains("sleeping"));
        const bool isStuck = parts().run->session()->outcome() == Outcome::Deadlock;
        QTRY_COMPARE(parts().legend->shownWords().contains("deadlock"), isStuck);
        QVERIFY(!parts().legend->shownWords().contains("unknown"));
        QVERIFY(parts().legend->isVisible());
        m_window->actions().action("view.legend")->trigger();
        QVERIFY(!parts().legend->isVisible());
        MainWindow next(m_folder.filePath("settings.ini"));
        QVERIFY(next.parts().legend->isHidden()); // and it stays hidden the next time
    }

    void spacePausesAndResumesWhatRuns() {
        m_window->choose(*findScenario("lifecycle"));
        parts().scenario->mode().setMode(Mode::Slow);
        parts().scenario->mode().speed().setSpeed(0.0001);
        m_window->runOrPause();
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->phase(), Phase::Running, kHang);
        QCOMPARE(m_window->actions().action("run.toggle")->text(), QString("Pause"));
        m_window->runOrPause();
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->phase(), Phase::Paused, kHang);
        QCOMPARE(m_window->actions().action("run.toggle")->text(), QString("Resume"));
        m_window->actions().action("run.stop")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->phase(), Phase::Ended, kHang);
        QCOMPARE(m_window->actions().action("run.toggle")->text(), QString("Run"));
    }

    void closingInMidRunLeavesNoThread() {
        m_window.reset();
        const qsizetype before = threadsOfThisProcess();
        init();
        m_window->choose(*findScenario("queue"));
        parts().scenario->setParameter("items", 10'000);
        m_window->start();
        QVERIFY(threadsOfThisProcess() > before);
        QVERIFY(m_window->close());
        m_window.reset();
        QTRY_VERIFY_WITH_TIMEOUT(threadsOfThisProcess() <= before, kHang);
    }

    void aRunThatIsRestartedInMidRunIsReplaced() {
        m_window->choose(*findScenario("lifecycle"));
        parts().scenario->mode().setMode(Mode::Slow);
        parts().scenario->mode().speed().setSpeed(0.0001);
        m_window->start();
        const Trace* before = parts().run->trace();
        m_window->actions().action("run.restart")->trigger();
        QVERIFY(parts().run->trace() != before);
        QCOMPARE(parts().viewport->trace(), parts().run->trace());
    }

    void anotherScenarioClearsTheViewsAndItsOwnBringsTheRunBack() {
        QVERIFY(runs("two-locks"));
        QCOMPARE(parts().code->fileName(), QString("two_locks.cpp"));
        QVERIFY2(parts().code->title().contains("Two locks – naive"), qPrintable(parts().code->title()));
        m_window->choose(*findScenario("queue"));
        QVERIFY(!parts().viewport->trace());
        QVERIFY(parts().banner->isHidden());
        QVERIFY(!m_window->actions().action("go.deadlock")->isEnabled());
        QCOMPARE(parts().code->fileName(), QString("queue.cpp"));
        QVERIFY(parts().code->title().contains("not run yet"));
        QCOMPARE(m_window->windowTitle(), QString("Lockstep"));
        m_window->choose(*findScenario("two-locks"));
        QCOMPARE(parts().viewport->trace(), parts().run->trace());
        QVERIFY(parts().banner->text().startsWith("Deadlock at "));
        QCOMPARE(parts().code->fileName(), QString("two_locks.cpp"));
    }

    void aRunThatStillGoesKeepsTheScreenAndItsCode() {
        m_window->choose(*findScenario("lifecycle"));
        parts().scenario->mode().setMode(Mode::Slow);
        parts().scenario->mode().speed().setSpeed(0.0001);
        m_window->start();
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->phase(), Phase::Running, kHang);
        m_window->choose(*findScenario("queue"));
        QCOMPARE(parts().viewport->trace(), parts().run->trace());
        QCOMPARE(parts().code->fileName(), QString("lifecycle.cpp"));
    }

    void theSearchFindsAThreadByItsStateAndAnEventByItsDeed() {
        QVERIFY(runs("two-locks"));
        m_window->actions().action("go.end")->trigger();
        m_window->actions().action("go.search")->trigger();
        SearchBar& search = *parts().search;
        QVERIFY(search.isVisible() && search.field().hasFocus());
        QTest::keyClicks(&search.field(), "worker 1 blocked");
        QVERIFY2(search.answer().startsWith("Threads: Worker 1."), qPrintable(search.answer()));
        QTest::keyClick(&search.field(), Qt::Key_Return, Qt::ShiftModifier);
        QTRY_VERIFY(!search.isSearching());
        const auto thread = parts().viewport->selectedThread();
        QVERIFY2(search.answer().contains("Worker 1, waiting ") && search.answer().contains("for `lock"),
                 qPrintable(search.answer()));
        QCOMPARE(words(threadName(*parts().run->trace(), thread)), QString("Worker 1"));
        search.field().clear();
        QTest::keyClicks(&search.field(), "worker 1 takes lock1");
        m_window->actions().action("go.findNext")->trigger();
        QTRY_VERIFY(!search.isSearching());
        const Event event = parts().run->trace()->event(*parts().viewport->cursor().event);
        QCOMPARE(event.kind, EventKind::Acquire);
        QCOMPARE(event.thread, thread);
        QTest::keyClick(&search.field(), Qt::Key_Escape);
        QVERIFY(search.isHidden());
        QVERIFY(parts().timeline->hasFocus());
    }

    void aSearchThatFindsNothingSaysSoAndGoesRound() {
        QVERIFY(runs("two-locks"));
        SearchBar& search = *parts().search;
        m_window->actions().action("go.search")->trigger();
        QTest::keyClicks(&search.field(), "xyzzy");
        QVERIFY(search.answer().startsWith("Nothing has such a name."));
        QVERIFY(search.offers().isEmpty());
        QTest::keyClick(&search.field(), Qt::Key_Return);
        QTRY_COMPARE(search.answer(), QString("Nothing in this run has all of these words."));
        search.field().setText("lock1");
        m_window->actions().action("go.end")->trigger();
        m_window->actions().action("go.findNext")->trigger();
        QTRY_VERIFY2(search.answer().endsWith("(from the start again)"), qPrintable(search.answer()));
    }

    void onlyThreadsThatMetALockAreShownAndTheStripSaysSo() {
        QVERIFY(runs("dining-philosophers", "ordered"));
        const FilterStrip& strip = *parts().filter;
        QVERIFY(strip.isHidden());
        const auto lanes = [this] { return parts().timeline->scene().layout.lanes().size(); };
        const std::size_t all = lanes();
        m_window->actions().action("go.search")->trigger();
        QTest::keyClicks(&parts().search->field(), "fork 2");
        QCOMPARE(parts().search->offers().actions().size(), 1);
        parts().search->offers().actions().front()->trigger();
        QVERIFY(strip.isVisible());
        QVERIFY2(strip.text().contains("those that met `fork 2`"), qPrintable(strip.text()));
        QVERIFY(lanes() < all);
        m_window->actions().action("filter.all")->trigger();
        QVERIFY(strip.isHidden());
        QCOMPARE(lanes(), all);
    }

    void theMenuOfALockShowsOnlyThoseThatMetIt() {
        QVERIFY(runs("dining-philosophers", "ordered"));
        TimelineWidget& timeline = *parts().timeline;
        const auto& lanes = timeline.scene().layout.lanes();
        const auto lock = std::ranges::find(lanes, LaneKind::Lock, [](const Lane& l) { return l.key.kind; });
        timeline.chooseLane(static_cast<std::size_t>(lock - lanes.begin()));
        const ObjectId chosen = lock->key.lock();
        m_window->actions().action("filter.met")->trigger();
        QCOMPARE(parts().viewport->lanes().filter(), (LaneFilter{.name = {}, .met = {chosen}}));
        QVERIFY(timeline.scene().selectedLane); // it stays chosen
        m_window->actions().action("view.steps")->trigger();
        QCOMPARE(parts().viewport->lanes().filter().met.size(), 1U); // along both axes
    }

    void foldingIsSwitchedAndWhereNothingIsIdleItSaysSo() {
        QVERIFY(runs("two-locks", "ordered"));
        QAction* fold = m_window->actions().action("view.fold");
        m_window->actions().action("view.steps")->trigger();
        fold->trigger();
        QVERIFY(fold->isChecked() && parts().viewport->folding().isOn());
        QVERIFY2(parts().status->messageText().contains("no idle"),
                 qPrintable(parts().status->messageText()));
        fold->trigger();
        QVERIFY(!fold->isChecked() && !parts().viewport->folding().isOn());
    }

    void oneCanGoToALockByItsName() {
        QVERIFY(runs("two-locks", "ordered"));
        m_window->actions().action("go.lane")->trigger();
        auto* list = m_window->findChild<PickList*>();
        QVERIFY(list);
        auto* input = list->findChild<QLineEdit*>();
        QTest::keyClicks(input, "lock2");
        QTest::keyClick(input, Qt::Key_Return);
        const auto lane = parts().timeline->scene().selectedLane;
        QVERIFY(lane);
        QVERIFY(parts().timeline->laneText(static_cast<int>(*lane)).contains("lock2"));
        QVERIFY(parts().timeline->hasFocus());
    }

    void edgesAndFocusAreSeenInEveryTheme() {
        for (const char* theme : {"theme.light", "theme.dark"}) {
            m_window->actions().action(theme)->trigger();
            const QPalette palette = QApplication::palette();
            const QColor ground = palette.color(QPalette::Window);
            QVERIFY(contrast(OutlinedStyle::edge(palette), ground) >= 3);
            QVERIFY(contrast(palette.color(QPalette::Link), ground) >= 3);
            auto* field = parts().scenario->findChild<QLineEdit*>();
            QVERIFY(contrast(field->grab().toImage().pixelColor(field->width() / 2, 0), ground) >= 2.5);
        }
    }

    void theChartIsThereOnlyWhenThereIsAQueueAndStandsUnderTheLanes() {
        QVERIFY(runs("two-locks", "ordered"));
        QVERIFY(parts().queues->isHidden());
        QVERIFY(runs("queue"));
        QVERIFY(parts().queues->isVisible());
        const auto* timeline = parts().timeline;
        const double left =
            parts().queues->mapTo(m_window.get(), parts().queues->plotArea().topLeft().toPoint()).x();
        QVERIFY(std::abs(left - timeline->mapTo(m_window.get(), QPoint(timeline->plotLeft(), 0)).x()) <= 1);
    }

    void everyThemeIsTakenAndRemembered() {
        m_window->actions().action("theme.dark")->trigger();
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
        m_window->close();
        m_window = std::make_unique<MainWindow>(m_folder.filePath("settings.ini"));
        QVERIFY(m_window->actions().action("theme.dark")->isChecked());
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
        m_window->actions().action("theme.light")->trigger();
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 128);
    }

    void textGrowsAndGoesBackToNormal() {
        const double normal = QApplication::font().pointSizeF();
        m_window->actions().action("view.textLarger")->trigger();
        QVERIFY(QApplication::font().pointSizeF() > normal);
        m_window->actions().action("view.textNormal")->trigger();
        QCOMPARE(QApplication::font().pointSizeF(), normal);
    }

    void damagedSettingsMeanDefaultsAndANotice_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no settings at all") << QByteArray("\x7f\x45LF nonsense\n\x00\x01\x02", 20);
        QTest::newRow("a theme that is none") << QByteArray("[window]\ntheme=purple\n");
        QTest::newRow("a size that is none") << QByteArray("[window]\ntextScale=enormous\n");
        QTest::newRow("a size beyond reading") << QByteArray("[window]\ntextScale=900\n");
        QTest::newRow("a layout that is none") << QByteArray("[window]\nlayout=@ByteArray(garbage)\n");
    }
    void damagedSettingsMeanDefaultsAndANotice() {
        QFETCH(QByteArray, text);
        const QString path = m_folder.filePath("damaged.ini");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        MainWindow window(path);
        window.show();
        QVERIFY2(window.parts().banner->text().contains("damaged"),
                 qPrintable(window.parts().banner->text()));
        QVERIFY(window.actions().action("theme.system")->isChecked());
        QFile kept(path + ".damaged");
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), text);
    }

    void anExportWritesThePicture() {
        QVERIFY(runs("two-locks"));
        m_window->actions().action("file.export")->trigger();
        auto* dialog = m_window->findChild<ExportDialog*>();
        QVERIFY(dialog);
        const QString path = m_folder.filePath("seen.png");
        dialog->setPath(path);
        QSignalSpy saved(dialog, &ExportDialog::saved);
        dialog->save();
        QCOMPARE(saved.count(), 1);
        QCOMPARE(QImage(path).size(), QSize(1200, 600));
    }

    void aFigureCanBeCopiedAndCarriesItsRun() {
        QVERIFY(runs("two-locks"));
        m_window->actions().action("file.export")->trigger();
        auto* dialog = m_window->findChild<ExportDialog*>();
        dialog->setView(FigureView::Graph);
        dialog->copy();
        const QMimeData* copied = QApplication::clipboard()->mimeData();
        const QByteArray png = copied->data("image/png");
        QCOMPARE(QImage::fromData(png).size(), QSize(800, 600));
        QVERIFY(enclosedRun(png) && enclosedRun(copied->data("image/svg+xml")));
    }

    void theWholeWindowIsAFigureToo() {
        QVERIFY(runs("two-locks"));
        m_window->actions().action("file.export")->trigger();
        auto* dialog = m_window->findChild<ExportDialog*>();
        dialog->setView(FigureView::Window);
        QCOMPARE(dialog->order().view, FigureView::Window);
        const QString path = m_folder.filePath("window.pdf");
        dialog->setPath(path);
        dialog->save();
        QFile file(path);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(dialog->problem()));
        QVERIFY(enclosedRun(file.readAll()));
    }

    void anExportThatCannotBeWrittenSaysWhyAndStays() {
        QVERIFY(runs("two-locks"));
        m_window->actions().action("file.export")->trigger();
        auto* dialog = m_window->findChild<ExportDialog*>();
        dialog->setPath(m_folder.filePath("missing/seen.png"));
        dialog->save();
        QVERIFY(dialog->isVisible());
        QVERIFY2(dialog->problem().contains("missing"), qPrintable(dialog->problem()));
    }

    void anOldPictureIsReplacedOnlyWhenToldTwice() {
        QVERIFY(runs("two-locks"));
        const QString path = m_folder.filePath("old.png");
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.close();
        m_window->actions().action("file.export")->trigger();
        auto* dialog = m_window->findChild<ExportDialog*>();
        dialog->setPath(path);
        dialog->save();
        QVERIFY(dialog->problem().contains("exists already"));
        QCOMPARE(QFile(path).size(), 0);
        dialog->save();
        QVERIFY(!QImage(path).isNull());
    }

    void withoutARunThereIsNothingToExport() {
        m_window->actions().action("file.export")->trigger();
        QVERIFY(!m_window->findChild<ExportDialog*>());
        QVERIFY(parts().banner->text().contains("run a scenario first"));
    }
};

QTEST_MAIN(Window)
#include "tst_window.moc"
