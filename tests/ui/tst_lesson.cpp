// SPDX-License-Identifier: GPL-3.0-or-later
// Lessons and Python twins as they are shown: folding, links, marks.
#include "graphtraces.h"
#include "ui/lesson/code/codepane.h"
#include "ui/lesson/code/codetext.h"
#include "ui/lesson/code/twinpane.h"
#include "ui/lesson/text/lessonpane.h"

#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

const QString kLesson = QStringLiteral("## What it shows\nTwo locks.\n\n## Look for\n"
                                       "- [the wait](<find:first Wait on lock2 by Worker 1>)\n"
                                       "- [in order](<try:ordered?mode=step&hold=5>)\n\n"
                                       "## Questions\n### Why?\nBecause.\n\n### And then?\nNothing.\n");

const QString kCpp = QStringLiteral("first.lock();\nwork();\nsecond.lock();\nwork();\nsecond.unlock();\n");

} // namespace

class LessonTest : public QObject {
    Q_OBJECT
private slots:
    void answersAreFoldedUntilTheirQuestionIsClicked() {
        LessonPane pane;
        pane.setLesson("Two locks", kLesson);
        QCOMPARE(pane.lesson().questionCount(), 2);
        QVERIFY(pane.toPlainText().contains("Why?"));
        QVERIFY(!pane.toPlainText().contains("Because."));
        pane.follow("fold:0");
        QVERIFY(pane.toPlainText().contains("Because."));
        QVERIFY(!pane.toPlainText().contains("Nothing."));
        pane.follow("fold:0");
        QVERIFY(!pane.toPlainText().contains("Because."));
    }

    void linksSayWhatTheyAskFor() {
        LessonPane pane;
        pane.setLesson("Two locks", kLesson);
        QSignalSpy tried(&pane, &LessonPane::tried);
        QSignalSpy wanted(&pane, &LessonPane::placeWanted);
        for (const QString& target : linkTargets(kLesson)) pane.follow(target);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), QString("first Wait on lock2 by Worker 1"));
        QCOMPARE(tried.count(), 1);
        const auto link = tried[0][0].value<TryLink>();
        QCOMPARE(link.variant, QString("ordered"));
        QCOMPARE(link.mode, QString("step"));
        QCOMPARE(link.parameters.value("hold"), 5);
    }

    void aLinkMayCompareTheVariantItNames() {
        QCOMPARE(std::get<CompareLink>(*parsedLink("compare:pool")).variant, QString("pool"));
        QVERIFY(std::get<CompareLink>(*parsedLink("compare:")).variant.isEmpty());
    }

    void aLinkCanBeFollowedByTheKeyboard() {
        LessonPane pane;
        pane.resize(400, 400);
        pane.setLesson("Two locks", kLesson);
        pane.show();
        pane.activateWindow();
        pane.setFocus();
        QSignalSpy wanted(&pane, &LessonPane::placeWanted);
        QTest::keyClick(&pane, Qt::Key_Tab);
        QTest::keyClick(&pane, Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), QString("first Wait on lock2 by Worker 1"));
    }

    void whatIsNoLinkIsRefused() {
        for (const char* target :
             {"http://example.org", "try:x?hold", "try:x?hold=much", "find:", "fold:x", ""})
            QVERIFY2(!parsedLink(target), target);
    }

    void aTwinsMarksAreNotShownAndTieItsLines() {
        const TwinText twin("a.acquire()  #= first.lock();\nwork()  #= work(); @2\nb = 1", kCpp);
        QCOMPARE(twin.shown(), QString("a.acquire()\nwork()\nb = 1"));
        QCOMPARE(twin.lineOf(1), 1);
        QCOMPARE(twin.lineOf(2), 0);
        QCOMPARE(twin.lineOf(4), 2);
        QCOMPARE(twin.faults(), QStringList());
    }

    void aMarkThatFitsNoLineOrSeveralIsAFault() {
        const TwinText twin("a  #= third.lock();\nb  #= work();\nc  #= work(); @3", kCpp);
        QCOMPARE(twin.faults(), (QStringList{"third.lock();", "work();", "work(); @3"}));
    }

    void threadsAreMarkedInTheTwinWhereItDoesTheSame() {
        TwinPane pane;
        pane.setTwin("# two locks\na.acquire()  #= second.lock();\n", kCpp);
        CodeMark here;
        here.now.thread = ThreadId{1};
        here.now.line = 3;
        CodeMark elsewhere;
        elsewhere.now.thread = ThreadId{2};
        elsewhere.now.line = 1;
        pane.setMarks({elsewhere, here}, {});
        QCOMPARE(pane.code().marks().size(), std::size_t{1});
        QCOMPARE(pane.code().marks()[0].now.line, 2);
        QCOMPARE(pane.code().marks()[0].now.thread, ThreadId{1});
    }

    void theTwinSaysWhatPythonComputed() {
        TwinPane pane;
        pane.setTwin("import sys\nprint('{\"outcome\": \"finished\", \"result\": [1, %s]}' % sys.argv[1])",
                     {});
        QSignalSpy finished(&pane, &TwinPane::finished);
        pane.run({"7"});
        QVERIFY(finished.wait(20'000));
        QCOMPARE(pane.verdict(), QString("python3: finished, result [1,7]"));
    }

    void aTwinThatFailsSaysWhy() {
        TwinPane pane;
        pane.setTwin("raise ValueError('no such variant')", {});
        QSignalSpy finished(&pane, &TwinPane::finished);
        pane.run({});
        QVERIFY(finished.wait(20'000));
        QCOMPARE(pane.verdict(), QString("python3 failed: ValueError: no such variant"));
    }

    void withoutPythonTheTwinCanStillBeRead() {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", "/nowhere");
        TwinPane pane;
        pane.setTwin("a = 1", {});
        qputenv("PATH", path);
        QVERIFY(pane.verdict().contains("no python3"));
        QCOMPARE(pane.code().toPlainText(), QString("a = 1"));
    }

    void theTabsAreThereWhereThereIsATwin() {
        Viewport viewport;
        CodePane pane(&viewport);
        pane.setSource("no_twin.cpp", "int a;");
        QVERIFY(pane.tabs().isHidden());
    }
};

QTEST_MAIN(LessonTest)
#include "tst_lesson.moc"
