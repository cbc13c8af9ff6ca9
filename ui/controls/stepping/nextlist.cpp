// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/stepping/nextlist.h"

#include <QKeyEvent>

#include <algorithm>

namespace lockstep::ui {

void NextModel::show(std::vector<NextRow> rows) {
    if (rows.size() == m_rows.size()) {
        m_rows = std::move(rows);
        if (!m_rows.empty()) emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int NextModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant NextModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const NextRow& row = at(index.row());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return row.sentence();
    if (role != Qt::ToolTipRole) return {};
    return row.canGo ? tr("%1. A click lets it make this one step.").arg(row.sentence())
                     : row.sentence() + '.';
}

NextList::NextList(QWidget* parent)
    : QListView(parent)
    , m_model(new NextModel(this))
    , m_delegate(new NextDelegate(this)) {
    setModel(m_model);
    setItemDelegate(m_delegate);
    setAccessibleName(tr("Who goes next"));
    setSelectionMode(SingleSelection);
    setResizeMode(Adjust);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    connect(this, &QListView::clicked, this, &NextList::choose);
}

void NextList::setTheme(const Theme& theme) {
    m_delegate->setTheme(theme);
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, theme.background);
    setPalette(palette);
    viewport()->update();
}

std::optional<int> NextList::rowOf(Choice choice) const {
    const auto found = std::ranges::find(rows(), choice, &NextRow::choice);
    if (found == rows().end()) return std::nullopt;
    return static_cast<int>(found - rows().begin());
}

// Whoever is chosen stays so while its steps go by.
void NextList::show(std::vector<NextRow> rows) {
    const QModelIndex before = currentIndex();
    std::optional<Choice> current;
    if (before.isValid()) current = m_model->at(before.row()).choice;
    m_model->show(std::move(rows));
    scheduleDelayedItemsLayout(); // rows may be of other heights now
    if (m_model->rowCount() == 0) return;
    std::optional<int> row = current ? rowOf(*current) : std::nullopt;
    if (current && !row) row = rowOf({current->thread, Alternative::Normal});
    if (!row)
        row = static_cast<int>(std::ranges::find(this->rows(), true, &NextRow::canGo) - this->rows().begin());
    setCurrentIndex(m_model->index(std::min(*row, m_model->rowCount() - 1)));
}

std::optional<ThreadId> NextList::currentThread() const {
    if (!currentIndex().isValid()) return std::nullopt;
    return ThreadId{m_model->at(currentIndex().row()).choice.thread};
}

void NextList::choose(const QModelIndex& index) {
    if (index.isValid()) emit chosen(m_model->at(index.row()).choice);
}

void NextList::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return choose(currentIndex());
    QListView::keyPressEvent(event);
}

void NextList::resizeEvent(QResizeEvent* event) {
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // words wrap elsewhere
}

} // namespace lockstep::ui
