// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program begins: cards by group, found by a word, and one click that makes something alive.
#include "core/scenarios/catalogue.h"
#include "tracebuilder.h"
#include "ui/figure/miniature.h"
#include "ui/lesson/start/startpage.h"
#include "ui/model/run.h"
#include "ui/window/mainwindow.h"
#include "ui/window/start/scenariopictures.h"
#include "ui/window/start/startscreen.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

const std::vector<StartCard> kCards{
    {"two-locks", "Two locks", "Locks", "They can wait for ever.", "deadlock", ""},
    {"counter", "A shared counter", "Locks", "Some additions are lost.", "", "As in a pool, or a queue."},
    {"queue", "A queue", "Queues", "Nobody polls.", "pool", ""}};

QToolButton* cardNamed(const QWidget& page, const QString& title) {
    for (auto* button : page.findChildren<QToolButton*>())
        if (button->text() == title) return button;
    return nullptr;
}

} // namespace

class StartPageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aWordFindsCardsByWhateverIsSaidOfThem() {
        StartPage page(kCards);
        QCOMPARE(page.shownCards(), (QStringList{"two-locks", "counter", "queue"}));
        page.search("Deadlock");
        QCOMPARE(page.shownCards(), QStringList{"two-locks"});
        page.search("locks lost");
        QCOMPARE(page.shownCards(), QStringList{"counter"});
        page.search("polls");
        QCOMPARE(page.shownCards(), QStringList{"queue"});
        page.search("");
        QCOMPARE(page.shownCards().size(), 3);
    }

    void whatOnlyALessonMentionsComesLast() {
        StartPage page(kCards);
        page.search("pool");
        QCOMPARE(page.shownCards(), (QStringList{"queue", "counter"}));
    }

    void whatIsNotFoundIsSaid() {
        StartPage page(kCards);
        page.field().setText("elephant");
        QCOMPARE(page.shownCards(), QStringList());
        bool isSaid = false;
        for (const auto* label : page.findChildren<QLabel*>()) isSaid |= label->text().contains("elephant");
        QVERIFY(isSaid);
    }

    void noCardLiesOnAnotherAndNoneIsCutOffAtTheSide_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("wide") << 1000;
        QTest::newRow("narrow") << 300;
    }
    void noCardLiesOnAnotherAndNoneIsCutOffAtTheSide() {
        QFETCH(int, width);
        StartPage page(kCards);
        page.resize(width, 500);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        std::vector<QRect> boxes;
        for (const StartCard& card : kCards) {
            const QToolButton* button = cardNamed(page, card.title);
            const QRect box(button->mapTo(&page, QPoint()), button->size());
            for (const QRect& other : boxes) QVERIFY(!box.intersects(other));
            QVERIFY(box.left() >= 0 && box.right() <= width);
            boxes.push_back(box);
        }
    }

    void returnInTheSearchLineTakesTheFirst() {
        StartPage page(kCards);
        QSignalSpy chosen(&page, &StartPage::chosen);
        page.field().setText("queue");
        QTest::keyClick(&page.field(), Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].toString(), QString("queue"));
    }

    void oneClickOnACardMakesItRun() {
        QTemporaryDir folder;
        MainWindow window(folder.filePath("settings.ini"));
        window.show();
        StartScreen& screen = *window.parts().start;
        QVERIFY(screen.isStart());
        QTest::mouseClick(cardNamed(screen.page(), "Two locks"), Qt::LeftButton);
        QVERIFY(!screen.isStart());
        QVERIFY(window.parts().run->session());
        QCOMPARE(window.parts().run->session()->settings().scenario->id, std::string_view("two-locks"));
        window.parts().run->stop();
        QTRY_COMPARE_WITH_TIMEOUT(window.parts().run->phase(), Phase::Ended, 20'000);
        screen.showStart();
        QVERIFY(screen.isStart());
    }

    void aPictureIsOfTheSameRunEachTime() {
        const Scenario* scenario = findScenario("two-locks");
        const auto draw = [&] {
            QStandardPaths::setTestModeEnabled(true);
            QDir(QStandardPaths::writableLocation(QStandardPaths::CacheLocation)).removeRecursively();
            ScenarioPictures pictures({200, 84});
            QSignalSpy made(&pictures, &ScenarioPictures::made);
            pictures.make(std::span(&scenario, 1), Theme::light(), 1);
            made.wait(20'000);
            return made.isEmpty() ? QImage() : made[0][1].value<QPixmap>().toImage();
        };
        const QImage first = draw();
        QCOMPARE(first.size(), QSize(200, 84));
        QCOMPARE(draw(), first);
    }

    void whatIsForEverHasRoomInAPicture() {
        TraceBuilder built;
        built.addThreads({"A", "B"}).addLocks({"l", "m"}).acquire("A", "l").acquire("B", "m");
        built.at(1'000'000).wait("A", "m").wait("B", "l"); // with the last event
        const QImage picture = renderMiniature(built.trace(), Theme::light(), {200, 84}, 1);
        int blocked = 0;
        for (int x = 0; x < picture.width(); ++x)
            blocked += picture.pixelColor(x, 30) == Theme::light().look(ThreadState::Blocked).fill;
        QVERIFY2(blocked >= 15, qPrintable(QString::number(blocked)));
    }

    void whatWasDrawnOnceComesFromTheCache() {
        const Scenario* scenario = findScenario("self-lock");
        ScenarioPictures pictures({200, 84});
        QSignalSpy made(&pictures, &ScenarioPictures::made);
        pictures.make(std::span(&scenario, 1), Theme::dark(), 1);
        QVERIFY(made.wait(20'000));
        pictures.setHeld(true); // no run may begin
        pictures.make(std::span(&scenario, 1), Theme::dark(), 1);
        QVERIFY(made.wait(20'000));
        QCOMPARE(made[1][1].value<QPixmap>().toImage(), made[0][1].value<QPixmap>().toImage());
    }
};

QTEST_MAIN(StartPageTest)
#include "tst_startpage.moc"
