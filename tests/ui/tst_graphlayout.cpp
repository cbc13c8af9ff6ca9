// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/layout/graphlayout.h"

#include "graphtraces.h"
#include "ui/graph/layout/edgerouter.h"

#include <QFontMetricsF>
#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

const QFont kFont("DejaVu Sans", 9);

struct Laid {
    GraphModel model;
    GraphLayout layout;
};

Laid laidOut(const TraceBuilder& built, EventIndex cursor, QSizeF canvas) {
    Laid laid{GraphModel::of(built.trace(), cursor, GraphPlaces(built.trace())), {}};
    laid.layout = GraphLayout::of(laid.model, canvas, kFont);
    return laid;
}

bool doNodesOverlap(const GraphLayout& layout) {
    for (std::size_t i = 0; i < layout.nodes.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (layout.nodes[i].intersects(layout.nodes[j])) return true;
    return false;
}

bool isAllInside(const GraphLayout& layout) {
    const QRectF canvas(QPointF(), layout.size);
    return std::ranges::all_of(layout.nodes, [&](const QRectF& node) { return canvas.contains(node); });
}

// How far the worst end of an edge is from its node's border.
double worstEnd(const Laid& laid) {
    double worst = 0;
    for (std::size_t i = 0; i < laid.layout.edges.size(); ++i) {
        const auto distance = [&](std::size_t node, QPointF end) {
            const double radius = laid.layout.style.cornerRadius(laid.model.nodes[node].isThread());
            return std::abs(distanceOutside(laid.layout.nodes[node], radius, end));
        };
        worst = std::max({worst, distance(laid.model.edges[i].from, laid.layout.edges[i].from),
                          distance(laid.model.edges[i].to, laid.layout.edges[i].to)});
    }
    return worst;
}

const QSizeF kSizes[] = {{260, 200}, {400, 270}, {250, 350}, {900, 900}};

} // namespace

class GraphLayoutTest : public QObject {
    Q_OBJECT
private slots:
    void nodesNeverOverlapAndStayInside() {
        for (int threads = 2; threads <= 12; ++threads)
            for (int locks = 2; locks <= 12; ++locks) {
                const RandomLocking built(threads, locks, static_cast<unsigned>(threads * 100 + locks));
                const Laid laid = laidOut(built, built.last(), kSizes[(threads + locks) % 4]);
                QVERIFY2(!doNodesOverlap(laid.layout),
                         qPrintable(QString("%1 x %2").arg(threads).arg(locks)));
                QVERIFY2(isAllInside(laid.layout), qPrintable(QString("%1 x %2").arg(threads).arg(locks)));
            }
    }

    void edgesEndAtTheBordersOfTheirNodes() {
        for (unsigned seed = 0; seed < 60; ++seed) {
            const RandomLocking built(2 + static_cast<int>(seed % 9), 2 + static_cast<int>(seed % 5), seed);
            QVERIFY(worstEnd(laidOut(built, built.last(), kSizes[seed % 4])) < 0.5);
        }
    }

    void everyNodeKeepsItsPlaceWhileTheCursorMoves() {
        for (unsigned seed = 0; seed < 12; ++seed) {
            const RandomLocking built(3 + static_cast<int>(seed % 6), 3, seed);
            std::map<ObjectId, QRectF> places;
            for (std::uint32_t e = 0; e < built.trace().size(); ++e) {
                const Laid laid = laidOut(built, EventIndex{e}, {420, 380});
                for (std::size_t n = 0; n < laid.model.nodes.size(); ++n)
                    QCOMPARE(laid.layout.nodes[n],
                             places.try_emplace(laid.model.nodes[n].id, laid.layout.nodes[n]).first->second);
            }
        }
    }

    void theSameGraphIsLaidOutTheSameWay() {
        const TwoLocksDeadlock built;
        const Laid a = laidOut(built, built.last(), {400, 380});
        const Laid b = laidOut(built, built.last(), {400, 380});
        QVERIFY(a.layout.nodes == b.layout.nodes);
        QCOMPARE(a.layout.edges[0].path(), b.layout.edges[0].path());
    }

