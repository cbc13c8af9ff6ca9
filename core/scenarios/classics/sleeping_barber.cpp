// SPDX-License-Identifier: GPL-3.0-or-later
// Dijkstra's barber shop: the barber sleeps until somebody comes; customers wait on a few chairs, and whoever
// finds none free goes away again.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/locks/guards.h"
#include "core/sync/waits/semaphore.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Shop {
    Shop(std::int64_t chairs)
        : freeChairs("free chairs", chairs) {}
    sync::Semaphore customers{0, "customers"}; // who sit and wait
    sync::Semaphore barber{0, "barber"};       // is ready for the next
    sync::Semaphore cuts{0, "cuts"};           // that are done
    sync::Mutex lock{"lock"};
    sync::Variable<std::int64_t> freeChairs; // under the lock, as what follows
    sync::Variable<bool> isClosed{"is closed"};
    sync::Variable<std::int64_t> served{"served"};
    sync::Variable<std::int64_t> turnedAway{"turned away"};
};

void cutHair(Shop& shop, microseconds cut) {
    for (;;) {
        shop.customers.acquire(); // sleeps until somebody sits there
        {
            const sync::LockGuard guard(shop.lock);
            if (shop.isClosed.read()) return;
            shop.freeChairs.write(shop.freeChairs.read() + 1); // that one gets up from it
        }
        shop.barber.release();
        sync::work(cut);
        shop.cuts.release();
    }
}

bool sitsDown(Shop& shop) {
    const sync::LockGuard guard(shop.lock);
    const std::int64_t chairs = shop.freeChairs.read();
    if (chairs > 0)
        shop.freeChairs.write(chairs - 1);
    else
        shop.turnedAway.write(shop.turnedAway.read() + 1);
    return chairs > 0;
}

void visit(Shop& shop) {
    if (!sitsDown(shop)) return;
    shop.customers.release(); // wakes the barber, if he sleeps
    shop.barber.acquire();
    shop.cuts.acquire();
    const sync::LockGuard guard(shop.lock);
    shop.served.write(shop.served.read() + 1);
}

void close(Shop& shop) {
    const sync::LockGuard guard(shop.lock);
    shop.isClosed.write(true);
    shop.customers.release(); // nobody is there any more: only to wake the barber
}

std::string countsOf(std::int64_t served, std::int64_t turnedAway) {
    return std::to_string(served) + " served, " + std::to_string(turnedAway) + " turned away";
}

void run(Stage& stage) {
    Shop shop(stage["chairs"]);
    sync::Thread barber("Barber", [&] { cutHair(shop, microseconds(stage["cut"])); });
    std::vector<std::unique_ptr<sync::Thread>> customers;
    for (std::int64_t i = 0; i < stage["customers"]; ++i)
        customers.push_back(std::make_unique<sync::Thread>("Customer " + std::to_string(i + 1), [&, i] {
            sync::sleepFor(microseconds(i / stage["group"] * stage["pause"])); // they come in groups
            visit(shop);
        }));
    shop.barber.declareSignaller(barber);
    shop.cuts.declareSignaller(barber);
    barber.start();
    for (auto& customer : customers) customer->start();
    for (auto& customer : customers) customer->join();
    close(shop);
    barber.join();
    // how many is a matter of luck; that everybody is one or the other is not
    const std::int64_t served = shop.served.value();
    stage.setResult(countsOf(served, shop.turnedAway.value()), countsOf(served, stage["customers"] - served));
}

} // namespace

extern const Scenario sleepingBarber;
const Scenario sleepingBarber{
    .id = "sleeping-barber",
    .title = "The sleeping barber",
    .group = "Classics",
    .summary = "A barber sleeps while nobody comes; customers wait on a few chairs, and go away when all are "
               "taken.",
    .variants = {},
    .parameters = {{"customers", "How many customers come", 9, 1, 200},
                   {"chairs", "How many can wait", 2, 1, 64},
                   {"group", "How many come at the same time", 3, 1, 64},
                   {"pause", "Time from one group to the next", 12'000, 0, 1'000'000, "us"},
                   {"cut", "How long a haircut takes", 4'000, 0, 1'000'000, "us"}},
    .sourceFile = "sleeping_barber.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
