// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/notebook.h"

#include "ui/controls/status/banner.h"
#include "ui/model/run.h"
#include "ui/model/viewport.h"

#include <QInputDialog>

namespace lockstep::ui {

NoteBook::NoteBook(const Parts& parts, QWidget& window)
    : QObject(&window)
    , m_parts(parts)
    , m_window(window) {
    connect(m_parts.viewport, &Viewport::traceChanged, this, &NoteBook::show, Qt::QueuedConnection);
}

const RunEntry* NoteBook::entry() const {
    return m_parts.viewport->trace() ? m_parts.run->runs().of(m_parts.run->session()) : nullptr;
}

// Along both axes: notes stand at events.
void NoteBook::show() {
    if (const RunEntry* shown = entry()) m_parts.viewport->setNotes(shown->notes);
}

bool NoteBook::hasMoment() const {
    if (entry() && m_parts.viewport->cursor().event) return true;
    m_parts.banner->announce(Banner::Tone::Notice, tr("There is nothing to mark yet: run a scenario first."));
    return false;
}

void NoteBook::mark() {
    if (!hasMoment()) return;
    Notes notes = entry()->notes;
    const EventIndex here = *m_parts.viewport->cursor().event;
    if (!removeAt(notes, here)) add(notes, {here, {}});
    m_parts.run->runs().setNotes(entry()->number, notes);
    show();
}

void NoteBook::write() {
    if (!hasMoment()) return;
    auto* dialog = new QInputDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Note at this moment"));
    dialog->setLabelText(tr("What is to be seen here?"));
    for (const Note& note : entry()->notes)
        if (note.event == *m_parts.viewport->cursor().event) dialog->setTextValue(note.text);
    connect(dialog, &QInputDialog::textValueSelected, this, &NoteBook::put);
    connect(m_parts.viewport, &Viewport::traceChanged, dialog, &QDialog::reject);
    dialog->open();
}

void NoteBook::put(const QString& text) {
    if (!hasMoment()) return;
    Notes notes = entry()->notes;
    const EventIndex here = *m_parts.viewport->cursor().event;
    removeAt(notes, here);
    if (!text.trimmed().isEmpty()) add(notes, {here, text.trimmed()});
    m_parts.run->runs().setNotes(entry()->number, notes);
    show();
}

} // namespace lockstep::ui
