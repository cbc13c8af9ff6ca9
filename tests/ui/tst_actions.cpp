// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/graph/graphview.h"
#include "ui/lesson/code/codepane.h"
#include "ui/lesson/code/codetext.h"
#include "ui/model/run.h"
#include "ui/model/viewport.h"
#include "ui/timeline/widget/timelinewidget.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/dialogs/commandpalette.h"
#include "ui/window/dialogs/keysheet.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace lockstep;
using namespace lockstep::ui;

class Actions : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    const ActionTable& table() const { return m_window->actions(); }
    static void collect(const QMenu& menu, QSet<QAction*>& into) {
        for (QAction* action : menu.actions()) {
            if (action->menu())
                collect(*action->menu(), into);
            else if (!action->isSeparator())
                into.insert(action);
        }
    }

private slots:
    void init() {
        m_window = std::make_unique<MainWindow>(m_folder.filePath("settings.ini"));
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void everyActionHasTextAndToolTip() {
        for (const ActionRow& row : table().rows()) {
            QVERIFY2(!row.text.isEmpty() && !row.tip.isEmpty(), qPrintable(row.id));
            QVERIFY2(!row.tip.endsWith('.'), qPrintable(row.id));
            QVERIFY2(table().action(row.id)->toolTip().startsWith(row.tip), qPrintable(row.id));
            QVERIFY2(row.act, qPrintable(row.id));
        }
    }

    void noIdIsUsedTwice() {
        QSet<QString> ids;
        for (const ActionRow& row : table().rows()) {
            QVERIFY2(!ids.contains(row.id), qPrintable(row.id));
            ids += row.id;
        }
    }

    void everyKeyIsAKeyAndMeansOneThing() {
        std::map<QString, QString> owners;
        for (const ActionRow& row : table().rows()) {
            for (const QString& key : row.keys + row.bareKeys) {
                const QString normal = QKeySequence::fromString(key, QKeySequence::PortableText).toString();
                QVERIFY2(!normal.isEmpty(), qPrintable(row.id + ": " + key));
                const auto [at, isNew] = owners.emplace(normal, row.id);
                QVERIFY2(isNew, qPrintable(normal + " is both " + at->second + " and " + row.id));
            }
        }
    }

    // "?" and "/" are letters, which a field takes for itself.
    void aKeyWithoutModifierNeverActsInTheWholeWindow() {
        for (const ActionRow& row : table().rows()) {
            if (row.scope != Scope::Window) continue;
            for (const QString& key : row.keys)
                QVERIFY2(key.contains('+') || key.startsWith('F') || key == "?" || key == "/",
                         qPrintable(row.id + ": " + key));
        }
    }

    void everyGestureHasAnActionWithAKey() {
        QVERIFY(mouseGestures().size() >= 8);
        for (const Gesture& gesture : mouseGestures()) {
            QVERIFY2(table().action(gesture.action), qPrintable(gesture.input));
            QVERIFY2(!table().keysText(gesture.action).isEmpty(), qPrintable(gesture.input));
        }
    }

    void everyActionIsReachedThroughTheMenus() {
        QSet<QAction*> inMenus;
        for (QAction* action : m_window->menuBar()->actions()) collect(*action->menu(), inMenus);
        for (const ActionRow& row : table().rows())
            QVERIFY2(inMenus.contains(table().action(row.id)), qPrintable(row.id));
    }

    void theKeySheetTellsEveryKeyAndGesture() {
        const QString text = KeySheet::text(table());
        for (const ActionRow& row : table().rows())
            QVERIFY2(text.contains(table().keysText(row.id).toHtmlEscaped()), qPrintable(row.id));
        for (const Gesture& gesture : mouseGestures()) QVERIFY(text.contains(gesture.input.toHtmlEscaped()));
    }

    void thePaletteFindsAnActionByPartsOfItsNameAndDoesIt() {
        CommandPalette palette(table());
        palette.setAttribute(Qt::WA_DeleteOnClose, false);
        palette.show();
        QLineEdit* input = palette.findChild<QLineEdit*>();
        QTest::keyClicks(input, "slow mot");
        QCOMPARE(palette.visibleNames().size(), 1);
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(m_window->parts().scenario->settings().mode, Mode::Slow);
    }

    void theArrowsChooseInThePalette() {
        CommandPalette palette(table());
        palette.setAttribute(Qt::WA_DeleteOnClose, false);
        palette.show();
        QLineEdit* input = palette.findChild<QLineEdit*>();
        QTest::keyClicks(input, "run:");
        QVERIFY(palette.visibleNames().size() >= 3);
        for (const auto key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Up}) QTest::keyClick(input, key);
        QVERIFY(palette.visibleNames()[1].contains("Restart")); // nothing runs, so Stop is not among them
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(m_window->parts().run->trace());
    }

    void spaceActsWhenItIsLetGoAndOnlyInAView() {
        QWidget* list = m_window->parts().scenario->list();
        list->setFocus();
        QTest::keyPress(list, Qt::Key_Space);
        QVERIFY(!m_window->parts().run->trace());
        QTest::keyRelease(list, Qt::Key_Space);
        QVERIFY(m_window->parts().run->trace());
    }

    void spaceInAFieldTypesASpace() {
        m_window->parts().scenario->searchScenario();
        auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(field);
        QTest::keyClick(field, Qt::Key_Space);
        QCOMPARE(field->text(), QString(" "));
        QVERIFY(!m_window->parts().run->trace());
    }

    void aBareKeyInAFieldIsTyped() {
        m_window->parts().scenario->searchScenario();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Question);
        QVERIFY(!m_window->findChild<KeySheet*>());
    }

    void aQuestionMarkShowsTheKeysWhereverTheFocusIs() {
        const Parts& parts = m_window->parts();
        for (QWidget* place : std::initializer_list<QWidget*>{parts.timeline, parts.scenario->list(),
                                                              &parts.code->code(), parts.graph}) {
            place->setFocus();
            QTest::keyClick(place, Qt::Key_Question);
            auto* sheet = m_window->findChild<KeySheet*>();
            QVERIFY(sheet);
            delete sheet;
            m_window->activateWindow();
        }
    }

    void theZoomKeysZoomTheTimeline() {
        m_window->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->parts().run->phase(), Phase::Ended, 20'000);
        m_window->parts().timeline->setFocus();
        const Viewport& viewport = *m_window->parts().viewport;
        const TimeRange before = viewport.range();
        QTest::keyClick(m_window->parts().timeline, Qt::Key_Plus);
        QVERIFY(viewport.range().length() < before.length());
        QTest::keyClick(m_window->parts().timeline, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(viewport.range(), before);
    }

    void functionKeysWalkThroughTheEvents() {
        m_window->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->parts().run->phase(), Phase::Ended, 20'000);
        const Viewport& viewport = *m_window->parts().viewport;
        QTest::keyClick(m_window.get(), Qt::Key_F5, Qt::ShiftModifier);
        const auto first = viewport.cursor();
        QTest::keyClick(m_window.get(), Qt::Key_F10);
        const auto second = viewport.cursor();
        QVERIFY(second != first);
        QTest::keyClick(m_window.get(), Qt::Key_F10, Qt::ShiftModifier);
        QCOMPARE(viewport.cursor().event, first.event);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(viewport.cursor().event, viewport.lastEvent());
    }
};

QTEST_MAIN(Actions)
#include "tst_actions.moc"
