// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a scenario leaves behind, its file gives back as it was: every variant of the catalogue, where one
// thread moves at a time and where all do.
#include "core/trace/file/tracewriter.h"
#include "samples.h"
#include "testrun.h"

#include <QTest>

using namespace lockstep;

namespace {

std::vector<std::string> variantsOf(const Scenario& scenario) {
    std::vector<std::string> names;
    for (const VariantInfo& variant : scenario.variants) names.emplace_back(variant.name);
    if (names.empty()) names.emplace_back();
    if (kIsSanitized) names.resize(1);
    return names;
}

QString saidOfFileOf(const Session& session) {
    Bytes file;
    TraceWriter writer([&file](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); },
                       kernelSourceAtFirst(session));
    writer.tell(aboutRun(session.settings()));
    writer.write(session.trace());
    writer.tell(aboutEnd(session));
    return saidOf(file);
}

// As saidOf() tells it of the file.
QString expectedOf(const Session& session) {
    const Trace& trace = session.trace();
    QStringList parts{wordsOf(trace), QString::fromStdString(std::string(name(*session.outcome())))};
    for (const Finding& finding : session.findings()) parts += QString::fromStdString(finding.sentence);
    return parts.join(" | ");
}

} // namespace

class KeptRuns : public QObject {
    Q_OBJECT

    static void compare(const Scenario& scenario, const std::string& variant, Mode mode) {
        RunSettings settings{.scenario = &scenario, .variant = variant, .mode = mode};
        settings.seed = 3;
        settings.timeLimit = std::chrono::milliseconds(300); // a part of it is as good
        Session session(settings);
        session.start();
        QVERIFY(session.waitUntilEnded(kHangLimit));
        QCOMPARE(saidOfFileOf(session), expectedOf(session));
    }

private slots:
    void everyScenarioComesBackAsItWas_data() {
        QTest::addColumn<int>("place");
        int place = 0;
        for (const Scenario* scenario : catalogue())
            QTest::newRow(std::string(scenario->id).c_str()) << place++;
    }
    void everyScenarioComesBackAsItWas() {
        QFETCH(int, place);
        const Scenario& scenario = *catalogue()[static_cast<std::size_t>(place)];
        for (const std::string& variant : variantsOf(scenario)) compare(scenario, variant, Mode::Random);
        compare(scenario, variantsOf(scenario).front(), Mode::Free);
    }
};

QTEST_GUILESS_MAIN(KeptRuns)
#include "tst_keptruns.moc"
