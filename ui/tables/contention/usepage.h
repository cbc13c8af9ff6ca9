// SPDX-License-Identifier: GPL-3.0-or-later
// Locks or threads with what they spent; the row that is chosen shows how its waits, or its holds, are
// spread.
#pragma once

#include "core/analysis/contention.h"
#include "ui/tables/contention/histogramview.h"
#include "ui/tables/useview.h"

namespace lockstep::ui {

class UsePage : public QWidget {
    Q_OBJECT
public:
    explicit UsePage(const QString& name, QWidget* parent);

    struct Row {
        Distribution wait;
        Distribution hold;
    };
    /// `rows` in the order of the table's.
    void setTable(UseTable table, std::vector<Row> rows);
    void setTheme(const Theme& theme);

    UseView& view() const { return *m_view; }
    const HistogramView& histogram() const { return *m_histogram; }

private:
    void showHistogram();

    UseView* m_view;
    HistogramView* m_histogram;
    std::vector<Row> m_rows;
};

/// The figures of Contention's locks or threads.
template <class Use>
std::vector<UsePage::Row> rowsOf(const std::vector<Use>& uses) {
    std::vector<UsePage::Row> rows;
    for (const Use& use : uses) rows.push_back({use.wait, use.hold});
    return rows;
}

} // namespace lockstep::ui
