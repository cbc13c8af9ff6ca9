// SPDX-License-Identifier: GPL-3.0-or-later
// Who let whom wait: a matrix of those that hold against those that wait, and the spans behind the chosen
// number.
//
// Each column sums to what the lanes show of that thread's waits: for locks, and for another thread's end.
#pragma once

#include "core/analysis/statistics/blame.h"
#include "ui/tables/contention/aside.h"
#include "ui/tables/contention/spanlist.h"
#include "ui/tables/useview.h"

#include <array>

class QCheckBox;
class QLabel;

namespace lockstep::ui {

/// The charges as a table, and what its rows and columns stand for. Both are sorted by how much they have; of
/// more than kMost the others are one row, or column, that stands for nobody.
struct BlameMatrix {
    static constexpr std::size_t kMost = 50;

    UseTable table;                ///< its first row and its first column are sums
    std::vector<Blamed> rows;      ///< without the first and that of the others
    std::vector<ThreadId> columns; ///< likewise

    static BlameMatrix of(const Trace& trace, const std::vector<Charge>& charges, Charging charging);
};
/// By Charging.
using BlameMatrices = std::array<BlameMatrix, 2>;
BlameMatrices matricesOf(const Trace& trace, const std::vector<Charge>& charges);

class BlamePage : public QWidget {
    Q_OBJECT
public:
    BlamePage(Viewport* viewport, QWidget* parent);

    void setMatrices(BlameMatrices matrices);
    /// Lets go of the trace.
    void forget();
    void setTheme(const Theme& theme);

    UseView& view() const { return *m_view; }
    SpanList& spans() const { return *m_spans; }
    QCheckBox& chains() const { return *m_chains; }
    bool isComputing() const { return m_aside->isComputing(); }

signals:
    void spansShown();

private:
    void showMatrix();
    void showSpans();
    Charging charging() const;
    const BlameMatrix& matrix() const { return m_matrices[static_cast<std::size_t>(charging())]; }

    Viewport* m_viewport;
    UseView* m_view;
    QCheckBox* m_chains;
    QLabel* m_nothing;
    SpanList* m_spans;
    Aside* m_aside;
    BlameMatrices m_matrices;
};

} // namespace lockstep::ui
