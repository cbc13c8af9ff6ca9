// SPDX-License-Identifier: GPL-3.0-or-later
// Every event in words; the one at the cursor is current, and making another current moves the cursor.
#pragma once

#include "ui/model/theme.h"
#include "ui/model/viewport.h"
#include "ui/tables/eventsmodel.h"

#include <QTableView>

class QTimer;

namespace lockstep::ui {

class EventsTable : public QTableView {
    Q_OBJECT
public:
    explicit EventsTable(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    const EventsModel& events() const { return *m_events; }

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void focusInEvent(QFocusEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void forget();
    void lookSoon();
    void look();
    void showCursor();
    void fitColumns();
    void reachOn(int scrollValue);

    Viewport* m_shared; // QAbstractScrollArea has a viewport() of its own
    EventsModel* m_events;
    QTimer* m_timer;
    bool m_isLooking = false;
    bool m_mustScroll = false;
};

} // namespace lockstep::ui
