// SPDX-License-Identifier: GPL-3.0-or-later
// What the session keeps of its threads: those that run, and nothing of those that are gone.
#include "core/sync/flow/thread.h"
#include "testrun.h"

#include <QTest>

using namespace lockstep;

namespace {

constexpr int kThreads = kIsSanitized ? 500 : 10'000;

void runToItsEnd(sync::Thread& thread) {
    thread.start();
    thread.join();
}

} // namespace

class RuntimeTest : public QObject {
    Q_OBJECT
private slots:
    void thousandsOfThreadsOneAfterTheOtherAreNeverMoreThanTheOneThatRuns() {
        std::size_t most = 0;
        TestRun program([&] {
            const Runtime& runtime = Worker::current().runtime;
            for (int i = 0; i < kThreads; ++i) {
                sync::Thread thread("short", [] {});
                runToItsEnd(thread);
                most = std::max(most, runtime.strands().size());
            }
        });
        QVERIFY(program.run());
        QCOMPARE(program.session().outcome(), std::optional(Outcome::Finished));
        QCOMPARE(most, std::size_t{1}); // Main: whoever ends is not looked at again
        QCOMPARE(program.trace().threadCount(), std::size_t{kThreads + 1});
    }

    void threadsThatAreKeptAfterTheirEndAreNotLookedAtEither() {
        constexpr std::size_t kKept = 200;
        std::size_t most = 0;
        TestRun program([&] {
            const Runtime& runtime = Worker::current().runtime;
            std::vector<std::unique_ptr<sync::Thread>> threads;
            for (std::size_t i = 0; i < kKept; ++i)
                threads.push_back(std::make_unique<sync::Thread>("kept", [] {}));
            for (const auto& thread : threads) {
                runToItsEnd(*thread);
                most = std::max(most, runtime.strands().size());
            }
        });
        QVERIFY(program.run());
        QCOMPARE(most, std::size_t{1});
    }

    void aThreadThatHasEndedBelongsToItsOwnerAlone() {
        bool isKnownWhileItRuns = false;
        bool isFreed = false;
        TestRun program([&] {
            Runtime& runtime = Worker::current().runtime;
            auto strand = runtime.makeStrand(kNoRuntimeId, "");
            const std::weak_ptr<Runtime::Strand> watched = strand;
            runtime.start(strand, [&] { isKnownWhileItRuns = runtime.strands().back() == watched.lock(); });
            Runtime::reap(*strand);
            strand.reset();
            isFreed = watched.expired();
        });
        QVERIFY(program.run());
        QVERIFY(isKnownWhileItRuns);
        QVERIFY(isFreed);
    }
};

QTEST_GUILESS_MAIN(RuntimeTest)
#include "tst_runtime.moc"
