// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/sentences.h"
#include "ui/model/words.h"
#include "ui/tables/contention/blamepage.h"

#include <QCoreApplication>

#include <map>
#include <memory>
#include <set>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::BlamePage", text);
}

std::int64_t lengthOf(const Charge& charge, Charging charging) {
    return charging == Charging::Direct ? charge.direct : charge.throughChains;
}

// Its keys, the one with the largest sum first.
template <class Key>
std::vector<Key> sorted(const std::map<Key, std::int64_t>& sums) {
    std::vector<Key> keys;
    for (const auto& [key, _] : sums) keys.push_back(key);
    std::ranges::stable_sort(keys, std::greater{}, [&sums](const Key& key) { return sums.at(key); });
    return keys;
}

struct Sums {
    std::map<Blamed, std::int64_t> rows;
    std::map<ThreadId, std::int64_t> columns;
    std::map<std::pair<Blamed, ThreadId>, Charge> cells;
    std::int64_t all = 0;
};

// Who is charged with nothing has no row.
Sums sumsOf(const std::vector<Charge>& charges, Charging charging) {
    Sums sums;
    for (const Charge& charge : charges) {
        const std::int64_t length = lengthOf(charge, charging);
        sums.columns[charge.waiter] += length;
        if (length == 0) continue;
        sums.rows[charge.blamed] += length;
        sums.all += length;
        sums.cells[{charge.blamed, charge.waiter}] = charge;
    }
    return sums;
}

// A copy of what a tooltip needs: it is asked for when the trace may be gone.
struct CellWords {
    TimeAxis axis;
    Charging charging;
    QStringList rows, columns;
    std::vector<Blamed::Kind> kinds;
    std::map<std::pair<std::size_t, std::size_t>, Charge> cells; // by row and column of the table

    QString tip(std::size_t row, std::size_t column) const {
        const auto found = cells.find({row, column});
        if (found == cells.end()) return {};
        const auto length = [&](std::int64_t of) { return lengthWords(axis, of); };
        const Charge& charge = found->second;
        const QString waiter = columns[static_cast<qsizetype>(column)];
        const QString blamed = rows[static_cast<qsizetype>(row)];
        switch (kinds[row]) {
        case Blamed::Kind::EachOther:
            return say("%1 waited %2 in or behind a ring of threads that waited for each other")
                .arg(waiter, length(charge.throughChains));
        case Blamed::Kind::Nobody:
            return say("%1 waited %2 for what nobody had: a lock on its way to the next one, or the end of a "
                       "thread that had ended already")
                .arg(waiter, length(lengthOf(charge, charging)));
        case Blamed::Kind::Thread: break;
        }
        if (charge.blamed.thread == charge.waiter)
            return say("%1 waited %2 for what it had itself").arg(waiter, length(lengthOf(charge, charging)));
        return say("%1 waited %2 for %3: for what it had, or for its end. Through chains %4 come to %3: "
                   "while it "
                   "was the last one that the others waited for.")
            .arg(waiter, length(charge.direct), blamed, length(charge.throughChains));
    }
};

// What is in it of each row, its sum first; what is missing to the sum is the others'.
UseColumn columnOf(const QString& title, const BlameMatrix& matrix, std::int64_t sum, auto read) {
    UseColumn column{title, say("What %1 waited").arg(title), Measure::Duration, {sum}, false};
    std::int64_t others = sum;
    for (const Blamed& row : matrix.rows) {
        const std::int64_t length = read(row);
        others -= length;
        column.values.emplace_back(length);
    }
    if (matrix.table.names.size() > std::ssize(column.values)) column.values.emplace_back(others);
    return column;
}

// What is in it of each row, less what the columns before it have.
UseColumn othersOf(const QString& title, const UseTable& table) {
    UseColumn column{title, say("What %1 waited").arg(title), Measure::Duration, {}, false};
    for (std::size_t r = 0; r < table.columns[0].values.size(); ++r) {
        std::int64_t length = table.columns[0].values[r].value_or(0);
        for (std::size_t c = 1; c < table.columns.size(); ++c)
            length -= table.columns[c].values[r].value_or(0);
        column.values.emplace_back(length);
    }
    return column;
}

// How many had to be left out.
template <class Key>
std::size_t cut(std::vector<Key>& keys) {
    const std::size_t others = keys.size() - std::min(keys.size(), BlameMatrix::kMost);
    keys.resize(keys.size() - others);
    return others;
}

QString othersText(std::size_t others) {
    return say("%1 others").arg(numberText(static_cast<std::int64_t>(others)));
}

std::shared_ptr<CellWords> cellWords(const BlameMatrix& matrix, const Sums& sums, Charging charging) {
    auto cells = std::make_shared<CellWords>();
    cells->axis = matrix.table.axis;
    cells->charging = charging;
    cells->rows = matrix.table.names;
    for (const UseColumn& column : matrix.table.columns) cells->columns << column.title;
    cells->kinds.assign(1, Blamed::Kind::Thread);
    for (std::size_t r = 0; r < matrix.rows.size(); ++r) {
        cells->kinds.push_back(matrix.rows[r].kind);
        for (std::size_t c = 0; c < matrix.columns.size(); ++c)
            if (const auto cell = sums.cells.find({matrix.rows[r], matrix.columns[c]});
                cell != sums.cells.end())
                cells->cells[{r + 1, c + 1}] = cell->second;
    }
    return cells;
}

} // namespace

BlameMatrix BlameMatrix::of(const Trace& trace, const std::vector<Charge>& charges, Charging charging) {
    const Sums sums = sumsOf(charges, charging);
    BlameMatrix matrix{{}, sorted(sums.rows), sorted(sums.columns)};
    const std::size_t otherRows = cut(matrix.rows);
    const std::size_t otherColumns = cut(matrix.columns);
    UseTable& table = matrix.table;
    table.axis = trace.axis();
    table.nameTitle = say("Held by");
    table.isShaded = true;
    table.names << say("all of it");
    for (const Blamed& row : matrix.rows) table.names << words(nameOf(trace, row));
    if (otherRows > 0) table.names << othersText(otherRows);
    for (int r = 0; r < table.names.size(); ++r) table.ids.push_back(static_cast<std::uint32_t>(r));
    table.columns.push_back(
        columnOf(say("all threads"), matrix, sums.all, [&](Blamed row) { return sums.rows.at(row); }));
    for (const ThreadId waiter : matrix.columns)
        table.columns.push_back(
            columnOf(words(threadName(trace, waiter)), matrix, sums.columns.at(waiter), [&](Blamed row) {
                const auto cell = sums.cells.find({row, waiter});
                return cell == sums.cells.end() ? 0 : lengthOf(cell->second, charging);
            }));
    if (otherColumns > 0) table.columns.push_back(othersOf(othersText(otherColumns), table));
    table.tip = [cells = cellWords(matrix, sums, charging)](std::size_t row, std::size_t column) {
        return cells->tip(row, column);
    };
    return matrix;
}

BlameMatrices matricesOf(const Trace& trace, const std::vector<Charge>& charges) {
    return {BlameMatrix::of(trace, charges, Charging::Direct),
            BlameMatrix::of(trace, charges, Charging::ThroughChains)};
}

} // namespace lockstep::ui
