// SPDX-License-Identifier: GPL-3.0-or-later
// A table of what was spent, as wide as there is room: sorted by a click on a title, and copied as text.
#pragma once

#include "ui/model/theme.h"
#include "ui/tables/usemodel.h"

#include <QTableView>

namespace lockstep::ui {

enum class TextFormat : std::uint8_t {
    Csv,      ///< exact: nanoseconds or steps, RFC 4180
    Markdown, ///< as people read it, with units
};

class UseView : public QTableView {
    Q_OBJECT
public:
    enum class Order : std::uint8_t { Sortable, Fixed };

    UseView(const QString& name, Order order, QWidget* parent);

    UseModel& use() const { return *m_use; }
    void setTable(UseTable table);
    void setTheme(const Theme& theme);
    /// Rows and columns as they are shown.
    QString text(TextFormat format) const;

    /// Of the cell that the user has chosen: its row and column in the table; that of the names is no column.
    std::optional<std::size_t> chosenRow() const;
    std::optional<std::size_t> chosenColumn() const;

signals:
    void choiceChanged();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool hasChoice() const;
    void fitColumns();

    UseModel* m_use;
};

} // namespace lockstep::ui
