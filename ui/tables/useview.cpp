// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/useview.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSortFilterProxyModel>

namespace lockstep::ui {

namespace {
constexpr int kPad = 5; // px beside a title
} // namespace

UseView::UseView(const QString& name, Order order, QWidget* parent)
    : QTableView(parent)
    , m_use(new UseModel(this)) {
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_use);
    sorted->setSortRole(UseModel::kNumberRole);
    setModel(sorted);
    setSortingEnabled(order == Order::Sortable);
    if (order == Order::Sortable) sortByColumn(-1, Qt::AscendingOrder);
    setAccessibleName(name);
    setSelectionBehavior(order == Order::Sortable ? SelectRows : SelectItems);
    setSelectionMode(SingleSelection);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setAlternatingRowColors(order == Order::Sortable);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(20);
}

void UseView::setTable(UseTable table) {
    m_use->setTable(std::move(table));
    fitColumns();
}

void UseView::setTheme(const Theme& theme) {
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, theme.background);
    setPalette(palette);
    m_use->setShade(theme.background, theme.look(ThreadState::Blocked).fill);
}

// A view without a current cell takes the first when it gets the focus: that is nobody's choice.
bool UseView::hasChoice() const {
    return currentIndex().isValid() && selectionModel()->isSelected(currentIndex());
}

std::optional<std::size_t> UseView::chosenRow() const {
    if (!hasChoice()) return std::nullopt;
    const auto* sorted = static_cast<const QSortFilterProxyModel*>(model());
    return static_cast<std::size_t>(sorted->mapToSource(currentIndex()).row());
}

std::optional<std::size_t> UseView::chosenColumn() const {
    if (!hasChoice() || currentIndex().column() < 1) return std::nullopt;
    return static_cast<std::size_t>(currentIndex().column() - 1);
}

void UseView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    emit choiceChanged();
}

void UseView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    emit choiceChanged();
}

void UseView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

// As narrow as numbers and titles allow, so that as many as can be are seen; what is left is shared out. The
// mark for sorting has room above the title.
void UseView::fitColumns() {
    const int columns = model()->columnCount();
    if (columns == 0) return;
    std::vector<int> widths;
    int left = width() - verticalScrollBar()->sizeHint().width();
    for (int c = 0; c < columns; ++c) {
        const QString title = model()->headerData(c, Qt::Horizontal).toString();
        const int words = fontMetrics().size(0, title).width() + 2 * kPad;
        widths.push_back(std::max(words, sizeHintForColumn(c)));
        left -= widths.back();
    }
    for (int c = 0; c < columns; ++c)
        setColumnWidth(c, widths[static_cast<std::size_t>(c)] + std::max(0, left) / columns);
}

} // namespace lockstep::ui
