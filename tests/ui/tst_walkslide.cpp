// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/slide/walkslide.h"

#include "detectionwalks.h"
#include "ui/graph/detection/slide/marklook.h"
#include "ui/graph/detection/slide/walkrings.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

QFont pageFont(int pixels) {
    QFont font("DejaVu Sans");
    font.setPixelSize(pixels);
    return font;
}

std::shared_ptr<const DetectionWalk> shared(DetectionWalk walk) {
    return std::make_shared<const DetectionWalk>(std::move(walk));
}

QImage painted(const WalkSlide& slide, QSize size, const Theme& theme, std::size_t step) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme.background);
    QPainter painter(&image);
    slide.paint(painter, theme, step);
    return image;
}

// n threads in a ring, as one step of a walk shows them; names begin with the given letter.
void addRing(TraceBuilder& built, DetectionWalk& walk, char letter, int n) {
    DetectionStep& step = walk.steps.front();
    const auto name = [&](const char* what, int i) {
        return what + std::string(1, letter) + std::to_string(i % n);
    };
    for (int i = 0; i < n; ++i) built.addThread(name("T", i)).add(ObjectKind::Mutex, name("m", i));
    for (int i = 0; i < n; ++i) {
        const ObjectId thread = built.object(name("T", i)), lock = built.object(name("m", i));
        const std::size_t edge = step.newEdges.size();
        step.nodes.insert(step.nodes.end(), {{thread, Mark::InRing}, {lock, Mark::InRing}});
        step.newEdges.push_back({thread, lock, DetectionEdgeKind::WaitsFor, "a.cpp:1"});
        step.newEdges.push_back({lock, built.object(name("T", i + 1)), DetectionEdgeKind::HeldBy, "a.cpp:2"});
        step.edges.insert(step.edges.end(), {{edge, Mark::InRing}, {edge + 1, Mark::InRing}});
    }
}

const QSize kPage(1280, 720);

} // namespace

class WalkSlideTest : public QObject {
    Q_OBJECT

    const TwoLocksDeadlock m_built;
    const std::shared_ptr<const DetectionWalk> m_walk = shared(handMadeWalk(m_built));

    WalkSlide page(QSize size = kPage) const {
        return {m_built.trace(), m_walk, WalkSlide::Kind::Page, size, pageFont(20), "Two locks"};
    }

private slots:
    void theThreadsAndLocksThatWaitForEachOtherFormARing() {
        const auto rings = ringsOf(pictureAt(*m_walk, 3));
        QCOMPARE(rings.size(), std::size_t{1});
        QCOMPARE(rings[0].size(), std::size_t{4});
        for (const char* name : {"Worker 1", "lock2", "Worker 2", "lock1"})
            QVERIFY(std::ranges::find(rings[0], m_built.object(name)) != rings[0].end());
    }

    void severalRingsAreSeveralSmallestFirst() {
        TraceBuilder built;
        DetectionWalk walk;
        walk.steps.resize(1);
        addRing(built, walk, 'a', 4);
        addRing(built, walk, 'b', 2);
        addRing(built, walk, 'c', 3);
        const auto rings = ringsOf(pictureAt(walk, 0));
        QCOMPARE(rings.size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) QCOMPARE(rings[i].size(), 2 * (i + 2));
        const WalkSlide slide(built.trace(), shared(walk), WalkSlide::Kind::Page, kPage, pageFont(20));
        for (const GraphNode& node : slide.graph().model.nodes) QVERIFY(node.seat.ring >= 0);
    }

    void aRingThatNeedsAnyOfSomeComesAfterOneThatIsCertain() {
        TraceBuilder built;
        built.addThread("A").addThread("B").add(ObjectKind::Queue, "q").add(ObjectKind::Mutex, "m");
        const auto id = [&](const char* name) { return built.object(name); };
        using enum DetectionEdgeKind;
        DetectionWalk walk;
        walk.steps.push_back({.nodes = {{id("A"), Mark::Stuck},
                                        {id("B"), Mark::Stuck},
                                        {id("q"), Mark::Stuck},
                                        {id("m"), Mark::Stuck}},
                              .newEdges = {{id("A"), id("q"), WaitsFor, ""},
                                           {id("q"), id("B"), Needs, ""},
                                           {id("B"), id("m"), WaitsFor, ""},
                                           {id("m"), id("A"), HeldBy, ""}}});
        QCOMPARE(ringsOf(pictureAt(walk, 0)).size(), std::size_t{1});
        walk.steps[0].newEdges.push_back({id("m"), id("B"), HeldBy, ""}); // B waits for itself
        const auto rings = ringsOf(pictureAt(walk, 0));
        QCOMPARE(rings.size(), std::size_t{1});
        QCOMPARE(rings[0].size(), std::size_t{2});
    }

