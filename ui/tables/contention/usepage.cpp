// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contention/usepage.h"

#include "ui/model/words.h"

#include <QHBoxLayout>

namespace lockstep::ui {

UsePage::UsePage(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_view(new UseView(name, UseView::Order::Sortable, this))
    , m_histogram(new HistogramView(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_view, 7);
    row->addWidget(m_histogram, 3);
    m_histogram->hide();
    setFocusProxy(m_view);
    connect(m_view, &UseView::choiceChanged, this, &UsePage::showHistogram);
}

void UsePage::setTable(UseTable table, std::vector<Row> rows) {
    m_rows = std::move(rows);
    m_view->setTable(std::move(table));
    showHistogram();
}

void UsePage::setTheme(const Theme& theme) {
    m_view->setTheme(theme);
    m_histogram->setTheme(theme);
}

// Of holds where one of their columns is the current one, else of waits; of whichever there are.
void UsePage::showHistogram() {
    const auto row = m_view->chosenRow();
    m_histogram->setVisible(row && *row < m_rows.size());
    if (!row || *row >= m_rows.size()) return m_histogram->clear();
    const auto& [wait, hold] = m_rows[*row];
    const UseTable& table = m_view->use().table();
    const auto column = m_view->chosenColumn();
    const bool wantsHolds = column && table.columns[*column].isOfHolds;
    const bool isHolds = wait.count == 0 || (wantsHolds && hold.count > 0);
    const Distribution& shown = isHolds ? hold : wait;
    const QString name = table.names[static_cast<qsizetype>(*row)];
    const QString count = numberText(shown.count);
    if (shown.count == 0)
        m_histogram->say(tr("%1: no waits and no holds").arg(name));
    else
        m_histogram->setDurations((isHolds ? tr("%1: %2 holds") : tr("%1: %2 waits")).arg(name, count),
                                  table.axis, shown, isHolds ? ThreadState::Running : ThreadState::Blocked);
}

} // namespace lockstep::ui
