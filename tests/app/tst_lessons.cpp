// SPDX-License-Identifier: GPL-3.0-or-later
// Every lesson and every Python twin in the program: their links lead somewhere, their marks fit, and the
// twins compute what the scenarios do.
#include "core/analysis/placequery.h"
#include "core/engine/session.h"
#include "core/scenarios/catalogue.h"
#include "core/scenarios/verdicts.h"
#include "ui/lesson/code/twintext.h"
#include "ui/lesson/text/lessonlink.h"
#include "ui/lesson/text/lessontext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString lessonOf(const Scenario& scenario) {
    return ui::lessonOf(QLatin1String(scenario.id.data(), scenario.id.size()));
}

QString twinOf(const Scenario& scenario) {
    const QString file = QLatin1String(scenario.sourceFile.data(), scenario.sourceFile.size());
    return textOf(":/twins/" + QFileInfo(file).completeBaseName() + ".py");
}

std::string text(const QString& words) {
    return words.toStdString();
}

void addScenarios() {
    QTest::addColumn<const Scenario*>("scenario");
    for (const Scenario* scenario : catalogue()) QTest::newRow(std::string(scenario->id).c_str()) << scenario;
}

// What is wrong with what a link would run; empty when nothing is.
QString faultOf(const Scenario& scenario, const TryLink& link) {
    Parameters set;
    for (auto i = link.parameters.begin(); i != link.parameters.end(); ++i) set[text(i.key())] = i.value();
    if (auto wrong = whatIsWrongWith(scenario, text(link.variant), set))
        return QString::fromStdString(*wrong);
    const QStringList modes{"", "free", "slow", "step", "random"};
    return modes.contains(link.mode) ? QString() : "no such mode: " + link.mode;
}

QString python3() {
    return QStandardPaths::findExecutable("python3");
}

QJsonObject lastObjectOf(QProcess& process) {
    process.waitForFinished(60'000);
    const QByteArray out = process.readAllStandardOutput().trimmed();
    return QJsonDocument::fromJson(out.startsWith("{\n") ? out : out.split('\n').last()).object();
}

// None is as good as null.
QJsonValue resultIn(const QJsonObject& told) {
    return told["result"].isUndefined() ? QJsonValue() : told["result"];
}

QStringList settingsOf(const Verdict& verdict) {
    QStringList settings;
    for (const auto& [name, value] : verdict.parameters)
        settings += QString("%1=%2").arg(QString::fromStdString(name)).arg(value);
    return settings;
}

QJsonObject resultOfScenario(const Verdict& verdict) {
    QStringList arguments{"run", QString::fromStdString(std::string(verdict.id)), "--json"};
    if (!verdict.variant.empty())
        arguments += {"--variant", QString::fromStdString(std::string(verdict.variant))};
    for (const QString& setting : settingsOf(verdict)) arguments += {"--set", setting};
    QProcess process;
    process.start(qEnvironmentVariable("LOCKSTEP"), arguments);
    return lastObjectOf(process);
}

QJsonObject resultOfTwin(const Verdict& verdict, const QString& python) {
    QStringList arguments{"-"};
    if (!verdict.variant.empty()) arguments += QString::fromStdString(std::string(verdict.variant));
    QProcess process;
    process.start(python3(), arguments + settingsOf(verdict));
    process.write(python.toUtf8());
    process.closeWriteChannel();
    return lastObjectOf(process);
}

// A few runs of each variant and of whatever the lesson proposes: one of them has what a lesson leads to.
class Runs {
public:
    Runs(const Scenario& scenario, const QString& lesson) {
        const std::vector<VariantInfo> only{{"", ""}};
        for (const VariantInfo& variant : scenario.variants.empty() ? only : scenario.variants)
            for (std::uint64_t seed = 0; seed < 4; ++seed) run(scenario, variant.name, {}, seed);
        for (const QString& target : linkTargets(lesson))
            if (const auto link = parsedLink(target); link && std::holds_alternative<TryLink>(*link))
                for (std::uint64_t seed = 0; seed < 2; ++seed) run(scenario, std::get<TryLink>(*link), seed);
    }
    bool have(const PlaceQuery& query) const {
        return std::ranges::any_of(m_all, [&](const auto& session) {
            return findPlace(session->trace(), query, session->findings()).has_value();
        });
    }

private:
    void run(const Scenario& scenario, const TryLink& link, std::uint64_t seed) {
        Parameters set;
        for (auto i = link.parameters.begin(); i != link.parameters.end(); ++i)
            set[text(i.key())] = i.value();
        run(scenario, text(link.variant), set, link.seed.value_or(seed));
    }
    void run(const Scenario& scenario, std::string_view variant, const Parameters& set, std::uint64_t seed) {
        RunSettings settings;
        settings.scenario = &scenario;
        settings.variant = variant;
        settings.parameters = set;
        settings.mode = Mode::Random;
        settings.seed = seed;
        settings.rules.steps = 5'000;
        m_all.push_back(std::make_unique<Session>(settings));
        m_all.back()->start();
        m_all.back()->waitUntilEnded(std::chrono::seconds(60));
    }

    std::vector<std::unique_ptr<Session>> m_all;
};

} // namespace

// What the engine's own tests need.
bool needsNoLesson(const Scenario& scenario) {
    return scenario.group == findScenario("yields")->group;
}

