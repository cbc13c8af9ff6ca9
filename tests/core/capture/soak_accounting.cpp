// SPDX-License-Identifier: GPL-3.0-or-later
// A hundred million events of four threads, from their rings into a trace with all that is derived from them:
// every one is stored or counted as lost. Takes some six gigabytes; prints how fast it went.
#include "core/capture/recorder.h"
#include "core/capture/tracesink.h"
#include "core/platform/monotonic.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace lockstep;

namespace {

constexpr RuntimeId kThreads = 4;
constexpr std::int32_t kEach = 25'000'000;
constexpr std::uint64_t kEmitted = std::uint64_t{kThreads} * kEach;

class Flood {
public:
    explicit Flood(RingBuffer::WhenFull whenFull)
        : m_recorder(m_sink, {.ringCapacity = 1 << 14, .whenFull = whenFull}, monotonicNanoseconds()) {}

    void run() {
        QElapsedTimer timer;
        timer.start();
        m_recorder.start();
        declareThreads();
        std::vector<std::thread> threads;
        for (RuntimeId t = 0; t < kThreads; ++t) threads.emplace_back([this, t] { work(t); });
        for (std::thread& thread : threads) thread.join();
        m_recorder.stop();
        const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        qInfo("%.1f million events a second, %.1f of them stored; %llu stored, %llu lost",
              static_cast<double>(kEmitted) / seconds / 1e6, static_cast<double>(stored()) / seconds / 1e6,
              static_cast<unsigned long long>(stored()),
              static_cast<unsigned long long>(m_recorder.accounting().lost));
    }

    const Trace& trace() const { return m_trace; }
    /// What threads emitted and the recorder says it has kept: without the events that declare them.
    std::uint64_t stored() const { return m_recorder.accounting().stored - m_declared; }
    std::uint64_t lost() const { return m_recorder.accounting().lost; }

private:
    void declareThreads() {
        RingBuffer& session = m_recorder.attach(kNoRuntimeId);
        const auto push = [&](const RawEvent& event) {
            session.push(event);
            ++m_declared;
        };
        const auto declare = [&](ObjectKind kind, RuntimeId object, RuntimeId thread) {
            push({.site = new Declaration{std::source_location::current(), kind, "x", "0", 0, thread},
                  .object = object});
        };
        for (RuntimeId t = 0; t < kThreads; ++t) {
            declare(ObjectKind::Thread, t, t);
            push({.object = t, .order = 1, .value = static_cast<std::int32_t>(t), .kind = EventKind::Spawn});
            declare(ObjectKind::Variable, kThreads + t, kNoRuntimeId);
        }
        m_recorder.detach(session);
    }
    void work(RuntimeId thread) {
        RingBuffer& ring = m_recorder.attach(thread);
        for (std::int32_t i = 0; i < kEach; ++i)
            ring.push({.object = kThreads + thread,
                       .order = static_cast<std::uint32_t>(i + 1),
                       .value = i,
                       .kind = EventKind::Write});
        m_recorder.detach(ring);
    }

    Trace m_trace;
    TraceSink m_sink{m_trace};
    Recorder m_recorder;
    std::uint64_t m_declared = 0;
};

// What the trace itself holds of the threads' numbered events.
struct Count {
    std::uint64_t stored = 0;
    std::uint64_t missing = 0;   // numbers that were passed over
    std::uint64_t disorders = 0; // numbers that went back
    std::uint64_t own = 0;       // what rings wrote about themselves
    std::uint64_t timeRunsBack = 0;

    explicit Count(const Trace& trace) {
        std::array<std::int32_t, kThreads> next{};
        Timestamp time = 0;
        for (std::size_t i = 0; i < trace.size(); ++i) {
            const Event& event = trace[i];
            if (event.time < time) ++timeRunsBack;
            time = event.time;
            if (event.kind == EventKind::Hold || event.kind == EventKind::Let ||
                event.kind == EventKind::Lost)
                ++own;
            if (event.kind == EventKind::Write) add(event.value, next[event.thread.index()]);
        }
        for (const std::int32_t n : next) missing += static_cast<std::uint64_t>(kEach - n); // at the very end
    }

private:
    void add(std::int32_t value, std::int32_t& next) {
        ++stored;
        if (value < next)
            ++disorders;
        else
            missing += static_cast<std::uint64_t>(value - next);
        next = value + 1;
    }
};

} // namespace

class AccountingSoak : public QObject {
    Q_OBJECT
private slots:
    void waitingLosesNothing() {
        Flood flood(RingBuffer::WhenFull::Wait);
        flood.run();
        QCOMPARE(flood.stored(), kEmitted);
        QCOMPARE(flood.lost(), std::uint64_t{0});
        const Count count(flood.trace());
        QCOMPARE(count.stored, kEmitted);
        QCOMPARE(count.missing + count.disorders + count.timeRunsBack, std::uint64_t{0});
        QCOMPARE(flood.trace().thread(ThreadId{0}).events.size() +
                     flood.trace().thread(ThreadId{1}).events.size() +
                     flood.trace().thread(ThreadId{2}).events.size() +
                     flood.trace().thread(ThreadId{3}).events.size(),
                 static_cast<std::size_t>(kEmitted + count.own));
    }

    void droppingCountsWhatIsLost() {
        Flood flood(RingBuffer::WhenFull::Drop);
        flood.run();
        QCOMPARE(flood.stored() + flood.lost(), kEmitted);
        QVERIFY(flood.lost() > 0); // or it shows nothing
        const Count count(flood.trace());
        QCOMPARE(count.stored, flood.stored());
        QCOMPARE(count.missing, flood.lost());
        QCOMPARE(count.disorders + count.timeRunsBack, std::uint64_t{0});
        QVERIFY(flood.trace().lost() <= flood.lost()); // a loss at a thread's very end has nothing after it
    }
};

QTEST_GUILESS_MAIN(AccountingSoak)
#include "soak_accounting.moc"
