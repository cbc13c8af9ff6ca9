// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenarios/catalogue.h"
#include "tracebuilder.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/parameterform.h"
#include "ui/controls/scenario/scenariolist.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/scenario/speedslider.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/status/momentline.h"
#include "ui/controls/status/outcomewords.h"
#include "ui/controls/status/sentencelabel.h"
#include "ui/controls/status/statusline.h"
#include "ui/controls/transportbar.h"
#include "ui/model/theme.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <limits>

using namespace lockstep;
using namespace lockstep::ui;

class Controls : public QObject {
    Q_OBJECT

    static const Scenario& scenario(const char* id) { return *findScenario(id); }
    // Every label whose text is wider or taller than the room it has.
    static QStringList cutOffIn(const QWidget& widget) {
        QStringList cut;
        for (const QLabel* label : widget.findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().isEmpty()) continue;
            const int needed =
                label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            const bool isTooWide = !label->wordWrap() && label->sizeHint().width() > label->width();
            if (needed > label->height() || isTooWide) cut += label->text();
        }
        return cut;
    }

private slots:
    void everyScenarioIsListedUnderItsGroup() {
        ScenarioList list(catalogue());
        QCOMPARE(list.visibleTitles().size(), static_cast<qsizetype>(catalogue().size()));
        const auto* tree = qobject_cast<QTreeWidget*>(list.tree());
        for (int i = 0; i < tree->topLevelItemCount(); ++i) QVERIFY(tree->topLevelItem(i)->childCount() > 0);
        QCOMPARE(tree->topLevelItem(0)->text(0), words(catalogue()[0]->group));
    }

    void theFilterLeavesOnlyWhatMatchesAndChoosesTheFirstOfThem() {
        ScenarioList list(catalogue());
        QTest::keyClicks(list.findChild<QLineEdit*>(), "opposite LOCKS");
        QCOMPARE(list.visibleTitles(), QStringList{words(scenario("two-locks").title)});
        QCOMPARE(&list.chosen(), &scenario("two-locks"));
    }

    void aFilterThatMatchesNothingLeavesTheChoiceAlone() {
        ScenarioList list(catalogue());
        QTest::keyClicks(list.findChild<QLineEdit*>(), "xyzzy");
        QVERIFY(list.visibleTitles().isEmpty());
        QCOMPARE(&list.chosen(), catalogue().front());
    }

    void theArrowsGoFromScenarioToScenarioAndNeverToAHeading() {
        ScenarioList list(catalogue());
        list.show();
        auto* tree = qobject_cast<QTreeWidget*>(list.tree());
        for (const Scenario* each : catalogue()) {
            QCOMPARE(&list.chosen(), each);
            QVERIFY(tree->currentItem()->isSelected());
            QTest::keyClick(tree, Qt::Key_Down);
        }
        for (std::size_t i = catalogue().size(); i-- > 0; QTest::keyClick(tree, Qt::Key_Up))
            QCOMPARE(&list.chosen(), catalogue()[i]);
        QCOMPARE(&list.chosen(), catalogue().front());
        QVERIFY(tree->currentItem()->isSelected());
    }

    void aClickOnAHeadingChoosesNothing() {
        ScenarioList list(catalogue());
        list.show();
        auto* tree = qobject_cast<QTreeWidget*>(list.tree());
        const QPoint heading = tree->visualItemRect(tree->topLevelItem(1)).center();
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, Qt::NoModifier, heading);
        QCOMPARE(&list.chosen(), catalogue().front());
        QVERIFY(tree->currentItem()->isSelected());
    }

    void choosingShowsWhatTheFilterHid() {
        ScenarioList list(catalogue());
        QTest::keyClicks(list.findChild<QLineEdit*>(), "queue");
        list.choose(scenario("two-locks"));
        QCOMPARE(&list.chosen(), &scenario("two-locks"));
        QVERIFY(list.visibleTitles().contains(words(scenario("two-locks").title)));
    }

    void theArrowsLeadFromTheFilterIntoTheListAndReturnRuns() {
        ScenarioList list(catalogue());
        list.show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        QSignalSpy activated(&list, &ScenarioList::activated);
        list.search();
        QTest::keyClick(list.findChild<QLineEdit*>(), Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), list.tree());
        QTest::keyClick(list.tree(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void everyParameterOfEveryScenarioHasABoxWithItsRangeAndUnit() {
        for (const Scenario* each : catalogue()) {
            ParameterForm form;
            form.setScenario(*each);
            QCOMPARE(form.values(), completed(*each, {}));
            for (const ParameterInfo& parameter : each->parameters) {
                QVERIFY(parameter.max <= std::numeric_limits<int>::max()); // or the box could not reach it
                form.setValue(parameter.name, parameter.max);
                QCOMPARE(form.values().find(parameter.name)->second, parameter.max);
            }
        }
        ParameterForm form;
        form.setScenario(scenario("two-locks"));
        QVERIFY(form.findChild<QSpinBox*>()->text().endsWith(QString::fromUtf8(" µs")));
    }

    void theBoxesOfAnotherScenarioReplaceTheOldOnes() {
        ParameterForm form;
        form.setScenario(scenario("queue"));
        form.setScenario(scenario("two-locks"));
        QCOMPARE(form.values().size(), scenario("two-locks").parameters.size());
    }

    void thePanelSaysWhatIsToBeRun() {
        ScenarioPanel panel(catalogue());
        panel.choose(scenario("two-locks"));
        panel.setVariant("ordered");
        panel.setParameter("hold", 1234);
        panel.mode().setMode(Mode::Slow);
        panel.mode().speed().setSpeed(0.1);
        const RunSettings settings = panel.settings();
        QCOMPARE(settings.scenario, &scenario("two-locks"));
        QCOMPARE(settings.variant, std::string("ordered"));
        QCOMPARE(settings.parameters.at("hold"), 1234);
        QCOMPARE(settings.mode, Mode::Slow);
        QVERIFY(qFuzzyCompare(settings.speed, 0.1));
    }

    void whatThePanelSaysIsAlwaysValid() {
        ScenarioPanel panel(catalogue());
        for (const Scenario* each : catalogue()) {
            panel.choose(*each);
            const RunSettings settings = panel.settings();
            QVERIFY(!whatIsWrongWith(*each, settings.variant, settings.parameters));
        }
    }

    void theVariantIsExplainedInItsSentence() {
        ScenarioPanel panel(catalogue());
        panel.choose(scenario("two-locks"));
        panel.setVariant("ordered");
        QStringList texts;
        for (const QLabel* label : panel.findChildren<QLabel*>()) texts += label->text();
        QVERIFY(texts.contains(words(scenario("two-locks").variants[1].summary)));
        QVERIFY(texts.contains(words(scenario("two-locks").summary)));
    }

    void nothingInThePanelIsCutOffWhenItIsNarrow() {
        for (const Scenario* each : catalogue()) {
            ScenarioPanel panel(catalogue());
            panel.choose(*each);
            panel.resize(210, 480);
            panel.show();
            QVERIFY(QTest::qWaitForWindowExposed(&panel));
            QCOMPARE(cutOffIn(panel), QStringList());
        }
    }

    void theSpeedIsLogarithmicAndSaidInWords() {
        SpeedSlider slider;
        QSignalSpy changed(&slider, &SpeedSlider::speedChanged);
        slider.setSpeed(0.001);
        QVERIFY(qFuzzyCompare(slider.speed(), 0.001));
        QCOMPARE(slider.text(), QString::fromUtf8("0.001×: ") + QLocale().toString(1000) + " times slower");
        QCOMPARE(changed.count(), 1);
        slider.setSpeed(1);
        QCOMPARE(slider.text(), QString::fromUtf8("1×: as in real time"));
        for (const double round : {0.5, 0.2, 0.1, 0.05}) {
            slider.slower();
            QVERIFY(qFuzzyCompare(slider.speed(), round));
        }
    }

    void theSpeedStaysWithinWhatASessionTakes() {
        SpeedSlider slider;
        slider.setSpeed(0.0000001);
        QVERIFY(slider.speed() >= SpeedSlider::kSlowest * 0.999);
        slider.setSpeed(50);
        QVERIFY(slider.speed() <= 1);
    }

    void whatHappensAtTheCursorIsToldAndWhatItMakesOfTheThread() {
        TraceBuilder built;
        built.addThreads({"Main", "Child"}).addLocks({"lock"}).at(100).acquire("Main", "lock", 7);
        built.at(200).wait("Child", "lock", 9);
        Viewport viewport;
        MomentLine line(&viewport);
        QCOMPARE(line.deed(), QString());
        viewport.setTrace(&built.trace());
        QTRY_VERIFY(line.deed().startsWith("Child must wait for `lock`"));
        QVERIFY(line.transition().contains("→ blocked. "));
        viewport.setCursorTime(150);
        QTRY_COMPARE(line.deed(), QString("Main takes `lock` at two_locks.cpp:7"));
        const int high = line.sizeHint().height();
        line.setCompact(true);
        QVERIFY(line.sizeHint().height() < high);
        viewport.setTrace(nullptr);
        QCOMPARE(line.deed(), QString());
    }

    void theBannerIsThereOnlyWhenItHasSomethingToSay() {
        Banner banner;
        QVERIFY(banner.isHidden());
        banner.announce(Banner::Tone::Deadlock, "Deadlock: all is lost.");
        QVERIFY(!banner.isHidden());
        QCOMPARE(banner.text(), QString("Deadlock: all is lost."));
        QTest::mouseClick(banner.findChild<QToolButton*>(), Qt::LeftButton);
        QVERIFY(banner.isHidden());
    }

    void onlyADeadlockCanBeShown() {
        Banner banner;
        QSignalSpy shown(&banner, &Banner::showMe);
        banner.announce(Banner::Tone::Notice, "By the way.");
        QVERIFY(banner.findChild<QPushButton*>()->isHidden());
        banner.announce(Banner::Tone::Deadlock, "Deadlock.");
        QTest::mouseClick(banner.findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(shown.count(), 1);
    }

    void aLongSentenceTakesThreeLinesOfALowWindowAndIsWholeInTheTooltip() {
        Banner banner;
        const QString sentence = QString("Worker 1 holds `lock1` and waits for `lock2`. ").repeated(6);
        banner.announce(Banner::Tone::Deadlock, sentence, "two_locks.cpp:24");
        banner.resize(400, 100);
        QVERIFY(QTest::qWaitForWindowExposed(&banner));
        QCOMPARE(cutOffIn(banner), QStringList());
        const auto* label = banner.findChild<SentenceLabel*>();
        QCOMPARE(label->text().count('\n'), 2);
        QVERIFY(label->text().endsWith(QChar(0x2026)));
        QCOMPARE(label->toolTip(), sentence + "\ntwo_locks.cpp:24");
        QCOMPARE(banner.text(), sentence);
        banner.announce(Banner::Tone::Deadlock, "All is lost.", "two_locks.cpp:24");
        QCOMPARE(label->text(), QString("All is lost."));
        QCOMPARE(label->toolTip(), QString("two_locks.cpp:24"));
    }

    static void runByChance(Session& session) {
        session.start();
        QVERIFY(session.waitUntilEnded(std::chrono::seconds(20)));
    }

    void whoIsStuckIsSaidToWaitForEachThingOnce() {
        RunSettings settings{.scenario = &scenario("recursive-read"), .mode = Mode::Random};
        for (settings.seed = 0; settings.seed < 50; ++settings.seed) {
            Session session(settings);
            runByChance(session);
            if (session.outcome() != Outcome::Deadlock) continue;
            const QString said = outcomeSentence(session);
            QVERIFY2(said.startsWith("Reader and Writer wait for ever for `catalogue lock`, since"),
                     qPrintable(said));
            return;
        }
        QFAIL("no seed gets stuck");
    }

    void theLineAtTheFootCountsTheCursorsEvents() {
        TraceBuilder builder;
        builder.addThreads({"A"}).at(1500).exit("A");
        StatusLine line;
        Viewport viewport;
        viewport.setTrace(&builder.trace());
        viewport.setCursorTime(1500);
        line.showCursor(viewport);
        const QString count = QString::number(builder.trace().size());
        QVERIFY2(line.cursorText().endsWith(QStringLiteral("event %1 of %1").arg(count)),
                 qPrintable(line.cursorText()));
        QVERIFY(line.cursorText().contains(timeText(1500)));
    }

    void whatTheKernelDoesNotTellIsSaidAndCanBeReadInFull() {
        RunSettings settings;
        settings.scenario = &scenario("lifecycle");
        settings.kernel = KernelChoice::Silent;
        Session session(settings);
        session.start();
        QVERIFY(session.waitUntilEnded(std::chrono::seconds(20)));
        StatusLine line;
        line.showRun(&session, session.phase());
        QVERIFY(!line.kernelNotice().isEmpty());
        QSignalSpy asked(&line, &StatusLine::noticeRequested);
        QVERIFY(!line.findChild<QToolButton*>()->isHidden());
        line.findChild<QToolButton*>()->click();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), line.kernelNotice());
        QVERIFY2(line.runText().startsWith("Finished after "), qPrintable(line.runText()));
    }

    void theFirstTwoButtonsSayWhatTheyWouldDoNow() {
        QAction run("Run"), stop("Stop");
        TransportBar bar;
        bar.setActions({&run, &stop, nullptr});
        bar.showPhase(Phase::Ready);
        QCOMPARE(run.text(), QString("Run"));
        QVERIFY(!stop.isEnabled());
        bar.showPhase(Phase::Running);
        QCOMPARE(run.text(), QString("Pause"));
        QVERIFY(stop.isEnabled());
        bar.showPhase(Phase::Paused);
        QCOMPARE(run.text(), QString("Resume"));
        bar.showPhase(Phase::Ended);
        QCOMPARE(run.text(), QString("Run"));
    }

    void everythingInThePanelHasANameAndAToolTipForWhoCannotSeeIt() {
        ScenarioPanel panel(catalogue());
        panel.choose(scenario("queue"));
        for (const QWidget* widget : panel.findChildren<QWidget*>()) {
            const bool isInput =
                qobject_cast<const QSpinBox*>(widget) || qobject_cast<const QComboBox*>(widget) ||
                qobject_cast<const QSlider*>(widget) || qobject_cast<const QTreeWidget*>(widget);
            if (!isInput) continue;
            QVERIFY(!widget->accessibleName().isEmpty());
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(widget->accessibleName()));
        }
    }

    void whatIsModelledIsSaidInModesThatModelIt() {
        ScenarioPanel panel(catalogue());
        panel.choose(scenario("web-scraper"));
        const auto isSaid = [&] {
            const auto labels = panel.findChildren<QLabel*>();
            return std::ranges::any_of(
                labels, [](const QLabel* label) { return label->text().contains("network is modelled"); });
        };
        QVERIFY(!isSaid());
        panel.mode().setMode(Mode::Step);
        QVERIFY(isSaid());
        panel.choose(scenario("two-locks"));
        QVERIFY(!isSaid());
        panel.choose(scenario("web-scraper"));
        QVERIFY(isSaid());
        panel.mode().setMode(Mode::Free);
        QVERIFY(!isSaid());
    }
};

QTEST_MAIN(Controls)
#include "tst_controls.moc"
