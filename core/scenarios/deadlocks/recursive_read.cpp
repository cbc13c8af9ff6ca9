// SPDX-License-Identifier: GPL-3.0-or-later
// A reader that reads already asks for its lock again, and meanwhile a writer has got in line.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

class Catalogue {
public:
    explicit Catalogue(SharedPolicy policy)
        : m_lock("catalogue lock", policy) {}

    std::int64_t price() {
        const sync::SharedLock reading(m_lock);
        return m_price.read();
    }
    // Reads under the lock and calls price(), which takes it once more. No reader passes a writer in line,
    // this one neither; and the writer waits until this one has finished.
    std::int64_t priceWithTax(microseconds work) {
        const sync::SharedLock reading(m_lock);
        sync::work(work);
        return price() * 119 / 100;
    }
    // Takes the lock once for all it reads.
    std::int64_t priceWithTaxAtOnce(microseconds work) {
        const sync::SharedLock reading(m_lock);
        sync::work(work);
        return m_price.read() * 119 / 100;
    }
    void setPrice(std::int64_t price, microseconds work) {
        sync::work(work);
        const sync::LockGuard writing(m_lock);
        m_price.write(price);
    }

private:
    sync::SharedMutex m_lock;
    sync::Variable<std::int64_t> m_price{"price", 100};
};

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    Catalogue catalogue(stage.is("prefer-readers") ? SharedPolicy::PreferReaders
                        : stage.is("fair")         ? SharedPolicy::Fair
                                                   : SharedPolicy::PreferWriters);
    sync::Thread reader("Reader", [&] {
        if (stage.is("once"))
            catalogue.priceWithTaxAtOnce(work);
        else
            catalogue.priceWithTax(work);
    });
    sync::Thread writer("Writer", [&] { catalogue.setPrice(200, work / 2); });
    reader.start();
    writer.start();
    reader.join();
    writer.join();
    stage.setResult(catalogue.price(), std::int64_t{200});
}

} // namespace

extern const Scenario recursiveRead;
const Scenario recursiveRead{
    .id = "recursive-read",
    .title = "Reading twice",
    .group = "Deadlocks",
    .summary = "A reader asks for its lock a second time, behind a writer who waits for that very reader.",
    .variants = {{"prefer-writers", "No reader passes a writer in line: the second read can get stuck."},
                 {"fair", "Nobody passes anybody in line: the second read can get stuck as well."},
                 {"prefer-readers", "Readers pass a waiting writer: the second read goes through."},
                 {"once", "The reader takes the lock once for all it reads."}},
    .parameters = {{"work", "How long the reader works between its two reads", 10'000, 0, 1'000'000, "us"}},
    .sourceFile = "recursive_read.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
