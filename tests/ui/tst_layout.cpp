// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/catalogue.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/model/run.h"
#include "ui/timeline/widget/timelinewidget.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/docklayout.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QSet>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class Layout : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    const DockLayout& docks() const { return *m_window->parts().docks; }
    QDockWidget& dock(const char* name) const { return *docks().dock(name); }
    void open(QSize size) {
        m_window = std::make_unique<MainWindow>(m_folder.filePath("settings.ini"));
        m_window->resize(size);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    // Widgets that stand outside the window or are smaller than they can be.
    QStringList cutOff() const {
        QStringList cut;
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->isWindow() || widget->visibleRegion().isEmpty()) continue;
            const QRect place(widget->mapTo(m_window.get(), QPoint()), widget->size());
            const bool isDirect = widget->parentWidget() == m_window.get();
            if (isDirect && !m_window->rect().contains(place))
                cut += widget->objectName() + widget->metaObject()->className();
        }
        return cut;
    }

private slots:
    void cleanup() {
        m_window.reset();
        QFile::remove(m_folder.filePath("settings.ini"));
    }

    void aLargeWindowShowsGraphOverCode() {
        open({1440, 900});
        QVERIFY(!docks().isSmall());
        DockLayout::enter(dock("code")); // the lesson may stand before it
        QTRY_COMPARE(dock("graph").x(), dock("code").x());
        QVERIFY(dock("graph").geometry().bottom() < dock("code").y());
        QVERIFY(dock("scenario").geometry().right() < m_window->centralWidget()->x());
    }

    void aSmallWindowHasTheSameBehindTabsAndNothingIsCutOff() {
        open({900, 600});
        QCOMPARE(m_window->size(), QSize(900, 600)); // it can be so small
        QVERIFY(docks().isSmall());
        QVERIFY(m_window->tabifiedDockWidgets(&dock("graph")).contains(&dock("code")));
        QCOMPARE(cutOff(), QStringList());
        m_window->choose(*findScenario("two-locks")); // from the start page to the lanes
        QTRY_VERIFY(m_window->parts().timeline->height() >= 150);
        QCOMPARE(cutOff(), QStringList());
        QVERIFY(m_window->parts().timeline->width() >= 300);
    }

    void aSmallWindowStillHasRoomForADeadlockAndAChart() {
        open({900, 600});
        m_window->choose(*findScenario("queue"));
        m_window->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->parts().run->phase(), Phase::Ended, 20'000);
        m_window->parts().banner->announce(Banner::Tone::Deadlock,
                                           QString("Worker 1 waits for Worker 2. ").repeated(5));
        QTest::qWait(50); // the layout settles in the event loop
        QCOMPARE(m_window->size(), QSize(900, 600));
        QCOMPARE(cutOff(), QStringList());
        QVERIFY(m_window->parts().timeline->height() >= 100);
    }

    void growingTheWindowUnfoldsThePanels() {
        open({900, 600});
        m_window->resize(1440, 900);
        QTRY_VERIFY(!docks().isSmall());
        QVERIFY(!m_window->tabifiedDockWidgets(&dock("graph")).contains(&dock("code")));
    }

    void whatTheUserHasMovedStaysWhenTheWindowGrows() {
        open({900, 600});
        m_window->addDockWidget(Qt::LeftDockWidgetArea, &dock("code"));
        m_window->resize(1440, 900);
        QTest::qWait(50);
        QCOMPARE(m_window->dockWidgetArea(&dock("code")), Qt::LeftDockWidgetArea);
    }

    void resetBringsTheDefaultBack() {
        open({1440, 900});
        m_window->addDockWidget(Qt::LeftDockWidgetArea, &dock("code"));
        dock("graph").close();
        dock("events").setFloating(true);
        m_window->actions().action("view.reset")->trigger();
        QCOMPARE(m_window->dockWidgetArea(&dock("code")), Qt::RightDockWidgetArea);
        QVERIFY(dock("graph").isVisible());
        QVERIFY(!dock("events").isFloating());
    }

    void whatTheUserHasMovedIsThereAgainAtTheNextStart() {
        open({1440, 900});
        m_window->addDockWidget(Qt::LeftDockWidgetArea, &dock("graph"));
        QVERIFY(m_window->close());
        open({1440, 900});
        QCOMPARE(m_window->dockWidgetArea(&dock("graph")), Qt::LeftDockWidgetArea);
    }

    void everyPanelIsEnteredByItsKey_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("key");
        QTest::newRow("scenario") << "scenario" << int(Qt::Key_1);
        QTest::newRow("graph") << "graph" << int(Qt::Key_3);
        QTest::newRow("code") << "code" << int(Qt::Key_4);
        QTest::newRow("contention") << "contention" << int(Qt::Key_5);
        QTest::newRow("events") << "events" << int(Qt::Key_6);
        QTest::newRow("steps") << "steps" << int(Qt::Key_7);
        QTest::newRow("runs") << "runs" << int(Qt::Key_8);
        QTest::newRow("detection") << "detection" << int(Qt::Key_9);
    }
    void everyPanelIsEnteredByItsKey() {
        QFETCH(QString, name);
        QFETCH(int, key);
        for (const QSize size : {QSize(1440, 900), QSize(900, 600)}) {
            open(size);
            m_window->parts().timeline->setFocus();
            QTest::keyClick(m_window.get(), Qt::Key(key), Qt::AltModifier);
            QVERIFY(dock(qPrintable(name)).isAncestorOf(QApplication::focusWidget()));
        }
    }

    void f6GoesRoundThroughEveryPanelAndBack() {
        open({900, 600});
        m_window->parts().timeline->setFocus();
        QSet<QWidget*> seen;
        m_window->parts().scenario->mode().setMode(Mode::Step); // who goes next is a panel now
        const int count = static_cast<int>(docks().docks().size());
        for (int i = 0; i <= count; ++i) {
            QTest::keyClick(m_window.get(), Qt::Key_F6);
            for (QDockWidget* each : docks().docks())
                if (each->isAncestorOf(QApplication::focusWidget())) seen += each;
        }
        QCOMPARE(seen.size(), count);
        QVERIFY(m_window->centralWidget()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(docks().docks().back()->isAncestorOf(QApplication::focusWidget()));
    }

    void tabReachesTheListTheParametersAndTheTimeline() {
        open({1440, 900});
        m_window->choose(*findScenario("two-locks")); // from the start page to the lanes
        m_window->parts().scenario->list()->setFocus();
        QSet<QWidget*> reached;
        for (int i = 0; i < 60; ++i) {
            reached += QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(reached.contains(m_window->parts().timeline));
        QVERIFY(reached.contains(m_window->parts().scenario->list()));
        QVERIFY(reached.size() >= 8);
    }
};

QTEST_MAIN(Layout)
#include "tst_layout.moc"
