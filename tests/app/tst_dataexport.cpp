// SPDX-License-Identifier: GPL-3.0-or-later
// `lockstep export` as data: the ending decides, wrong calls are told what would be right, and what cannot be
// written leaves the file that was there as it was.
#include "core/scenarios/catalogue.h"
#include "program.h"
#include "testrun.h"
#include "ui/figure/picturefile.h"
#include "ui/model/datafiles.h"
#include "ui/model/tracefiles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/resource.h>

using namespace lockstep;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

// While it lives no file of this process grows further than this: to a program it is as a full disk.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    sighandler_t m_handler;
};

} // namespace

class DataExport : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char* name) const { return m_folder.filePath(name); }
    QString refusal(const QStringList& words, int status) {
        Program program;
        if (!program.run(QStringList{"export"} + words)) return "it hangs";
        return program.status() == status ? program.sentence() : program.err();
    }

private slots:
    void theEndingDecides() {
        for (const char* name : {"x.json", "x.perfetto-trace", "x.csv"}) {
            Program program;
            QVERIFY(program.run({"export", "queue", "--seed", "3", "-o", path(name)}));
            QCOMPARE(program.status(), 0);
            QCOMPARE(program.err(), QString());
        }
        const auto json = QJsonDocument::fromJson(contentOf(path("x.json"))).object();
        QCOMPARE(json["otherData"]["scenario"].toString(), "queue");
        QVERIFY(json["traceEvents"].toArray().size() > 100);
        QVERIFY(contentOf(path("x.perfetto-trace")).contains("About this run"));
        QVERIFY(contentOf(path("x.csv")).startsWith("lane,id,name,state,subject,from_ns,to_ns,source\r\n"));
    }

    void aTableCanBeChosenAndGoToStandardOutput() {
        for (const auto& [view, head] : {std::pair{"statistics", "of,id,name,figure,value,unit\r\n"},
                                         std::pair{"intervals", "lane,id,name,state,"}}) {
            Program program;
            QVERIFY(program.run({"export", "queue", "--view", view, "-o", "-"}));
            QCOMPARE(program.status(), 0);
            QVERIFY(program.out().startsWith(head));
        }
    }

    void ofAKeptRunItIsAlwaysTheSame() {
        Program keep;
        QVERIFY(
            keep.run({"run", "two-locks", "--mode", "random", "--seed", "1", "-o", path("run.lockstep")}));
        for (const char* ending : {"json", "perfetto-trace", "csv"}) {
            QByteArray first;
            for (const char* zone : {"Asia/Tokyo", "America/New_York"}) {
                Program program;
                program.setVariable("TZ", zone);
                const QString out = path("kept.") + ending;
                QVERIFY(program.run({"export", path("run.lockstep"), "-o", out}));
                if (first.isEmpty()) first = contentOf(out);
                QVERIFY(!first.isEmpty() && contentOf(out) == first);
            }
        }
    }

    void whatDoesNotFitTogetherIsRefused() {
        QCOMPARE(refusal({"queue", "--size", "3x3", "-o", "x.json"}, 2),
                 "--size is for pictures; 'x.json' is data, of the whole run along time.");
        QCOMPARE(refusal({"queue", "--view", "graph", "-o", "x.csv"}, 2),
                 "--view of a csv is intervals or statistics, not 'graph'.");
        QCOMPARE(refusal({"queue", "--view", "statistics", "-o", "x.json"}, 2),
                 "--view statistics is a table: 'x.json' must end in .csv.");
        QCOMPARE(refusal({"queue", "--view", "graph", "-o", "x.perfetto-trace"}, 2),
                 "--view is for pictures and for csv; 'x.perfetto-trace' holds all there is.");
        QCOMPARE(
            refusal({"queue", "-o", path("none/x.csv")}, 1),
            QString("Cannot write '%1': there is no folder '%2'.").arg(path("none/x.csv"), path("none")));
    }

    void aRunThatWasKeptWithoutTimesGivesNoData() {
        Program figure;
        QVERIFY(figure.run({"export", "two-locks", "--seed", "1", "-o", path("steps.png")}));
        QCOMPARE(figure.status(), 0);
        for (const char* name : {"none.json", "none.csv", "none.perfetto-trace"}) {
            Program program;
            QVERIFY(program.run({"export", path("steps.png"), "-o", path(name)}));
            QCOMPARE(program.status(), 1);
            QVERIFY2(program.err().contains("has no times, which '" + path(name) + "' would be made of"),
                     qPrintable(program.err()));
            QVERIFY(!QFile::exists(path(name)));
        }
    }

    void whatWasLostIsSaid() {
        const QString samples = QStringLiteral(LOCKSTEP_SOURCE_DIR "/tests/samples/v1/");
        Program program;
        QVERIFY(program.run({"export", samples + "losses.lockstep", "-o", path("x.csv")}));
        QCOMPARE(program.status(), 0);
        QCOMPARE(program.sentence(), "15 events were lost while the run was recorded: what is not known is "
                                     "named so in the data.");
        QVERIFY(contentOf(path("x.csv")).contains(",unknown,"));
    }

    void onAFullDiskTheFileThatWasThereStaysAsItWas() {
        RunSettings settings{.scenario = findScenario("queue")};
        settings.mode = Mode::Random;
        Session session(settings);
        session.start();
        QVERIFY(session.waitUntilEnded(kHangLimit));
        const auto refused = [&](const char* name, auto save) {
            QVERIFY(write(path(name), "old"));
            std::optional<QString> why;
            {
                const FullDisk full(2048);
                why = save(path(name));
            }
            QCOMPARE(why.value_or("nothing"), QString("Cannot write '%1': File too large.").arg(path(name)));
            QCOMPARE(contentOf(path(name)), QByteArray("old"));
        };
        refused("full.lockstep", [&](const QString& file) { return ui::saveTrace(session, file); });
        for (const auto& [name, kind] : {std::pair{"full.json", DataKind::ChromeJson},
                                         std::pair{"full.perfetto-trace", DataKind::Perfetto},
                                         std::pair{"full.csv", DataKind::Intervals}})
            refused(name,
                    [&, kind = kind](const QString& file) { return ui::saveData(session, kind, file); });
        refused("full.png", [](const QString& file) { return ui::saveBytes(QByteArray(99'999, 'x'), file); });
        QCOMPARE(QDir(m_folder.path()).entryList({"full*"}).size(), 5); // and nothing half done beside them
    }

    // As a shell does it, for the whole program.
    void theProgramTellsOfAFullDiskInASentence() {
        QVERIFY(write(path("old.json"), "old"));
        const auto told = [&](const QString& command) {
            QProcess shell;
            shell.start("sh", {"-c", command, qEnvironmentVariable("LOCKSTEP"), path("old.json")});
            shell.waitForFinished(Program::kHang);
            return QString::number(shell.exitCode()) + ' ' + shell.readAllStandardError();
        };
        QCOMPARE(told("ulimit -f 4; exec \"$0\" export queue --seed 3 -o \"$1\""),
                 QString("1 lockstep: Cannot write '%1': File too large.\n").arg(path("old.json")));
        QCOMPARE(contentOf(path("old.json")), QByteArray("old"));
        QCOMPARE(told("exec \"$0\" export queue --view statistics -o - >/dev/full"),
                 "1 lockstep: Cannot write to standard output: No space left on device.\n");
    }
};

QTEST_GUILESS_MAIN(DataExport)
#include "tst_dataexport.moc"
