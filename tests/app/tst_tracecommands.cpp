// SPDX-License-Identifier: GPL-3.0-or-later
// Runs kept by `lockstep run -o`, told by `analyze`, drawn by `export` and repeated by `--schedule @TRACE`.
#include "program.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

class TraceCommands : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char* name) const { return m_folder.filePath(name); }
    static QByteArray contentOf(const QString& file) {
        QFile read(file);
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }
    // What `run --json` said.
    QByteArray keep(const QStringList& words, const QString& file) {
        Program program;
        return program.run(QStringList{"run", "--json", "-o", file} + words) ? program.out() : QByteArray();
    }

private slots:
    void analyzeSaysOfAFileWhatRunSaidOfTheRun_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("deadlock") << QStringList{"two-locks", "--mode", "random", "--seed", "1"};
        QTest::newRow("free run") << QStringList{"dining-philosophers"};
        QTest::newRow("queues") << QStringList{"queue"};
        QTest::newRow("a ring that opens by itself")
            << QStringList{"timed-cycle", "--mode", "random", "--seed", "1"};
        QTest::newRow("a list as result") << QStringList{"pool-map"};
        QTest::newRow("a wrong result") << QStringList{"start-join", "--variant", "no-join"};
        QTest::newRow("daemons") << QStringList{"daemon"};
        QTest::newRow("many events") << QStringList{"counter", "--set", "increments=20000"};
    }
    void analyzeSaysOfAFileWhatRunSaidOfTheRun() {
        QFETCH(QStringList, words);
        const QByteArray said = keep(words, path("run.lockstep"));
        QVERIFY(!said.isEmpty());
        Program program;
        QVERIFY(program.run({"analyze", "--json", path("run.lockstep")}));
        QCOMPARE(program.status(), 0);
        QCOMPARE(program.out(), said);
    }

    void ofARunThatWasKeptWithoutTimesStepsAreTold() {
        Program figure;
        QVERIFY(figure.run({"export", "two-locks", "--seed", "1", "-o", path("steps.png")}));
        Program program;
        QVERIFY(program.run({"analyze", path("steps.png")}));
        QCOMPARE(program.status(), 0);
        QVERIFY2(program.out().contains("stuck after ") && program.out().contains(" steps"), program.out());
        for (const char* unit : {" ns", " µs", " ms"}) QVERIFY2(!program.out().contains(unit), program.out());
        Program json;
        QVERIFY(json.run({"analyze", "--json", path("steps.png")}));
        const QJsonObject said = QJsonDocument::fromJson(json.out()).object();
        const QJsonObject lock = said["resources"][0].toObject();
        QVERIFY(said["duration"].isNull() && said["threads"][0]["states"].isNull());
        QVERIFY(lock["acquisitions"].toInt() > 0 && lock["hold"]["count"].toInt() > 0);
        for (const char* time : {"total", "mean", "p50", "p99", "max"}) QVERIFY(lock["hold"][time].isNull());
        QVERIFY(!said["findings"].toArray().isEmpty());
    }

    void standardOutputCanHaveTheTrace() {
        Program program;
        QVERIFY(program.run({"run", "two-locks", "--mode", "random", "-o", "-"}));
        QVERIFY(program.out().startsWith("Lockstep\r\n"));
        Program both;
        QVERIFY(both.run({"run", "two-locks", "--json", "-o", "-"}));
        QCOMPARE(both.status(), 2);
        QCOMPARE(both.sentence(), "Standard output can have the trace or the JSON, not both.");
    }

    void aKeptRunIsRepeatedByItsFile() {
        const QByteArray said = keep({"two-locks", "--mode", "random", "--seed", "1"}, path("run.lockstep"));
        Program program;
        QVERIFY(program.run({"run", "two-locks", "--json", "--schedule", "@" + path("run.lockstep")}));
        const auto schedule = [](const QByteArray& json) {
            return QJsonDocument::fromJson(json).object()["schedule"].toString();
        };
        QVERIFY(!schedule(said).isEmpty());
        QCOMPARE(schedule(program.out()), schedule(said));
    }

    // Of the same run the same picture, whether it comes from the file or has just been run.
    void aPictureOfAFileIsThatOfTheRun() {
        keep({"two-locks", "--mode", "random", "--seed", "1"}, path("run.lockstep"));
        for (const char* view : {"graph", "timeline"}) {
            Program run, kept;
            QVERIFY(run.run({"export", "two-locks", "--seed", "1", "--view", view, "-o", path("run.png")}));
            QVERIFY(kept.run({"export", path("run.lockstep"), "--view", view, "-o", path("kept.png")}));
            QVERIFY(!QImage(path("run.png")).isNull());
            QCOMPARE(QImage(path("kept.png")), QImage(path("run.png")));
        }
        Program wrong;
        QVERIFY(wrong.run({"export", path("run.lockstep"), "--seed", "2", "-o", path("x.png")}));
        QCOMPARE(wrong.status(), 2);
        QVERIFY(wrong.sentence().startsWith("--seed is for a scenario that is run;"));
    }

    void analyzeFailsOnWhatItIsAskedTo() {
        const QString file = path("run.lockstep");
        const auto statusOf = [&](const char* kind) {
            Program program;
            return program.run({"analyze", file, "--fail-on", kind}) ? program.status() : -1;
        };
        keep({"two-locks", "--mode", "random", "--seed", "1"}, file);
        QCOMPARE(statusOf("deadlock"), 3);
        keep({"two-locks", "--variant", "ordered"}, file);
        QCOMPARE(statusOf("deadlock"), 0);
        QCOMPARE(statusOf("potential"), 0);
        keep({"lock-order", "--variant", "opposite", "--mode", "random", "--seed", "0"}, file);
        const bool isStuck = statusOf("deadlock") == 3;
        QVERIFY(isStuck || statusOf("potential") == 3);
        QCOMPARE(statusOf("weather"), 2);
    }

    void whatCannotBeReadIsToldInASentence() {
        keep({"queue"}, path("run.lockstep"));
        const QByteArray whole = contentOf(path("run.lockstep"));
        const auto write = [&](const QByteArray& bytes) {
            QFile file(path("broken.lockstep"));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        const auto refuse = [&](const QByteArray& bytes, const char* why) {
            QVERIFY(write(bytes));
            Program program;
            QVERIFY(program.run({"analyze", path("broken.lockstep")}));
            QCOMPARE(program.status(), 1);
            QVERIFY2(program.sentence().endsWith(why), qPrintable(program.err()));
        };
        refuse("", "This is no trace of Lockstep.");
        refuse("Lockstep\r\n\x1a\x07", "in a way that this one cannot read.");
        refuse(whole.left(60), "nothing of it can be read.");
        Program missing;
        QVERIFY(missing.run({"analyze", path("missing.lockstep")}));
        QCOMPARE(missing.status(), 1);
        QVERIFY(missing.sentence().startsWith("Cannot open '"));
        QVERIFY(write(whole.left(whole.size() - 1)));
        Program cut;
        QVERIFY(cut.run({"analyze", path("broken.lockstep")}));
        QCOMPARE(cut.status(), 0); // what is there is told
        QVERIFY(cut.err().startsWith("lockstep: The file is cut off;"));
        QVERIFY(cut.out().startsWith("queue, free run: "));
    }

    void whereNothingCanBeWrittenIsToldBeforeTheRun() {
        const std::pair<QString, QString> cases[]{
            {path("missing/run.lockstep"), QString("there is no folder '%1'.").arg(path("missing"))},
            {path("."), "it is a folder."}};
        for (const auto& [where, why] : cases) {
            Program program;
            QVERIFY(program.run({"run", "queue", "-o", where}));
            QCOMPARE(program.status(), 1);
            QVERIFY2(program.sentence().endsWith(why), qPrintable(program.sentence()));
            QVERIFY(program.out().isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TraceCommands)
#include "tst_tracecommands.moc"
