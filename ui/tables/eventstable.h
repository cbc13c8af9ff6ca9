// SPDX-License-Identifier: GPL-3.0-or-later
// Every event in words; the row under the cursor is the current one, and choosing a row moves the cursor.
#pragma once

#include <QTableView>

class QTimer;

namespace lockstep::ui {

class EventsModel;
class Viewport;

class EventsTable : public QTableView {
    Q_OBJECT
public:
    explicit EventsTable(Viewport* viewport, QWidget* parent = nullptr);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void showEvent(QShowEvent* event) override;

private:
    void replaceTrace();
    void catchUp();
    void followCursor();

    Viewport* m_viewport;
    EventsModel* m_model;
    QTimer* m_growTimer;        // rows are added a few times a second, not at every frame
    bool m_isFollowing = false; // the current row changes because the cursor did
};

} // namespace lockstep::ui