    void aRingsBoxHoldsItsNodesAndItsWordsAndNothingElse() {
        for (QSizeF size : kSizes) {
            const TwoLocksDeadlock built;
            const Laid laid = laidOut(built, built.last(), size);
            const GraphRingPlace& ring = laid.layout.rings.at(0);
            for (std::size_t n = 0; n < laid.model.nodes.size(); ++n) {
                const bool isMember = laid.model.nodes[n].seat.ring == 0;
                QCOMPARE(ring.box.contains(laid.layout.nodes[n]), isMember);
                QCOMPARE(ring.box.intersects(laid.layout.nodes[n]), isMember);
                QVERIFY(!ring.words.intersects(laid.layout.nodes[n]));
            }
            QVERIFY(ring.box.contains(ring.words));
            const double room = laid.layout.style.wrappedHeight(laid.layout.ringWords(laid.model.rings[0]),
                                                                ring.words.width());
            QVERIFY(ring.words.height() >= room);
        }
    }

    void severalRingsStandApartSmallestFirst() {
        TraceBuilder built;
        built.addThreads({"A", "B", "C", "D", "E"}).addLocks({"a", "b", "c", "d", "e"});
        for (const char* name : {"A", "B", "C", "D", "E"})
            built.acquire(name, QString(name).toLower().toStdString());
        built.wait("A", "b").wait("B", "c").wait("C", "a").wait("D", "e").wait("E", "d");
        const Laid laid = laidOut(built, built.last(), {500, 700});
        const QRectF first = laid.layout.rings.at(0).box;
        const QRectF second = laid.layout.rings.at(1).box;
        QVERIFY(!first.intersects(second));
        QVERIFY(first.top() < second.top() || (first.top() == second.top() && first.left() < second.left()));
    }

    void aRingTurnsClockwiseAlongWaitsFor() {
        const TwoLocksDeadlock built;
        const Laid laid = laidOut(built, built.last(), {900, 900});
        const QPointF centre = laid.layout.rings[0].box.center();
        for (const GraphEdge& edge : laid.model.edges) {
            if (!edge.isInRing) continue;
            const QPointF a = laid.layout.nodes[edge.from].center() - centre;
            const QPointF b = laid.layout.nodes[edge.to].center() - centre;
            QVERIFY(a.x() * b.y() - a.y() * b.x() > 0);
        }
    }

    void aThreadThatWaitsForItselfHasTwoEdgesApart() {
        TraceBuilder built;
        built.addThreads({"main"}).addLocks({"lock"}).acquire("main", "lock", 5).wait("main", "lock", 9);
        const Laid laid = laidOut(built, built.last(), {400, 300});
        QCOMPARE(laid.layout.edges.size(), std::size_t{2});
        const QPointF apart = laid.layout.edges[0].at(0.5) - laid.layout.edges[1].at(0.5);
        QVERIFY(std::hypot(apart.x(), apart.y()) > 20);
    }

    void edgesOfTheTwoLocksPassNoOtherNode() {
        for (QSizeF size : kSizes) {
            const TwoLocksDeadlock built;
            const Laid laid = laidOut(built, built.last(), size);
            for (std::size_t e = 0; e < laid.layout.edges.size(); ++e)
                for (std::size_t n = 0; n < laid.layout.nodes.size(); ++n) {
                    if (n == laid.model.edges[e].from || n == laid.model.edges[e].to) continue;
                    for (int i = 0; i <= 50; ++i)
                        QVERIFY(!laid.layout.nodes[n].contains(laid.layout.edges[e].at(i / 50.0)));
                }
        }
    }

    void labelsCoverNeitherNodesNorOneAnother() {
        for (unsigned seed = 0; seed < 30; ++seed) {
            const RandomLocking built(2 + static_cast<int>(seed % 6), 2 + static_cast<int>(seed % 4), seed);
            const Laid laid = laidOut(built, built.last(), {900, 700});
            for (const GraphRoute& route : laid.layout.edges) {
                if (route.label.isEmpty()) continue;
                for (const QRectF& node : laid.layout.nodes) QVERIFY(!node.intersects(route.labelBox));
                QVERIFY(!laid.layout.legend.intersects(route.labelBox));
                for (const GraphRoute& other : laid.layout.edges)
                    QVERIFY(&other == &route || !other.labelBox.intersects(route.labelBox));
            }
        }
    }

