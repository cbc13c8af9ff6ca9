// SPDX-License-Identifier: GPL-3.0-or-later
// Every parameter of every scenario at its least and at its most: nothing crashes, nothing is lost, and the
// run can be stopped wherever it stands.
#include "testrun.h"
#include "traceaudit.h"
#include "verdicts.h"

#include <QTest>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kPatience = 60ms; // then it is stopped, wherever it stands

struct Extreme {
    const Scenario* scenario;
    std::string variant;
    Parameters parameters;
    QString name;
};

std::vector<std::string> variantsOf(const Scenario& scenario) {
    std::vector<std::string> names;
    for (const VariantInfo& variant : scenario.variants) names.emplace_back(variant.name);
    if (names.empty()) names.emplace_back();
    return names;
}

std::vector<Extreme> extremes() {
    std::vector<Extreme> all;
    for (const Scenario* scenario : catalogue())
        for (const std::string& variant : variantsOf(*scenario))
            for (const ParameterInfo& info : scenario->parameters)
                for (const std::int64_t value : {info.min, info.max})
                    all.push_back({scenario,
                                   variant,
                                   {{std::string(info.name), value}},
                                   QString("%1 %2, %3 = %4")
                                       .arg(scenario->id.data(), variant.c_str(), info.name.data())
                                       .arg(value)});
    return all;
}

} // namespace

class LimitsTest : public QObject {
    Q_OBJECT
private slots:
    void anyParameterMayBeAtItsLimit_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("mode");
        const auto all = extremes();
        for (int i = 0; i < static_cast<int>(all.size()); ++i)
            for (const Mode mode : {Mode::Free, Mode::Random})
                QTest::addRow("%s, %s", qPrintable(all[static_cast<std::size_t>(i)].name), name(mode).data())
                    << i << static_cast<int>(mode);
    }
    void anyParameterMayBeAtItsLimit() {
        QFETCH(int, row);
        QFETCH(int, mode);
        const Extreme extreme = extremes()[static_cast<std::size_t>(row)];
        RunSettings settings;
        settings.scenario = extreme.scenario;
        settings.variant = extreme.variant;
        settings.parameters = extreme.parameters;
        settings.mode = static_cast<Mode>(mode);
        Session session(settings);
        session.start();
        session.waitUntilEnded(kPatience);
        session.stop();
        QVERIFY(session.waitUntilEnded(kHangLimit));
        QVERIFY2(session.outcome() != Outcome::Failed, session.failure().c_str());
        QCOMPARE(session.trace().lost(), std::uint64_t{0});
        if (session.stopTime() > m_longest) {
            m_longest = session.stopTime();
            m_slowest = extreme.name;
        }
    }

    void cleanupTestCase() {
        qInfo("the slowest stop took %lld us: %s", static_cast<long long>(m_longest / 1us),
              qPrintable(m_slowest));
    }

private:
    std::chrono::nanoseconds m_longest{0};
    QString m_slowest;
};

QTEST_GUILESS_MAIN(LimitsTest)
#include "tst_limits.moc"
