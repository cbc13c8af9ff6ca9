// SPDX-License-Identifier: GPL-3.0-or-later
// The trace as a table, an event a row: nothing is copied. Of a trace longer than kWindow a stretch of so
// many events.
#pragma once

#include "core/trace/trace.h"
#include "ui/tables/durationunit.h"

#include <QAbstractTableModel>

namespace lockstep::ui {

class EventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : std::uint8_t { Number, Time, Thread, What, Where };
    static constexpr int kColumns = Where + 1;
    /// Views keep a few bytes for each row.
    static constexpr std::size_t kWindow = 200'000;

    using QAbstractTableModel::QAbstractTableModel;

    void setTrace(const Trace* trace);
    /// Takes note of what was appended since.
    void grow();
    /// Moves the stretch so that it holds the event, with room on both sides where there is.
    void reach(EventIndex event);

    std::optional<int> rowOf(EventIndex event) const;
    EventIndex eventAt(int row) const {
        return EventIndex{static_cast<std::uint32_t>(m_first) + static_cast<std::uint32_t>(row)};
    }
    std::size_t firstEvent() const { return m_first; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(EventIndex index, Column column) const;
    QString deed(EventIndex index) const;

    const Trace* m_trace = nullptr;
    std::size_t m_first = 0;
    int m_rows = 0;
    DurationUnit m_unit;
};

} // namespace lockstep::ui
