// SPDX-License-Identifier: GPL-3.0-or-later
// Every schedule of small known programs, found depth first over the gate's own choices on real threads:
// their numbers are known from the literature and from counting by hand.
#include "core/sync/cells/variable.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"
#include "trial.h"

#include <QTest>

#include <map>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

using Bodies = std::vector<std::function<void()>>;

// What a depth-first search takes for a choice; the rest goes by itself.
struct Points {
    bool starts = false;
    bool unlocks = true;     // else an unlock goes with the step before it
    int preemptions = 1'000; // at most
};

// All schedules, one after the other: each run follows the path to the last choice not yet made otherwise.
class DepthFirst final : public Chooser {
public:
    explicit DepthFirst(Points points)
        : m_points(points) {}

    std::optional<Choice> choose(const Crossroads& here) override {
        for (const Candidate& candidate : here.candidates)
            if (candidate.choice.thread == 0)
                return candidate.choice; // the main thread only starts the others
        for (const Candidate& candidate : here.candidates)
            if (goesByItself(candidate, here)) return candidate.choice;
        const bool couldStay = here.candidates.front().choice.thread == here.current;
        const bool mustStay = couldStay && m_preemptions == m_points.preemptions;
        const std::size_t count = mustStay ? 1 : here.candidates.size();
        if (m_depth == m_path.size()) m_path.push_back({0, count});
        const Choice choice = here.candidates[m_path[m_depth].taken].choice;
        if (couldStay && choice.thread != here.current) ++m_preemptions;
        m_likelihood /= static_cast<double>(m_path[m_depth].count);
        ++m_depth;
        return choice;
    }

    // To the next schedule; false when there is none.
    bool next() {
        m_depth = 0;
        m_preemptions = 0;
        m_likelihood = 1;
        while (!m_path.empty() && m_path.back().taken + 1 == m_path.back().count) m_path.pop_back();
        if (m_path.empty()) return false;
        ++m_path.back().taken;
        return true;
    }
    // Of the schedule just run, when at each point every candidate is equally likely.
    double likelihood() const { return m_likelihood; }

private:
    bool goesByItself(const Candidate& candidate, const Crossroads& here) const {
        switch (candidate.next.kind) {
        case EventKind::Exit: return true;
        case EventKind::Start: return !m_points.starts;
        case EventKind::Release: return !m_points.unlocks && candidate.choice.thread == here.current;
        default: return false;
        }
    }

    struct Fork {
        std::size_t taken, count;
    };
    const Points m_points;
    std::vector<Fork> m_path;
    std::size_t m_depth = 0;
    int m_preemptions = 0;
    double m_likelihood = 1;
};

struct Census {
    int schedules = 0;
    int deadlocked = 0;
    double shareOfRandomWalks = 0; // that end deadlocked
    std::map<std::int64_t, int> results;
};

// A program is made anew for each schedule: its objects by the main thread, then one thread for each body.
struct Program {
    std::function<Bodies()> make;
    std::function<std::int64_t()> result = [] { return std::int64_t{0}; };
};

Census censusOf(const Program& program, Points points) {
    Laboratory laboratory;
    Census census;
    const auto search = std::make_shared<DepthFirst>(points);
    std::int64_t result = 0;
    const auto main = [&] {
        const Bodies bodies = program.make();
        std::vector<std::unique_ptr<sync::Thread>> threads;
        for (const auto& body : bodies) threads.push_back(std::make_unique<sync::Thread>("T", body));
        for (auto& thread : threads) thread->start();
        for (auto& thread : threads) thread->join();
        result = program.result();
    };
    do {
        const Halt halt = laboratory.run(main, search);
        ++census.schedules;
        if (halt == Halt::Stuck) {
            ++census.deadlocked;
            census.shareOfRandomWalks += search->likelihood();
        } else {
            ++census.results[result];
        }
    } while (search->next());
    return census;
}

Program yields(int threads, int steps) {
    return {[=] {
        return Bodies(static_cast<std::size_t>(threads), [=] {
            for (int i = 0; i < steps; ++i) sync::work(0us);
        });
    }};
}

using Locks = std::vector<std::unique_ptr<sync::Mutex>>;
std::shared_ptr<Locks> locks(std::size_t count) {
    auto all = std::make_shared<Locks>();
    for (std::size_t i = 0; i < count; ++i) all->push_back(std::make_unique<sync::Mutex>("lock"));
    return all;
}