    void whatIsKnottedUpWithARingStandsOnItsCircle() {
        TraceBuilder built;
        built.addThread("Reader").addThread("Writer").addThread("Other").add(ObjectKind::SharedMutex, "lock");
        const auto id = [&](const char* name) { return built.object(name); };
        using enum DetectionEdgeKind;
        DetectionWalk walk;
        walk.steps.push_back({.nodes = {{id("Reader"), Mark::Stuck},
                                        {id("Writer"), Mark::Stuck},
                                        {id("Other"), Mark::Stuck},
                                        {id("lock"), Mark::Stuck}},
                              .newEdges = {{id("Reader"), id("lock"), WaitsFor, ""},
                                           {id("lock"), id("Reader"), HeldBy, ""},
                                           {id("Writer"), id("lock"), WaitsFor, ""},
                                           {id("lock"), id("Writer"), HeldBy, ""},
                                           {id("Other"), id("lock"), WaitsFor, ""}}});
        const auto rings = ringsOf(pictureAt(walk, 0));
        QCOMPARE(rings.size(), std::size_t{1});
        QCOMPARE(rings[0].size(), std::size_t{3});
        QVERIFY(std::ranges::find(rings[0], id("Other")) == rings[0].end());
    }

    void locksInNoCycleStandInACircleToo() {
        TraceBuilder built;
        built.addLocks({"a", "b", "c"});
        DetectionWalk walk{.view = DetectionView::LockOrder};
        walk.steps.push_back(
            {.nodes = {{built.object("a"), Mark::Plain}, {built.object("b"), Mark::Plain}},
             .newEdges = {{built.object("a"), built.object("b"), DetectionEdgeKind::Order, "T"}}});
        const WalkGraph graph = WalkGraph::of(built.trace(), walk);
        QCOMPARE(graph.model.nodes.size(), std::size_t{2});
        for (const GraphNode& node : graph.model.nodes) QCOMPARE(node.seat.ring, 0);
    }

    void everythingStandsWithinThePageAndApart() {
        for (QSize size : {QSize(1280, 720), QSize(1920, 1080), QSize(890, 232), QSize(760, 340),
                           QSize(440, 300), QSize(300, 700)}) {
            const WalkSlide slide(m_built.trace(), m_walk, WalkSlide::Kind::Panel, QSizeF(size),
                                  pageFont(13));
            const SlideBoxes& boxes = slide.boxes();
            const QRectF all({0, 0}, QSizeF(size));
            std::vector<QRectF> parts{boxes.sentence, boxes.picture, boxes.legend, boxes.path};
            if (boxes.codeLines.empty()) parts.push_back(boxes.code);
            parts.insert(parts.end(), boxes.codeLines.begin(), boxes.codeLines.end());
            for (std::size_t i = 0; i < parts.size(); ++i) {
                QVERIFY(parts[i].isNull() || all.contains(parts[i]));
                for (std::size_t k = 0; k < i; ++k) QVERIFY(!parts[i].intersects(parts[k]));
            }
            for (std::size_t n = 0; n < slide.graph().model.nodes.size(); ++n)
                QVERIFY(boxes.picture.adjusted(-1, -1, 1, 1).contains(slide.nodeBox(n)));
        }
    }

    void onAPageTextIsLargeAndEverythingIsThere() {
        const SlideBoxes boxes = page().boxes();
        QVERIFY(boxes.type.scale >= 1);
        QCOMPARE(boxes.codeLines.size(), m_walk->pseudoCode.size());
        QVERIFY(!boxes.path.isEmpty() && !boxes.isPathRow && !boxes.legend.isEmpty());
    }

