// SPDX-License-Identifier: GPL-3.0-or-later
// What a figure carries of its run, and how the run is told that it came out of one.
#pragma once

#include "core/engine/session.h"
#include "core/trace/file/about.h"
#include "core/trace/slice.h"
#include "core/trace/time.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace lockstep::ui {

/// What a figure shows of its run.
struct Shown {
    TimeAxis axis = TimeAxis::Time;
    TimeRange range; ///< along it, with the cursor
    /// What is to be said of the view, which may name events: those of the slice where there is one.
    std::function<About(const Slice*)> view;
};

/// A trace file that also says `view`, see enclosure.h. Of a run of this process along steps it has no times
/// but the steps, for they are all that is the same when it is run again. Where it would be larger than
/// `most` it has the slice of the run that is shown, and says so. Where that is too large as well, it has no
/// events; then it names the trace's file, if there is one, by which it can be opened.
inline constexpr qsizetype kMostEnclosed = qsizetype{1} << 20;
QByteArray figureContent(const Session& session, const Shown& shown, qsizetype most = kMostEnclosed);

/// Of a figure that has only the slice it shows: what there is and what is not, in a sentence.
std::optional<QString> partWords(const About& figure);

/// The run has no times but its steps.
bool hasOnlySteps(const Session& session);
bool hasOnlySteps(const About& about);

/// The trace file that a figure names, for its own content has no events: its name, beside the figure, and
/// the hash of its bytes.
struct Origin {
    QString name;
    std::string hash;
};
/// Nothing where the figure has all that it shows. Throws UnreadableTrace where it names no file.
std::optional<Origin> originNeeded(const About& figure);
/// The run comes from this file.
void tellOrigin(About& about, const Origin& origin);
About withoutOrigin(About about);

/// Without what was on it and how it was seen: notes, filter, range.
void forgetView(About& about);
/// Puts what the one file says of how the run was seen in place of what another says of it.
void tellView(About& about, const About& seen);

} // namespace lockstep::ui
