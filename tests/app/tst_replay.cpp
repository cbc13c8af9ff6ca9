// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep run` in random order and along a schedule.
#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

QJsonObject reportOf(const QStringList& words) {
    Program program;
    if (!program.run(QStringList{"run", "--json"} + words)) return {};
    return QJsonDocument::fromJson(program.out()).object();
}

QString scheduleOf(const QStringList& words) {
    return reportOf(words)["schedule"].toString();
}

} // namespace

class ReplayCommand : public QObject {
    Q_OBJECT
private slots:
    void theSameSeedMakesTheSameRun() {
        const QStringList words{"pool-map", "--mode", "random", "--seed", "5"};
        const QString schedule = scheduleOf(words);
        QVERIFY(schedule.startsWith("ls1;pool-map;;"));
        QVERIFY(schedule.contains(";seed=5;"));
        QCOMPARE(scheduleOf(words), schedule);
        QVERIFY(scheduleOf({"pool-map", "--mode", "random", "--seed", "6"}) != schedule);
    }

    void aFreeRunIsRepeatedStepByStep() {
        const QJsonObject first = reportOf({"two-locks", "--variant", "ordered"});
        const QString schedule = first["schedule"].toString();
        const QJsonObject again = reportOf({"two-locks", "--variant", "ordered", "--schedule", schedule});
        QCOMPARE(again["mode"].toString(), "replay");
        QCOMPARE(again["schedule"].toString(), schedule);
        QCOMPARE(again["outcome"], first["outcome"]);
        QCOMPARE(again["threads"].toArray().first().toObject()["source"].toString(), "gate");
    }

    void aScheduleIsReadFromAFileToo() {
        const QStringList random{"two-locks", "--mode", "random"};
        const QString schedule = scheduleOf(random);
        const QTemporaryDir folder;
        QFile file(folder.filePath("schedule.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(schedule.toUtf8() + '\n');
        file.close();
        QCOMPARE(scheduleOf({"two-locks", "--schedule", "@" + file.fileName()}), schedule);
    }

    void aScheduleThatDoesNotFitStopsAtTheStepAndNamesBothSides() {
        // Main starts both workers and joins the first; then it has to wait
        const QString whole = scheduleOf({"two-locks", "--variant", "ordered", "--mode", "random"});
        const QString head = whole.left(whole.lastIndexOf(';') + 1);
        Program program;
        QVERIFY(program.run({"run", "two-locks", "--variant", "ordered", "--schedule", head + "0*4"}));
        QCOMPARE(program.status(), 1);
        QVERIFY2(
            program.sentence().contains("Step 4: the schedule reads '0', so thread 0 (Main) should go, but "
                                        "it cannot go: Worker 1 has not ended."),
            qPrintable(program.err()));
        Program stranger;
        QVERIFY(stranger.run({"run", "two-locks", "--variant", "ordered", "--schedule", head + "0,9"}));
        QCOMPARE(stranger.status(), 1);
        QVERIFY2(
            stranger.sentence().contains("Step 2: the schedule reads '9', so thread 9 should go, but no such "
                                         "thread"),
            qPrintable(stranger.err()));
        Program impossible;
        QVERIFY(
            impossible.run({"run", "two-locks", "--variant", "ordered", "--schedule", head + "0:timeout"}));
        QCOMPARE(impossible.status(), 1);
        QVERIFY2(impossible.sentence().contains("has no such way"), qPrintable(impossible.err()));
    }

    void aWrongScheduleIsRefused_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QString& schedule, int status, const char* says) {
            QTest::newRow(name) << QStringList{"run", "two-locks", "--schedule", schedule} << status << says;
        };
        row("not a schedule", "hello", 2, "A schedule reads like");
        row("another version", "ls9;two-locks;naive;0;seed=0;1", 2, "version 'ls1'");
        row("no hash", "ls1;two-locks;naive;xyz;seed=0;1", 2, "parameters' hash");
        row("no seed", "ls1;two-locks;naive;0;7;1", 2, "seed");
        row("a step that is none", "ls1;two-locks;naive;0;seed=0;1,2:never", 2, "Step 2 of the schedule");
        row("a count beyond reason", "ls1;two-locks;naive;0;seed=0;1*99999999999", 2,
            "Step 1 of the schedule");
        row("another scenario", "ls1;counter;lock;0;seed=0;1", 2, "the scenario 'counter'");
        row("another variant", "ls1;two-locks;ordered;0;seed=0;1", 2, "the variant 'ordered'");
        row("other parameters", "ls1;two-locks;naive;00000000;seed=0;1", 2, "other parameters");
        row("no such file", "@/nowhere/schedule.txt", 1, "Cannot read '/nowhere/schedule.txt'");
        QTest::newRow("replay without a schedule")
            << QStringList{"run", "two-locks", "--mode", "replay"} << 2 << "needs --schedule";
        QTest::newRow("a schedule in free run")
            << QStringList{"run",  "two-locks",  "--mode",
                           "free", "--schedule", "ls1;two-locks;naive;0;seed=0;1"}
            << 2 << "--schedule is for --mode replay";
    }
    void aWrongScheduleIsRefused() {
        QFETCH(QStringList, words);
        QFETCH(int, status);
        QFETCH(QString, says);
        Program program;
        QVERIFY(program.run(words));
        QCOMPARE(program.status(), status);
        QVERIFY2(program.sentence().contains(says), qPrintable(program.err()));
        QCOMPARE(program.out(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(ReplayCommand)
#include "tst_replay.moc"
