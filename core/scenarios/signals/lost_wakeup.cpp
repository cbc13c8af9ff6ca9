// SPDX-License-Identifier: GPL-3.0-or-later
// A notification goes to whoever waits at that moment. It is not kept for a thread that comes later.
#include "core/engine/scenario.h"
#include "core/sync/cells/variable.h"
#include "core/sync/flow/thread.h"
#include "core/sync/waits/condition.h"
#include "core/sync/waits/sleep.h"

namespace lockstep::scenarios {

namespace {

using namespace std::chrono;

struct Mailbox {
    sync::Mutex lock{"lock"};
    sync::ConditionVariable letterCame{"letter came"};
    sync::Variable<bool> hasLetter{"has letter"};
};

// Waits for a notification, though it may have been sent already.
void receiveBlindly(Mailbox& box, microseconds delay) {
    sync::work(delay);
    sync::UniqueLock guard(box.lock);
    box.letterCame.wait(guard);
}

// Looks first, but without the lock: the letter may come after the look and before the wait.
void receiveAfterALook(Mailbox& box, microseconds delay) {
    if (box.hasLetter.read()) return;
    sync::work(delay);
    sync::UniqueLock guard(box.lock);
    box.letterCame.wait(guard);
}

// Looks under the lock, and again after each wake-up: between look and wait nothing can come.
void receiveSafely(Mailbox& box, microseconds delay) {
    sync::work(delay);
    sync::UniqueLock guard(box.lock);
    while (!box.hasLetter.read()) box.letterCame.wait(guard);
}

void send(Mailbox& box, microseconds work) {
    sync::work(work);
    const sync::LockGuard guard(box.lock);
    box.hasLetter.write(true);
    box.letterCame.notify_one();
}

void run(Stage& stage) {
    const microseconds work(stage["work"]);
    const microseconds delay(stage["delay"]);
    const auto receive = stage.is("while") ? receiveSafely
                         : stage.is("if")  ? receiveAfterALook
                                           : receiveBlindly;
    Mailbox box;
    sync::Thread receiver("Receiver", [&] { receive(box, delay); });
    sync::Thread sender("Sender", [&] { send(box, work); });
    box.letterCame.declareSignaller(sender);
    receiver.start();
    sender.start();
    receiver.join();
    sender.join();
    stage.setResult("the letter was received", "the letter was received");
}

} // namespace

extern const Scenario lostWakeup;
const Scenario lostWakeup{
    .id = "lost-wakeup",
    .title = "A notification too early",
    .group = "Signals that never come",
    .summary = "A thread begins to wait after the only notification was sent, and waits for ever.",
    .variants = {{"blind", "The receiver waits without looking whether the letter is there."},
                 {"if", "It looks, but without the lock: the letter can come between the look and the wait."},
                 {"while", "It looks under the lock and again after each wake-up: nothing is lost."}},
    .parameters = {{"delay", "How long the receiver works before it waits", 3'000, 0, 1'000'000, "us"},
                   {"work", "How long the sender works before it sends", 1'000, 0, 1'000'000, "us"}},
    .sourceFile = "lost_wakeup.cpp",
    .run = run,
};

} // namespace lockstep::scenarios
