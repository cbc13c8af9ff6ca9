// SPDX-License-Identifier: GPL-3.0-or-later
// Which numbers of Contention stand in which column.
#include "core/analysis/sentences.h"
#include "ui/model/words.h"
#include "ui/tables/usemodel.h"

#include <QCoreApplication>

#include <cmath>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::ContentionTable", text);
}

template <class Row, class Read>
UseColumn column(const std::vector<Row>& rows, const char* title, const char* tip, Measure measure,
                 Read read) {
    UseColumn column{say(title), say(tip), measure, {}, false};
    for (const Row& row : rows) column.values.push_back(read(row));
    return column;
}

// A total of nothing is 0; a mean of nothing is not known.
template <class Row>
void addDistribution(UseTable& table, const std::vector<Row>& rows, Distribution Row::*of, bool isWait) {
    struct Figure {
        const char* wait;
        const char* hold;
        const char* tip;
        std::int64_t Distribution::*value;
    };
    static constexpr Figure kFigures[] = {
        {"Wait total", "Hold total", "All of them together", &Distribution::total},
        {"Wait mean", "Hold mean", "The total divided by how many there were", &Distribution::mean},
        {"Wait p50", "Hold p50", "Half of them were no longer", &Distribution::p50},
        {"Wait p90", "Hold p90", "9 of 10 were no longer", &Distribution::p90},
        {"Wait p99", "Hold p99", "99 of 100 were no longer", &Distribution::p99},
        {"Wait max", "Hold max", "The longest one", &Distribution::max}};
    for (const Figure& figure : kFigures) {
        const auto read = [&](const Row& row) {
            const Distribution& all = row.*of;
            const bool isKnown = all.count > 0 || figure.value == &Distribution::total;
            return isKnown ? std::optional(all.*figure.value) : std::nullopt;
        };
        table.columns.push_back(
            column(rows, isWait ? figure.wait : figure.hold, figure.tip, Measure::Duration, read));
        table.columns.back().isOfHolds = !isWait;
    }
}

// The same of a lock and of a thread.
template <class Row>
void addUses(UseTable& table, const std::vector<Row>& rows, const char* taken, const char* waits) {
    const auto add = [&](const char* title, const char* tip, Measure measure, auto read) {
        table.columns.push_back(column(rows, title, tip, measure, read));
    };
    add("Taken", taken, Measure::Count, [](const Row& r) { return std::optional(r.acquisitions); });
    add("Had to wait", waits, Measure::Count, [](const Row& r) { return std::optional(r.wait.count); });
    add("Contended", "Of 100 times it was taken, how often only after a wait", Measure::Share,
        [](const Row& r) -> std::optional<std::int64_t> {
            if (r.acquisitions == 0) return std::nullopt;
            return (r.contended * 1000 + r.acquisitions / 2) / r.acquisitions;
        });
    addDistribution(table, rows, &Row::wait, true);
    addDistribution(table, rows, &Row::hold, false);
}

// Those that ever occurred.
template <class Row>
void addStates(UseTable& table, const std::vector<Row>& rows) {
    for (std::size_t s = 0; s < kThreadStates; ++s) {
        const auto state = static_cast<ThreadState>(s);
        UseColumn times{words(name(state)), words(stateMeaning(state)), Measure::Duration, {}, false};
        bool isEver = false;
        for (const Row& row : rows) {
            times.values.emplace_back(row.states[s]);
            isEver |= row.states[s] > 0;
        }
        if (isEver && state != ThreadState::Terminated) table.columns.push_back(std::move(times));
    }
}

} // namespace

UseTable lockUse(const Trace& trace, const Contention& contention) {
    UseTable table{.axis = trace.axis(), .nameTitle = say("Lock")};
    for (const LockUse& use : contention.locks) {
        table.names << words(trace.object(use.lock).info.name);
        table.ids.push_back(use.lock.value);
    }
    addUses(table, contention.locks, "How often it was taken",
            "How often a thread had to wait before it took it, or gave up");
    return table;
}

UseTable threadUse(const Trace& trace, const Contention& contention) {
    const auto& threads = contention.threads;
    UseTable table{.axis = trace.axis(), .nameTitle = say("Thread")};
    for (const ThreadUse& use : threads) {
        table.names << words(threadName(trace, use.thread));
        table.ids.push_back(use.thread.value);
    }
    addStates(table, threads);
    const auto addKernels = [&](const char* title, const char* tip, auto read) {
        UseColumn times = column(threads, title, tip, Measure::Duration, read);
        if (std::ranges::any_of(times.values, [](const auto& value) { return value.has_value(); }))
            table.columns.push_back(std::move(times));
    };
    addKernels("on CPU (kernel)", "Time on a CPU as the kernel counted it",
               [](const ThreadUse& u) { return u.onCpu; });
    addKernels("run queue (kernel)", "Time ready but without a CPU as the kernel counted it",
               [](const ThreadUse& u) { return u.inRunQueue; });
    addUses(table, threads, "How often it took a lock", "How often it had to wait for one");
    return table;
}

UseTable pathUse(const Trace& trace, const CriticalPath& path, const std::stop_token& stop) {
    const std::vector<PathShare> shares = sharesOf(trace, path, stop);
    UseTable table{.axis = trace.axis(), .nameTitle = say("Thread")};
    for (const PathShare& share : shares) {
        table.names << (share.thread.isValid() ? words(threadName(trace, share.thread)) : say("before it"));
        table.ids.push_back(share.thread.value);
    }
    const auto add = [&](const char* title, const char* tip, Measure measure, auto read) {
        table.columns.push_back(column(shares, title, tip, measure, read));
    };
    add("On the path", "How much of the critical path is its doing", Measure::Duration,
        [](const PathShare& s) { return std::optional(s.total); });
    const std::int64_t whole = std::max<std::int64_t>(1, path.range.length());
    add("Share", "Of the whole stretch", Measure::Share, [whole](const PathShare& s) {
        return std::optional(
            std::llround(1000.0 * static_cast<double>(s.total) / static_cast<double>(whole)));
    });
    add("Stays", "How often the path came to it", Measure::Count,
        [](const PathShare& s) { return std::optional(s.legs); });
    addStates(table, shares);
    return table;
}

} // namespace lockstep::ui
