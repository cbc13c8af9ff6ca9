// SPDX-License-Identifier: GPL-3.0-or-later
// What all workers of one session share, and the list of them.
#pragma once

#include "core/capture/recorder.h"
#include "core/sync/runtime/worker.h"

#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <sched.h>
#include <thread>
#include <vector>

namespace lockstep {

class Runtime {
public:
    Runtime(Recorder& sharedRecorder, Gate& sharedGate, SessionClock& sharedClock)
        : recorder(sharedRecorder)
        , gate(sharedGate)
        , clock(sharedClock) {}
    ~Runtime();

    RuntimeId nextObject() { return m_nextObject.fetch_add(1, std::memory_order_relaxed); }

    /// One thread of the program, from before it starts until after it was joined.
    struct Strand {
        Strand(Runtime& runtime, RuntimeId id, RuntimeId parent, std::string path)
            : worker(runtime, id, parent, std::move(path), runtime.takeSignal()) {}
        ~Strand() { worker.runtime.giveBack(worker.signalCell()); }
        Worker worker;
        std::thread thread;
        std::mutex joinMutex;
        std::atomic<std::uint32_t> hasEnded{0}; // futex; set after its last event
    };
    /// A worker for a thread that will run. It is the caller's, who reaps it before it lets go of it; the
    /// Runtime knows it from its start to its end, so thousands of threads cost no more than those that run.
    std::shared_ptr<Strand> makeStrand(RuntimeId parent, std::string path);
    /// Starts the thread: `body` runs on it as that worker. Throws std::system_error when the kernel refuses.
    void start(const std::shared_ptr<Strand>& strand, std::function<void()> body);
    /// Waits for the thread itself to be gone; for any caller, any number of times.
    static void reap(Strand& strand);

    /// Started threads may run on these CPUs from now on.
    void allow(const cpu_set_t& cpus);
    /// Every worker looks again at pause, stop and the clock.
    void signalAll();
    /// A file descriptor that can be read once the session stops: blocking calls poll it beside their own.
    /// Throws std::system_error when the system has none to give.
    int stopDescriptor();
    /// Every started thread has ended or rests until it is its turn to unwind.
    bool isQuiet() const;
    /// The started thread that is to unwind next: the latest that has not ended, so children go before their
    /// parents. Null when all have ended.
    std::shared_ptr<Strand> nextToUnwind() const;
    /// Those that have started and not ended, in the order in which they were made.
    std::vector<std::shared_ptr<Strand>> strands() const;

    /// Every started thread has ended, but for daemons.
    bool isOver() const;
    /// `thread` outlives every thread of the program: a daemon's maker may end before it. Daemons that have
    /// ended by now leave their kernel threads.
    void keepDaemon(std::shared_ptr<void> thread, std::shared_ptr<Strand> strand);
    void letGoOfKept();

    /// The first exception that ended a thread's code, in words; empty when there was none. Any thread.
    void setFailure(std::string what);
    std::string failure() const;

    Recorder& recorder;
    Gate& gate;
    SessionClock& clock;
    std::function<void()>
        onStrandChanged; ///< a thread ended or rests, on that thread; set before the first starts
    std::atomic<std::uint64_t> lastTicks{0}; ///< see Worker::onComeToGate
    bool recordsSchedTotals = false;         ///< each thread records its kernel totals when it ends

private:
    void forget(const Strand& strand);
    Signal* takeSignal();
    void giveBack(Signal& signal);

    mutable std::mutex m_mutex; // the list; taken when threads are made and when all are signalled
    std::map<RuntimeId, std::shared_ptr<Strand>> m_strands; // started and not ended
    std::deque<Signal>
        m_signals; // as many as there were strands at once: a late one finds its signal still there
    std::vector<Signal*> m_idleSignals;
    int m_stopDescriptor = -1;                       // made when it is first wanted
    std::vector<std::shared_ptr<void>> m_kept;       // daemons
    std::vector<std::shared_ptr<Strand>> m_unreaped; // theirs, whose kernel threads may be there still
    std::string m_failure;
    std::atomic<RuntimeId> m_nextObject{0};
    std::atomic<RuntimeId> m_nextThread{0};
};

} // namespace lockstep
