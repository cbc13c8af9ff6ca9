// SPDX-License-Identifier: GPL-3.0-or-later
// Ties the search to the lanes, and carries out what menus and keys ask of filters.
#pragma once

#include "ui/model/find/placesearch.h"
#include "ui/window/parts.h"

#include <QObject>

namespace lockstep::ui {

class Finder : public QObject {
    Q_OBJECT
public:
    Finder(const Parts& parts, QObject* parent);

    void open(); ///< says so when there is nothing to search yet
    void goOn(PlaceSearch::Way way);
    /// Only threads that met what is pointed at; else the lock of the chosen lane, what the chosen thread is
    /// on at the cursor, or what the event at the cursor was about.
    void showMeeting();
    void showState(ThreadState state); ///< only threads that were in it in the visible range

    /// What showMeeting() would go by; none where there is nothing.
    ObjectId subject() const;
    /// A menu opens: what is pointed at now is what it is about, until it closes.
    void point();
    void letGo();
    /// "Show only threads that met `lock2`"
    QString meetingText() const;

private:
    bool hasTrace(const QString& otherwise) const;
    void choose(ThreadId thread);

    Parts m_parts;
    ObjectId m_pointed;
};

} // namespace lockstep::ui
