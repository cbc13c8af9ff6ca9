// SPDX-License-Identifier: GPL-3.0-or-later
// Ten thousand times a program gets stuck and is torn down: no thread and no byte stays behind.
#include "testrun.h"
#include "verdicts.h"

#include <QDir>
#include <QTest>

#include <malloc.h>

using namespace lockstep;

namespace {

constexpr int kCycles = 10'000;
constexpr int kWarmUp = 1'000; // until every pool has what it keeps

qsizetype threadsOfThisProcess() {
    return QDir("/proc/self/task").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
}

std::size_t bytesInUse() {
    const auto now = mallinfo2();
    return now.uordblks + now.hblkhd;
}

// The ways to be stuck in turns, by chance and, where it is certain, with all threads at once.
class Cycles {
public:
    Cycles() {
        for (const Verdict& verdict : kVerdicts) {
            if (verdict.stuck == Stuck::Never) continue;
            m_runs.push_back(settingsOf(verdict, Mode::Random));
            if (verdict.stuck == Stuck::Always) m_runs.push_back(settingsOf(verdict, Mode::Free));
        }
    }
    // True when it got stuck; throws what went wrong.
    bool next() {
        RunSettings& settings = m_runs[m_next++ % m_runs.size()];
        ++settings.seed;
        Session session(settings);
        session.start();
        const std::string what =
            std::string(settings.scenario->id) + ", seed " + std::to_string(settings.seed);
        if (!session.waitUntilEnded(kHangLimit)) throw std::runtime_error(what + " hangs");
        const bool isStuck = session.outcome() == Outcome::Deadlock;
        const bool isTold = std::ranges::any_of(session.findings(), &Finding::isDeadlock);
        if (isStuck != isTold) throw std::runtime_error(what + " is misjudged");
        return isStuck;
    }
    void run(int count) {
        while (count > 0) count -= next();
    }

private:
    std::vector<RunSettings> m_runs;
    std::size_t m_next = 0;
};

} // namespace

class DeadlockSoak : public QObject {
    Q_OBJECT
private slots:
    void tenThousandDeadlocksLeaveNothingBehind() {
        const qsizetype threads = threadsOfThisProcess();
        Cycles cycles;
        cycles.run(kWarmUp);
        const std::size_t before = bytesInUse();
        cycles.run(kCycles - kWarmUp);
        const std::size_t after = bytesInUse();
        QCOMPARE(threadsOfThisProcess(), threads);
        if (kIsSanitized) return; // it has an allocator of its own; what leaks makes the program fail
        qInfo("%zu bytes in use after %d cycles, %zu after %d", before, kWarmUp, after, kCycles);
        QVERIFY(after < before + 100'000); // less than 12 a cycle
    }
};

QTEST_GUILESS_MAIN(DeadlockSoak)
#include "soak_deadlocks.moc"
