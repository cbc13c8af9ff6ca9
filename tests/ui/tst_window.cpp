// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/catalogue.h"
#include "ui/charts/queuechart.h"
#include "ui/controls/banner.h"
#include "ui/controls/scenariopanel.h"
#include "ui/controls/statusline.h"
#include "ui/graph/graphview.h"
#include "ui/lesson/codepane.h"
#include "ui/model/run.h"
#include "ui/model/viewport.h"
#include "ui/timeline/timelinewidget.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/dialogs/exportdialog.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImage>
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
        QSignalSpy found(parts().run, &Run::deadlockFound);
        m_window->choose(*findScenario("two-locks"));
        m_window->start();
        QVERIFY(found.wait(kHang));
        QVERIFY(parts().banner->isVisible());
        QVERIFY2(parts().banner->text().contains("waits for `lock"), qPrintable(parts().banner->text()));
        QVERIFY(parts().banner->text().startsWith("Deadlock: "));
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
        parts().scenario->setMode(Mode::Free);
        bool hasLost = false;
        for (int i = 0; i < 10 && !hasLost; ++i) { // it is luck, but hardly ten times in a row
            QVERIFY(runs("counter", "unsynchronised"));
            hasLost = parts().run->session()->result() != parts().run->session()->expected();
        }
        if (!hasLost) QSKIP("no update was lost in ten runs");
        QVERIFY(parts().banner->text().contains("but it should be"));
    }

    void spacePausesAndResumesWhatRuns() {
        m_window->choose(*findScenario("lifecycle"));
        parts().scenario->setMode(Mode::Slow);
        parts().scenario->setSpeed(0.0001);
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
        parts().scenario->setMode(Mode::Slow);
        parts().scenario->setSpeed(0.0001);
        m_window->start();
        const Trace* before = parts().run->trace();
        m_window->actions().action("run.restart")->trigger();
        QVERIFY(parts().run->trace() != before);
        QCOMPARE(parts().viewport->trace(), parts().run->trace());
    }

    void theCodeIsThatOfTheRunAgainAsSoonAsTheCursorMoves() {
        QVERIFY(runs("two-locks", "ordered"));
        QCOMPARE(parts().code->fileName(), QString("two_locks.cpp"));
        m_window->choose(*findScenario("queue"));
        QCOMPARE(parts().code->fileName(), QString("queue.cpp"));
        parts().viewport->stepCursor(-1);
        QCOMPARE(parts().code->fileName(), QString("two_locks.cpp"));
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
        m_window->openExport();
        auto* dialog = m_window->findChild<ExportDialog*>();
        QVERIFY(dialog);
        const QString path = m_folder.filePath("seen.png");
        dialog->setPath(path);
        QSignalSpy saved(dialog, &ExportDialog::saved);
        dialog->save();
        QCOMPARE(saved.count(), 1);
        QCOMPARE(QImage(path).size(), QSize(1200, 600));
    }

    void anExportThatCannotBeWrittenSaysWhyAndStays() {
        QVERIFY(runs("two-locks"));
        m_window->openExport();
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
        m_window->openExport();
        auto* dialog = m_window->findChild<ExportDialog*>();
        dialog->setPath(path);
        dialog->save();
        QVERIFY(dialog->problem().contains("exists already"));
        QCOMPARE(QFile(path).size(), 0);
        dialog->save();
        QVERIFY(!QImage(path).isNull());
    }

    void withoutARunThereIsNothingToExport() {
        m_window->openExport();
        QVERIFY(!m_window->findChild<ExportDialog*>());
        QVERIFY(parts().banner->text().contains("run a scenario first"));
    }
};

QTEST_MAIN(Window)
#include "tst_window.moc"
