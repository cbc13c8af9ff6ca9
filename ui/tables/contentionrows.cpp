// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contentionrows.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QStandardItemModel>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ContentionTable", text);
}

QStringList figures(const Distribution& d) {
    return {timeText(d.total), timeText(d.mean), timeText(d.p99), timeText(d.max)};
}

bool isShown(const Contention& contention, int state) {
    for (const ThreadUse& use : contention.threads)
        if (use.states[static_cast<std::size_t>(state)] > 0) return true;
    return false;
}

} // namespace

Rows lockRows(const Trace* trace, const Contention& contention) {
    Rows result{{tr("Lock"), tr("Taken"), tr("Had to wait"), tr("Wait total"), tr("Wait mean"),
                 tr("Wait p99"), tr("Wait max"), tr("Hold total"), tr("Hold mean"), tr("Hold p99"),
                 tr("Hold max")},
                {}};
    for (const LockUse& use : contention.locks)
        result.rows.push_back(QStringList{words(trace->object(use.lock).info.name),
                                          numberText(use.acquisitions), numberText(use.contended)} +
                              figures(use.wait) + figures(use.hold));
    return result;
}

Rows threadRows(const Trace* trace, const Contention& contention) {
    Rows result{{tr("Thread")}, {}};
    std::vector<int> states;
    for (int s = 0; s < kThreadStates; ++s) {
        if (!isShown(contention, s) || s == static_cast<int>(ThreadState::Terminated)) continue;
        states.push_back(s);
        result.header << words(name(static_cast<ThreadState>(s)));
    }
    for (const ThreadUse& use : contention.threads) {
        QStringList row{words(threadName(*trace, use.thread))};
        for (int s : states) row << timeText(use.states[static_cast<std::size_t>(s)]);
        result.rows.push_back(row);
    }
    return result;
}

void fill(QStandardItemModel& model, const Rows& rows) {
    model.clear();
    model.setHorizontalHeaderLabels(rows.header);
    for (const QStringList& row : rows.rows) {
        QList<QStandardItem*> items;
        for (const QString& text : row) {
            auto* item = new QStandardItem(text);
            item->setEditable(false);
            if (!items.isEmpty()) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            items << item;
        }
        model.appendRow(items);
    }
}

} // namespace lockstep::ui
