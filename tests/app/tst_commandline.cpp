// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

class CommandLine : public QObject {
    Q_OBJECT

    static QJsonObject jsonOf(const QByteArray& text) {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(text, &error);
        return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
    }
    // A run that lasts until it is told to end.
    static QStringList endless() {
        return {"run", "lifecycle", "--mode", "slow", "--speed", "0.0001", "--set", "work=1000000", "--json"};
    }
    static bool isAtWork(Program& program) {
        return QTest::qWaitFor([&program] { return program.heedsSignals() && program.threads() >= 3; },
                               Program::kHang);
    }

private slots:
    void aWrongCallIsAnsweredInOneSentence_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("says");
        using W = QStringList;
        QTest::newRow("unknown command")
            << W{"rum"} << "'rum' is neither a command nor a scenario. Did you mean 'run'?";
        QTest::newRow("nearly a scenario") << W{"two-lock"} << "Did you mean 'two-locks'?";
        QTest::newRow("one word too many") << W{"two-locks", "again"} << "'again' is one word too many";
        QTest::newRow("unknown option of the program") << W{"--fast"} << "'lockstep --help'";
        QTest::newRow("list with a name") << W{"list", "two-locks"} << "'list' takes no name";
        QTest::newRow("run without a name") << W{"run"} << "'run' needs the name of a scenario";
        QTest::newRow("run with two names") << W{"run", "queue", "counter"} << "'counter' is one too many";
        QTest::newRow("unknown scenario")
            << W{"run", "two-lock"}
            << "Unknown scenario 'two-lock'. Did you mean 'two-locks'? 'lockstep list' shows them all.";
        QTest::newRow("unlike any scenario")
            << W{"run", "zzzzzzzz"} << "Unknown scenario 'zzzzzzzz'. 'lockstep list'";
        QTest::newRow("unknown variant") << W{"run", "two-locks", "--variant", "nave"} << "nave";
        QTest::newRow("empty variant") << W{"run", "two-locks", "--variant", ""} << "--variant needs a name";
        QTest::newRow("unknown parameter") << W{"run", "two-locks", "--set", "hald=1"} << "hald";
        QTest::newRow("below the range") << W{"run", "counter", "--set", "threads=0"} << "threads";
        QTest::newRow("above the range") << W{"run", "counter", "--set", "threads=99999"} << "threads";
        QTest::newRow("no number") << W{"run", "counter", "--set", "threads=two"}
                                   << "--set takes NAME=NUMBER";
        QTest::newRow("no value") << W{"run", "counter", "--set", "threads"} << "--set takes NAME=NUMBER";
        QTest::newRow("beyond any number")
            << W{"run", "counter", "--set", "threads=99999999999999999999"} << "--set takes NAME=NUMBER";
        QTest::newRow("missing value") << W{"run", "counter", "--set"} << "'lockstep run --help'";
        QTest::newRow("unknown option")
            << W{"run", "counter", "--sat", "threads=1"} << "'lockstep run --help'";
        QTest::newRow("unknown mode")
            << W{"run", "counter", "--mode", "fast"} << "--mode is free, slow, random or replay, not 'fast'.";
        QTest::newRow("speed zero") << W{"run", "counter", "--mode", "slow", "--speed", "0"}
                                    << "--speed takes a number from 0.0001 to 1";
        QTest::newRow("speed nan") << W{"run", "counter", "--mode", "slow", "--speed", "nan"}
                                   << "--speed takes a number";
        QTest::newRow("speed in free mode") << W{"run", "counter", "--speed", "0.5"} << "add --mode slow";
        QTest::newRow("seed") << W{"run", "counter", "--seed", "-1"} << "--seed takes a whole number";
        QTest::newRow("time limit") << W{"run", "counter", "--time-limit", "soon"}
                                    << "--time-limit takes a number";
        QTest::newRow("fail on what")
            << W{"run", "counter", "--fail-on", "sunday"} << "--fail-on can be deadlock, not 'sunday'.";
        QTest::newRow("export to nowhere") << W{"export", "counter"} << "'export' needs -o OUT.png";
        QTest::newRow("export another kind") << W{"export", "counter", "-o", "x.bmp"} << "must be .png";
        QTest::newRow("export unknown view")
            << W{"export", "counter", "-o", "x.png", "--view", "map"}
            << "--view is timeline, graph, queues, detection or window, not 'map'.";
        QTest::newRow("export unknown theme") << W{"export", "counter", "-o", "x.png", "--theme", "pink"}
                                              << "--theme is light, dark or print, not 'pink'.";
        QTest::newRow("export size") << W{"export", "counter", "-o", "x.png", "--size", "12"}
                                     << "--size takes WIDTHxHEIGHT";
        QTest::newRow("export size of none")
            << W{"export", "counter", "-o", "x.png", "--size", "0x0"} << "--size takes WIDTHxHEIGHT";
        QTest::newRow("export too large")
            << W{"export", "counter", "-o", "x.png", "--size", "9000x9000", "--scale", "8"}
            << "100 million pixels";
        QTest::newRow("export time without unit")
            << W{"export", "counter", "-o", "x.png", "--at", "12"} << "--at takes a time with its unit";
        QTest::newRow("export range")
            << W{"export", "counter", "-o", "x.png", "--range", "1ms"} << "--range takes two times or steps";
        QTest::newRow("export range backwards")
            << W{"export", "counter", "-o", "x.png", "--range", "2ms..1ms"} << "must end after it begins";
        QTest::newRow("export range of both kinds")
            << W{"export", "counter", "-o", "x.png", "--range", "1ms..s4"} << "with a time, or with a step";
        QTest::newRow("export range of the other axis")
            << W{"export", "counter", "-o", "x.png", "--axis", "steps", "--range", "0..2ms"}
            << "--range is one of steps";
        QTest::newRow("export along nothing")
            << W{"export", "counter", "-o", "x.png", "--axis", "events"} << "--axis is time or steps";
        QTest::newRow("export range of a graph")
            << W{"export", "counter", "-o", "x.png", "--view", "graph", "--range", "0..1ms"}
            << "--range is for what is laid along time";
    }
    void aWrongCallIsAnsweredInOneSentence() {
        QFETCH(QStringList, words);
        QFETCH(QString, says);
        Program program;
        QVERIFY(program.run(words));
        QCOMPARE(program.status(), 2);
        QVERIFY2(program.sentence().contains(says), qPrintable(program.err()));
        QCOMPARE(program.out(), QByteArray());
    }

    void everyCommandTellsHowItIsCalled_data() {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("says");
        QTest::newRow("program") << ""
                                 << "lockstep COMMAND";
        QTest::newRow("list") << "list"
                              << "--json";
        QTest::newRow("run") << "run"
                             << "--fail-on";
        QTest::newRow("export") << "export"
                                << "--walk";
    }
    void everyCommandTellsHowItIsCalled() {
        QFETCH(QString, command);
        QFETCH(QString, says);
        for (const auto& option : QStringList{"--help", "--version"}) {
            Program program;
            QVERIFY(program.run(command.isEmpty() ? QStringList{option} : QStringList{command, option}));
            QCOMPARE(program.status(), 0);
            QCOMPARE(program.err(), QString());
            QVERIFY2(program.out().contains(option == "--help" ? says.toUtf8() : "lockstep 0."),
                     program.out());
        }
    }

    void theListNamesEveryScenarioWithItsVariantsAndRanges() {
        Program program;
        QVERIFY(program.run({"list", "--json"}));
        QCOMPARE(program.status(), 0);
        const QJsonArray all = QJsonDocument::fromJson(program.out()).array();
        QStringList ids;
        for (const QJsonValue& each : all) ids += each["id"].toString();
        for (const char* id : {"lifecycle", "counter", "two-locks", "queue", "pool-map"})
            QVERIFY2(ids.contains(id), id);
        const QJsonValue locks = all[ids.indexOf("two-locks")];
        QVERIFY(locks["variants"].toArray().contains("naive") &&
                locks["variants"].toArray().contains("ordered"));
        const QJsonObject parameter = locks["parameters"].toArray().first().toObject();
        for (const char* key : {"name", "type", "default", "min", "max", "values"})
            QVERIFY2(parameter.contains(key), key);
    }

    void aDeadlockIsAResultAndNotAnError() {
        Program program;
        QVERIFY(program.run({"run", "two-locks", "--json"}));
        QCOMPARE(program.status(), 0);
        QCOMPARE(program.err(), QString());
        const QJsonObject run = jsonOf(program.out());
        QCOMPARE(run["outcome"].toString(), "deadlock");
        const QJsonObject finding = run["findings"].toArray().first().toObject();
        QCOMPARE(finding["kind"].toString(), "deadlock");
        QCOMPARE(finding["cause"].toString(), "cycle");
        QCOMPARE(finding["threads"].toArray().size(), 2);
        QStringList locks = finding["resources"].toVariant().toStringList();
        locks.sort();
        QCOMPARE(locks, QStringList({"lock1", "lock2"}));
        QVERIFY(finding["sentence"].toString().contains("waits for `lock"));
        QVERIFY(finding["sites"].toArray().first().toString().startsWith("two_locks.cpp:"));
    }

    void itIsAnErrorForWhoAsksForThat() {
        Program stuck;
        QVERIFY(stuck.run({"run", "two-locks", "--fail-on", "deadlock"}));
        QCOMPARE(stuck.status(), 3);
        Program fine;
        QVERIFY(fine.run({"run", "two-locks", "--variant", "ordered", "--fail-on", "deadlock"}));
        QCOMPARE(fine.status(), 0);
    }

    void theJsonHasEveryKeyOfTheContract() {
        Program program;
        QVERIFY(program.run({"run", "queue", "--set", "items=5", "--seed", "7", "--json"}));
        const QJsonObject run = jsonOf(program.out());
        for (const char* key :
             {"scenario", "variant", "parameters", "seed", "mode", "outcome", "result", "expected",
              "findings", "threads", "resources", "queues", "events", "lost", "duration", "schedule"})
            QVERIFY2(run.contains(key), key);
        QCOMPARE(run["seed"].toInt(), 7);
        QCOMPARE(run["mode"].toString(), "free");
        QCOMPARE(run["outcome"].toString(), "finished");
        QCOMPARE(run["parameters"]["items"].toInt(), 5);
        QVERIFY(run["schedule"].isNull() == (run["schedule_in"].toString() == "trace"));
        const QJsonObject states = run["threads"].toArray().first()["states"].toObject();
        for (const char* key :
             {"new", "runnable", "running", "ready_or_running", "blocked", "waiting", "sleeping", "off_cpu"})
            QVERIFY2(states.contains(key), key);
        const QJsonObject queue = run["queues"].toArray().first().toObject();
        QCOMPARE(queue["puts"].toInt(), queue["takes"].toInt());
        QVERIFY(queue["max_depth"].toInt() >= 1 && queue["max_depth"].toInt() <= queue["capacity"].toInt());
    }

    void locksAreAccountedForInTheJson() {
        Program program;
        QVERIFY(program.run({"run", "counter", "--variant", "lock", "--set", "increments=1000", "--set",
                             "threads=2", "--json"}));
        const QJsonObject run = jsonOf(program.out());
        QCOMPARE(run["result"], run["expected"]);
        const QJsonObject lock = run["resources"].toArray().first().toObject();
        QCOMPARE(lock["acquisitions"].toInt(), 2000);
        for (const char* of : {"wait", "hold"})
            for (const char* key : {"count", "total", "mean", "p50", "p90", "p99", "max"})
                QVERIFY2(lock[of].toObject().contains(key), key);
        QCOMPARE(lock["hold"]["count"].toInt(), 2000);
        QCOMPARE(lock["wait"]["count"].toInt(), lock["contended"].toInt());
    }

    void withoutJsonAPersonIsTold() {
        Program program;
        QVERIFY(program.run({"run", "two-locks"}));
        const QString text = QString::fromUtf8(program.out());
        QVERIFY2(text.startsWith("two-locks (naive), free run: stuck after "), qPrintable(text));
        QVERIFY(text.contains("waits for `lock"));
        QVERIFY(text.contains("Worker 1"));
    }

    void theTimeLimitEndsARun() {
        Program program;
        QVERIFY(program.run(endless() << "--time-limit"
                                      << "0.2"));
        QCOMPARE(program.status(), 0);
        QCOMPARE(jsonOf(program.out())["outcome"].toString(), "time-limit");
    }

    void aSignalUnwindsTheThreadsAndSaysSo_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("status");
        QTest::newRow("Ctrl-C") << SIGINT << 130;
        QTest::newRow("SIGTERM") << SIGTERM << 143;
    }
    void aSignalUnwindsTheThreadsAndSaysSo() {
        QFETCH(int, signal);
        QFETCH(int, status);
        Program program;
        program.start(endless());
        QVERIFY(isAtWork(program));
        program.tell(signal);
        QVERIFY(program.hasEnded());
        QCOMPARE(program.status(), status);
        QVERIFY2(program.sentence().endsWith("every thread was unwound."), qPrintable(program.err()));
        QCOMPARE(jsonOf(program.out())["outcome"].toString(), "stopped");
    }

    void aSignalDuringExportStillSavesThePicture() {
        QTemporaryDir folder;
        const QString path = folder.filePath("cut.png");
        Program program;
        program.start({"export", "queue", "-o", path, "--set", "items=10000", "--set", "work=1000000"});
        QVERIFY(isAtWork(program));
        program.tell(SIGINT);
        QVERIFY(program.hasEnded());
        QCOMPARE(program.status(), 130);
        QVERIFY(!QImage(path).isNull());
    }

    void anExportIsAPictureOfTheSizeAskedFor() {
        QTemporaryDir folder;
        const QString path = folder.filePath("locks.png");
        Program program;
        QVERIFY(program.run(
            {"export", "two-locks", "-o", path, "--size", "640x320", "--scale", "2", "--theme", "dark"}));
        QVERIFY2(program.status() == 0, qPrintable(program.err()));
        QCOMPARE(program.out(), QByteArray());
        QCOMPARE(QImage(path).size(), QSize(1280, 640));
    }

    void anExportCanGoToStandardOutput() {
        Program program;
        QVERIFY(program.run({"export", "two-locks", "--view", "graph", "-o", "-"}));
        QCOMPARE(program.status(), 0);
        QCOMPARE(QImage::fromData(program.out(), "PNG").size(), QSize(800, 600));
    }

    void aMomentPastTheEndShowsTheEndAndSaysSo() {
        QTemporaryDir folder;
        Program program;
        QVERIFY(program.run({"export", "two-locks", "-o", folder.filePath("x.png"), "--at", "500s"}));
        QCOMPARE(program.status(), 0);
        QVERIFY(program.sentence().contains("the picture shows its end"));
    }

    void aPlaceThatCannotBeWrittenIsNamedBeforeAnythingRuns_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("no such folder") << "missing/x.png";
        QTest::newRow("a folder itself") << "folder.png";
        QTest::newRow("a folder that may not be written") << "locked/x.png";
        QTest::newRow("a file that may not be written") << "old.png";
    }
    void aPlaceThatCannotBeWrittenIsNamedBeforeAnythingRuns() {
        QFETCH(QString, path);
        QTemporaryDir folder;
        QDir(folder.path()).mkdir("folder.png");
        QDir(folder.path()).mkdir("locked");
        QFile old(folder.filePath("old.png"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        old.setPermissions(QFile::ReadOwner | QFile::ReadOther);
        Program program;
        program.dropRights(folder);
        QFile::setPermissions(folder.filePath("locked"),
                              QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        QVERIFY(program.run({"export", "lifecycle", "-o", folder.filePath(path)}));
        QCOMPARE(program.status(), 1);
        QVERIFY2(program.sentence().contains("Cannot write '" + folder.filePath(path) + '\''),
                 qPrintable(program.err()));
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), QByteArray("old"));
    }

    void aFullDiskIsSaidAndNotSwallowed() {
        QProcess shell;
        shell.start("sh", {"-c", "\"$LOCKSTEP\" list > /dev/full"});
        QVERIFY(shell.waitForFinished(Program::kHang));
        QCOMPARE(shell.exitCode(), 1);
        QVERIFY(shell.readAllStandardError().contains("Cannot write to standard output"));
    }

    void withoutADisplayTheWindowEndsInASentence_data() {
        QTest::addColumn<QString>("display");
        QTest::newRow("none") << "";
        QTest::newRow("one that nobody serves") << ":4711";
        QTest::newRow("nonsense") << "nowhere at all";
    }
    void withoutADisplayTheWindowEndsInASentence() {
        QFETCH(QString, display);
        Program program;
        if (!display.isEmpty()) program.setVariable("DISPLAY", display);
        QVERIFY(program.run({}));
        QCOMPARE(program.status(), 1);
        QVERIFY2(program.sentence().contains("'lockstep run'"), qPrintable(program.err()));
    }

    void aLocaleThatIsNotUtf8ChangesNothingOfWhatIsSaid() {
        Program program;
        program.setVariable("LC_ALL", "C");
        QVERIFY(program.run({"run", "two-locks", "--json"}));
        QCOMPARE(program.err(), QString());
        QVERIFY(!jsonOf(program.out()).isEmpty());
    }

    void theWindowClosesOnASignalAndLeavesNothingRunning() {
        QTemporaryDir home;
        Program program;
        program.setVariable("QT_QPA_PLATFORM", "offscreen");
        program.setVariable("XDG_CONFIG_HOME", home.path());
        program.start({"two-locks"});
        QVERIFY(QTest::qWaitFor([&program] { return program.heedsSignals(); }, Program::kHang));
        program.tell(SIGTERM);
        QVERIFY(program.hasEnded());
        QCOMPARE(program.status(), 143);
    }
};

QTEST_GUILESS_MAIN(CommandLine)
#include "tst_commandline.moc"
