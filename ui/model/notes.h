// SPDX-License-Identifier: GPL-3.0-or-later
// Marks and notes that somebody puts on a run: each at an event, so that they keep their place along time and
// steps.
//
// They are kept with the run in its file, and in figures of it.
#pragma once

#include "core/trace/file/about.h"
#include "core/trace/ids.h"

#include <QString>

#include <vector>

namespace lockstep::ui {

struct Note {
    EventIndex event; ///< just behind it
    QString text;     ///< empty: a mark
    bool operator==(const Note&) const = default;
};

/// In the order of their events.
using Notes = std::vector<Note>;

/// Puts it in its place; another one at the same event goes.
void add(Notes& notes, Note note);
/// False when there is none.
bool removeAt(Notes& notes, EventIndex event);

/// As pairs of texts beside a trace, in place of those that are there.
void tellNotes(About& about, const Notes& notes);
/// What cannot be understood is left out.
Notes notesFrom(const About& about);

} // namespace lockstep::ui
