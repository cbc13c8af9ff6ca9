// SPDX-License-Identifier: GPL-3.0-or-later
// Runs saved from the window and opened in it again, dropped onto it, and what it says of files that it
// cannot read.
#include "core/engine/recording.h"
#include "core/scenarios/catalogue.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/figure/figureorder.h"
#include "ui/lesson/code/codepane.h"
#include "ui/lesson/code/codetext.h"
#include "ui/model/openedtrace.h"
#include "ui/model/run.h"
#include "ui/model/tracefiles.h"
#include "ui/model/viewport.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/dialogs/exportdialog.h"
#include "ui/window/files/traces.h"
#include "ui/window/mainwindow.h"
#include "ui/window/notebook.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class TracesTest : public QObject {
    Q_OBJECT

    static constexpr int kHang = 20'000;

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    const Parts& parts() const { return m_window->parts(); }
    QString path(const char* name) const { return m_folder.filePath(name); }
    QString said() const { return parts().banner->text(); }
    bool opens(const QString& file) const {
        parts().traces->open(file);
        return QTest::qWaitFor(
            [this] { return parts().run->session() && parts().run->session()->recording(); }, kHang);
    }
    bool refuses(const QString& file) const {
        parts().traces->open(file);
        return QTest::qWaitFor([this] { return said().startsWith("Cannot open"); }, kHang);
    }
    // A run of the scenario one thread at a time, in a file.
    QString kept(const char* scenario, const char* variant = "") const {
        RunSettings settings;
        settings.scenario = findScenario(scenario);
        settings.variant = variant;
        settings.mode = Mode::Random;
        settings.seed = 1;
        Session session(settings);
        session.start();
        session.waitUntilEnded(std::chrono::milliseconds(kHang));
        const QString file = path("kept.lockstep");
        saveTrace(session, file);
        return file;
    }
    static QByteArray contentOf(const QString& file) {
        QFile read(file);
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }
    static void write(const QString& file, const QByteArray& bytes) {
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly) && written.write(bytes) == bytes.size());
    }
    QMenu* recent() const {
        for (QMenu* menu : m_window->menuBar()->findChildren<QMenu*>())
            if (menu->title() == "Open &recent") return menu;
        return nullptr;
    }

