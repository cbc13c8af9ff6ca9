// SPDX-License-Identifier: GPL-3.0-or-later
// What locks and threads spent in the whole run: waits and holds per lock, time in each state per thread.
//
// The numbers are Contention's own. While the trace grows they are taken anew once a second; beyond
// kManyEvents on a thread of their own, which is stopped and waited for before another trace is shown.
#pragma once

#include "ui/model/theme.h"
#include "ui/model/viewport.h"
#include "ui/tables/usemodel.h"

#include <QWidget>

#include <memory>
#include <thread>

class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QTimer;
class QToolButton;

namespace lockstep::ui {

class ContentionTable : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kManyEvents = 200'000;

    explicit ContentionTable(Viewport* viewport, QWidget* parent = nullptr);
    ~ContentionTable() override;

    void setTheme(const Theme& theme);

    const UseModel& locks() const { return *m_locks; }
    const UseModel& threads() const { return *m_threads; }
    QTableView& lockView() const { return *m_lockView; }
    QTableView& threadView() const { return *m_threadView; }
    bool isComputing() const { return m_worker.joinable(); }

signals:
    void updated(); ///< the tables show the trace as it was when they were last asked

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Tables {
        UseTable locks;
        UseTable threads;
    };
    static Tables computed(const Trace& trace, const std::stop_token& stop);

    QTableView* makeView(UseModel* model, const QString& name);
    void makeLayout();
    QToolButton* makeButton(const QString& text, QTableView* view);
    void showPage();
    void fitColumns(QTableView& view) const;
    void forget();
    void stopWorker();
    void updateSoon();
    void update();
    void computeAside(const Trace& trace);
    void take(Tables tables);
    void hover(const QModelIndex& row);
    void selectThread(const QModelIndex& row);
    void showSelectedThread();

    Viewport* m_viewport;
    UseModel* m_locks;
    UseModel* m_threads;
    QTableView* m_lockView;
    QTableView* m_threadView;
    QStackedWidget* m_pages;
    QTableView* m_wished; ///< what the user wants to see
    QToolButton* m_lockButton = nullptr;
    QToolButton* m_threadButton = nullptr;
    QTimer* m_timer;
    std::size_t m_eventsShown = 0;
    std::uint64_t m_round = 0; // results of an earlier trace are thrown away
    std::jthread m_worker;
};

} // namespace lockstep::ui
