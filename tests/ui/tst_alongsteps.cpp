// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline of a run that is laid along its steps: what the last step has led to, and parts of the run.
#include "core/analysis/sentences.h"
#include "core/trace/stepaxis.h"
#include "graphtraces.h"
#include "ui/figure/caption.h"
#include "ui/model/viewport.h"
#include "ui/timeline/timelinepainter.h"
#include "ui/timeline/widget/minimap.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class AlongSteps : public QObject {
    Q_OBJECT

    const TwoLocksDeadlock m_built;
    const StepAxis m_axis{m_built.trace()};
    const Trace& m_trace = m_axis.trace();

    Timestamp stepCount() const { return static_cast<Timestamp>(m_trace.steps().size()); }
    TimeRange all() const { return {0, pictureEnd(m_trace)}; }
    TimelineScene scene() const {
        TimelineScene scene;
        scene.trace = &m_trace;
        scene.theme = &Theme::light();
        scene.layout = TimelineLayout(m_trace, 30);
        scene.range = all();
        scene.cursor = Cursor{m_trace.end(), m_trace.lastAt(m_trace.end())};
        scene.deadlocks = deadlocksAtEnd(m_trace);
        return scene;
    }
    QStringList boxWords(const TimelineScene& scene, const char* thread, QSize size) const {
        LanesPicture lanes;
        QImage image(size, QImage::Format_RGB32);
        const PixelColumns columns(scene.range, size.width());
        LaneRaster raster(image, *scene.theme, 1.0);
        const ThreadId id = m_built.thread(thread);
        raster.drawThread(m_trace.thread(id), columns, pictureEnd(m_trace), 0, 30);
        return wordsFor(m_trace, raster.boxes().back());
    }

private slots:
    void theViewShowsWhatTheLastStepHasLedTo() {
        Viewport viewport;
        viewport.setTrace(&m_trace);
        QCOMPARE(viewport.bounds(), all());
        QCOMPARE(viewport.range(), all());
        QCOMPARE(viewport.cursor().time, m_trace.end());
    }

    void aPlaceBehindTheLastStepIsTheLastStep() {
        Viewport viewport;
        viewport.setTrace(&m_trace);
        viewport.setCursorTime(pictureEnd(m_trace) - 1);
        QCOMPARE(momentText(TimeAxis::Steps, viewport.cursor().time), "step " + std::to_string(stepCount()));
        QCOMPARE(viewport.cursor().event, viewport.lastEvent());
    }

    // Worker 2 is blocked by the last step.
    void aStateThatBeginsWithTheLastStepIsDrawnAndNamed() {
        const TimelineScene shown = scene();
        const Track& states = m_trace.thread(m_built.thread("Worker 2")).states.changes();
        QCOMPARE(states[states.size() - 1].time, m_trace.end());
        const QStringList words = boxWords(shown, "Worker 2", {1200, 60});
        QVERIFY2(words.contains("lock1"), qPrintable(words.join('|')));
        QVERIFY2(words.filter("0 steps").isEmpty(), qPrintable(words.join('|'))); // it has just begun
        const QRect area(0, 0, 1200, 300);
        const auto frame =
            TimelinePainter(shown, area, QFont("DejaVu Sans"), 1.0).deadlockFrame(m_built.thread("Worker 2"));
        QVERIFY(frame && frame->width() >= 20);
    }

    void theMinimapShowsItToo() {
        const auto shares = stateShares(m_trace, all(), 400);
        QVERIFY(shares.back()[static_cast<std::size_t>(ThreadState::Blocked)] > 0.6);
        QVERIFY(shares[200][static_cast<std::size_t>(ThreadState::Blocked)] < 0.1);
    }

    void theCaptionNamesTheStepsOfAPart() {
        const QString end = timelineCaption(m_trace, all());
        QVERIFY2(end.startsWith("Worker 1 and Worker 2 wait for each other's lock from step "),
                 qPrintable(end));
        const QString part = timelineCaption(m_trace, {2 * kStepLength, 4 * kStepLength});
        QVERIFY2(part.contains("from step 2 to step 4"), qPrintable(part));
    }
};

QTEST_MAIN(AlongSteps)
#include "tst_alongsteps.moc"
