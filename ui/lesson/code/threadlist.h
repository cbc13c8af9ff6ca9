// SPDX-License-Identifier: GPL-3.0-or-later
// Every thread at the cursor, a row each: its state, what it waits for, where it stands.
#pragma once

#include "ui/lesson/code/codemarks.h"
#include "ui/model/themeddelegate.h"

#include <QAbstractListModel>

namespace lockstep::ui {

/// Of many threads (over kManyThreads) those that have ended are left out.
class ThreadListModel : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr int kManyThreads = 32;

    using QAbstractListModel::QAbstractListModel;

    void show(const Trace& trace, const Moment& moment);
    void clear();

    const ThreadNow& at(int row) const { return m_threads[static_cast<std::size_t>(row)]; }
    std::optional<int> rowOf(ThreadId thread) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Display and accessible text: the whole sentence; tooltip: also what the state means.
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<ThreadNow> m_threads;
};

/// Two lines: name and deed, then reason and place; before them the state's colour and glyph.
class ThreadDelegate : public ThemedDelegate {
    Q_OBJECT
public:
    using ThemedDelegate::ThemedDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintBadge(QPainter& painter, const QRectF& box, ThreadState state) const;
    void paintWords(QPainter& painter, const QStyleOptionViewItem& option, const QRectF& box,
                    const ThreadNow& now) const;
};

} // namespace lockstep::ui
