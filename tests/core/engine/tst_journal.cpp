// SPDX-License-Identifier: GPL-3.0-or-later
// A journal holds what was recorded up to its last flush, whatever happens to its program, and goes with it.
#include "core/engine/journal.h"
#include "core/engine/recording.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

Bytes contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Recording read(const std::filesystem::path& path) {
    const Bytes bytes = contentOf(path);
    RecordingReader reader(bytes);
    while (reader.readMore()) {
    }
    return reader.take([](std::string_view) { return nullptr; });
}

} // namespace

class JournalTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }

private slots:
    void whatWasRecordedIsThereAfterAFlush() {
        static std::atomic<bool> mayEnd;
        mayEnd = false;
        TestRun run([] {
            for (int i = 0; !mayEnd; ++i) sync::sleepFor(100us);
        });
        Journal journal(run.session(), path("run"), {{"source:x.cpp", "code"}});
        run.session().start();
        while (run.trace().steps().size() < 50) std::this_thread::yield();
        journal.flush();
        const Recording kept = read(path("run"));
        QVERIFY(kept.trace->steps().size() >= 50);
        QCOMPARE(kept.about.at("scenario"), std::string("program"));
        QCOMPARE(kept.about.at("source:x.cpp"), std::string("code"));
        QCOMPARE(kept.notices.size(), std::size_t{1}); // how it ends is not known
        QVERIFY(kept.foreign);
        mayEnd = true;
        QVERIFY(run.session().waitUntilEnded(kHangLimit));
        journal.flush();
        const Recording whole = read(path("run"));
        QCOMPARE(whole.trace->size(), run.trace().size());
        QCOMPARE(whole.outcome, Outcome::Finished);
        QVERIFY(whole.notices.empty());
    }

    void itGoesWithTheRunAndIsNotTakenForAbandonedBefore() {
        TestRun run([] {});
        {
            const Journal journal(run.session(), path("run"));
            QVERIFY(run.run());
            QVERIFY(std::filesystem::exists(path("run")));
            QVERIFY(abandonedJournals(path(".")).empty());
        }
        QVERIFY(!std::filesystem::exists(path("run")));
    }

    void thatOfAProgramThatWasKilledIsFound() {
        if (kIsSanitized) QSKIP("a process that forks and goes on with threads is nothing for a sanitizer");
        const pid_t child = fork();
        if (child == 0) {
            TestRun run([] { sync::sleepFor(60s); });
            Journal journal(run.session(), path("killed"));
            run.session().start();
            while (run.trace().size() == 0) std::this_thread::yield();
            journal.flush();
            raise(SIGKILL);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        const auto left = abandonedJournals(m_folder.path().toStdString());
        QCOMPARE(left, std::vector{path("killed")});
        QVERIFY(read(left[0]).trace->size() > 0);
        std::filesystem::remove(left[0]);
    }

    void aFolderThatIsNotThereIsRefusedAndHasNoJournals() {
        TestRun run([] {});
        QVERIFY_EXCEPTION_THROWN(Journal(run.session(), path("none/run")), std::system_error);
        QVERIFY(abandonedJournals(path("none")).empty());
    }

    // The run does not notice. A limit on the size of files does as a full disk would.
    void whereNoMoreCanBeWrittenTheJournalEndsAndSaysSo() {
        if (kIsSanitized) QSKIP("as above");
        const pid_t child = fork();
        if (child == 0) {
            const rlimit small{8192, 8192};
            setrlimit(RLIMIT_FSIZE, &small);
            std::signal(SIGXFSZ, SIG_IGN);
            TestRun run([] {
                for (int i = 0; i < 20'000; ++i) sync::sleepFor(1us * (i % 7));
            });
            Journal journal(run.session(), path("full"));
            const bool isDone = run.run();
            journal.flush();
            const bool isSaid = journal.failure().starts_with("cannot write '");
            _exit(isDone && isSaid && run.session().outcome() == Outcome::Finished ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
