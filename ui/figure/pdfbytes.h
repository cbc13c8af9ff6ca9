// SPDX-License-Identifier: GPL-3.0-or-later
// A PDF that says the same at any time of day and in any time zone.
#pragma once

#include <QByteArray>

namespace lockstep::ui {

/// Takes the date of its making out of a file that QPdfWriter has written, and mends the table of where its
/// objects begin. A file without such a date comes back as it is.
QByteArray withoutDate(const QByteArray& pdf);

} // namespace lockstep::ui
