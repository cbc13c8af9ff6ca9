// SPDX-License-Identifier: GPL-3.0-or-later
// ./app/run and what it shares with ./tests/run: what they install, what they say where they may not, and
// that standard output is the program's alone.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString kRoot = QStringLiteral(LOCKSTEP_SOURCE_DIR "/");
constexpr int kHang = 60'000;

QString contentOf(const QString& path) {
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// A copy of the scripts in which the commands they call are replaced by ones that note how they were called.
class Stage {
public:
    Stage() {
        QDir(m_folder.path()).mkpath("app");
        QDir(m_folder.path()).mkpath("resources");
        QDir(m_folder.path()).mkpath("build/release/app");
        for (const char* file : {"app/run", "app/packages.sh", "resources/packages.txt"})
            QFile::copy(kRoot + file, m_folder.filePath(file));
        put("dpkg-query",
            "for p in \"$@\"; do case $p in -*|\\$*) ;; *) echo \"installed $p\" ;; esac; done");
        put("cmake", note("cmake"));
        put("ninja", note("ninja"));
        put("apt-get", note("apt-get"));
        put("id", "echo 1000");
        put("sudo", "exit 1");
        put("../build/release/app/lockstep", "printf 'the program: %s\\n' \"$*\"");
    }

    void put(const QString& command, const QString& body) {
        const QString path = m_folder.filePath("commands/" + command);
        QDir().mkpath(m_folder.filePath("commands"));
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(("#!/bin/sh\n" + body + "\n").toUtf8());
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QString note(const QString& name) const {
        return "echo " + name + " \"$@\" >>'" + log() + "'; echo chatter";
    }
    QString log() const { return m_folder.filePath("calls"); }
    QString calls() const { return contentOf(log()); }

    int run(const QStringList& words) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PATH", m_folder.filePath("commands") + ":" + environment.value("PATH"));
        process.setProcessEnvironment(environment);
        process.start(m_folder.filePath("app/run"), words);
        if (!process.waitForFinished(kHang)) return -1;
        output = QString::fromUtf8(process.readAllStandardOutput());
        errors = QString::fromUtf8(process.readAllStandardError());
        return process.exitCode();
    }
    QString output;
    QString errors;

private:
    QTemporaryDir m_folder;
};

// Says of every package but these that it is installed.
QString knowsAllBut(const QStringList& missing) {
    return "for p in \"$@\"; do case $p in -*|\\$*|" + missing.join('|') +
           ") ;; *) echo \"installed $p\" ;; esac; done";
}

} // namespace

class ScriptsTest : public QObject {
    Q_OBJECT
private slots:
    void standardOutputIsTheProgramsAlone() {
        Stage stage;
        QCOMPARE(stage.run({"run", "two locks", "--json"}), 0);
        QCOMPARE(stage.output, "the program: run two locks --json\n");
        QVERIFY(stage.calls().contains("cmake --fresh --preset release"));
        QVERIFY(stage.calls().contains("ninja"));
        QVERIFY(!stage.calls().contains("apt-get"));
    }

    void theProgramsExitStatusIsTheScripts() {
        Stage stage;
        stage.put("../build/release/app/lockstep", "exit 3");
        QCOMPARE(stage.run({}), 3);
    }

    void whoMayNotInstallIsToldThePackagesInOneSentence() {
        Stage stage;
        stage.put("dpkg-query", knowsAllBut({"qt6-charts-dev", "ninja-build"}));
        QCOMPARE(stage.run({"list"}), 1);
        QCOMPARE(stage.output, "");
        QCOMPARE(stage.errors.count('\n'), 1);
        QVERIFY2(stage.errors.contains("ninja-build qt6-charts-dev"), qPrintable(stage.errors));
        QVERIFY(!stage.calls().contains("cmake"));
    }

    void whoMayInstallGetsWhatIsMissingAndNothingElse() {
        Stage stage;
        stage.put("id", "echo 0");
        stage.put("dpkg-query", knowsAllBut({"libegl-dev"}));
        QCOMPARE(stage.run({"list"}), 0);
        QCOMPARE(stage.output, "the program: list\n");
        QVERIFY(stage.calls().contains("apt-get install -y --no-install-recommends libegl-dev\n"));
        QVERIFY(!stage.calls().contains("update"));
    }

    void theListsAreFetchedWhenTheFirstTryFails() {
        Stage stage;
        stage.put("id", "echo 0");
        stage.put("dpkg-query", knowsAllBut({"g++"}));
        stage.put("apt-get", stage.note("apt-get") + "; grep -q update '" + stage.log() + "'");
        QCOMPARE(stage.run({"list"}), 0);
        QCOMPARE(stage.calls().count("apt-get install"), 2);
        QCOMPARE(stage.calls().count("apt-get update"), 1);
    }

    void aBuildThatFailsShowsWhyAndStartsNothing() {
        Stage stage;
        stage.put("ninja", "echo 'error: no such thing'; exit 1");
        QCOMPARE(stage.run({"list"}), 1);
        QCOMPARE(stage.output, "");
        QVERIFY(stage.errors.contains("error: no such thing"));
    }

    void theListOfPackagesIsReadableAndWithoutDoubles() {
        QSet<QString> packages;
        QString section;
        for (const QString& line : contentOf(kRoot + "resources/packages.txt").split('\n')) {
            if (line.isEmpty() || line.startsWith('#')) continue;
            if (line.startsWith('[')) {
                section = line;
                continue;
            }
            QVERIFY2(!section.isEmpty(), "a package before the first section");
            static const QRegularExpression name("^[a-z0-9][a-z0-9+.-]+$");
            QVERIFY2(name.match(line).hasMatch(), qPrintable(line));
            QVERIFY2(!packages.contains(line), qPrintable(line));
            packages += line;
        }
        QVERIFY(packages.contains("qt6-charts-dev"));
    }
};

QTEST_GUILESS_MAIN(ScriptsTest)
#include "tst_scripts.moc"