// Takes them in this order and gives them back in reverse.
std::function<void()> nested(std::shared_ptr<Locks> all, std::vector<std::size_t> order) {
    return [all, order] {
        for (const std::size_t i : order) (*all)[i]->lock();
        for (auto i = order.rbegin(); i != order.rend(); ++i) (*all)[*i]->unlock();
    };
}

Program nestedLocks(std::size_t count, std::vector<std::vector<std::size_t>> orders) {
    return {[=] {
        const auto all = locks(count);
        Bodies bodies;
        for (const auto& order : orders) bodies.push_back(nested(all, order));
        return bodies;
    }};
}

Program philosophers(std::size_t seats, bool inOrder) {
    std::vector<std::vector<std::size_t>> orders;
    for (std::size_t i = 0; i < seats; ++i) {
        const std::size_t left = i, right = (i + 1) % seats;
        orders.push_back(inOrder ? std::vector{std::min(left, right), std::max(left, right)}
                                 : std::vector{left, right});
    }
    return nestedLocks(seats, orders);
}

Program semaphore(int permits, int threads) {
    return {[=] {
        const auto permit = std::make_shared<sync::Semaphore>(permits);
        return Bodies(static_cast<std::size_t>(threads), [permit] {
            permit->acquire();
            permit->acquire();
            permit->release();
            permit->release();
        });
    }};
}

Program lostUpdates(int times) {
    const auto cell = std::make_shared<std::shared_ptr<sync::Variable<int>>>();
    return {[=] {
                *cell = std::make_shared<sync::Variable<int>>("x");
                return Bodies(2, [x = *cell, times] {
                    for (int i = 0; i < times; ++i) x->write(x->read() + 1);
                });
            },
            [=] {
                const std::int64_t value = (*cell)->value();
                cell->reset();
                return value;
            }};
}

constexpr Points kUnlocks{.starts = false, .unlocks = true};
constexpr Points kUnlocksAndStarts{.starts = true, .unlocks = true};
constexpr Points kMerged{.starts = false, .unlocks = false};
constexpr Points kMergedAndStarts{.starts = true, .unlocks = false};

} // namespace

Q_DECLARE_METATYPE(Program)
Q_DECLARE_METATYPE(Points)

