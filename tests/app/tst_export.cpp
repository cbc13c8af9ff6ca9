// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>

class Export : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_deadlock; // a schedule that ends in one

    QString path(const char* name) const { return m_folder.filePath(name); }
    static QByteArray content(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QByteArray exported(const char* name, const QStringList& words, const char* zone = "UTC") const {
        Program program;
        program.setVariable("TZ", zone);
        const QStringList begin{"export", "two-locks", "--schedule", m_deadlock, "-o", path(name)};
        if (!program.run(begin + words) || program.status() != 0) {
            qWarning("%s", qPrintable(program.err()));
            return {};
        }
        return content(path(name));
    }
    static int pagesOf(const QByteArray& pdf) { return static_cast<int>(pdf.count("/Type /Page\n")); }

private slots:
    void initTestCase() {
        for (int seed = 0; seed < 50 && m_deadlock.isEmpty(); ++seed) {
            Program program;
            QVERIFY(program.run(
                {"run", "two-locks", "--mode", "random", "--seed", QString::number(seed), "--json"}));
            const QJsonObject run = QJsonDocument::fromJson(program.out()).object();
            if (run["outcome"] == "deadlock") m_deadlock = run["schedule"].toString();
        }
        QVERIFY(!m_deadlock.isEmpty());
    }

    void theSamePdfComesFromTwoProcessesInTwoTimeZones() {
        const QByteArray one = exported("one.pdf", {"--view", "detection"}, "UTC");
        const QByteArray two = exported("two.pdf", {"--view", "detection"}, "Asia/Kolkata");
        QVERIFY(one.startsWith("%PDF-") && pagesOf(one) > 2);
        QCOMPARE(one, two);
    }

    void theSamePictureComesFromTwoProcesses_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("walk as text") << "svg" << QStringList{"--view", "detection"};
        QTest::newRow("walk as pixels") << "png" << QStringList{"--view", "detection"};
        QTest::newRow("timeline along steps") << "png" << QStringList{};
        QTest::newRow("some steps") << "png" << QStringList{"--range", "s2..s7", "--at", "s5"};
        QTest::newRow("graph") << "png" << QStringList{"--view", "graph", "--at", "s6"};
        for (const char* ending : {"svg", "pdf"})
            for (const char* view : {"timeline", "graph", "queues"})
                QTest::addRow("%s as %s", view, ending)
                    << ending << QStringList{"--view", view, "--theme", "print"};
        for (const char* ending : {"png", "svg", "pdf"})
            QTest::addRow("window as %s", ending)
                << ending << QStringList{"--view", "window", "--size", "1000x640"};
    }
    void theSamePictureComesFromTwoProcesses() {
        QFETCH(QString, ending);
        QFETCH(QStringList, words);
        const QByteArray one = exported(qPrintable("a." + ending), words);
        QVERIFY(!one.isEmpty());
        QCOMPARE(one, exported(qPrintable("b." + ending), words));
    }

    void theWindowKeepsItsWordsInAnSvg() {
        const QByteArray svg = exported("w.svg", {"--view", "window"});
        for (const char* words : {">Scenario<", ">Who waits for whom<", ">Worker 1<", ">Contention<"})
            QVERIFY2(svg.contains(words), words);
    }

    void theWindowForPrintHasGreysOnly() {
        const auto mostColour = [this](const char* theme) {
            const QImage window = QImage::fromData(
                exported("w.png", {"--view", "window", "--size", "1000x640", "--theme", theme}));
            int most = window.isNull() ? 1000 : 0;
            for (int y = 0; y < window.height(); ++y)
                for (int x = 0; x < window.width(); ++x) {
                    const QRgb pixel = window.pixel(x, y);
                    const auto [least, greatest] = std::minmax({qRed(pixel), qGreen(pixel), qBlue(pixel)});
                    most = std::max(most, greatest - least);
                }
            return most;
        };
        QVERIFY(mostColour("light") > 50);
        QVERIFY(mostColour("print") < 16); // the style's crosses on docks are of a warm grey
    }

    void withoutASeedARunIsExportedAlikeEveryTime() {
        for (const char* name : {"first.svg", "second.svg"}) {
            Program program;
            QVERIFY(program.run({"export", "queue", "--view", "detection", "--at", "s40", "-o", path(name)}));
            QVERIFY2(program.status() == 0, qPrintable(program.err()));
        }
        QVERIFY(!content(path("first.svg")).isEmpty());
        QCOMPARE(content(path("first.svg")), content(path("second.svg")));
    }

    void theStepThatIsAskedForIsShown() {
        const QByteArray first = exported("first.svg", {"--view", "detection", "--step", "1"});
        const QByteArray last = exported("last.svg", {"--view", "detection"});
        QVERIFY(first.contains(">1 / ") && !last.contains(">1 / "));
    }

    void aRingIsWalkedThroughAlongTheWaitsUnlessToldOtherwise() {
        QVERIFY(exported("ring.svg", {"--view", "detection"}).contains("A: Follow who waits for whom"));
        for (const char* word : {"order", "c"})
            QVERIFY(exported("c.svg", {"--view", "detection", "--walk", word})
                        .contains("C: Order in which locks"));
        for (const char* word : {"reduction", "b"})
            QVERIFY(exported("b.svg", {"--view", "detection", "--walk", word})
                        .contains("B: Let all finish who can"));
    }

    void atAStepTheRunIsShownAsItWasThen() {
        const QByteArray before =
            exported("before.svg", {"--view", "detection", "--at", "s1", "--walk", "a"});
        QVERIFY(!before.isEmpty());
        QVERIFY(before != exported("end.svg", {"--view", "detection", "--walk", "a"}));
    }

    void aStepPastTheEndShowsTheEndAndSaysSo() {
        Program program;
        QVERIFY(
            program.run({"export", "two-locks", "--view", "graph", "--at", "s100000", "-o", path("x.png")}));
        QCOMPARE(program.status(), 0);
        QVERIFY2(program.sentence().contains("steps, before --at: the picture shows its end"),
                 qPrintable(program.err()));
    }

    void whatCannotBeIsRefusedInASentence_data() {
        using W = QStringList;
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("another kind")
            << W{"--view", "detection", "-o", "x.gif"} << "it must be .png, .svg or .pdf.";
        QTest::newRow("walk without detection")
            << W{"--walk", "a", "-o", "x.png"} << "are for --view detection";
        QTest::newRow("unknown walk")
            << W{"--view", "detection", "--walk", "z", "-o", "x.png"} << "--walk is waits";
        QTest::newRow("step of a pdf")
            << W{"--view", "detection", "--step", "2", "-o", "x.pdf"} << "a PDF has a page for each";
        QTest::newRow("step zero") << W{"--view", "detection", "--step", "0", "-o", "x.png"}
                                   << "--step takes";
        QTest::newRow("at step zero") << W{"--at", "s0", "-o", "x.png"} << "a step from s1 on";
        QTest::newRow("schedule") << W{"--schedule", "nonsense", "-o", "x.png"} << "schedule";
    }
    void whatCannotBeIsRefusedInASentence() {
        QFETCH(QStringList, words);
        QFETCH(QString, sentence);
        Program program;
        QVERIFY(program.run(QStringList{"export", "two-locks"} + words));
        QCOMPARE(program.status(), 2);
        QVERIFY2(program.err().contains(sentence), qPrintable(program.err()));
    }

    void aStepThatTheWalkDoesNotHaveIsRefused() {
        Program program;
        QVERIFY(program.run(
            {"export", "two-locks", "--view", "detection", "--step", "999", "-o", path("x.png")}));
        QCOMPARE(program.status(), 1);
        QVERIFY2(program.sentence().contains("fewer than --step says"), qPrintable(program.err()));
    }
};

QTEST_MAIN(Export)
#include "tst_export.moc"