    void everythingIsThereWhereItIsLowAndWideOrHighAndNarrowToo() {
        for (QSizeF size : {QSizeF(890, 232), QSizeF(1100, 260), QSizeF(300, 700), QSizeF(420, 640)}) {
            const WalkSlide slide(m_built.trace(), m_walk, WalkSlide::Kind::Panel, size, pageFont(13));
            const SlideBoxes& boxes = slide.boxes();
            QCOMPARE(boxes.codeLines.size(), m_walk->pseudoCode.size());
            QVERIFY(!boxes.path.isEmpty() && !boxes.legend.isEmpty());
        }
    }

    void theSlideKeepsThePathAndThePresentLineWhereverThereIsHardlyAnyRoom() {
        for (QSizeF size : {QSizeF(300, 150), QSizeF(890, 90), QSizeF(240, 200)}) {
            const WalkSlide slide(m_built.trace(), m_walk, WalkSlide::Kind::Panel, size, pageFont(13));
            const SlideBoxes& boxes = slide.boxes();
            QVERIFY(boxes.codeLines.empty() && boxes.isPathRow);
            QVERIFY(boxes.picture.height() > 20 && !boxes.sentence.isEmpty());
            const QImage before = painted(slide, size.toSize(), Theme::light(), 1);
            const QImage after = painted(slide, size.toSize(), Theme::light(), 2);
            for (const QRectF& row : {boxes.path, boxes.code}) {
                QVERIFY(row.height() >= boxes.type.lineHeight());
                QVERIFY(before.copy(row.toAlignedRect()) != after.copy(row.toAlignedRect()));
            }
        }
    }

    void nothingMovesFromStepToStep() {
        const WalkSlide slide = page();
        const QImage before = painted(slide, kPage, Theme::light(), 2);
        const QImage after = painted(slide, kPage, Theme::light(), 3);
        const auto main = slide.graph().model.indexOf(m_built.object("main"));
        const QRect same = slide.nodeBox(*main).toAlignedRect();
        QCOMPARE(before.copy(same), after.copy(same));
        QVERIFY(before != after);
    }

    void whatHasNotJoinedYetIsNotShown() {
        const WalkSlide slide = page();
        const auto lock = slide.graph().model.indexOf(m_built.object("lock2"));
        const QRect box = slide.nodeBox(*lock).toAlignedRect();
        QImage empty(box.size(), QImage::Format_RGB32);
        empty.fill(Theme::light().background);
        QCOMPARE(painted(slide, kPage, Theme::light(), 0).copy(box), empty);
        QVERIFY(painted(slide, kPage, Theme::light(), 3).copy(box) != empty);
    }

    void theSamePageHasTheSamePixels() {
        QCOMPARE(painted(page(), kPage, Theme::dark(), 3), painted(page(), kPage, Theme::dark(), 3));
    }

    void aNodeIsFoundWhereItIsPainted() {
        const WalkSlide slide = page();
        for (std::size_t n = 0; n < slide.graph().model.nodes.size(); ++n)
            QCOMPARE(slide.nodeAt(slide.nodeBox(n).center()), std::optional(n));
        QVERIFY(!slide.nodeAt({1, 1}));
    }

    void everyMarkCanBeReadAndToldApartWithoutColour() {
        for (const Theme* theme : {&Theme::light(), &Theme::dark()})
            for (DetectionView view :
                 {DetectionView::WaitForWalk, DetectionView::Reduction, DetectionView::LockOrder}) {
                QStringList cues;
                for (Mark mark : marksOf(view)) {
                    const MarkLook look = markLook(*theme, mark);
                    QVERIFY2(contrast(look.text, look.fill) >= 4.5, qPrintable(markWords(view, mark, true)));
                    QVERIFY(contrast(look.outline, theme->background) >= 3);
                    cues << QString("%1 %2 %3 %4")
                                .arg(int(look.glyph))
                                .arg(look.isHatched)
                                .arg(look.isDashed)
                                .arg(look.width);
                    cues << markWords(view, mark, true) << markWords(view, mark, false) + " (resource)";
                }
                QCOMPARE(cues.removeDuplicates(), 0);
            }
    }
};

QTEST_MAIN(WalkSlideTest)
#include "tst_walkslide.moc"
