// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/code/codepane.h"

#include "graphtraces.h"
#include "ui/lesson/code/codehighlighter.h"
#include "ui/lesson/code/codetext.h"
#include "ui/lesson/code/threadlist.h"

#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

QString linesOfCode(int count) {
    QStringList lines;
    for (int i = 1; i <= count; ++i) lines << QString("int line%1 = %1;").arg(i);
    return lines.join('\n');
}

struct Shown {
    explicit Shown(const TraceBuilder& built, int lines = 200) {
        pane.resize(420, 400);
        pane.setSource("two_locks.cpp", linesOfCode(lines));
        pane.show();
        viewport.setTrace(&built.trace());
    }
    QStringList marks() const {
        QStringList texts;
        for (const CodeMark& mark : pane.code().marks())
            texts << mark.letters + ':' + QString::number(mark.now.line);
        return texts;
    }
    Viewport viewport;
    CodePane pane{&viewport};
};

} // namespace

class CodePaneTest : public QObject {
    Q_OBJECT
private slots:
    void namesAreShortenedToAnInitialAndANumber() {
        QCOMPARE(initials("Worker 1"), "W1");
        QCOMPARE(initials("Worker 12"), "W12");
        QCOMPARE(initials("main"), "M");
        QCOMPARE(initials("consumer"), "C");
        QCOMPARE(initials("T1234"), "234");
    }

    void eachThreadIsMarkedAtItsLine() {
        const TwoLocksDeadlock built;
        const Shown shown(built);
        QCOMPARE(shown.marks(), (QStringList{"W1:31", "M:42", "W2:45"}));
        QCOMPARE(shown.pane.code().marks()[0].now.state, ThreadState::Blocked);
    }

