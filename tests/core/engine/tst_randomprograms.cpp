// SPDX-License-Identifier: GPL-3.0-or-later
// Random programs on real threads. Whatever they do, the trace must be one order that every thread and every
// object agrees with, in which no two hold a lock at once and all sums are those of the lanes.
#include "core/sync/cells/variable.h"
#include "core/sync/flow/queue.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"
#include "testrun.h"
#include "traceaudit.h"

#include <QTest>

#include <random>

using namespace lockstep;
using namespace std::chrono_literals;

namespace {

constexpr int kPrograms = kIsSanitized ? 150 : 1'000;

// What a program works with.
struct Things {
    std::vector<std::unique_ptr<sync::Mutex>> locks;
    sync::RecursiveMutex rlock{"rlock"};
    sync::Variable<int> variable{"variable"};
    sync::Atomic<int> atomic{"atomic"};
    sync::BlockingQueue<int> queue{"queue"};
    sync::Semaphore permits{2, "permits"};
    const SharedPolicy policy;
    sync::SharedMutex book{"book", policy};

    explicit Things(SharedPolicy whoGoesFirst)
        : policy(whoGoesFirst) {
        for (int i = 0; i < 3; ++i)
            locks.push_back(std::make_unique<sync::Mutex>("lock" + std::to_string(i)));
    }
};

enum class Deed {
    Nested,
    Reentrant,
    Read,
    Write,
    Update,
    Put,
    TryTake,
    Permit,
    TryLock,
    TimedLock,
    LookUp,
    TimedLookUp,
    Edit,
    Pass,
    kCount
};

// The deeds of one thread; what it will have committed to is noted as it goes, for comparison with its lane.
class Actor {
public:
    Actor(Things& things, std::uint64_t seed)
        : m_things(things)
        , m_random(seed) {}

    void act() {
        for (int i = pick(25); i >= 0; --i) perform(static_cast<Deed>(pick(static_cast<int>(Deed::kCount))));
    }
    const std::vector<EventKind>& committed() const { return m_committed; }

private:
    int pick(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    void note(std::initializer_list<EventKind> kinds) { m_committed.insert(m_committed.end(), kinds); }

    void perform(Deed deed) {
        using enum EventKind;
        switch (deed) {
        case Deed::Nested: return nest();
        case Deed::Reentrant: return reenter();
        case Deed::Read: m_things.variable.read(); return note({Read});
        case Deed::Write: m_things.variable.write(pick(100)); return note({Write});
        case Deed::Update: m_things.atomic.fetch_add(1); return note({Update});
        case Deed::Put: m_things.queue.put(1); return note({Put});
        case Deed::TryTake: return m_things.queue.take_for(50us) ? note({Take}) : note({Timeout});
        case Deed::Permit:
            m_things.permits.acquire();
            m_things.permits.release();
            return note({Acquire, Release});
        case Deed::TryLock: return tryLock();
        case Deed::TimedLock: return lockInTime();
        case Deed::LookUp: {
            const sync::SharedLock reading(m_things.book);
            noteArrival(true);
            return note({AcquireShared, ReleaseShared});
        }
        case Deed::TimedLookUp: return lookUpInTime();
        case Deed::Edit: {
            const sync::LockGuard writing(m_things.book);
            noteArrival(false);
            return note({Acquire, Release});
        }
        case Deed::Pass: std::this_thread::yield(); return;
        case Deed::kCount: return;
        }
    }
    // Always in the order of their numbers, so that nobody gets stuck.
    void nest() {
        const int first = pick(2);
        const int second = first + 1 + pick(2 - first);
        m_things.locks[static_cast<std::size_t>(first)]->lock();
        m_things.locks[static_cast<std::size_t>(second)]->lock();
        m_things.variable.write(pick(100));
        m_things.locks[static_cast<std::size_t>(second)]->unlock();
        m_things.locks[static_cast<std::size_t>(first)]->unlock();
        note({EventKind::Acquire, EventKind::Acquire, EventKind::Write, EventKind::Release,
              EventKind::Release});
    }
    void reenter() {
        const sync::LockGuard outer(m_things.rlock);
        const sync::LockGuard inner(m_things.rlock);
        note({EventKind::Acquire, EventKind::Acquire, EventKind::Release, EventKind::Release});
    }
    void tryLock() {
        if (!m_things.locks[0]->try_lock()) return note({EventKind::Refuse});
        m_things.locks[0]->unlock();
        note({EventKind::Acquire, EventKind::Release});
    }
    void lockInTime() {
        if (!m_things.locks[2]->try_lock_for(20us)) return note({EventKind::Timeout});
        m_things.locks[2]->unlock();
        note({EventKind::Acquire, EventKind::Release});
    }

    void lookUpInTime() {
        noteArrival(true);
        if (!m_things.book.try_lock_shared_for(20us)) return note({EventKind::Timeout});
        m_things.book.unlock_shared();
        note({EventKind::AcquireShared, EventKind::ReleaseShared});
    }
    // Its policy has some get in line first.
    void noteArrival(bool isReader) {
        if (SharedModel{.policy = m_things.policy}.arrivesFirst(isReader)) note({EventKind::Arrive});
    }

    Things& m_things;
    std::mt19937_64 m_random;
    std::vector<EventKind> m_committed;
};

// What a thread did to objects, in the trace's order.
std::vector<EventKind> committedIn(const Trace& trace, ThreadId thread) {
    using enum EventKind;
    static const std::set<EventKind> kCommits{Acquire, Release, Read,          Write,
                                              Update,  Put,     Take,          Refuse,
                                              Timeout, Arrive,  AcquireShared, ReleaseShared};
    std::vector<EventKind> kinds;
    const EventList& events = trace.thread(thread).events;
    for (std::size_t i = 0; i < events.size(); ++i)
        if (const EventKind kind = trace.event(events[i]).kind; kCommits.contains(kind))
            kinds.push_back(kind);
    return kinds;
}

ThreadId findThread(const Trace& trace, const std::string& name) {
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t)
        if (trace.thread(ThreadId{t}).info.name == name) return ThreadId{t};
    return {};
}

std::string nameOf(std::size_t actor) {
    return "Actor " + std::to_string(actor);
}

} // namespace

