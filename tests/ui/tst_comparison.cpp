// SPDX-License-Identifier: GPL-3.0-or-later
// Variants side by side: each runs once, and the picture's figures are those of its traces.
#include "core/analysis/tally.h"
#include "core/scenarios/catalogue.h"
#include "tracebuilder.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/figure/comparisonfigure.h"
#include "ui/lesson/text/lessonpane.h"
#include "ui/model/run.h"
#include "ui/model/words.h"
#include "ui/window/compare/comparisonview.h"
#include "ui/window/compare/sidebyside.h"
#include "ui/window/mainwindow.h"
#include "ui/window/start/startscreen.h"

#include <QPainter>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

// Worker 1 lives from 0 to 4 ms, Worker 2 from 2 to 6 ms and is blocked for 1 ms of them.
struct Short {
    TraceBuilder built;
    Short() {
        built.addLocks({"lock"}).addThreads({"Worker 1"}).acquire("Worker 1", "lock");
        built.at(2'000'000).addThreads({"Worker 2"});
        built.at(3'000'000).wait("Worker 2", "lock");
        built.at(4'000'000).release("Worker 1", "lock").wake("Worker 1", "lock", "Worker 2").exit("Worker 1");
        built.at(6'000'000).exit("Worker 2");
    }
};

} // namespace

class ComparisonTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aTallyIsWhatTheLanesShow() {
        const Short story;
        const Tally tally = tallyOf(story.built.trace());
        QCOMPARE(tally.duration, Timestamp{6'000'000});
        QCOMPARE(tally.threads, std::size_t{2});
        QCOMPARE(tally.mostAlive, std::size_t{2});
        QCOMPARE(tally.blockedOnLocks, Timestamp{1'000'000});
        QCOMPARE(tally.waiting, Timestamp{0});
    }

    void threadsOneAfterTheOtherAreNeverAliveTogether() {
        TraceBuilder built;
        for (int i = 0; i < 5; ++i) {
            const std::string name = "Worker " + std::to_string(i);
            built.at(1000 * (2 * i + 1)).addThreads({name.c_str()});
            built.at(1000 * (2 * i + 2)).exit(name);
        }
        const Tally tally = tallyOf(built.trace());
        QCOMPARE(tally.threads, std::size_t{5});
        QCOMPARE(tally.mostAlive, std::size_t{1});
    }

    void throughputIsWhatWasDoneInTheTimeItTook() {
        const Short story;
        const ComparedRun run{
            .title = "a", .trace = &story.built.trace(), .end = "Finished", .done = 12, .things = "tasks"};
        const QString figures = figuresOf(run);
        QVERIFY2(figures.contains("Finished after 6"), qPrintable(figures));
        QVERIFY2(figures.contains("2,000 tasks per second"), qPrintable(figures));
        QVERIFY2(figures.contains("blocked on locks 1"), qPrintable(figures));
        QVERIFY2(!figures.contains("waiting"), qPrintable(figures)); // nobody did
    }

    void theShorterRunEndsWhereItsTimeIsOnTheLongersScale() {
        const Short story;
        TraceBuilder half;
        half.addThreads({"Worker 1"}).at(3'000'000).exit("Worker 1");
        QImage image(600, 300, QImage::Format_RGB32);
        QPainter painter(&image);
        const Theme& theme = Theme::light();
        paintComparison(
            painter, QRectF(image.rect()),
            {{.title = "long", .trace = &story.built.trace()}, {.title = "half", .trace = &half.trace()}},
            theme, QFont());
        painter.end();
        const QColor fill = theme.look(ThreadState::ReadyOrRunning).fill;
        const QRgb lane = blended(theme.background, fill, 0.6).rgb();
        int last = 0;
        for (int y = image.height() / 2; y < image.height() * 8 / 10; ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixel(x, y) == lane) last = std::max(last, x);
        QVERIFY2(last > 200 && last < 320, qPrintable(QString::number(last)));
    }

    void aLinkOfTheLessonComparesTheVariantItNames() {
        QTemporaryDir folder;
        MainWindow window(folder.filePath("settings.ini"));
        window.show();
        window.choose(*findScenario("best-practices"));
        const auto& pair = findScenario("best-practices")->sideBySide.back();
        emit window.parts().lesson->comparisonWanted(words(pair.back()));
        QTRY_VERIFY_WITH_TIMEOUT(window.parts().start->currentWidget() == window.parts().comparison, 60'000);
        const auto entries = window.parts().comparison->entries();
        QCOMPARE(entries.size(), pair.size());
        for (std::size_t i = 0; i < entries.size(); ++i) QCOMPARE(entries[i].run.title, words(pair[i]));
    }

    void everyVariantRunsOnceAndStandsInThePicture() {
        QTemporaryDir folder;
        MainWindow window(folder.filePath("settings.ini"));
        window.show();
        window.choose(*findScenario("two-locks"));
        window.parts().scenario->setParameter("hold", 100);
        window.parts().sideBySide->start();
        QTRY_VERIFY_WITH_TIMEOUT(window.parts().start->currentWidget() == window.parts().comparison, 60'000);
        const auto entries = window.parts().comparison->entries();
        const auto& variants = findScenario("two-locks")->variants;
        QCOMPARE(entries.size(), variants.size());
        for (std::size_t i = 0; i < entries.size(); ++i)
            QCOMPARE(entries[i].run.title.toStdString(), std::string(variants[i].name));
        QCOMPARE(window.parts().run->runs().all().size(), variants.size());
        QPushButton* first = nullptr;
        for (auto* button : window.parts().comparison->findChildren<QPushButton*>())
            if (button->text().contains("naive")) first = button;
        QVERIFY(first);
        QTest::mouseClick(first, Qt::LeftButton);
        QVERIFY(window.parts().start->currentWidget() != window.parts().comparison);
        QCOMPARE(window.parts().run->session()->settings().variant, std::string("naive"));
    }

    void aResultThatCountsNothingMakesNoThroughput() {
        QTemporaryDir folder;
        MainWindow window(folder.filePath("settings.ini"));
        window.show();
        window.choose(*findScenario("start-join")); // its result is a sum
        window.parts().sideBySide->start();
        QTRY_VERIFY_WITH_TIMEOUT(window.parts().start->currentWidget() == window.parts().comparison, 60'000);
        for (const auto& entry : window.parts().comparison->entries())
            QVERIFY2(!figuresOf(entry.run).contains("per second"), qPrintable(figuresOf(entry.run)));
    }

    void whereThereIsOneVariantOnlyItIsSaid() {
        QTemporaryDir folder;
        MainWindow window(folder.filePath("settings.ini"));
        window.show();
        window.choose(*findScenario("lifecycle"));
        window.parts().sideBySide->start();
        QVERIFY(!window.parts().run->session());
    }
};

QTEST_MAIN(ComparisonTest)
#include "tst_comparison.moc"
