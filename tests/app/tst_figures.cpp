// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that carry their run are exported once more; lists of figures are drawn by one command.
#include "core/trace/file/bytes.h"
#include "core/trace/file/frames.h"
#include "program.h"

#include <QDirIterator>
#include <QImage>

#include <map>

class Figures : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    static QByteArray content(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString& name, const QByteArray& text) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    void exports(const QStringList& words) const {
        Program program;
        QVERIFY(program.run(QStringList{"export"} + words));
        QVERIFY2(program.status() == 0, qPrintable(program.err()));
    }
    // A copy of a trace that says more of itself.
    void retell(const QString& from, const QString& to,
                const std::map<std::string, std::string>& about) const {
        lockstep::Bytes pairs, frame;
        lockstep::ByteWriter out(pairs);
        for (const auto& [key, text] : about) {
            out.text(key);
            out.text(text);
        }
        lockstep::appendFrame(frame, lockstep::kAboutFrame, pairs);
        write(to, content(path(from)) + QByteArray(reinterpret_cast<const char*>(frame.data()),
                                                   static_cast<qsizetype>(frame.size())));
    }
    std::map<QString, QByteArray> filesIn(const QString& folder) const {
        std::map<QString, QByteArray> files;
        QDirIterator all(folder, QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString file = all.next();
            files[QDir(folder).relativeFilePath(file)] = content(file);
        }
        return files;
    }