class RandomProgramsTest : public QObject {
    Q_OBJECT
private slots:
    void everyTraceIsOneOrderThatAllAgreeWith() {
        std::mt19937_64 random(std::random_device{}());
        for (int i = 0; i < kPrograms; ++i) {
            const std::uint64_t seed = random();
            const QString defect = defectOf(seed, i);
            QVERIFY2(defect.isEmpty(), qPrintable(QString("seed %1: %2").arg(seed).arg(defect)));
        }
    }

private:
    static QString defectOf(std::uint64_t seed, int i) {
        const std::size_t count = 2 + seed % 4;
        std::vector<std::vector<EventKind>> committed(count);
        RunSettings settings;
        settings.kernel = i % 4 == 0 ? KernelChoice::Switches : KernelChoice::Silent;
        settings.ringCapacity = i % 3 == 0 ? 16 : 4096; // small ones stall
        TestRun program([&] { play(seed, committed); }, settings);
        if (!program.run()) return "it hangs";
        if (program.session().outcome() != Outcome::Finished) return "it has not finished";
        const Trace& trace = program.trace();
        for (std::size_t a = 0; a < count; ++a)
            if (committedIn(trace, findThread(trace, nameOf(a))) != committed[a])
                return "the trace is not in the order of " + QString::fromStdString(nameOf(a));
        return QString::fromStdString(TraceAudit(trace).firstDefect());
    }

    static void play(std::uint64_t seed, std::vector<std::vector<EventKind>>& committed) {
        Things things(static_cast<SharedPolicy>(seed % 3));
        std::vector<std::unique_ptr<sync::Thread>> threads;
        for (std::size_t a = 0; a < committed.size(); ++a)
            threads.push_back(std::make_unique<sync::Thread>(nameOf(a), [&things, &committed, seed, a] {
                Actor actor(things, seed + a);
                actor.act();
                committed[a] = actor.committed();
            }));
        for (auto& thread : threads) thread->start();
        for (auto& thread : threads) thread->join();
    }
};

QTEST_GUILESS_MAIN(RandomProgramsTest)
#include "tst_randomprograms.moc"
