// SPDX-License-Identifier: GPL-3.0-or-later
// The source that runs, with each thread's place at the cursor, and below it what each thread is about.
//
// Where the scenario has a twin in Python, that stands behind a tab, with the same marks. Follows the
// viewport. A click on a mark or a row selects the thread; the selected thread's line - or, without one, that
// of the thread under the cursor - is kept in view.
#pragma once

#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QWidget>

class QLabel;
class QListView;
class QStackedWidget;
class QTabBar;
class QTimer;

namespace lockstep::ui {

class CodeText;
class ThreadDelegate;
class ThreadListModel;
class TwinPane;

class CodePane : public QWidget {
    Q_OBJECT
public:
    explicit CodePane(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Shows a text under the base name that trace sites have: "two_locks.cpp".
    void setSource(const QString& fileName, const QString& text);
    /// The same with the text built into the program, and its twin. False when there is none; says so in its
    /// place.
    bool showSource(const QString& fileName);
    /// Of the run whose marks are shown; empty when there is none yet.
    void setRunTitle(const QString& title);
    QString title() const;
    const QString& fileName() const { return m_fileName; }

    CodeText& code() const { return *m_code; }
    TwinPane& twin() const { return *m_twin; }
    QTabBar& tabs() const { return *m_tabs; }
    const ThreadListModel& threads() const { return *m_threads; }
    QListView& list() const { return *m_list; }

private:
    void makeLayout();
    void tellTitle();
    void forget();
    void lookSoon();
    void look();
    void select(ThreadId thread);
    void showSelection();
    ThreadId watched() const;

    Viewport* m_viewport;
    QTimer* m_timer;
    QLabel* m_title;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    CodeText* m_code;
    TwinPane* m_twin;
    QListView* m_list;
    ThreadListModel* m_threads;
    ThreadDelegate* m_delegate;
    QString m_fileName;
    QString m_runTitle;
    bool m_isSelecting = false;
};

} // namespace lockstep::ui
