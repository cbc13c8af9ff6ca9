// SPDX-License-Identifier: GPL-3.0-or-later
// The window without a mouse: Tab goes through every part, in an order one can follow, and the focus is seen.
#include "core/scenarios/catalogue.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/stepping/steppanel.h"
#include "ui/model/run.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/docklayout.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QSet>
#include <QStatusBar>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>

using namespace lockstep;
using namespace lockstep::ui;

class Keyboard : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    const Parts& parts() const { return m_window->parts(); }

    // A run that waits for a choice, with something in every part.
    void openStepping(QSize size) {
        m_window = std::make_unique<MainWindow>(m_folder.filePath("settings.ini"));
        m_window->resize(size);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->choose(*findScenario("two-locks"));
        parts().scenario->mode().setMode(Mode::Step);
        m_window->start();
        QTRY_VERIFY_WITH_TIMEOUT(parts().run->halt() == Halt::Undecided, 20'000);
        parts().banner->announce(Banner::Tone::Notice, "Something to dismiss.");
        QCoreApplication::processEvents();
    }

    static QString nameOf(const QWidget* widget) {
        QString name = widget->metaObject()->className();
        for (const QWidget* each = widget; each; each = each->parentWidget())
            if (!each->objectName().isEmpty()) return name + " in " + each->objectName();
        return name;
    }
    bool isStop(const QWidget* widget) const {
        return (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy() && widget->isEnabled() &&
               widget->isVisible() && !widget->visibleRegion().isEmpty() &&
               widget->window() == m_window.get();
    }
    // What has the focus, and after each press of the key, until it comes round.
    std::vector<QWidget*> walk(Qt::Key key) const {
        std::vector<QWidget*> stops;
        for (int i = 0; i < 200; ++i) {
            QWidget* focus = QApplication::focusWidget();
            if (!focus || (!stops.empty() && focus == stops.front())) break;
            stops.push_back(focus);
            QTest::keyClick(focus, key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
        }
        return stops;
    }
    // The panel, bar or middle that the widget stands in.
    const QWidget* placeOf(const QWidget* widget) const {
        const QWidget* place = widget;
        while (place && place->parentWidget() != m_window.get()) place = place->parentWidget();
        return place;
    }

private slots:
    void cleanup() {
        m_window.reset();
        QFile::remove(m_folder.filePath("settings.ini"));
    }

    void tabReachesEveryPartForwardsAndBackwards_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("large") << QSize(1440, 900);
        QTest::newRow("small") << QSize(900, 600);
    }
    void tabReachesEveryPartForwardsAndBackwards() {
        QFETCH(QSize, size);
        openStepping(size);
        for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Backtab}) {
            parts().steps->list().setFocus();
            const std::vector<QWidget*> stops = walk(key);
            const QSet<const QWidget*> reached(stops.begin(), stops.end());
            QStringList missed;
            for (const QWidget* widget : m_window->findChildren<QWidget*>())
                if (isStop(widget) && !reached.contains(widget)) missed += nameOf(widget);
            QVERIFY2(missed.isEmpty(), qPrintable(missed.join('\n')));
        }
    }

    void tabLeavesNoPartBeforeItIsThrough() {
        openStepping({1440, 900});
        parts().steps->list().setFocus();
        std::vector<const QWidget*> places;
        for (const QWidget* stop : walk(Qt::Key_Tab))
            if (!qobject_cast<const QTabBar*>(stop) && (places.empty() || places.back() != placeOf(stop)))
                places.push_back(placeOf(stop));
        if (places.size() > 1 && places.back() == places.front()) places.pop_back();
        QStringList twice;
        for (const QWidget* place : places)
            if (std::count(places.begin(), places.end(), place) > 1) twice += nameOf(place);
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join('\n')));
    }

    void theFocusIsSeenWhereverItIs() {
        openStepping({1440, 900});
        for (const char* theme : {"theme.light", "theme.dark"}) {
            m_window->actions().action(theme)->trigger();
            parts().steps->list().setFocus();
            QStringList unseen;
            QSet<QWidget*> seen;
            for (QWidget* stop = QApplication::focusWidget(); stop && !seen.contains(stop);
                 stop = QApplication::focusWidget()) {
                seen += stop;
                QCoreApplication::processEvents();
                const QRect place(stop->mapTo(m_window.get(), QPoint()), stop->size());
                const QImage with = m_window->grab(place).toImage();
                stop->clearFocus();
                QCoreApplication::processEvents();
                if (with == m_window->grab(place).toImage()) unseen += nameOf(stop);
                stop->setFocus(Qt::TabFocusReason);
                for (int links = 0; links < 50 && QApplication::focusWidget() == stop; ++links)
                    QTest::keyClick(stop, Qt::Key_Tab); // a text goes through its links first
            }
            QVERIFY(seen.size() > 20);
            QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join('\n')));
        }
    }

    void digitsArrowsAndReturnChooseWhoGoes() {
        openStepping({900, 600});
        NextList& list = parts().steps->list();
        const auto steps = [this] { return parts().run->trace()->steps().size(); };
        QVERIFY(list.hasFocus());
        QTest::keyClick(&list, Qt::Key_0);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{1}, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(parts().run->halt() == Halt::Undecided, 20'000);
        QTest::keyClick(&list, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{2}, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(parts().run->halt() == Halt::Undecided, 20'000);
        QTest::keyClick(m_window.get(), Qt::Key_F10);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{3}, 20'000);
    }

    void aScheduleIsCopiedPastedAndStandsWhereItEnds() {
        openStepping({1440, 900});
        m_window->actions().action("go.forward")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->trace()->steps().size(), std::size_t{1}, 20'000);
        m_window->actions().action("schedule.copy")->trigger();
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.startsWith("ls1;two-locks;naive;") && text.endsWith(";0"), qPrintable(text));
        m_window->choose(*findScenario("queue"));
        QApplication::clipboard()->setText(text + ",0,0");
        m_window->actions().action("schedule.paste")->trigger();
        QCOMPARE(parts().run->session()->settings().scenario, findScenario("two-locks"));
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->trace()->steps().size(), std::size_t{3}, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(parts().run->halt() == Halt::Undecided, 20'000);
        QCOMPARE(parts().run->phase(), Phase::Running);
    }

    void aScheduleThatDoesNotFitIsAnsweredInASentenceAndNothingIsLost_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("not a schedule") << "hello"
                                        << "six parts";
        QTest::newRow("no such scenario") << "ls1;nowhere;;00000000;seed=0;0"
                                          << "'nowhere'";
        QTest::newRow("no such variant") << "ls1;two-locks;odd;00000000;seed=0;0"
                                         << "no variant 'odd'";
        QTest::newRow("other parameters") << "ls1;two-locks;naive;00000000;seed=0;0"
                                          << "other parameters";
        QTest::newRow("bad step") << "ls1;two-locks;naive;00000000;seed=0;0,x"
                                  << "Step 2 of the schedule";
        QTest::newRow("nothing") << " "
                                 << "no text on the clipboard";
    }
    void aScheduleThatDoesNotFitIsAnsweredInASentenceAndNothingIsLost() {
        QFETCH(QString, text);
        QFETCH(QString, said);
        openStepping({1440, 900});
        const Trace* before = parts().run->trace();
        QApplication::clipboard()->setText(text);
        m_window->actions().action("schedule.paste")->trigger();
        QVERIFY2(parts().banner->text().contains(said), qPrintable(parts().banner->text()));
        QCOMPARE(parts().run->trace(), before);
        QVERIFY(parts().run->isActive());
    }

    void aStepThatIsNotPossibleEndsTheReplayWithBothSidesNamed() {
        openStepping({1440, 900});
        m_window->actions().action("schedule.copy")->trigger();
        QApplication::clipboard()->setText(QApplication::clipboard()->text() + "0,0,5");
        m_window->actions().action("schedule.paste")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->phase(), Phase::Ended, 20'000);
        QCOMPARE(parts().run->outcome(), Outcome::Mismatch);
        QVERIFY2(
            parts().banner->text().startsWith("Step 3: the schedule reads '5', so thread 5 should go, but"),
            qPrintable(parts().banner->text()));
    }
};

QTEST_MAIN(Keyboard)
#include "tst_keyboard.moc"
