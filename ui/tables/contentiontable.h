// SPDX-License-Identifier: GPL-3.0-or-later
// What locks and threads spent, page by page: waits and holds per lock, states, waits and holds per thread,
// who let whom wait, and the critical path.
//
// The numbers are those of Contention, blameOf() and CriticalPath. While the trace grows they are taken anew
// once a second; beyond kManyEvents on a thread of their own, which is stopped and waited for before another
// trace is shown.
#pragma once

#include "ui/tables/contention/blamepage.h"
#include "ui/tables/contention/pathpage.h"
#include "ui/tables/contention/usepage.h"

class QStackedWidget;
class QTimer;
class QToolButton;

namespace lockstep::ui {

class ContentionTable : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kManyEvents = Aside::kManyEvents;
    enum class Page : std::uint8_t { Locks, Threads, Matrix, Path };
    static constexpr int kPages = 4;

    explicit ContentionTable(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void choose(Page page);
    /// Puts the table that is shown on the clipboard; false when there is none.
    bool copy(TextFormat format) const;

    const UseModel& locks() const { return m_locks->view().use(); }
    const UseModel& threads() const { return m_threads->view().use(); }
    UseView& lockView() const { return m_locks->view(); }
    UseView& threadView() const { return m_threads->view(); }
    UsePage& lockPage() const { return *m_locks; }
    BlamePage& matrix() const { return *m_matrix; }
    PathPage& path() const { return *m_path; }
    bool isComputing() const { return m_aside->isComputing(); }

signals:
    void updated(); ///< the tables show the trace as it was when they were last asked

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Figures {
        Contention contention;
        BlameMatrices matrices;
        UseTable locks;
        UseTable threads;
    };
    static Figures computed(const Trace& trace, const std::stop_token& stop);

    void makeLayout();
    QToolButton* makeButton(Page page);
    QWidget* widget(Page page) const;
    const UseView* shownView() const;
    void nameButtons();
    void showPage();
    void forget();
    void updateSoon();
    void update();
    void take(Figures figures);
    void hover(const QModelIndex& row);
    void selectThread(const QModelIndex& row);
    void showSelectedThread();

    Viewport* m_viewport;
    UsePage* m_locks;
    UsePage* m_threads;
    BlamePage* m_matrix;
    PathPage* m_path;
    QStackedWidget* m_pages;
    QToolButton* m_buttons[kPages]{};
    Page m_wished = Page::Locks; ///< what the user wants to see
    QTimer* m_timer;
    Aside* m_aside;
    std::size_t m_eventsShown = 0;
};

} // namespace lockstep::ui
