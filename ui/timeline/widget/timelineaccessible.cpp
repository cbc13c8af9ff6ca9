// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/widget/timelineaccessible.h"

#include "ui/timeline/widget/timelinewidget.h"

namespace lockstep::ui {

namespace {

class LaneCell : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    LaneCell(TimelineAccessible* table, int row)
        : m_table(table)
        , m_row(row) {}

    bool isValid() const override { return m_table->timeline() && m_row < m_table->rowCount(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_table->window(); }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override { return m_table; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Name && isValid() ? m_table->timeline()->laneText(m_row) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override { return isValid() ? m_table->timeline()->laneRectOnScreen(m_row) : QRect(); }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.selectable = state.focusable = state.readOnly = true;
        state.selected = state.focused = isSelected();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this)
                                                       : nullptr;
    }

    bool isSelected() const override { return m_table->isRowSelected(m_row); }
    QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return 0; }
    int rowIndex() const override { return m_row; }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override { return m_table; }

private:
    TimelineAccessible* m_table;
    int m_row;
};

QAccessibleInterface* make(const QString&, QObject* object) {
    auto* timeline = qobject_cast<TimelineWidget*>(object);
    return timeline ? new TimelineAccessible(timeline) : nullptr;
}

} // namespace

TimelineAccessible::TimelineAccessible(TimelineWidget* widget)
    : QAccessibleWidget(widget, QAccessible::Table) {}

TimelineAccessible::~TimelineAccessible() {
    for (const auto& [row, id] : m_cells) QAccessible::deleteAccessibleInterface(id);
}

void TimelineAccessible::install() {
    static const bool isInstalled = (QAccessible::installFactory(make), true);
    Q_UNUSED(isInstalled)
}

TimelineWidget* TimelineAccessible::timeline() const {
    return qobject_cast<TimelineWidget*>(object());
}

void* TimelineAccessible::interface_cast(QAccessible::InterfaceType type) {
    if (type == QAccessible::TableInterface) return static_cast<QAccessibleTableInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

int TimelineAccessible::rowCount() const {
    return timeline() ? static_cast<int>(timeline()->scene().layout.lanes().size()) : 0;
}

QAccessibleInterface* TimelineAccessible::cellAt(int row, int column) const {
    if (column != 0 || row < 0 || row >= rowCount()) return nullptr;
    const auto known = m_cells.find(row);
    if (known != m_cells.end()) return QAccessible::accessibleInterface(known->second);
    auto* cell = new LaneCell(const_cast<TimelineAccessible*>(this), row);
    m_cells[row] = QAccessible::registerAccessibleInterface(cell);
    return cell;
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface* child) const {
    for (const auto& [row, id] : m_cells)
        if (QAccessible::accessibleInterface(id) == child) return row;
    return -1;
}

QAccessibleInterface* TimelineAccessible::childAt(int x, int y) const {
    for (int row = 0; row < rowCount(); ++row)
        if (timeline()->laneRectOnScreen(row).contains(x, y)) return cellAt(row, 0);
    return nullptr;
}

QAccessibleInterface* TimelineAccessible::focusChild() const {
    const QList<QAccessibleInterface*> cells = selectedCells();
    return cells.isEmpty() ? nullptr : cells.front();
}

QList<QAccessibleInterface*> TimelineAccessible::selectedCells() const {
    QList<QAccessibleInterface*> cells;
    for (const int row : selectedRows()) cells << cellAt(row, 0);
    return cells;
}

QString TimelineAccessible::columnDescription(int column) const {
    return column == 0 ? TimelineWidget::tr("State at the cursor") : QString();
}

QString TimelineAccessible::rowDescription(int row) const {
    return row >= 0 && row < rowCount() ? timeline()->laneText(row).section(", ", 0, 0) : QString();
}

int TimelineAccessible::selectedRowCount() const {
    return static_cast<int>(selectedRows().size());
}

QList<int> TimelineAccessible::selectedRows() const {
    const auto lane = timeline() ? timeline()->scene().selectedLane : std::nullopt;
    if (!lane || static_cast<int>(*lane) >= rowCount()) return {};
    return {static_cast<int>(*lane)};
}

bool TimelineAccessible::isRowSelected(int row) const {
    return selectedRows().contains(row);
}

bool TimelineAccessible::selectRow(int row) {
    if (row < 0 || row >= rowCount()) return false;
    timeline()->chooseLane(static_cast<std::size_t>(row));
    return true;
}

bool TimelineAccessible::unselectRow(int row) {
    if (!isRowSelected(row)) return false;
    timeline()->chooseLane(std::nullopt);
    return true;
}

} // namespace lockstep::ui
