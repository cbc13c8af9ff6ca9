// SPDX-License-Identifier: GPL-3.0-or-later
// The trace as rows: one event each, nothing copied.
#pragma once

#include "core/trace/trace.h"

#include <QAbstractTableModel>

namespace lockstep::ui {

class EventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Thread, What, Place, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null for none. Shows what the trace holds now.
    void setTrace(const Trace* trace);
    /// Shows what has come since.
    void grow();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(EventIndex event, int column) const;

    const Trace* m_trace = nullptr;
    int m_rows = 0;
};

} // namespace lockstep::ui
