// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/panel/detectionpanel.h"

#include "core/scenarios/catalogue.h"
#include "graphtraces.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/stepping/nextrows.h"
#include "ui/graph/detection/panel/quizbar.h"
#include "ui/model/run.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/dialogs/exportdialog.h"
#include "ui/window/docklayout.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class DetectionPanelTest : public QObject {
    Q_OBJECT

    static constexpr int kHang = 20'000;

    const TwoLocksDeadlock m_built;
    std::unique_ptr<Viewport> m_viewport;
    std::unique_ptr<DetectionPanel> m_panel;

    WalkThrough& through() const { return m_panel->through(); }
    QString sentence() const {
        return QString::fromStdString(through().walk()->steps[through().step()].sentence);
    }
    void goToTheFirstQuestion() {
        through().setQuiz(true);
        while (!through().isAsking() && !through().isAtLast()) through().next();
        QVERIFY(through().isAsking());
    }
    ObjectId rightAnswer() const { return through().nextStep()->answers.front(); }
    ObjectId wrongAnswer() const {
        for (const QuizChoice& choice : m_panel->view().choices())
            if (std::ranges::find(through().nextStep()->answers, choice.id) ==
                through().nextStep()->answers.end())
                return choice.id;
        return {};
    }
    char digitOf(ObjectId id) const {
        for (const QuizChoice& choice : m_panel->view().choices())
            if (choice.id == id) return static_cast<char>('0' + choice.digit.value());
        return '?';
    }

    struct Window {
        QTemporaryDir folder;
        MainWindow window{folder.filePath("settings.ini")};
        const Parts& parts() const { return window.parts(); }
        QDockWidget& dock() const { return *parts().docks->dock("detection"); }
        void open(QSize size) {
            window.resize(size);
            window.show();
            QVERIFY(QTest::qWaitForWindowActive(&window));
        }
        // Into a deadlock of two, whatever the machine's speed.
        bool deadlocks() {
            RunSettings settings{.scenario = findScenario("two-locks")};
            settings.mode = Mode::Random;
            for (settings.seed = 0; settings.seed < 20; ++settings.seed) {
                parts().run->start(settings);
                if (!QTest::qWaitFor([&] { return parts().run->phase() == Phase::Ended; }, kHang))
                    return false;
                if (!parts().run->findings().empty()) return true;
            }
            return false;
        }
    };

