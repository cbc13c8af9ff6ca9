// SPDX-License-Identifier: GPL-3.0-or-later
// The built program as a child process: started with words, told signals, asked what it said and how it
// ended.
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

class Program {
public:
    static constexpr int kHang = 30'000; ///< ms after which a child counts as hanging
    static constexpr QFile::Permissions kForAll =
        QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadUser | QFile::WriteUser |
        QFile::ExeUser | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;

    Program() {
        m_process.setProgram(qEnvironmentVariable("LOCKSTEP"));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) environment.remove(name);
        m_process.setProcessEnvironment(environment);
    }
    ~Program() {
        if (m_process.state() != QProcess::NotRunning) m_process.kill();
        m_process.waitForFinished(kHang);
    }

    void setVariable(const QString& name, const QString& value) {
        QProcessEnvironment environment = m_process.processEnvironment();
        environment.insert(name, value);
        m_process.setProcessEnvironment(environment);
    }
    /// When the tests run as root, the program gets nobody's rights, from a copy that nobody may read.
    void dropRights(const QTemporaryDir& folder) {
        if (geteuid() != 0) return;
        const QString copy = folder.filePath("lockstep");
        QFile::copy(m_process.program(), copy);
        for (const QString& path : {copy, folder.path()}) QFile::setPermissions(path, kForAll);
        m_process.setProgram(copy);
        m_process.setChildProcessModifier([] {
            constexpr unsigned kNobody = 65534;
            if (setgid(kNobody) != 0 || setuid(kNobody) != 0) _exit(99);
        });
    }

    void start(const QStringList& words) {
        m_process.start(m_process.program(), words);
        QVERIFY2(m_process.waitForStarted(kHang), qPrintable(m_process.errorString()));
    }
    /// True when it has come to its end, whatever that was.
    bool hasEnded() {
        const bool is = m_process.waitForFinished(kHang);
        m_out += m_process.readAllStandardOutput();
        m_err += m_process.readAllStandardError();
        return is && m_process.exitStatus() == QProcess::NormalExit;
    }
    bool run(const QStringList& words) {
        start(words);
        return hasEnded();
    }
    void tell(int signal) { ::kill(static_cast<pid_t>(m_process.processId()), signal); }
    int threads() const {
        return static_cast<int>(QDir(QStringLiteral("/proc/%1/task").arg(m_process.processId()))
                                    .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                                    .size());
    }

    /// SIGTERM would wait for the program to ask instead of ending it.
    bool heedsSignals() const {
        QFile status(QStringLiteral("/proc/%1/status").arg(m_process.processId()));
        if (!status.open(QIODevice::ReadOnly)) return false;
        const QByteArray text = status.readAll();
        const qsizetype at = text.indexOf("SigBlk:") + 7;
        return text.mid(at, text.indexOf('\n', at) - at).trimmed().toULongLong(nullptr, 16) >> (SIGTERM - 1) &
               1;
    }

    int status() const { return m_process.exitCode(); }
    const QByteArray& out() const { return m_out; }
    QString err() const { return QString::fromUtf8(m_err); }
    /// The only line on standard error, without the program's name; empty when there are none or more.
    QString sentence() const {
        const QString text = err();
        const bool isOne = text.startsWith("lockstep: ") && text.endsWith(".\n") && text.count('\n') == 1;
        return isOne ? text.mid(10).trimmed() : QString();
    }

private:
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};