private slots:
    void init() {
        m_window = std::make_unique<MainWindow>(path("settings.ini"));
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup() {
        m_window.reset();
        QFile::remove(path("settings.ini"));
    }

    void aRunIsTheSameWhenItIsOpenedAgain() {
        m_window->choose(*findScenario("two-locks"));
        parts().scenario->mode().setMode(Mode::Random);
        parts().scenario->mode().setSeed(1);
        m_window->start();
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->phase(), Phase::Ended, kHang);
        const std::size_t events = parts().run->session()->trace().size();
        const auto findings = parts().run->findings();
        const QString sentence = said();
        parts().traces->saveTo(path("run.lockstep"));
        m_window->choose(*findScenario("queue"));
        parts().scenario->mode().setMode(Mode::Free);
        parts().scenario->mode().setSeed(7);
        QVERIFY(opens(path("run.lockstep")));
        QCOMPARE(parts().run->session()->trace().size(), events);
        QCOMPARE(parts().run->findings().size(), findings.size());
        QCOMPARE(parts().run->findings()[0].sentence, findings[0].sentence);
        QCOMPARE(said(), sentence);
        QCOMPARE(parts().viewport->trace(), parts().run->trace());
        QCOMPARE(&parts().scenario->scenario(), findScenario("two-locks"));
        QCOMPARE(parts().scenario->mode().mode(), Mode::Random); // so Run brings it about again
        QCOMPARE(parts().scenario->mode().seed(), std::uint64_t{1});
        QVERIFY(m_window->windowTitle().contains("Two locks"));
    }

    void everyRunIsReadWhole() {
        for (const Scenario* scenario : catalogue()) {
            if (whyNotIn(Mode::Random, *scenario)) continue;
            RunSettings settings;
            settings.scenario = scenario;
            settings.mode = Mode::Random;
            settings.seed = 3;
            Session session(settings);
            session.start();
            QVERIFY(session.waitUntilEnded(std::chrono::milliseconds(kHang)));
            const auto again = runIn(traceBytes(session));
            QVERIFY2(again->recording()->notices.empty(), scenario->id.data());
            QCOMPARE(again->trace().size(), session.trace().size());
        }
    }

    void aFigureLeadsBackToItsMoment_data() {
        QTest::addColumn<int>("axis");
        QTest::newRow("along steps") << static_cast<int>(TimeAxis::Steps);
        QTest::newRow("along time") << static_cast<int>(TimeAxis::Time);
    }
    void aFigureLeadsBackToItsMoment() {
        QFETCH(int, axis);
        QVERIFY(opens(kept("two-locks")));
        parts().run->setAxis(static_cast<TimeAxis>(axis));
        const EventIndex moment{parts().run->trace()->steps()[4].value + 1};
        parts().viewport->setCursorEvent(moment);
        const TimeRange all = parts().viewport->bounds();
        parts().viewport->setRange({all.end / 5, all.end * 4 / 5});
        const Cursor cursor = parts().viewport->cursor();
        const TimeRange range = parts().viewport->range();
        m_window->actions().action("file.export")->trigger();
        auto* dialog = m_window->findChild<ExportDialog*>();
        QVERIFY(dialog);
        const QString figure = path(axis ? "time.pdf" : "steps.pdf");
        dialog->setPath(figure);
        dialog->save();
        QVERIFY2(QFile::exists(figure), qPrintable(dialog->problem()));

        m_window = std::make_unique<MainWindow>(path("settings.ini"));
        m_window->show();
        QVERIFY(opens(figure));
        QTRY_COMPARE_WITH_TIMEOUT(parts().viewport->cursor(), cursor, kHang);
        QCOMPARE(parts().viewport->range(), range);
        QCOMPARE(static_cast<int>(parts().run->axis()), axis);
        QVERIFY(!parts().viewport->isFollowing());
    }

    void aTraceIsSeenAgainAsItWasLeft() {
        for (const TimeAxis axis : {TimeAxis::Steps, TimeAxis::Time}) {
            QVERIFY(opens(kept("two-locks")));
            parts().run->setAxis(axis);
            const EventIndex moment{parts().run->trace()->steps()[4].value + 1};
            parts().viewport->setCursorEvent(moment);
            const TimeRange all = parts().viewport->bounds();
            parts().viewport->setRange({all.end / 5, all.end * 4 / 5});
            parts().viewport->lanes().setFilter({.name = "worker", .met = {}});
            const Cursor cursor = parts().viewport->cursor();
            const TimeRange range = parts().viewport->range();
            parts().traces->saveTo(path("left.lockstep"));
            parts().viewport->lanes().setFilter({});
            parts().traces->saveTo(path("later.lockstep"));

            m_window = std::make_unique<MainWindow>(path("settings.ini"));
            m_window->show();
            QVERIFY(opens(path("left.lockstep")));
            QTRY_COMPARE_WITH_TIMEOUT(parts().viewport->cursor(), cursor, kHang);
            QCOMPARE(parts().viewport->range(), range);
            QCOMPARE(parts().run->axis(), axis);
            QCOMPARE(parts().viewport->lanes().filter().name, "worker");
            const Session& session = *parts().run->session();
            QVERIFY(!figureFrom(session.recording()->about));
            parts().viewport->lanes().setFilter({}); // and nothing of what was is in a figure from now on
            const auto figure = runIn(lockstep::ui::contentOf(session, seenIn(*parts().viewport)));
            QVERIFY(figureFrom(figure->recording()->about)->lanes.isEmpty());
            QVERIFY(!viewFrom(figure->recording()->about));
            QVERIFY(filterFrom(openTrace(path("later.lockstep"), {})->recording()->about).isEmpty());
        }
    }

    void notesAreKeptWithTheRunAlongBothAxes() {
        QVERIFY(opens(kept("two-locks")));
        Viewport& viewport = *parts().viewport;
        viewport.setCursorEvent(parts().run->trace()->steps()[5]);
        m_window->actions().action("note.mark")->trigger();
        viewport.setCursorEvent(parts().run->trace()->steps()[3]);
        parts().noteBook->put("Here it begins");
        const Notes notes = viewport.notes();
        QCOMPARE(notes.size(), 2);
        QCOMPARE(notes[0].text, "Here it begins");
        parts().run->setAxis(TimeAxis::Time);
        QTRY_COMPARE_WITH_TIMEOUT(viewport.notes(), notes, kHang);
        parts().traces->saveTo(path("noted.lockstep"));

        m_window = std::make_unique<MainWindow>(path("settings.ini"));
        m_window->show();
        QVERIFY(opens(path("noted.lockstep")));
        QTRY_COMPARE_WITH_TIMEOUT(parts().viewport->notes(), notes, kHang);
        parts().viewport->setCursorEvent(notes[1].event);
        m_window->actions().action("note.mark")->trigger();
        QCOMPARE(parts().viewport->notes(), Notes{notes[0]});
    }

    void aRunThatWasOpenedCanBeLedOnFromAnyStep() {
        QVERIFY(opens(kept("two-locks")));
        parts().viewport->setCursorEvent(parts().run->trace()->steps()[4]);
        m_window->actions().action("branch.step")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(parts().run->halt() == Halt::Undecided, kHang);
        QVERIFY(!parts().run->session()->recording());
        QVERIFY(parts().run->trace()->steps().size() >= 4);
    }

    void theCodeIsThatOfTheFile() {
        RunSettings settings;
        settings.scenario = findScenario("two-locks");
        QVERIFY(opens(kept("two-locks")));
        QVERIFY(parts().code->code().toPlainText().contains("sync::"));
        const Session& session = *parts().run->session();
        Recording other{.settings = session.settings(), .trace = std::make_unique<Trace>()};
        other.about = session.recording()->about;
        other.about["source:two_locks.cpp"] = "// as it was then";
        parts().run->keep(std::make_unique<Session>(std::move(other)), {});
        QCOMPARE(parts().code->code().toPlainText(), QString("// as it was then"));
    }

    void aScenarioThatThisProgramDoesNotHaveIsShownAndNotRun() {
        Recording foreign{.settings = {}, .trace = std::make_unique<Trace>()};
        auto scenario = std::make_shared<ForeignScenario>();
        scenario->id = "from-tomorrow";
        scenario->scenario.id = scenario->id;
        scenario->scenario.title = scenario->id;
        foreign.settings.scenario = &scenario->scenario;
        foreign.foreign = scenario;
        parts().run->keep(std::make_unique<Session>(std::move(foreign)), {});
        QVERIFY(m_window->windowTitle().contains("from-tomorrow"));
        parts().run->start(parts().run->session()->settings());
        QVERIFY2(said().contains("is not part of this Lockstep"), qPrintable(said()));
    }

    void whatIsMissingInADamagedFileIsTold() {
        const QByteArray whole = contentOf(kept("queue"));
        write(path("cut.lockstep"), whole.left(whole.size() - 10));
        QVERIFY(opens(path("cut.lockstep")));
        QVERIFY2(said().startsWith("The file is cut off;"), qPrintable(said()));
    }

    void whatCannotBeReadIsRefusedAndEverythingStaysAsItIs() {
        QVERIFY(opens(kept("two-locks")));
        const Trace* before = parts().run->trace();
        write(path("foreign.lockstep"), "%PDF-1.4 is another kind of file");
        for (const char* name : {"foreign.lockstep", "missing.lockstep"}) {
            QVERIFY(refuses(path(name)));
            QVERIFY2(said().contains(name), qPrintable(said()));
            parts().banner->dismiss();
        }
        QCOMPARE(parts().run->trace(), before);
    }

    void aFileCanBeDroppedOntoTheWindow() {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(kept("two-locks"))});
        QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        QTRY_VERIFY_WITH_TIMEOUT(parts().run->session() && parts().run->session()->recording(), kHang);
    }

    void recentFilesAreOfferedTheLatestFirst() {
        QVERIFY(recent());
        QVERIFY(!recent()->isEnabled());
        const QString file = kept("two-locks");
        const QString other = path("other.lockstep");
        QVERIFY(QFile::copy(file, other));
        QVERIFY(opens(file));
        parts().traces->saveTo(path("third.lockstep"));
        parts().traces->open(other);
        QTRY_COMPARE_WITH_TIMEOUT(recent()->actions().size(), 3, kHang);
        QCOMPARE(recent()->actions()[0]->text(), QString("other.lockstep"));
        QCOMPARE(recent()->actions()[2]->text(), QString("kept.lockstep"));
        m_window.reset(); // it writes them
        m_window = std::make_unique<MainWindow>(path("settings.ini"));
        QCOMPARE(recent()->actions().size(), 3);
    }

    void runsOfAProgramThatWasKilledAreOfferedAndNoneIsLost() {
        const QString journal = path("journal"), rescued = path("rescued");
        for (const QString& folder : {journal, rescued}) QVERIFY(QDir().mkpath(folder));
        const QString file = kept("two-locks");
        QVERIFY(QFile::copy(file, journal + "/queue-7-1.lockstep"));
        write(rescued + "/queue-7-1.lockstep", "an earlier one");
        parts().traces->keepJournals(journal, rescued);
        QVERIFY2(said().startsWith("Lockstep ended unexpectedly. The run of then"), qPrintable(said()));
        QVERIFY(QDir(journal).isEmpty());
        QCOMPARE(contentOf(rescued + "/queue-7-1.lockstep"), QByteArray("an earlier one"));
        QCOMPARE(contentOf(rescued + "/queue-7-1-2.lockstep"), contentOf(file));
        QCOMPARE(recent()->actions().size(), 1);
        m_window->choose(*findScenario("two-locks"));
        m_window->start();
        QTRY_COMPARE_WITH_TIMEOUT(parts().run->phase(), Phase::Ended, kHang);
        QCOMPARE(QDir(journal).entryList(QDir::Files).size(), 1); // kept while the window lives
        m_window.reset();
        QVERIFY(QDir(journal).isEmpty());
    }

    void aFolderThatCannotBeWrittenToIsToldInASentence() {
        QVERIFY(opens(kept("two-locks")));
        parts().traces->saveTo(path("no such folder/run.lockstep"));
        QVERIFY2(said().startsWith("Cannot write '") && said().endsWith('.'), qPrintable(said()));
    }
};

QTEST_MAIN(TracesTest)
#include "tst_traces.moc"
