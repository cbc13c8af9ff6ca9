// SPDX-License-Identifier: GPL-3.0-or-later
// Which numbers of Contention stand in which column.
#include "core/analysis/sentences.h"
#include "ui/model/words.h"
#include "ui/tables/usemodel.h"

#include <QCoreApplication>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::ContentionTable", text);
}

template <class Row, class Read>
UseColumn column(const std::vector<Row>& rows, const char* title, const char* tip, bool isDuration,
                 Read read) {
    UseColumn column{say(title), say(tip), isDuration, {}};
    for (const Row& row : rows) column.values.push_back(read(row));
    return column;
}

template <std::int64_t Distribution::*Member>
std::optional<std::int64_t> waited(const LockUse& use) {
    return use.wait.count == 0 && &Distribution::total != Member ? std::nullopt
                                                                 : std::optional(use.wait.*Member);
}

template <std::int64_t Distribution::*Member>
std::optional<std::int64_t> held(const LockUse& use) {
    return use.hold.count == 0 && &Distribution::total != Member ? std::nullopt
                                                                 : std::optional(use.hold.*Member);
}

} // namespace

UseTable lockUse(const Trace& trace, const Contention& contention) {
    const auto& locks = contention.locks;
    UseTable table{.axis = trace.axis(), .nameTitle = say("Lock")};
    for (const LockUse& use : locks) {
        table.names << words(trace.object(use.lock).info.name);
        table.ids.push_back(use.lock.value);
    }
    const auto add = [&](const char* title, const char* tip, bool isDuration, auto read) {
        table.columns.push_back(column(locks, title, tip, isDuration, read));
    };
    add("Taken", "How often it was taken", false,
        [](const LockUse& u) { return std::optional(u.acquisitions); });
    add("Had to wait", "How often a thread had to wait before it took it", false,
        [](const LockUse& u) { return std::optional(u.wait.count); });
    add("Wait total", "Time that all threads together waited for it", true, waited<&Distribution::total>);
    add("Wait mean", "Mean of the waits", true, waited<&Distribution::mean>);
    add("Wait p99", "99 of 100 waits were no longer", true, waited<&Distribution::p99>);
    add("Wait max", "The longest wait", true, waited<&Distribution::max>);
    add("Hold total", "Time for which it was held", true, held<&Distribution::total>);
    add("Hold mean", "Mean of the holds", true, held<&Distribution::mean>);
    add("Hold p99", "99 of 100 holds were no longer", true, held<&Distribution::p99>);
    add("Hold max", "The longest hold", true, held<&Distribution::max>);
    return table;
}

UseTable threadUse(const Trace& trace, const Contention& contention) {
    const auto& threads = contention.threads;
    UseTable table{.axis = trace.axis(), .nameTitle = say("Thread")};
    for (const ThreadUse& use : threads) {
        table.names << words(threadName(trace, use.thread));
        table.ids.push_back(use.thread.value);
    }
    for (std::size_t s = 0; s < kThreadStates; ++s) {
        UseColumn times{words(name(static_cast<ThreadState>(s))),
                        words(stateMeaning(static_cast<ThreadState>(s))),
                        true,
                        {}};
        bool isEver = false;
        for (const ThreadUse& use : threads) {
            times.values.emplace_back(use.states[s]);
            isEver |= use.states[s] > 0;
        }
        if (isEver && static_cast<ThreadState>(s) != ThreadState::Terminated)
            table.columns.push_back(std::move(times));
    }
    const auto addKernels = [&](const char* title, const char* tip, auto read) {
        UseColumn times = column(threads, title, tip, true, read);
        if (std::ranges::any_of(times.values, [](const auto& value) { return value.has_value(); }))
            table.columns.push_back(std::move(times));
    };
    addKernels("on CPU (kernel)", "Time on a CPU as the kernel counted it",
               [](const ThreadUse& u) { return u.onCpu; });
    addKernels("run queue (kernel)", "Time ready but without a CPU as the kernel counted it",
               [](const ThreadUse& u) { return u.inRunQueue; });
    return table;
}

} // namespace lockstep::ui
