// SPDX-License-Identifier: GPL-3.0-or-later
// Two hundred times the window is killed while a run goes: its journal opens with all that had come to the
// file, and the next start finds it.
//
// The file itself is the witness of what was flushed. What the kernel has of it outlives the process; its
// size is asked just before the kill, and every block that is whole afterwards must be read.
#include "core/engine/recording.h"
#include "core/scenarios/catalogue.h"
#include "program.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/window/files/traces.h"
#include "ui/window/mainwindow.h"

#include <QApplication>

#include <random>

using namespace lockstep;

namespace {

constexpr int kKills = 200;
constexpr std::size_t kLargestBlock = std::size_t{2} << 20;

// The process that is killed: the program's own window, with a run that has millions of events.
int showWindow(int argc, char** argv, const QString& folder) {
    QApplication application(argc, argv);
    QApplication::setApplicationName("lockstep");
    ui::MainWindow window;
    window.parts().traces->keepJournals(folder + "/journal", folder + "/rescued");
    window.choose(*findScenario("counter"));
    window.parts().scenario->setVariant("lock");
    window.parts().scenario->setParameter("increments", 1'000'000);
    window.show();
    window.start();
    return QApplication::exec();
}

// Of this process; those of former ones are somewhere else once it has one.
QString journalOf(qint64 process, const QString& folder) {
    const QDir journals(folder + "/journal");
    const QStringList found = journals.entryList({QString("*-%1-*").arg(process)}, QDir::Files);
    return found.isEmpty() ? QString() : journals.filePath(found.first());
}

struct Blocks {
    std::size_t end = 0; ///< of the last whole one
    std::size_t events = 0;
    bool tellsRun = false; ///< which is the second thing to come to the file, before the run begins
};

// By the frames alone: an EVNT block begins with a time and the number of its events.
Blocks blocksOf(ByteView file) {
    Blocks blocks;
    const BytesInMemory source(file);
    FrameReader in(source);
    if (in.readHead() != FrameReader::Head::Fits) return blocks;
    Frame frame;
    while (in.next(frame) == FrameReader::Found::Frame) {
        ByteReader content(frame.content);
        content.number();
        if (frame.tag == kEventsFrame) blocks.events += content.number();
        blocks.tellsRun = blocks.tellsRun || frame.tag == kAboutFrame;
        blocks.end = in.offset();
    }
    return blocks;
}

// What is wrong with what was left; empty when nothing is.
QString look(const QString& path, qint64 sizeBefore) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return "it cannot be opened";
    const QByteArray all = file.readAll();
    if (all.size() < sizeBefore) return "it has lost what it had";
    const ByteView bytes{reinterpret_cast<const std::uint8_t*>(all.constData()),
                         static_cast<std::size_t>(all.size())};
    const Blocks blocks = blocksOf(bytes);
    if (bytes.size() - blocks.end > kLargestBlock) return "more than its last block is not whole";
    try {
        RecordingReader reader(bytes);
        while (reader.readMore()) {
        }
        const Recording run = reader.take(findScenario);
        if (run.trace->size() != blocks.events) return "not all of its blocks are read";
        if (run.about.at("scenario") != "counter") return "it does not know its scenario";
        for (const std::string& notice : run.notices)
            if (notice.find("damaged") != std::string::npos) return QString::fromStdString(notice);
        return {};
    } catch (const UnreadableTrace& refusal) {
        return blocks.tellsRun ? QString(refusal.what()) : QString();
    }
}

} // namespace

class KillSoak : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::mt19937 m_random{1};
    qint64 m_largest = 0;

    // Waits for the journal to have grown that far, and looks once more right before the kill.
    static qint64 killAt(QProcess& window, const QString& folder, qint64 size) {
        const auto sizeNow = [&] {
            const QString journal = journalOf(window.processId(), folder);
            return journal.isEmpty() ? -1 : QFile(journal).size();
        };
        while (window.state() == QProcess::Running && sizeNow() < size)
            window.waitForFinished(1); // lets others have the processor
        const qint64 last = sizeNow();
        ::kill(static_cast<pid_t>(window.processId()), SIGKILL);
        window.waitForFinished(Program::kHang);
        return last;
    }

private slots:
    void itsJournalOpensAfterEachKill() {
        int left = 0;
        for (int i = 0; i < kKills; ++i) {
            QProcess window;
            window.start(QCoreApplication::applicationFilePath(), {"--window", m_folder.path()});
            QVERIFY(window.waitForStarted(Program::kHang));
            const qint64 process = window.processId();
            const qint64 size =
                killAt(window, m_folder.path(), m_random() % 4 == 0 ? 0 : m_random() % 800'000);
            QCOMPARE(window.exitStatus(), QProcess::CrashExit);
            const QString journal = journalOf(process, m_folder.path());
            QVERIFY(!journal.isEmpty());
            QCOMPARE(look(journal, size), QString());
            m_largest = std::max(m_largest, size);
            ++left;
            // all that was left before has been moved by this start
            QCOMPARE(QDir(m_folder.filePath("rescued")).entryList(QDir::Files).size(), left - 1);
        }
        qInfo("%d kills, journals of up to %lld bytes", left, static_cast<long long>(m_largest));
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && QByteArray(argv[1]) == "--window")
        return showWindow(argc, argv, QString::fromLocal8Bit(argv[2]));
    const QCoreApplication application(argc, argv);
    KillSoak soak;
    return QTest::qExec(&soak, argc, argv);
}

#include "soak_kill.moc"