    void marksFollowTheCursor() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        shown.viewport.setCursorEvent(built.beforeIt);
        QTRY_COMPARE(shown.marks(), (QStringList{"W1:24", "W2:38", "M:42"}));
    }

    void threadsInAnotherFileAreNotMarkedButListed() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        shown.pane.setSource("other.cpp", "int main() {}");
        QVERIFY(shown.marks().isEmpty());
        QCOMPARE(shown.pane.threads().rowCount(), 3);
    }

    void threadsOnOneLineStandSideBySide() {
        TraceBuilder built;
        built.addThreads({"Worker 1", "Worker 2", "Worker 3"});
        for (const char* name : {"Worker 1", "Worker 2", "Worker 3"}) built.work(name, 5, 9);
        const Shown shown(built);
        const CodeText& code = shown.pane.code();
        QCOMPARE(code.marks().size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(!code.markBox(i).isEmpty());
            QVERIFY(code.markBox(i).right() <= code.marginWidth());
            for (std::size_t j = 0; j < i; ++j) QVERIFY(!code.markBox(i).intersects(code.markBox(j)));
            QCOMPARE(code.markBox(i).top(), code.markBox(0).top());
        }
    }

    void aMarkStandsBesideItsLine() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).work("A", 1, 3).work("B", 1, 7);
        const Shown shown(built);
        const CodeText& code = shown.pane.code();
        const double apart = code.markBox(1).top() - code.markBox(0).top();
        QCOMPARE(apart,
                 4.0 *
                     code.document()->documentLayout()->blockBoundingRect(code.document()->begin()).height());
    }

    void theSelectedThreadsLineIsBroughtIntoView() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).work("A", 1, 3).work("B", 1, 180);
        Shown shown(built);
        shown.viewport.setSelectedThread(built.thread("A"));
        QTRY_VERIFY(shown.pane.code().isInView(3));
        shown.viewport.setSelectedThread(built.thread("B"));
        QTRY_VERIFY(shown.pane.code().isInView(180));
        QVERIFY(!shown.pane.code().isInView(3));
    }

    void theMarkedLineStandsInTheMiddle() {
        TraceBuilder built;
        built.addThreads({"A"}).work("A", 1, 100);
        Shown shown(built);
        QTRY_VERIFY(shown.pane.code().isInMiddle(100));
    }

    void atRestTheCodeBeginsBelowLicenceAndIncludes() {
        Viewport viewport;
        CodePane pane(&viewport);
        pane.resize(400, 300);
        QVERIFY(pane.showSource("two_locks.cpp"));
        pane.show();
        const int first = pane.code().firstTellingLine();
        QVERIFY(first > 5);
        QTRY_VERIFY(pane.code().isInView(first));
        QVERIFY(!pane.code().isInView(first - 1));
        QVERIFY(pane.title().startsWith("two_locks.cpp"));
    }

    void aLineInViewMovesNothing() {
        TraceBuilder built;
        built.addThreads({"A"}).work("A", 1, 100);
        const EventIndex first = built.last();
        built.work("A", 1, 103);
        Shown shown(built);
        QTRY_VERIFY(shown.pane.code().isInView(103));
        const int before = shown.pane.code().verticalScrollBar()->value();
        QVERIFY(before > 0);
        shown.viewport.setCursorEvent(first);
        QTRY_COMPARE(shown.marks(), QStringList{"A:100"});
        QCOMPARE(shown.pane.code().verticalScrollBar()->value(), before);
    }

    void aClickOnAMarkSelectsItsThread() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        CodeText& code = shown.pane.code();
        code.bringIntoView(45);
        QTest::mouseClick(code.margin(), Qt::LeftButton, {}, code.markBox(2).center().toPoint());
        QCOMPARE(shown.viewport.selectedThread(), built.thread("Worker 2"));
    }

    void theListTellsWhatEachThreadIsAbout() {
        const TwoLocksDeadlock built;
        const Shown shown(built);
        const auto text = [&](int row) { return shown.pane.threads().index(row).data().toString(); };
        QCOMPARE(text(0), QString::fromUtf8("main – waiting for the end of Worker 1 – two_locks.cpp:42"));
        QCOMPARE(text(1),
                 QString::fromUtf8("Worker 1 – waiting for `lock2`, held by Worker 2 – two_locks.cpp:31"));
    }

    void otherWaitsHaveTheirOwnWords() {
        TraceBuilder built;
        built.addThreads({"A", "B", "C", "D"}).addQueue("jobs", 1).addSemaphore("permits", 0);
        built.add(ObjectKind::Condition, "ready").add(ObjectKind::Future, "answer").put("A", "jobs");
        built.wait("A", "jobs").wait("B", "permits").wait("C", "ready").wait("D", "answer");
        const Moment moment(built.trace(), built.last());
        const auto sentence = [&](const char* name) {
            return threadNow(built.trace(), moment, built.thread(name)).sentence();
        };
        QCOMPARE(sentence("A"), QString::fromUtf8("A – waiting on the queue `jobs`, which is full"));
        QCOMPARE(sentence("B"), QString::fromUtf8("B – waiting for a permit of `permits`"));
        QCOMPARE(sentence("C"), QString::fromUtf8("C – waiting to be notified on `ready`"));
        QCOMPARE(sentence("D"), QString::fromUtf8("D – waiting for the value of `answer`"));
    }

    void choosingARowSelectsTheThreadAndBack() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        shown.pane.list().setCurrentIndex(shown.pane.threads().index(2));
        QCOMPARE(shown.viewport.selectedThread(), built.thread("Worker 2"));
        shown.viewport.setSelectedThread(built.thread("Worker 1"));
        QTRY_COMPARE(shown.pane.list().currentIndex().row(), 1);
    }

    void ofManyThreadsThoseThatEndedAreLeftOut() {
        TraceBuilder built;
        for (int i = 0; i < 40; ++i) {
            const std::string name = "T" + std::to_string(i);
            built.addThread(name).spawn("", name).start(name);
            if (i < 39) built.exit(name);
        }
        const Shown shown(built);
        QCOMPARE(shown.pane.threads().rowCount(), 1);
    }

    void withoutATraceNothingIsMarked() {
        const TwoLocksDeadlock built;
        Shown shown(built);
        shown.viewport.setTrace(nullptr);
        QVERIFY(shown.marks().isEmpty());
        QCOMPARE(shown.pane.threads().rowCount(), 0);
    }

    void aSourceThatIsNotThereIsSaidSo() {
        Viewport viewport;
        CodePane pane(&viewport);
        QVERIFY(!pane.showSource("no_such.cpp"));
        QVERIFY(pane.code().toPlainText().contains("no_such.cpp"));
    }

    void codeIsColoured() {
        QTextDocument document;
        CodeHighlighter highlighter(&document);
        document.setPlainText("// note\nint x = \"a\"; /* long\nstill */ return 12;");
        highlighter.rehighlight(); // at once, not with the next turn of the event loop
        const auto colourAt = [&](int block, int position) {
            for (const auto& format : document.findBlockByNumber(block).layout()->formats())
                if (format.start <= position && position < format.start + format.length)
                    return format.format.foreground().color();
            return QColor();
        };
        using enum CodeHighlighter::Kind;
        QCOMPARE(colourAt(0, 3), CodeHighlighter::color(Comment, false));
        QCOMPARE(colourAt(1, 0), CodeHighlighter::color(Keyword, false));
        QCOMPARE(colourAt(1, 4), QColor());
        QCOMPARE(colourAt(1, 9), CodeHighlighter::color(String, false));
        QCOMPARE(colourAt(1, 16), CodeHighlighter::color(Comment, false));
        QCOMPARE(colourAt(2, 2), CodeHighlighter::color(Comment, false));
        QCOMPARE(colourAt(2, 10), CodeHighlighter::color(Keyword, false));
        QCOMPARE(colourAt(2, 17), CodeHighlighter::color(Number, false));
    }

    void colouredCodeIsReadable() {
        for (int kind = 0; kind < CodeHighlighter::kKinds; ++kind)
            for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
                const QColor color =
                    CodeHighlighter::color(static_cast<CodeHighlighter::Kind>(kind), theme->isDark);
                QVERIFY(contrast(color, theme->background) >= 4.5);
            }
    }
};

QTEST_MAIN(CodePaneTest)
#include "tst_codepane.moc"
