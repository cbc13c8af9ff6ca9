// SPDX-License-Identifier: GPL-3.0-or-later
// While a large trace is opened its whole run is there to be seen, it can be given up, and its file is read
// from where it stands.
#include "core/trace/file/tracewriter.h"
#include "tests/bench/manyintervals.h"
#include "ui/controls/status/banner.h"
#include "ui/model/openedtrace.h"
#include "ui/model/run.h"
#include "ui/model/tracememory.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/files/openingdialog.h"
#include "ui/window/files/traces.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class OpeningTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_large;

    static std::unique_ptr<Trace> seenFromFar() {
        return traceOf(overviewOf(ManyIntervals(20'000, 4).trace()));
    }
    static QLabel* pictureOf(const OpeningDialog& dialog) { return dialog.findChild<QLabel*>(); }

private slots:
    void initTestCase() {
        m_large = m_folder.filePath("large.lockstep");
        QFile file(m_large);
        QVERIFY(file.open(QIODevice::WriteOnly));
        TraceWriter writer(
            [&](ByteView bytes) {
                file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
            },
            KernelSource::Switches);
        writer.tell({{"scenario", "many-intervals"}});
        writer.write(ManyIntervals(1'500'000, 4).trace());
    }

    void aFilesOverviewIsFoundAndASmallOneHasNone() {
        const auto overview = overviewAt(m_large);
        QVERIFY(overview);
        QCOMPARE(overview->lanes.size(), std::size_t{8});
        QVERIFY(!overviewAt(m_folder.filePath("nothing.lockstep")));
        QVERIFY(!overviewAt(LOCKSTEP_SOURCE_DIR "/tests/samples/v1/queue.lockstep"));
    }

    void theDialogGrowsToShowTheWholeRun() {
        QWidget window;
        window.resize(900, 600);
        auto* dialog = new OpeningDialog("large.lockstep", Theme::light(), &window);
        dialog->show();
        QVERIFY(!dialog->hasOverview());
        const QSize before = dialog->size();
        dialog->showOverview(seenFromFar());
        QVERIFY(dialog->hasOverview());
        QVERIFY(dialog->width() > before.width() && dialog->height() > before.height());
        QVERIFY(dialog->width() <= window.width() && dialog->height() <= window.height());
        QTRY_COMPARE(pictureOf(*dialog)->pixmap().size() / dialog->devicePixelRatioF(),
                     pictureOf(*dialog)->size());
        QVERIFY(!pictureOf(*dialog)->accessibleName().isEmpty());
    }

    void thePictureShowsTheStatesOfTheRun() {
        QWidget window;
        window.resize(900, 600);
        auto* dialog = new OpeningDialog("large.lockstep", Theme::light(), &window);
        dialog->show();
        dialog->showOverview(seenFromFar());
        QSet<QRgb> colors;
        const QImage image = pictureOf(*dialog)->pixmap().toImage();
        for (int x = 0; x < image.width(); ++x)
            for (int y = 0; y < image.height(); ++y) colors += image.pixel(x, y) | 0xff000000;
        QVERIFY(colors.contains(Theme::light().look(ThreadState::Blocked).fill.rgb()));
        QVERIFY(colors.contains(Theme::light().look(ThreadState::Sleeping).fill.rgb()));
    }

    void howFarItIsIsShown() {
        QWidget window;
        auto* dialog = new OpeningDialog("large.lockstep", Theme::light(), &window);
        auto* bar = dialog->findChild<QProgressBar*>();
        dialog->setProgress(0.25);
        QCOMPARE(bar->value() * 4, bar->maximum());
    }

    void aLargeTraceIsReadToItsEnd() {
        double last = 0;
        bool isRising = true;
        const auto session = openTrace(m_large, [&](double share) {
            isRising = isRising && share >= last;
            last = share;
            return true;
        });
        QVERIFY(session && isRising);
        QVERIFY(last > 0.9); // the last piece is told by the end
        QCOMPARE(session->trace().size(), ManyIntervals(1'500'000, 4).trace().size());
    }

    void itCanBeGivenUpAndEverythingStaysAsItIs() {
        MainWindow window(m_folder.filePath("settings.ini"));
        window.show();
        window.parts().traces->open(m_large);
        auto* dialog = window.findChild<OpeningDialog*>();
        QVERIFY(dialog);
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Cancel)->click();
        QVERIFY(!window.parts().run->session());
        QTRY_VERIFY(!window.findChild<OpeningDialog*>());
        QVERIFY(window.parts().banner->text().isEmpty());
    }

    void howMuchMemoryTracesMayTakeIsChosenAndRemembered() {
        const QString settings = m_folder.filePath("memory.ini");
        {
            MainWindow window(settings);
            QVERIFY(window.actions().action("memory.half")->isChecked());
            window.actions().action("memory.1GB")->trigger();
        }
        const MainWindow window(settings);
        QVERIFY(window.actions().action("memory.1GB")->isChecked());
        QVERIFY(!window.actions().action("memory.half")->isChecked());
    }

    void theChoicesOfMemoryAreBytes() {
        QCOMPARE(mostBytes(TraceMemory::One), std::size_t{1} << 30);
        QCOMPARE(mostBytes(TraceMemory::Four), std::size_t{4} << 30);
        QVERIFY(mostBytes(TraceMemory::Half) < mostBytes(TraceMemory::Unlimited));
        QVERIFY(mostBytes(TraceMemory::Half) > std::size_t{1} << 27);
    }
};

QTEST_MAIN(OpeningTest)
#include "tst_opening.moc"
