// SPDX-License-Identifier: GPL-3.0-or-later
// A schedule and its text say the same.
#include "core/schedule/choosers.h"
#include "core/schedule/schedule.h"

#include <QTest>
#include <rapidcheck.h>

using namespace lockstep;

namespace {

Schedule parsed(std::string_view text) {
    const auto result = parseSchedule(text);
    if (const auto* schedule = std::get_if<Schedule>(&result)) return *schedule;
    return {.scenario = "not a schedule: " + std::get<std::string>(result)};
}

rc::Gen<Choice> anyChoice() {
    const auto ways = rc::gen::element(Alternative::Normal, Alternative::Timeout, Alternative::Spurious,
                                       victim(1), victim(2), victim(300));
    return rc::gen::map(rc::gen::pair(rc::gen::inRange<std::uint32_t>(0, 4), ways), [](const auto& both) {
        return Choice{both.first, both.second};
    });
}

std::vector<Candidate> candidates(std::uint32_t count) {
    std::vector<Candidate> all;
    for (std::uint32_t i = 0; i < count; ++i) all.push_back({{i, Alternative::Normal}, {}});
    return all;
}

} // namespace

class ScheduleTextTest : public QObject {
    Q_OBJECT
private slots:
    void theTextIsTheOneThatPeoplePassOn() {
        const Schedule schedule{
            .scenario = "two-locks",
            .variant = "naive",
            .parametersHash = 0x5f0c91a2,
            .seed = 7,
            .choices = {{1, {}}, {0, {}}, {0, {}}, {0, {}}, {1, Alternative::Timeout}, {2, victim(3)}}};
        QCOMPARE(QString::fromStdString(schedule.text()),
                 "ls1;two-locks;naive;5f0c91a2;seed=7;1,0*3,1:timeout,2:wake3");
    }

    void whatWasWrittenIsRead() {
        QVERIFY(rc::check("parse(text(s)) == s", [] {
            const Schedule schedule{.scenario = "queue",
                                    .variant = *rc::gen::element(std::string(), std::string("naive")),
                                    .parametersHash = *rc::gen::arbitrary<std::uint32_t>(),
                                    .seed = *rc::gen::arbitrary<std::uint64_t>(),
                                    .choices = *rc::gen::container<std::vector<Choice>>(anyChoice())};
            RC_ASSERT(parsed(schedule.text()) == schedule);
        }));
    }

    void noTextMakesItStumble() {
        QVERIFY(rc::check("anything is parsed or refused in words", [] {
            std::string text = "ls1;a;b;0;seed=0;";
            text += *rc::gen::container<std::string>(
                rc::gen::element('0', '1', '9', ',', '*', ':', 't', 'w', ';'));
            const auto result = parseSchedule(text);
            if (const auto* sentence = std::get_if<std::string>(&result)) RC_ASSERT(sentence->ends_with("."));
        }));
    }

    void chanceIsTheSameForTheSameSeedAndReachesEverybody() {
        RandomChooser one(3), same(3);
        const auto all = candidates(5);
        std::vector<int> counts(5, 0);
        for (int i = 0; i < 1000; ++i) {
            const auto choice = one.choose({.candidates = all});
            QCOMPARE(same.choose({.candidates = all}), choice);
            ++counts[choice->thread];
        }
        for (const int count : counts)
            QVERIFY2(count > 120 && count < 280, qPrintable(QString::number(count)));
    }

    void aScriptComesFirstAndThenWhoeverFollows() {
        const auto all = candidates(2);
        ScriptChooser alone(std::vector{Choice{1, {}}});
        QCOMPARE(alone.choose({.candidates = all}), std::optional(Choice{1, {}}));
        QCOMPARE(alone.choose({.candidates = all}), std::optional<Choice>());
        QVERIFY(alone.hasEnded());
        ScriptChooser followed(std::vector{Choice{1, {}}}, std::make_shared<NoChooser>());
        followed.choose({.candidates = all});
        QCOMPARE(followed.choose({.candidates = all}), std::optional<Choice>());
        QVERIFY(!followed.hasEnded()); // somebody will choose
    }
};

QTEST_APPLESS_MAIN(ScheduleTextTest)
#include "tst_scheduletext.moc"
