// SPDX-License-Identifier: GPL-3.0-or-later
// Every scenario under many random seeds: it gets stuck where it may, the reason given is the right one, and
// nothing is said of a program that is sound.
#include "testrun.h"
#include "traceaudit.h"
#include "verdicts.h"

#include <QTest>

using namespace lockstep;

namespace {

constexpr int kSeeds = kIsSanitized ? 10 : 100;

QString text(std::string_view words) {
    return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
}

// What is wrong with what was said of a run that ended this way; empty when nothing is.
QString faultOf(const Verdict& verdict, const Session& session) {
    const Outcome outcome = *session.outcome();
    if (verdict.stuck == Stuck::Busy && isOneAtATime(session.settings().mode))
        return outcome == Outcome::StepLimit ? "" : "it came to an end: " + text(name(outcome));
    if (outcome != Outcome::Finished && outcome != Outcome::Deadlock)
        return "its outcome is " + text(name(outcome)) + ": " + QString::fromStdString(session.failure());
    const bool isStuck = outcome == Outcome::Deadlock;
    if (isStuck && verdict.stuck == Stuck::Never) return "it got stuck";
    if (!isStuck && verdict.stuck == Stuck::Always) return "it finished";
    bool isNamed = false;
    for (const Finding& finding : session.findings()) {
        if (finding.kind != "deadlock") continue; // a remark
        if (finding.verdict != "actual") return "only " + QString::fromStdString(finding.verdict);
        if (finding.cause != verdict.cause) return "its cause is said to be " + text(finding.cause);
        if (finding.sentence.empty()) return "nothing is said";
        isNamed = true;
    }
    if (isNamed != isStuck) return isStuck ? "no deadlock is named" : "a deadlock is named";
    return {};
}

// At some moment of the run: it may be over by the next.
bool hasTimedCycle(const Trace& trace) {
    for (std::uint32_t i = 0; i < trace.size(); ++i) {
        const bool parks = trace[i].kind == EventKind::Wait || trace[i].kind == EventKind::Park;
        if (parks && !findTimedCycles(trace, Moment(trace, EventIndex{i})).empty()) return true;
    }
    return false;
}

// A run that has finished computes what it should, except where the point is that it may not; one that got
// nowhere does not.
QString wrongResultOf(const Verdict& verdict, const Session& session) {
    const bool hasExpectation = !std::holds_alternative<std::monostate>(session.expected());
    if (session.outcome() != Outcome::Finished || verdict.mayBeWrong || !hasExpectation) return {};
    const bool isRight = session.result() == session.expected();
    return isRight == (verdict.stuck != Stuck::Busy) ? ""
                                                     : "its result is " + text(isRight ? "right" : "wrong");
}

const Verdict& verdictOf(std::string_view id, std::string_view variant) {
    return *std::ranges::find_if(
        kVerdicts, [&](const Verdict& verdict) { return verdict.id == id && verdict.variant == variant; });
}

} // namespace

class VerdictsTest : public QObject {
    Q_OBJECT
private slots:
    void everyScenarioAndVariantHasAVerdict() {
        std::size_t count = 0;
        for (const Scenario* scenario : catalogue()) {
            count += std::max<std::size_t>(1, scenario->variants.size());
            for (const Verdict& verdict : kVerdicts)
                if (verdict.id == scenario->id)
                    QVERIFY2(!whatIsWrongWith(*scenario, verdict.variant, verdict.parameters),
                             verdict.id.data());
        }
        QCOMPARE(kVerdicts.size(), count);
    }

    void theVerdictIsRightForEverySeed_data() {
        QTest::addColumn<int>("row");
        for (int i = 0; i < static_cast<int>(kVerdicts.size()); ++i) {
            const Verdict& verdict = kVerdicts[static_cast<std::size_t>(i)];
            QTest::addRow("%s %s", verdict.id.data(), verdict.variant.data()) << i;
        }
    }
    void theVerdictIsRightForEverySeed() {
        QFETCH(int, row);
        const Verdict& verdict = kVerdicts[static_cast<std::size_t>(row)];
        int stuck = 0;
        for (int seed = 0; seed < kSeeds; ++seed) {
            Session session(settingsOf(verdict, Mode::Random, static_cast<std::uint64_t>(seed)));
            session.start();
            QVERIFY2(session.waitUntilEnded(kHangLimit), qPrintable(QString("seed %1 hangs").arg(seed)));
            const QString fault = faultOf(verdict, session) + wrongResultOf(verdict, session) +
                                  QString::fromStdString(TraceAudit(session.trace()).firstDefect());
            QVERIFY2(fault.isEmpty(), qPrintable(QString("seed %1: %2").arg(seed).arg(fault)));
            stuck += session.outcome() == Outcome::Deadlock;
        }
        qInfo("stuck in %d of %d", stuck, kSeeds);
        if (verdict.stuck == Stuck::Luck && !kIsSanitized) QVERIFY(stuck > 0 && stuck < kSeeds);
    }

    void theVerdictIsRightOfFreeRunsToo() {
        for (const Verdict& verdict : kVerdicts)
            for (int i = 0; i < (kIsSanitized ? 1 : 3); ++i) {
                Session session(settingsOf(verdict, Mode::Free));
                session.start();
                QVERIFY(session.waitUntilEnded(kHangLimit));
                const QString fault = faultOf(verdict, session) + wrongResultOf(verdict, session);
                QVERIFY2(fault.isEmpty(), qPrintable(text(verdict.id) + ": " + fault));
            }
    }

    // Two are stuck, and the three that are not make many a step after that was said.
    void aPartialDeadlockIsToldWhileOthersWorkOn() {
        const Verdict& verdict = verdictOf("partial-deadlock", "opposite");
        std::size_t stepsAfter = 0;
        for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
            Session session(settingsOf(verdict, Mode::Random, seed));
            session.start();
            QVERIFY(session.waitUntilEnded(kHangLimit));
            if (session.outcome() != Outcome::Deadlock) continue;
            const Finding first = session.findings().front();
            QCOMPARE(first.threads.size(), std::size_t{2});
            const StepEvents& steps = session.trace().steps();
            stepsAfter += steps.size() - steps.countUpTo(first.since);
        }
        QVERIFY2(stepsAfter > 100, qPrintable(QString::number(stepsAfter)));
    }

    void aCircleThatOpensByItselfIsToldAndIsNoDeadlock() {
        int told = 0;
        for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
            Session session(settingsOf(verdictOf("timed-cycle", ""), Mode::Random, seed));
            session.start();
            QVERIFY(session.waitUntilEnded(kHangLimit));
            QCOMPARE(session.outcome(), std::optional(Outcome::Finished));
            const auto isTimedCycle = [](const Finding& finding) { return finding.kind == "timed-cycle"; };
            QCOMPARE(std::ranges::any_of(session.findings(), isTimedCycle), hasTimedCycle(session.trace()));
            QVERIFY(std::ranges::none_of(session.findings(), &Finding::isDeadlock));
            told += hasTimedCycle(session.trace());
        }
        QVERIFY2(told > 0 && told < kSeeds, qPrintable(QString::number(told)));
    }
};

QTEST_GUILESS_MAIN(VerdictsTest)
#include "tst_verdicts.moc"
