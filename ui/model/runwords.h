// SPDX-License-Identifier: GPL-3.0-or-later
// Which run it is, in words: for captions and titles.
#pragma once

#include <QString>

namespace lockstep {
class Session;
struct RunSettings;
} // namespace lockstep

namespace lockstep::ui {

struct RunWords {
    QString name;     ///< "two-locks, naive, seed 7"; with the parameters that are not as usual
    QString modelled; ///< what in it was not real, in one sentence; empty when all was
};

RunWords runWords(const Session& session);

/// "Two locks – naive"
QString runTitle(const RunSettings& settings);

} // namespace lockstep::ui
