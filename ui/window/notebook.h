// SPDX-License-Identifier: GPL-3.0-or-later
// Puts marks and notes on the run that is shown, and shows those that it has.
#pragma once

#include "ui/window/parts.h"

#include <QObject>
#include <QString>

namespace lockstep::ui {

struct RunEntry;

class NoteBook : public QObject {
    Q_OBJECT
public:
    NoteBook(const Parts& parts, QWidget& window);

    void mark();                   ///< at the cursor; takes away what is there
    void write();                  ///< asks for the text of a note at the cursor; an empty one takes it away
    void put(const QString& text); ///< a note at the cursor

private:
    const RunEntry* entry() const;
    bool hasMoment() const;
    void show();

    Parts m_parts;
    QWidget& m_window;
};

} // namespace lockstep::ui