    void aLabelBesideItsEdgeCoversNothingOfIt() {
        for (unsigned seed = 0; seed < 30; ++seed) {
            const RandomLocking built(2 + static_cast<int>(seed % 6), 2 + static_cast<int>(seed % 4), seed);
            const Laid laid = laidOut(built, built.last(), {900, 700});
            for (const GraphRoute& route : laid.layout.edges)
                for (int i = 0; i <= 50 && !route.label.isEmpty() && !route.isLabelOnEdge; ++i)
                    QVERIFY(!route.labelBox.adjusted(1, 1, -1, -1).contains(route.at(i / 50.0)));
        }
    }

    void withRoomEdgesCarryTheirSourceLinesBesideThem() {
        const TwoLocksDeadlock built;
        const Laid laid = laidOut(built, built.last(), {900, 900});
        for (const GraphRoute& route : laid.layout.edges) QVERIFY(!route.isLabelOnEdge);
        QStringList labels;
        for (const GraphRoute& route : laid.layout.edges) labels << route.label;
        for (const char* line :
             {"two_locks.cpp:24", "two_locks.cpp:31", "two_locks.cpp:38", "two_locks.cpp:45"})
            QVERIFY2(labels.contains(line), line);
    }

    void theTwoLocksFitFromSmallToLargeWithReadableText() {
        for (QSizeF size : kSizes) {
            const TwoLocksDeadlock built;
            const Laid laid = laidOut(built, built.last(), size);
            QCOMPARE(laid.layout.size, size);
            QVERIFY(QFontMetricsF(laid.layout.style.nameFont).height() >=
                    0.9 * QFontMetricsF(kFont).height());
            for (std::size_t n = 0; n < laid.model.nodes.size(); ++n) {
                const GraphNode& node = laid.model.nodes[n];
                const double room = laid.layout.style.textBox(laid.layout.nodes[n], node.isThread()).width();
                const double name = QFontMetricsF(laid.layout.style.nameFont).horizontalAdvance(node.name);
                QVERIFY2(room >= name, qPrintable(node.name));
            }
        }
    }

    void aTableOfFivePhilosophersFitsItsPanel() {
        TraceBuilder built;
        const auto name = [](const char* what, int i) { return what + std::to_string(i % 5 + 1); };
        built.addThreads({"Main"});
        for (int i = 0; i < 5; ++i)
            built.addThread(name("Philosopher ", i)).addLocks({name("fork ", i).c_str()});
        for (int i = 0; i < 5; ++i) built.acquire(name("Philosopher ", i), name("fork ", i));
        built.wait("Main", "Philosopher 1");
        for (int i = 0; i < 5; ++i) built.at(100 + i).wait(name("Philosopher ", i), name("fork ", i + 1));
        const QSizeF panel(380, 320);
        const Laid laid = laidOut(built, built.last(), panel);
        QCOMPARE(laid.layout.size, panel);
        QVERIFY(!doNodesOverlap(laid.layout));
        QVERIFY(isAllInside(laid.layout));
    }

    void theLegendIsNoLargerThanOtherWords() {
        const TwoLocksDeadlock built;
        const GraphStyle style = laidOut(built, built.last(), {900, 900}).layout.style;
        QVERIFY(style.unit > 1);
        QVERIFY(style.ofWords().detailFont.pointSizeF() <= kFont.pointSizeF());
    }

    void whatDoesNotFitMakesTheCanvasLarger() {
        const RandomLocking built(12, 12, 7);
        const Laid laid = laidOut(built, built.last(), {260, 200});
        QVERIFY(laid.layout.size.height() > 200);
        QVERIFY(isAllInside(laid.layout));
    }

    void anEmptyGraphIsLaidOutToo() {
        const GraphLayout layout = GraphLayout::of(GraphModel::empty(), {260, 200}, kFont);
        QCOMPARE(layout.size, QSizeF(260, 200));
        QVERIFY(layout.nodes.empty());
    }
};

QTEST_MAIN(GraphLayoutTest)
#include "tst_graphlayout.moc"
