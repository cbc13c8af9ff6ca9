// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphview.h"

#include "graphtraces.h"

#include <QScrollBar>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

struct Shown {
    explicit Shown(const TraceBuilder& built, QSize size = {420, 380}) {
        view.resize(size);
        viewport.setTrace(&built.trace());
        view.show();
    }
    QPoint centreOf(ObjectId object) const {
        return view.layout().nodes[*view.model().indexOf(object)].center().toPoint();
    }
    Viewport viewport;
    GraphView view{&viewport};
};

} // namespace

class GraphViewTest : public QObject {
    Q_OBJECT
private slots:
    void theGraphFollowsTheCursor() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        QVERIFY(shown.view.model().rings.at(0).isClosed);
        shown.viewport.setCursorEvent(built.beforeIt);
        QTRY_VERIFY(!shown.view.model().rings.at(0).isClosed);
    }

    void theWholeGraphIsDescribedInWords() {
        const TwoLocksDeadlock built;
        const Shown shown(built);
        QVERIFY(!shown.view.accessibleName().isEmpty());
        QVERIFY(shown.view.accessibleDescription().contains("Deadlock: Worker 1 holds `lock1`"));
    }

    void hoverOnALockLightsItEverywhere() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        QTest::mouseMove(shown.view.viewport(), shown.centreOf(built.object("lock2")));
        QTRY_COMPARE(shown.viewport.hoveredObject(), built.object("lock2"));
        QTest::mouseMove(shown.view.viewport(), {1, 1});
        QTRY_COMPARE(shown.viewport.hoveredObject(), ObjectId{});
    }

    void aLitLockIsDrawnDifferently() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        const QImage before = shown.view.grab().toImage();
        shown.viewport.setHoveredObject(built.object("lock1"));
        QVERIFY(shown.view.grab().toImage() != before);
    }

    void aClickOnAThreadSelectsIt() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {},
                          shown.centreOf(built.object("Worker 2")));
        QCOMPARE(shown.viewport.selectedThread(), built.thread("Worker 2"));
    }

    void tabWalksThroughEveryNodeAndThenLeaves() {
        const TwoLocksDeadlock built;
        QWidget window;
        Viewport viewport;
        viewport.setTrace(&built.trace());
        GraphView view(&viewport, &window);
        QWidget next(&window);
        next.setFocusPolicy(Qt::StrongFocus);
        QWidget::setTabOrder(&view, &next);
        view.resize(420, 380);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        next.setFocus();
        view.setFocus(Qt::TabFocusReason);
        for (std::size_t n = 0; n < view.model().nodes.size(); ++n) {
            QCOMPARE(view.focusedNode(), std::optional(n));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(next.hasFocus());
    }

    void arrowsGoToTheNodeInTheirDirectionAndEnterSelects() {
        const TwoLocksDeadlock built;
        Shown shown(built, {900, 900});
        QVERIFY(QTest::qWaitForWindowActive(&shown.view));
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {},
                          shown.centreOf(built.object("Worker 1")));
        QTest::keyClick(&shown.view, Qt::Key_Right);
        const auto focused = shown.view.focusedNode();
        QVERIFY(focused);
        QVERIFY(shown.view.layout().nodes[*focused].center().x() >
                shown.centreOf(built.object("Worker 1")).x());
        shown.viewport.setSelectedThread({});
        QTest::keyClick(&shown.view, Qt::Key_Left);
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(shown.viewport.selectedThread(), built.thread("main"));
    }

    void keyboardFocusOnALockLightsItAndIsDescribedFirst() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        QVERIFY(QTest::qWaitForWindowActive(&shown.view));
        shown.view.setFocus();
        QTest::keyClick(&shown.view, Qt::Key_End);
        QCOMPARE(shown.viewport.hoveredObject(), built.object("lock2"));
        QVERIFY(shown.view.accessibleDescription().startsWith("Mutex `lock2`"));
    }

    void withoutATraceItSaysSo() {
        Viewport viewport;
        const GraphView view(&viewport);
        QVERIFY(view.model().nodes.empty());
        QCOMPARE(view.accessibleDescription(), "Nothing has happened yet.");
    }

    void lettingGoOfTheTraceForgetsIt() {
        Viewport viewport;
        GraphView view(&viewport);
        {
            const TwoLocksDeadlock built;
            viewport.setTrace(&built.trace());
            QVERIFY(!view.model().nodes.empty());
            viewport.setTrace(nullptr);
        }
        QVERIFY(view.model().nodes.empty());
        view.grab();
    }

    void aGraphTooLargeScrolls() {
        const RandomLocking built(12, 12, 7);
        const Shown shown(built, {260, 200});
        QVERIFY(shown.view.verticalScrollBar()->maximum() > 0);
    }

    void bothThemesPaintTheirBackground() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
            shown.view.setTheme(*theme);
            QCOMPARE(shown.view.grab().toImage().pixelColor(1, 1), theme->background);
        }
    }
};

QTEST_MAIN(GraphViewTest)
#include "tst_graphview.moc"
