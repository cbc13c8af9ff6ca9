// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/panel/walkthrough.h"

#include "detectionwalks.h"
#include "ui/graph/detection/panel/quiz.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class WalkThroughTest : public QObject {
    Q_OBJECT

    const TwoLocksDeadlock m_built;
    std::shared_ptr<const DetectionWalk> m_walk = std::make_shared<DetectionWalk>(handMadeWalk(m_built));
    std::unique_ptr<WalkThrough> m_through;

    ObjectId named(const char* name) const { return m_built.object(name); }
    void goToTheQuestion() {
        m_through->setQuiz(true);
        m_through->next();
        m_through->next();
        QVERIFY(m_through->isAsking());
    }

private slots:
    void init() {
        m_through = std::make_unique<WalkThrough>();
        m_through->show(m_walk);
    }

    void withoutAWalkEveryMoveDoesNothing() {
        WalkThrough none;
        none.next();
        none.back();
        none.first();
        none.last();
        none.setPlaying(true);
        none.answer(named("Worker 1"));
        QCOMPARE(none.step(), std::size_t{0});
        QVERIFY(none.isAtFirst() && none.isAtLast() && !none.isPlaying());
    }

    void itGoesStepByStepAndStopsAtBothEnds() {
        for (std::size_t step = 0; step < 6; ++step) {
            QCOMPARE(m_through->step(), std::min<std::size_t>(step, 3));
            m_through->next();
        }
        m_through->back();
        QCOMPARE(m_through->step(), std::size_t{2});
        m_through->first();
        QVERIFY(m_through->isAtFirst());
        m_through->back();
        QCOMPARE(m_through->step(), std::size_t{0});
        m_through->last();
        QVERIFY(m_through->isAtLast());
    }

    void aWalkThatSaysTheSameKeepsTheStepAnotherBeginsAnew() {
        m_through->last();
        m_through->show(std::make_shared<DetectionWalk>(handMadeWalk(m_built)));
        QCOMPARE(m_through->step(), std::size_t{3});
        DetectionWalk other = handMadeWalk(m_built);
        other.steps[1].sentence = "We begin with Worker 1.";
        m_through->show(std::make_shared<DetectionWalk>(other));
        QCOMPARE(m_through->step(), std::size_t{0});
    }

    void playingEndsAtTheEndAndBeginsThereAnew() {
        m_through->last();
        m_through->setPlaying(true);
        QCOMPARE(m_through->step(), std::size_t{0});
        QVERIFY(m_through->isPlaying());
        m_through->last();
        QVERIFY(!m_through->isPlaying());
    }

    void playingGoesAStepAtATime() {
        QSignalSpy moved(m_through.get(), &WalkThrough::changed);
        m_through->setPlaying(true);
        QVERIFY(moved.wait(5 * WalkThrough::kPace) || !moved.empty());
        QTRY_COMPARE_WITH_TIMEOUT(m_through->step(), std::size_t{1}, 5 * WalkThrough::kPace);
    }

    void theQuizAsksBeforeItTells() {
        goToTheQuestion();
        QCOMPARE(m_through->step(), std::size_t{1});
        QCOMPARE(QString::fromStdString(m_through->nextStep()->question),
                 "Worker 2 waits for `lock1`. Whom do we look at next?");
    }

    void withoutTheQuizNothingIsAsked() {
        m_through->next();
        m_through->next();
        QCOMPARE(m_through->step(), std::size_t{2});
        QVERIFY(!m_through->isAsking());
    }

    void theRightAnswerGoesOnAndIsSaidToBeRight() {
        goToTheQuestion();
        m_through->answer(named("Worker 1"));
        QCOMPARE(m_through->step(), std::size_t{2});
        QVERIFY(m_through->verdict() && m_through->verdict()->isRight);
        m_through->next();
        QVERIFY(!m_through->verdict());
    }

    void aWrongAnswerGoesOnAndIsSaidToBeWrong() {
        goToTheQuestion();
        m_through->answer(named("main"));
        QCOMPARE(m_through->step(), std::size_t{2});
        QVERIFY(m_through->verdict() && !m_through->verdict()->isRight);
        QCOMPARE(m_through->verdict()->choice, named("main"));
    }

    void nobodyMustAnswer() {
        goToTheQuestion();
        m_through->next();
        QCOMPARE(m_through->step(), std::size_t{2});
        QVERIFY(!m_through->isAsking() && !m_through->verdict());
    }

    void backTakesTheQuestionBack() {
        goToTheQuestion();
        m_through->back();
        QVERIFY(!m_through->isAsking());
        QCOMPARE(m_through->step(), std::size_t{1});
    }

    void playingStopsAtAQuestion() {
        m_through->setQuiz(true);
        m_through->next();
        m_through->setPlaying(true);
        m_through->next();
        QVERIFY(m_through->isAsking() && !m_through->isPlaying());
    }

    void theChoicesAreThreadsTheRightOneAmongThem() {
        const WalkGraph graph = WalkGraph::of(m_built.trace(), *m_walk);
        const auto choices = quizChoices(graph, *m_walk, 2);
        QCOMPARE(choices.size(), std::size_t{3});
        QVERIFY(std::ranges::find(choices, named("Worker 1"), &QuizChoice::id) != choices.end());
        for (const QuizChoice& choice : choices)
            QVERIFY(m_built.trace().object(choice.id).info.kind == ObjectKind::Thread);
    }

    void ofManyThreadsTheRightOneIsAlwaysAmongTheChoices() {
        TraceBuilder built;
        DetectionWalk walk;
        walk.steps.resize(2);
        for (int t = 0; t < 20; ++t) {
            built.addThread("T" + std::to_string(t));
            walk.steps[0].nodes.push_back({built.object("T" + std::to_string(t)), Mark::Plain});
        }
        walk.steps[1].answers = {built.object("T19")};
        const auto choices = quizChoices(WalkGraph::of(built.trace(), walk), walk, 1);
        QCOMPARE(choices.size(), kMostChoices);
        QCOMPARE(choices.back().id, built.object("T19"));
    }
};

QTEST_MAIN(WalkThroughTest)
#include "tst_walkthrough.moc"