private slots:
    void aFigureOfAFigureIsTheSame_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QStringList>("words");
        for (const char* ending : {"png", "svg", "pdf"}) {
            const auto row = [&](const char* name, const QStringList& words) {
                QTest::addRow("%s as %s", name, ending) << ending << words;
            };
            row("timeline", {"--range", "s2..s9", "--at", "s5", "--theme", "dark", "--scale", "2"});
            row("graph",
                {"--view", "graph", "--at", "s7", "--title", "The seventh step", "--size", "500x400"});
            row("detection", {"--view", "detection", "--walk", "b", "--theme", "print"});
            row("queues", {"--view", "queues"});
        }
    }
    void aFigureOfAFigureIsTheSame() {
        QFETCH(QString, ending);
        QFETCH(QStringList, words);
        const QString one = path("one." + ending), two = path("two." + ending);
        exports(QStringList{"two-locks", "--seed", "1", "-o", one} + words);
        exports({one, "-o", two});
        QVERIFY(!content(one).isEmpty());
        QCOMPARE(content(two), content(one));
    }

    void whatIsSaidOfAFigureIsDoneOtherwise() {
        exports({"two-locks", "--seed", "1", "--at", "s4", "-o", path("a.png")});
        exports({path("a.png"), "--view", "graph", "-o", path("b.png")});
        exports({"two-locks", "--seed", "1", "--at", "s4", "--view", "graph", "-o", path("c.png")});
        QCOMPARE(QImage(path("b.png")), QImage(path("c.png")));
    }

    void aFigureOfATraceTooLargeNamesIt() {
        Program run;
        QVERIFY(run.run({"run", "counter", "--mode", "random", "--seed", "1", "--set", "increments=60000",
                         "-o", path("large.lockstep")}));
        QVERIFY(content(path("large.lockstep")).size() > (1 << 20));
        exports({path("large.lockstep"), "-o", path("large.png")});
        QVERIFY(content(path("large.png")).size() < 500'000);
        exports({path("large.png"), "-o", path("again.png")});
        QCOMPARE(content(path("again.png")), content(path("large.png")));
        QVERIFY(QFile::remove(path("large.lockstep")));
        Program lonely;
        QVERIFY(lonely.run({"export", path("large.png"), "-o", path("x.png")}));
        QCOMPARE(lonely.status(), 1);
        QVERIFY2(lonely.sentence().contains("the trace 'large.lockstep'"), qPrintable(lonely.err()));
    }

    // Anybody may have written the file: what it says of its figure need not be possible.
    void whatAFigureCannotHaveShownIsNotShown() {
        Program run;
        QVERIFY(run.run({"run", "two-locks", "--seed", "1", "-o", path("plain.lockstep")}));
        retell("plain.lockstep", "all.lockstep",
               {{"figure:view", "timeline"},
                {"figure:axis", "time"},
                {"figure:begin", "0"},
                {"figure:end", "9223372036854775807"},
                {"figure:time", "100"}});
        exports({path("all.lockstep"), "-o", path("all.png")});
        retell("plain.lockstep", "walk.lockstep",
               {{"figure:view", "detection"}, {"figure:event", "40"}, {"figure:step", "2000000000"}});
        exports({path("walk.lockstep"), "-o", path("walk.png")});
        Program tooFar;
        QVERIFY(tooFar.run({"export", path("walk.lockstep"), "--step", "100000", "-o", path("x.png")}));
        QCOMPARE(tooFar.status(), 1);
        QVERIFY2(tooFar.sentence().contains("fewer than --step says"), qPrintable(tooFar.err()));
    }

    void aTraceOfSeveralFiguresIsReadOnce() {
        Program run;
        QVERIFY(run.run({"run", "two-locks", "--seed", "1", "-o", path("two.lockstep")}));
        write("cut.lockstep", content(path("two.lockstep")).chopped(20));
        write("twice.json", R"([{"trace": "cut.lockstep", "output": "a.png"},
                                {"trace": "./cut.lockstep", "output": "b.png", "view": "graph"}])");
        Program program;
        QVERIFY(program.run({"export", path("twice.json"), "-o", path("twice")}));
        QVERIFY2(program.status() == 0, qPrintable(program.err()));
        QCOMPARE(program.err().count('\n'), 1); // what is missing in it
        QCOMPARE(filesIn(path("twice")).size(), 2);
    }

    void aWholeNumberInAListMayBeLarge() {
        write("seeds.json", R"([{"scenario": "two-locks", "seed": 1234567890123456789, "output": "a.png"}])");
        exports({path("seeds.json"), "-o", path("seeds")});
        exports({"two-locks", "--seed", "1234567890123456789", "-o", path("seed.png")});
        QCOMPARE(content(path("seeds/a.png")), content(path("seed.png")));
    }

    void aPictureThatIsNoFigureIsRefused() {
        QImage(20, 20, QImage::Format_RGB32).save(path("plain.png"));
        Program program;
        QVERIFY(program.run({"export", path("plain.png"), "-o", path("x.png")}));
        QCOMPARE(program.status(), 1);
        QVERIFY2(program.sentence().startsWith("Cannot open"), qPrintable(program.err()));
    }

    void aListGivesTheSameFilesInEveryProcessAndTimeZone() {
        exports({"queue", "--seed", "3", "-o", path("queue.png")});
        write("course.json", R"({"figures": [
            {"scenario": "two-locks", "seed": 1, "output": "week1/stuck.svg", "theme": "print"},
            {"scenario": "two-locks", "seed": 1, "output": "week1/graph.pdf", "view": "graph", "at": "s8"},
            {"scenario": "two-locks", "variant": "ordered", "output": "week1/ordered.png", "range": "s2..s9"},
            {"scenario": "queue", "set": {"items": 6}, "output": "depths.svg", "view": "queues", "title": "Depths"},
            {"trace": "queue.png", "output": "again.pdf", "size": "900x500"}]})");
        std::map<QString, QByteArray> first;
        for (int process = 0; process < 10; ++process) {
            Program program;
            program.setVariable("TZ", process % 2 == 0 ? "UTC" : "Asia/Kolkata");
            const QString folder = path(QString("out%1").arg(process));
            QVERIFY(program.run({"export", path("course.json"), "-o", folder}));
            QVERIFY2(program.status() == 0, qPrintable(program.err()));
            const auto files = filesIn(folder);
            if (process == 0) first = files;
            QCOMPARE(files.size(), 5);
            for (const auto& [name, bytes] : files) QVERIFY2(bytes == first[name], qPrintable(name));
        }
    }

    void theLectureOnDeadlocksIsDrawn() {
        exports({LOCKSTEP_SOURCE_DIR "/resources/figures/deadlocks.json", "-o", path("lecture")});
        const auto files = filesIn(path("lecture"));
        QCOMPARE(files.size(), 5);
        QVERIFY(files.at("1-stuck.svg").contains("wait for each other"));
        QVERIFY(files.at("2-circle.svg").contains("wait for each other"));
        QVERIFY(files.at("4-ordered.svg").contains("waited longest"));
    }

    void whatIsWrongWithAListIsTold_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* name, const char* text, const QStringList& words) {
            QTest::newRow(name) << QByteArray(text) << words;
        };
        row("no JSON", "{\n\"figures\": [\n}", {"bad.json", "line 3"});
        row("no list", "{}", {"it needs \"figures\""});
        row("unknown key", R"([{"scenario": "queue", "output": "a.png", "sise": "1x1"}])",
            {"Figure 1 of", "(a.png)", "'sise'"});
        row("wrong value",
            R"([{"scenario": "queue", "output": "a.png"}, {"scenario": "queue", "output": "b.png",
            "size": "12"}])",
            {"Figure 2 of", "(b.png)", "--size takes"});
        row("unknown scenario", R"([{"scenario": "quue", "output": "a.png"}])",
            {"Figure 1", "Did you mean 'queue'?"});
        row("nothing to show", R"([{"output": "a.png"}])", {"either 'scenario' or 'trace'"});
        row("no output", R"([{"scenario": "queue"}])", {"It needs 'output'"});
        row("the same output",
            R"([{"scenario": "queue", "output": "a.png"}, {"scenario": "queue", "output": "a.png"}])",
            {"Figure 2", "that of figure 1"});
        row("the same output in other words",
            R"([{"scenario": "queue", "output": "a.png"}, {"scenario": "queue", "output": "sub/.././a.png"}])",
            {"Figure 2", "that of figure 1"});
        row("wrong below a new folder",
            R"([{"scenario": "queue", "output": "new/and/newer/a.png"}, {"scenario": "quue", "output": "b.png"}])",
            {"Figure 2", "Did you mean 'queue'?"});
        row("another kind", R"([{"scenario": "queue", "output": "a.gif"}])", {"Figure 1", "must be .png"});
    }
    void whatIsWrongWithAListIsTold() {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, words);
        write("bad.json", text);
        Program program;
        QVERIFY(program.run({"export", path("bad.json"), "-o", path("bad")}));
        QVERIFY(program.status() == 1 || program.status() == 2);
        for (const QString& word : words)
            QVERIFY2(program.sentence().contains(word), qPrintable(word + " is not in: " + program.err()));
        QVERIFY(!QFile::exists(path("bad"))); // nothing is drawn before all is checked, and nothing is left
    }
};

QTEST_MAIN(Figures)
#include "tst_figures.moc"