class CountsTest : public QObject {
    Q_OBJECT
private slots:
    void everyScheduleIsFoundOnceAndEveryDeadlock_data() {
        QTest::addColumn<Program>("program");
        QTest::addColumn<Points>("points");
        QTest::addColumn<int>("schedules");
        QTest::addColumn<int>("deadlocked");
        const auto row = [](const char* name, const Program& program, Points points, int schedules,
                            int deadlocked = 0) {
            if (kIsSanitized && schedules > 300) return; // each schedule takes several times as long there
            const char* how = points.starts ? (points.unlocks ? "unlocks and starts" : "merged, starts")
                                            : (points.unlocks ? "unlocks" : "merged");
            QTest::addRow("%s: %s", name, how) << program << points << schedules << deadlocked;
        };
        for (const Points points : {kUnlocks, kMerged}) {
            row("two threads, four yields", yields(2, 4), points, 70);
            row("three threads, three yields", yields(3, 3), points, 1680);
        }
        for (const Points points : {kUnlocksAndStarts, kMergedAndStarts}) {
            row("two threads, four yields", yields(2, 4), points, 252);
            row("three threads, three yields", yields(3, 3), points, 34650);
        }
        const Program opposite = nestedLocks(2, {{0, 1}, {1, 0}});
        row("opposite order", opposite, kUnlocks, 6, 2);
        row("opposite order", opposite, kUnlocksAndStarts, 28, 6);
        row("opposite order", opposite, kMerged, 4, 2);
        row("opposite order", opposite, kMergedAndStarts, 14, 6);
        const Program same = nestedLocks(2, {{0, 1}, {0, 1}});
        row("same order", same, kUnlocks, 2);
        row("same order", same, kUnlocksAndStarts, 12);
        row("same order", same, kMerged, 2);
        row("same order", same, kMergedAndStarts, 8);
        const Program gated = nestedLocks(3, {{2, 0, 1}, {2, 1, 0}});
        row("under a gate lock", gated, kUnlocks, 2);
        row("under a gate lock", gated, kUnlocksAndStarts, 16);
        row("under a gate lock", gated, kMerged, 2);
        row("under a gate lock", gated, kMergedAndStarts, 10);
        row("philosophers 3, naive", philosophers(3, false), kUnlocks, 168, 6);
        row("philosophers 3, naive", philosophers(3, false), kUnlocksAndStarts, 7371, 90);
        row("philosophers 3, naive", philosophers(3, false), kMerged, 30, 6);
        row("philosophers 3, naive", philosophers(3, false), kMergedAndStarts, 636, 90);
        row("philosophers 4, naive", philosophers(4, false), kUnlocks, 98184, 24);
        row("philosophers 4, naive", philosophers(4, false), kMerged, 448, 24);
        row("philosophers 4, naive", philosophers(4, false), kMergedAndStarts, 83328, 2520);
        row("philosophers 3, ordered", philosophers(3, true), kUnlocks, 142);
        row("philosophers 3, ordered", philosophers(3, true), kUnlocksAndStarts, 6501);
        row("philosophers 3, ordered", philosophers(3, true), kMerged, 20);
        row("philosophers 3, ordered", philosophers(3, true), kMergedAndStarts, 474);
        const int once[] = {2, 6, 24}, started[] = {8, 168, 6720}, merged[] = {6, 90, 2520};
        for (std::size_t k = 2; k <= 4; ++k) {
            const Program one = nestedLocks(1, std::vector(k, std::vector<std::size_t>{0}));
            const QByteArray name = "one lock, threads: " + QByteArray::number(static_cast<int>(k));
            row(name, one, kUnlocks, once[k - 2]);
            row(name, one, kUnlocksAndStarts, started[k - 2]);
            row(name, one, kMerged, once[k - 2]);
            row(name, one, kMergedAndStarts, merged[k - 2]);
        }
        row("semaphore in parts", semaphore(2, 2), kUnlocks, 6, 2); // its releases are points in any case
        row("semaphore in parts", semaphore(2, 2), kUnlocksAndStarts, 28, 6);
    }
    void everyScheduleIsFoundOnceAndEveryDeadlock() {
        QFETCH(Program, program);
        QFETCH(Points, points);
        const Census census = censusOf(program, points);
        QTEST(census.schedules, "schedules");
        QTEST(census.deadlocked, "deadlocked");
    }

    void aPreemptionBoundCountsWhatIsLeft() {
        const Program opposite = nestedLocks(2, {{0, 1}, {1, 0}});
        const int schedules[] = {2, 10, 22, 28}, deadlocked[] = {0, 2, 4, 6};
        for (int bound = 0; bound <= 3; ++bound) {
            const Census census = censusOf(opposite, {.starts = true, .unlocks = true, .preemptions = bound});
            QCOMPARE(census.schedules, schedules[bound]);
            QCOMPARE(census.deadlocked, deadlocked[bound]);
        }
    }

    void aRandomWalkMeetsTheDeadlockAsOftenAsItsTreeSays() {
        const auto percent = [](const Program& program) {
            return qRound(censusOf(program, kMerged).shareOfRandomWalks * 10'000);
        };
        QCOMPARE(percent(nestedLocks(2, {{0, 1}, {1, 0}})), 5000);
        QCOMPARE(percent(philosophers(3, false)), 3333);
        if (kIsSanitized) return;
        QCOMPARE(percent(philosophers(4, false)), 2292);
    }

    void updatesAreLostInJustSoManyWays() {
        using Results = std::map<std::int64_t, int>;
        QCOMPARE(censusOf(lostUpdates(1), kMerged).results, (Results{{1, 4}, {2, 2}}));
        QCOMPARE(censusOf(lostUpdates(2), kMerged).results, (Results{{2, 32}, {3, 32}, {4, 6}}));
        if (kIsSanitized) return;
        QCOMPARE(censusOf(lostUpdates(3), kMerged).results,
                 (Results{{2, 8}, {3, 300}, {4, 416}, {5, 180}, {6, 20}}));
    }
};

QTEST_APPLESS_MAIN(CountsTest)
#include "tst_counts.moc"
