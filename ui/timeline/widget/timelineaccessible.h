// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline as a table for screen readers: a row for each lane, in it the state at the cursor in words.
#pragma once

#include <QAccessible>
#include <QAccessibleWidget>

#include <map>

namespace lockstep::ui {

class TimelineWidget;

class TimelineAccessible : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    explicit TimelineAccessible(TimelineWidget* widget);
    ~TimelineAccessible() override;

    /// Once, before the first timeline is shown to anybody.
    static void install();

    TimelineWidget* timeline() const;

    void* interface_cast(QAccessible::InterfaceType type) override;
    int childCount() const override { return rowCount(); }
    QAccessibleInterface* child(int index) const override { return cellAt(index, 0); }
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override;
    int selectedCellCount() const override { return selectedRowCount(); }
    QList<QAccessibleInterface*> selectedCells() const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int row) const override;
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override;
    int columnCount() const override { return 1; }
    int rowCount() const override;
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override;
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override;
    bool selectRow(int row) override;
    bool selectColumn(int) override { return false; }
    bool unselectRow(int row) override;
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent*) override {}

private:
    mutable std::map<int, QAccessible::Id> m_cells; // by row, made when asked for
};

} // namespace lockstep::ui