// Python has no priorities.
constexpr const char* kTutorial[] = {"lifecycle",       "start-join",  "thread-arguments", "thread-subclass",
                                     "pool-map",        "main-thread", "daemon",           "counter",
                                     "two-locks",       "rlock",       "shared-list",      "queue",
                                     "pool-or-threads", "gil",         "web-scraper",      "chat-server",
                                     "logger",          "heartbeat",   "best-practices"};

class LessonsTest : public QObject {
    Q_OBJECT
private slots:
    void linksOfALessonLeadSomewhere_data() { addScenarios(); }
    void linksOfALessonLeadSomewhere() {
        QFETCH(const Scenario*, scenario);
        const QString lesson = lessonOf(*scenario);
        if (needsNoLesson(*scenario)) return;
        std::unique_ptr<Runs> runs;
        for (const QString& target : linkTargets(lesson)) {
            const auto link = parsedLink(target);
            QVERIFY2(link, qPrintable(target));
            if (const auto* wanted = std::get_if<TryLink>(&*link))
                QVERIFY2(faultOf(*scenario, *wanted).isEmpty(),
                         qPrintable(target + ": " + faultOf(*scenario, *wanted)));
            if (const auto* compared = std::get_if<CompareLink>(&*link))
                QVERIFY2(!whatIsWrongWith(*scenario, text(compared->variant), {}), qPrintable(target));
            if (const auto* other = std::get_if<OpenLink>(&*link))
                QVERIFY2(findScenario(text(other->scenario)), qPrintable(target));
            if (const auto* place = std::get_if<FindLink>(&*link)) {
                const auto query = parsedPlaceQuery(text(place->query));
                QVERIFY2(query, qPrintable(target));
                if (!runs) runs = std::make_unique<Runs>(*scenario, lesson);
                QVERIFY2(runs->have(*query), qPrintable(target + ": no run has such a place"));
            }
        }
    }

    void aLessonHasItsFourPartsAndTwoOrThreeQuestions_data() { addScenarios(); }
    void aLessonHasItsFourPartsAndTwoOrThreeQuestions() {
        QFETCH(const Scenario*, scenario);
        const QString lesson = lessonOf(*scenario);
        if (needsNoLesson(*scenario)) return;
        QVERIFY2(!lesson.isEmpty(), "has no lesson");
        int place = -1;
        for (const char* heading : {"## What it shows", "## Try", "## Look for", "## Questions"}) {
            const auto next = static_cast<int>(lesson.indexOf(QString(heading)));
            QVERIFY2(next > place, heading);
            place = next;
        }
        const int questions = LessonText(lesson).questionCount();
        QVERIFY2(questions == 2 || questions == 3, qPrintable(QString::number(questions)));
    }

    void marksOfATwinFitItsScenario_data() { addScenarios(); }
    void marksOfATwinFitItsScenario() {
        QFETCH(const Scenario*, scenario);
        const QString python = twinOf(*scenario);
        if (python.isEmpty()) QSKIP("has no twin");
        const QString file = QLatin1String(scenario->sourceFile.data(), scenario->sourceFile.size());
        const TwinText twin(python, textOf(":/scenarios/" + file));
        QVERIFY2(twin.faults().isEmpty(), qPrintable(twin.faults().join("; ")));
    }

    void aTwinComputesWhatItsScenarioDoes_data() {
        QTest::addColumn<const Verdict*>("verdict");
        for (const Verdict& verdict : kVerdicts)
            QTest::addRow("%s %s", std::string(verdict.id).c_str(), std::string(verdict.variant).c_str())
                << &verdict;
    }
    void aTwinComputesWhatItsScenarioDoes() {
        QFETCH(const Verdict*, verdict);
        const Scenario& scenario = *findScenario(verdict->id);
        if (twinOf(scenario).isEmpty()) QSKIP("has no twin");
        QVERIFY2(!python3().isEmpty(), "python3 is on the list of packages");
        const QJsonObject ours = resultOfScenario(*verdict);
        const QJsonObject twins = resultOfTwin(*verdict, twinOf(scenario));
        const bool depends = verdict->stuck == Stuck::Luck || verdict->mayBeWrong;
        if (!depends) {
            QCOMPARE(twins["outcome"], ours["outcome"]);
            QCOMPARE(resultIn(twins), resultIn(ours));
        } else if (twins["outcome"] == ours["outcome"]) {
            QCOMPARE(resultIn(twins).type(), resultIn(ours).type()); // its kind, where luck decides
        } else {
            const QStringList either{"finished", "deadlock"};
            QVERIFY2(either.contains(twins["outcome"].toString()), qPrintable(twins["outcome"].toString()));
        }
    }

    void everyProgramOfTheTutorialButPrioritiesHasATwin() {
        for (const char* id : kTutorial)
            QVERIFY2(findScenario(id) && !twinOf(*findScenario(id)).isEmpty(), id);
    }

    void noLessonOrTwinIsThereForNothing() {
        for (const QString& file : QDir(":/lessons").entryList())
            QVERIFY2(findScenario(text(QFileInfo(file).completeBaseName())), qPrintable(file));
        for (const QString& file : QDir(":/twins").entryList()) {
            const bool isKnown = std::ranges::any_of(catalogue(), [&](const Scenario* scenario) {
                return text(QFileInfo(file).completeBaseName() + ".cpp") == scenario->sourceFile;
            });
            QVERIFY2(isKnown, qPrintable(file));
        }
    }
};

QTEST_GUILESS_MAIN(LessonsTest)
#include "tst_lessons.moc"
