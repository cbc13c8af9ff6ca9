// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules in files and on the clipboard, as the window opens and saves them, and what it says of them.
#include "core/analysis/steps.h"
#include "core/scenarios/catalogue.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/model/run.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/mainwindow.h"
#include "ui/window/schedules.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class ScheduleFiles : public QObject {
    Q_OBJECT

    static constexpr int kHang = 20'000;

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    const Parts& parts() const { return m_window->parts(); }
    void trigger(const char* id) const { m_window->actions().action(id)->trigger(); }
    QString path(const char* name) const { return m_folder.filePath(name); }
    QString said() const { return parts().banner->text(); }
    bool ends() const {
        return QTest::qWaitFor([this] { return parts().run->phase() == Phase::Ended; }, kHang);
    }
    bool waits() const {
        return QTest::qWaitFor([this] { return parts().run->halt() == Halt::Undecided; }, kHang);
    }
    bool runs(const char* scenario, Mode mode) {
        m_window->choose(*findScenario(scenario));
        parts().scenario->mode().setMode(mode);
        m_window->start();
        return ends();
    }
    // Chooses the file in the dialog that an action has opened.
    bool choose(const QString& file) const {
        auto* dialog = m_window->findChild<QFileDialog*>();
        if (!dialog) return false;
        emit dialog->fileSelected(file);
        dialog->close();
        return true;
    }
    QString contentOf(const QString& file) const {
        QFile read(file);
        return read.open(QIODevice::ReadOnly) ? QString::fromUtf8(read.readAll()) : QString();
    }
    void write(const QString& file, const QByteArray& text) const {
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly) && written.write(text) == text.size());
    }

private slots:
    void init() {
        m_window = std::make_unique<MainWindow>(path("settings.ini"));
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void aRunIsSavedAndItsFileMakesTheSameRunAgain() {
        QVERIFY(runs("two-locks", Mode::Random));
        const std::vector<Choice> made = choicesOf(*parts().run->trace());
        trigger("schedule.save");
        QVERIFY(choose(path("two.schedule")));
        trigger("schedule.copy");
        QCOMPARE(contentOf(path("two.schedule")), QApplication::clipboard()->text() + '\n');
        m_window->choose(*findScenario("queue"));
        trigger("schedule.open");
        QVERIFY(choose(path("two.schedule")));
        QCOMPARE(parts().run->session()->settings().scenario, findScenario("two-locks"));
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->trace()->steps().size(), made.size(), kHang);
        QVERIFY(choicesOf(*parts().run->trace()) == made);
    }

    void aFileThatCannotBeReadOrWrittenIsNamed() {
        parts().schedules->replayFile(path("nowhere.schedule"));
        QVERIFY2(said().startsWith("Cannot read '" + path("nowhere.schedule") + "'"), qPrintable(said()));
        QVERIFY(runs("two-locks", Mode::Random));
        parts().schedules->saveTo(path("no/such/folder.schedule"));
        QVERIFY2(said().startsWith("Cannot write '"), qPrintable(said()));
    }

    void withoutARunThereIsNothingToSave() {
        trigger("schedule.save");
        QVERIFY(!m_window->findChild<QFileDialog*>());
        QCOMPARE(said(), QString("There is no schedule yet: run a scenario first."));
    }

    void aFileThatIsNoScheduleIsRefused() {
        write(path("notes.txt"), "Buy milk.\n");
        parts().schedules->replayFile(path("notes.txt"));
        QVERIFY2(said().contains("six parts"), qPrintable(said()));
        QVERIFY(!parts().run->session());
    }

    void ofOtherParametersThePresentValuesAreNamed() {
        m_window->choose(*findScenario("two-locks"));
        parts().schedules->replay("ls1;two-locks;naive;00000000;seed=0;0");
        QVERIFY2(said().contains("hold = 10000"), qPrintable(said()));
    }

    void oneWithoutStepsIsRemarked() {
        QVERIFY(runs("two-locks", Mode::Random));
        trigger("schedule.copy");
        const QString text = QApplication::clipboard()->text();
        QApplication::clipboard()->setText(text.left(text.lastIndexOf(';') + 1));
        trigger("schedule.paste");
        QVERIFY(waits());
        QCOMPARE(said(),
                 QString("This schedule has no steps: the run waits at its beginning for your choice."));
    }

    void whatIsPastedOrContinuedIsInTheModeThatIsShown() {
        QVERIFY(runs("two-locks", Mode::Free));
        QCOMPARE(parts().scenario->mode().mode(), Mode::Free);
        trigger("schedule.copy");
        trigger("schedule.paste");
        QCOMPARE(parts().scenario->mode().mode(), Mode::Step);
        parts().scenario->mode().setMode(Mode::Free);
        trigger("branch.step");
        QCOMPARE(parts().scenario->mode().mode(), Mode::Step);
        trigger("branch.free");
        QCOMPARE(parts().scenario->mode().mode(), Mode::Free);
    }

    void withoutARunF2SaysWhatToDoFirst() {
        QTest::keyClick(m_window.get(), Qt::Key_F2);
        QCOMPARE(said(), QString("There is no run to be named yet: run a scenario first."));
    }
};

QTEST_MAIN(ScheduleFiles)
#include "tst_schedulefiles.moc"
