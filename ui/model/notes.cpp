// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/notes.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr std::string_view kPrefix = "note:"; // and the number of the event

} // namespace

void add(Notes& notes, Note note) {
    removeAt(notes, note.event);
    notes.insert(std::ranges::upper_bound(notes, note.event, {}, &Note::event), std::move(note));
}

bool removeAt(Notes& notes, EventIndex event) {
    return std::erase_if(notes, [event](const Note& note) { return note.event == event; }) > 0;
}

void tellNotes(About& about, const Notes& notes) {
    std::erase_if(about, [](const auto& pair) { return pair.first.starts_with(kPrefix); });
    for (const Note& note : notes)
        about[std::string(kPrefix) + std::to_string(note.event.value)] = note.text.toStdString();
}

Notes notesFrom(const About& about) {
    Notes notes;
    for (auto pair = about.lower_bound(kPrefix); pair != about.end() && pair->first.starts_with(kPrefix);
         ++pair) {
        bool isNumber = false;
        const auto event = QString::fromStdString(pair->first.substr(kPrefix.size())).toUInt(&isNumber);
        if (isNumber) add(notes, {EventIndex{event}, QString::fromStdString(pair->second)});
    }
    return notes;
}

} // namespace lockstep::ui