private slots:
    void init() {
        m_viewport = std::make_unique<Viewport>();
        m_panel = std::make_unique<DetectionPanel>(m_viewport.get());
        m_panel->resize(900, 420);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_viewport->setTrace(&m_built.trace());
        QTRY_VERIFY(through().walk());
    }
    void cleanup() {
        m_panel.reset();
        m_viewport.reset();
    }

    void withoutATraceItIsEmptyAndNothingBreaks() {
        m_viewport->setTrace(nullptr);
        QVERIFY(!through().walk() && !m_panel->view().slide());
        QVERIFY(!m_panel->view().grab().isNull());
        QTest::keyClick(&m_panel->view(), Qt::Key_Right);
        QCOMPARE(m_panel->place(), QString());
    }

    void itSaysWhichStepOfHowMany() {
        QCOMPARE(m_panel->place(), QString("Step 1 of %1").arg(through().stepCount()));
        through().last();
        QCOMPARE(m_panel->place(), QString("Step %1 of %1").arg(through().stepCount()));
    }

    void theWalkThroughTwoLocksEndsWithItsRing() {
        through().last();
        QVERIFY2(sentence().contains("Worker 1 holds `lock1` and waits for `lock2`"), qPrintable(sentence()));
        QCOMPARE(m_panel->view().slide()->graph().model.rings.size(), std::size_t{1});
    }

    void movingTheCursorMakesTheWalkAnew() {
        const QString before = QString::fromStdString(through().walk()->conclusion);
        m_viewport->setCursorEvent(m_built.beforeIt);
        QTRY_VERIFY(QString::fromStdString(through().walk()->conclusion) != before);
        QCOMPARE(through().step(), std::size_t{0});
    }

    void whileNobodyLooksNoWalkIsMade() {
        m_panel->hide();
        const auto walk = through().walk();
        QSignalSpy moved(m_viewport.get(), &Viewport::cursorChanged);
        m_viewport->setCursorEvent(m_built.beforeIt);
        QCOMPARE(moved.size(), 1);
        QTest::qWait(0);
        QCOMPARE(through().walk(), walk);
        m_panel->show();
        QTRY_VERIFY(through().walk() != walk);
    }

    void eachKindOfWalkCanBeChosen() {
        m_panel->choose(DetectionView::Reduction);
        QTRY_COMPARE(through().walk()->view, DetectionView::Reduction);
        m_panel->choose(DetectionView::LockOrder);
        QTRY_COMPARE(through().walk()->view, DetectionView::LockOrder);
        m_panel->choose(DetectionView::WaitForWalk);
        QTRY_COMPARE(through().walk()->view, DetectionView::WaitForWalk);
    }

    void theKeyboardWalks() {
        QTest::keyClick(&m_panel->view(), Qt::Key_Right);
        QCOMPARE(through().step(), std::size_t{1});
        QTest::keyClick(&m_panel->view(), Qt::Key_Left);
        QCOMPARE(through().step(), std::size_t{0});
        QTest::keyClick(&m_panel->view(), Qt::Key_End);
        QVERIFY(through().isAtLast());
        QTest::keyClick(&m_panel->view(), Qt::Key_Home);
        QVERIFY(through().isAtFirst());
    }

    void aScreenReaderIsToldTheSentenceTheLineAndThePath() {
        while (pictureAt(*through().walk(), through().step()).stack.empty()) through().next();
        const QString told = m_panel->view().accessibleDescription();
        QVERIFY2(told.contains(sentence()), qPrintable(told));
        QVERIFY2(told.contains("Line ") && told.contains("The path so far: "), qPrintable(told));
    }

    // One numbering wherever threads are chosen: the main thread is 0.
    void theDigitsAreThoseOfWhoGoesNext() {
        goToTheFirstQuestion();
        QVERIFY(!m_panel->view().choices().empty());
        for (const QuizChoice& choice : m_panel->view().choices()) {
            const ThreadId thread = m_built.trace().object(choice.id).info.thread;
            NextRow row;
            row.choice.thread = thread.value;
            QCOMPARE(QString::number(choice.digit.value()), row.digit());
        }
    }

    void aDigitAnswersAndTheReasonIsGiven() {
        goToTheFirstQuestion();
        QTest::keyClick(&m_panel->view(), digitOf(rightAnswer()));
        QVERIFY2(m_panel->quiz().text().startsWith("Right: "), qPrintable(m_panel->quiz().text()));
        QVERIFY(m_panel->quiz().accessibleDescription().contains(sentence()));
    }

    void aDigitOfNobodyAnswersNothing() {
        goToTheFirstQuestion();
        QTest::keyClick(&m_panel->view(), '9');
        QVERIFY(through().isAsking());
    }

    void aButtonAnswersToo() {
        goToTheFirstQuestion();
        const QString digit(QChar::fromLatin1(digitOf(wrongAnswer())));
        QPushButton* button = nullptr;
        for (QPushButton* each : m_panel->quiz().findChildren<QPushButton*>())
            if (each->text().startsWith(digit)) button = each;
        QVERIFY(button);
        QTRY_VERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY2(m_panel->quiz().text().startsWith("Not "), qPrintable(m_panel->quiz().text()));
    }

    void theAnswersStandInOneRowWhereThereIsRoomAndStayWithinAlways() {
        goToTheFirstQuestion();
        for (int width : {900, 330}) {
            m_panel->resize(width, 420);
            const auto buttons = [&] {
                QList<QPushButton*> shown;
                for (QPushButton* each : m_panel->quiz().findChildren<QPushButton*>())
                    if (each->isVisible()) shown += each;
                return shown;
            };
            QTRY_COMPARE(buttons().size(), std::ssize(m_panel->view().choices()));
            const QRect all = m_panel->quiz().rect();
            for (const QPushButton* each : buttons()) QTRY_VERIFY(all.contains(each->geometry()));
            if (width == 900)
                for (const QPushButton* each : buttons()) QCOMPARE(each->y(), buttons().first()->y());
        }
    }

    void thePathStaysWhileTheQuizAsks() {
        for (QSize size : {QSize(900, 300), QSize(890, 200), QSize(360, 500)}) {
            m_panel->resize(size);
            through().first();
            goToTheFirstQuestion();
            QTRY_VERIFY(m_panel->view().size().width() == size.width());
            QVERIFY(!m_panel->view().slide()->boxes().path.isEmpty());
            QVERIFY(!m_panel->view().slide()->boxes().code.isEmpty());
        }
    }

    void aClickOnTheThreadInThePictureAnswersToo() {
        goToTheFirstQuestion();
        const WalkSlide& slide = *m_panel->view().slide();
        const auto node = slide.graph().model.indexOf(rightAnswer());
        QTest::mouseClick(&m_panel->view(), Qt::LeftButton, {}, slide.nodeBox(*node).center().toPoint());
        QVERIFY(through().verdict() && through().verdict()->isRight);
    }

    void thePictureKeepsItsPlacesWhileTheQuizAsks() {
        through().setQuiz(true);
        QTest::qWait(0); // the layout settles in the event loop
        const QSize before = m_panel->view().size();
        goToTheFirstQuestion();
        QTest::qWait(0);
        QCOMPARE(m_panel->view().size(), before);
    }

    // ---- in the window
    void aDeadlockIsExplainedByOneKey() {
        Window w;
        w.open({1440, 900});
        QVERIFY(w.deadlocks());
        QVERIFY(w.window.actions().action("detection.explain")->isEnabled());
        QTest::keyClick(&w.window, Qt::Key_F7);
        QVERIFY(w.dock().isVisible() && !w.dock().visibleRegion().isEmpty());
        QTRY_VERIFY(w.parts().detection->through().walk());
        // with all that its last step has led to: whoever goes next has said so
        const Trace& trace = *w.parts().run->trace();
        const EventIndex since = w.parts().run->findings().front().since;
        const EventIndex cursor = *w.parts().viewport->cursor().event;
        QVERIFY(cursor >= since);
        QCOMPARE(trace.steps().countUpTo(cursor), trace.steps().countUpTo(since));
        for (const NextRow& row : nextRows(trace, Moment(trace, cursor), std::nullopt)) QVERIFY(row.isKnown);
        QVERIFY(w.parts().detection->view().hasFocus());
    }

    void aDeadlockIsExplainedByOneClick() {
        Window w;
        w.open({1440, 900});
        QVERIFY(w.deadlocks());
        for (QPushButton* button : w.parts().banner->findChildren<QPushButton*>())
            if (button->text() == "Why?") QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(w.parts().detection->through().walk());
        QVERIFY(!w.dock().visibleRegion().isEmpty());
    }

    void thePanelHasRoomForPictureAndPseudoCode_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("large") << QSize(1440, 900);
        QTest::newRow("small") << QSize(900, 600);
    }
    void thePanelHasRoomForPictureAndPseudoCode() {
        QFETCH(QSize, size);
        Window w;
        w.open(size);
        QVERIFY(w.deadlocks());
        w.window.actions().action("detection.explain")->trigger();
        const WalkView& view = w.parts().detection->view();
        QTRY_VERIFY(view.slide() && view.slide()->boxes().picture.height() >= 90);
        QCOMPARE(w.window.size(), size);
        QTRY_VERIFY(!view.slide()->boxes().codeLines.empty());
        QVERIFY(!view.slide()->boxes().path.isEmpty() && !view.slide()->boxes().legend.isEmpty());
    }

    void theOtherPanelsHaveTheirOwnHeightAgain_data() { thePanelHasRoomForPictureAndPseudoCode_data(); }
    void theOtherPanelsHaveTheirOwnHeightAgain() {
        QFETCH(QSize, size);
        Window w;
        w.open(size);
        QDockWidget& contention = *w.parts().docks->dock("contention");
        QTRY_VERIFY(!contention.visibleRegion().isEmpty());
        QTest::qWait(0); // the layout settles in the event loop
        const int before = contention.height();
        w.window.actions().action("detection.waits")->trigger();
        QTRY_VERIFY(w.dock().height() > before + 80);
        const int high = w.dock().height();
        DockLayout::enter(*w.parts().docks->dock("runs"));
        QTRY_VERIFY(std::abs(w.parts().docks->dock("runs")->height() - before) <= 2);
        DockLayout::enter(w.dock());
        QTRY_VERIFY(std::abs(w.dock().height() - high) <= 2);
    }

    // The list listens to digits, too, and so does the panel while nothing is asked: those are no answers
    // then.
    void aDigitInTheQuizLetsNoThreadGo() {
        Window w;
        w.open({1440, 900});
        QVERIFY(w.deadlocks());
        const std::size_t runs = w.parts().run->runs().all().size();
        w.window.actions().action("detection.explain")->trigger();
        WalkThrough& through = w.parts().detection->through();
        QTRY_VERIFY(through.stepCount() > 2);
        through.setQuiz(true);
        QVERIFY(w.parts().detection->view().hasFocus());
        QTest::keyClick(&w.parts().detection->view(), '0'); // nothing is asked yet
        while (!through.isAsking() && !through.isAtLast()) through.next();
        QVERIFY(through.isAsking());
        const QuizChoice choice = w.parts().detection->view().choices().front();
        QTest::keyClick(&w.parts().detection->view(), static_cast<char>('0' + choice.digit.value()));
        QVERIFY(!through.isAsking() && through.verdict()->choice == choice.id);
        QCOMPARE(w.parts().run->runs().all().size(), runs);
    }

    void theActionsFollowTheWalk() {
        Window w;
        w.open({1440, 900});
        QVERIFY(w.deadlocks());
        const ActionTable& table = w.window.actions();
        table.action("detection.explain")->trigger();
        QTRY_VERIFY(w.parts().detection->through().stepCount() > 2);
        QVERIFY(!table.action("detection.back")->isEnabled() && table.action("detection.next")->isEnabled());
        table.action("detection.next")->trigger();
        QCOMPARE(w.parts().detection->through().step(), std::size_t{1});
        QVERIFY(table.action("detection.back")->isEnabled());
        table.action("detection.last")->trigger();
        QVERIFY(!table.action("detection.next")->isEnabled());
        table.action("detection.quiz")->trigger();
        QVERIFY(w.parts().detection->through().isQuiz() && table.action("detection.quiz")->isChecked());
        table.action("detection.play")->trigger();
        QVERIFY(w.parts().detection->through().isPlaying());
    }

    void whatIsSeenCanBeExported_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("all steps") << "walk.pdf" << QByteArray("%PDF-");
        QTest::newRow("as text") << "walk.svg" << QByteArray("<?xml");
        QTest::newRow("as pixels") << "walk.png" << QByteArray("\x89PNG");
    }
    void whatIsSeenCanBeExported() {
        QFETCH(QString, name);
        QFETCH(QByteArray, begin);
        Window w;
        w.open({1440, 900});
        QVERIFY(w.deadlocks());
        w.window.actions().action("detection.explain")->trigger();
        QTRY_VERIFY(w.parts().detection->through().walk());
        w.window.actions().action("file.export")->trigger();
        auto* dialog = w.window.findChild<ExportDialog*>();
        QVERIFY(dialog);
        dialog->setPath(w.folder.filePath(name));
        dialog->save();
        QFile file(w.folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(begin));
    }
};

QTEST_MAIN(DetectionPanelTest)
#include "tst_detectionpanel.moc"
