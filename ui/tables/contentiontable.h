// SPDX-License-Identifier: GPL-3.0-or-later
// Who waited how long for which lock, and how each thread spent its time: the figures of Contention.
//
// Worked out on a thread of its own, at most once a second while the run goes on, and only while visible.
#pragma once

#include "core/analysis/contention.h"

#include <QSplitter>
#include <QThreadPool>

class QStandardItemModel;
class QTableView;
class QTimer;

namespace lockstep::ui {

class Viewport;

class ContentionTable : public QSplitter {
    Q_OBJECT
public:
    explicit ContentionTable(Viewport* viewport, QWidget* parent = nullptr);
    ~ContentionTable() override;

    /// Works it out now, on this thread.
    void refreshNow();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QTableView* addTable(QStandardItemModel* model, const QString& name);
    void replaceTrace();
    void refresh();
    void show(const Contention& contention);

    Viewport* m_viewport;
    QStandardItemModel* m_locks;
    QStandardItemModel* m_threads;
    QTimer* m_timer;
    QThreadPool m_pool;       // one thread
    quint64 m_generation = 0; // of the trace: a result for an older one is thrown away
};

} // namespace lockstep::ui
