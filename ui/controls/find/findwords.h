// SPDX-License-Identifier: GPL-3.0-or-later
// What a search has found, in words.
#pragma once

#include "ui/model/find/placesearch.h"

#include <QString>

namespace lockstep::ui {

/// "Threads: Worker 1, Worker 2. Locks: ..."; where nothing has such a name, how one searches on.
QString namesFound(const Trace& trace, const TraceQuery& query);
/// "3.2 ms: Worker 1 takes `lock1` at two_locks.cpp:24"; where its thread enters a state with it, that:
/// "3.2 ms: Worker 1, waiting 1.1 ms for `lock2`, ...".
QString placeWords(const Trace& trace, const Place& place);
/// "the mutex `lock1`"
QString objectWords(const Trace& trace, ObjectId object);
/// Whether a thread has the phrase in its name.
bool hasThread(const Trace& trace, const QString& phrase);

} // namespace lockstep::ui
