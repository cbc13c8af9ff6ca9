// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for a file without keeping the window from the user.
#pragma once

#include <QFileDialog>

namespace lockstep::ui {

/// Of one kind: "Traces of Lockstep", with that ending (and its dot); others can be chosen too. Goes when it
/// is closed; not shown yet.
QFileDialog* makeFileDialog(const QString& title, QFileDialog::AcceptMode mode, const QString& kind,
                            const QString& ending, QWidget& window);

} // namespace lockstep::ui
