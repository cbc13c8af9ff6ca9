// SPDX-License-Identifier: GPL-3.0-or-later
// Installed, a desktop knows the program and its files: a double click on a trace opens it.
#include "program.h"

#include <QSettings>
#include <QStandardPaths>

namespace {

constexpr const char* kType = "application/x-lockstep-trace";

bool isThere(const char* program) {
    return !QStandardPaths::findExecutable(program).isEmpty();
}

} // namespace

class Desktop : public QObject {
    Q_OBJECT

    QTemporaryDir m_prefix;
    QString path(const char* name) const { return m_prefix.filePath(name); }

    // What a program says on both streams; it knows the desktop files of the prefix beside the system's.
    QString said(const QString& program, const QStringList& words, int* status = nullptr) const {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_DATA_HOME", path("share"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, words);
        process.waitForFinished(Program::kHang);
        if (status) *status = process.exitCode();
        return process.readAll();
    }

private slots:
    void initTestCase() {
        int status = -1;
        const QString text =
            said(LOCKSTEP_CMAKE, {"--install", LOCKSTEP_BUILD_DIR, "--prefix", m_prefix.path()}, &status);
        QVERIFY2(status == 0, qPrintable(text));
    }

    void theProgramIsInstalledAndRuns() {
        int status = -1;
        QVERIFY(said(path("bin/lockstep"), {"--version"}, &status).startsWith("lockstep "));
        QCOMPARE(status, 0);
    }

    void theDesktopFileKeepsTheRulesAndOpensFiles() {
        const QString file = path("share/applications/org.lockstep.Lockstep.desktop");
        QSettings entry(file, QSettings::IniFormat);
        QCOMPARE(entry.value("Desktop Entry/Exec").toString(), "lockstep %f");
        QVERIFY(QFile(file).open(QIODevice::ReadOnly));
        QVERIFY(QFile::exists(path("share/icons/hicolor/scalable/apps/org.lockstep.Lockstep.svg")));
        if (!isThere("desktop-file-validate"))
            QSKIP("There is no desktop-file-validate (desktop-file-utils).");
        QCOMPARE(said("desktop-file-validate", {file}), QString());
    }

    // By its first bytes, whatever its name is; and by its name.
    void aTraceIsKnownByItsFirstBytes() {
        if (!isThere("update-mime-database") || !isThere("gio"))
            QSKIP("There is no update-mime-database (shared-mime-info) or no gio (libglib2.0-bin).");
        QCOMPARE(said("update-mime-database", {path("share/mime")}), QString());
        const QString sample = QStringLiteral(LOCKSTEP_SOURCE_DIR "/tests/samples/v1/queue.lockstep");
        QVERIFY(QFile::copy(sample, path("no-ending")));
        QVERIFY(QFile::copy(sample, path("run.lockstep")));
        const auto typeOf = [this](const char* name) {
            const QString all = said("gio", {"info", "-a", "standard::content-type", path(name)});
            return all.section("standard::content-type:", 1).trimmed();
        };
        QCOMPARE(typeOf("no-ending"), kType);
        QCOMPARE(typeOf("run.lockstep"), kType);
        QFile other(path("other"));
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write("Lockstep\n\x1a is no trace") > 0);
        other.close();
        QVERIFY(typeOf("other") != kType);
    }
};

QTEST_GUILESS_MAIN(Desktop)
#include "tst_desktop.moc"
