// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the variants of a scenario one after the other, with all threads at once, and shows them on one time
// scale.
#pragma once

#include "core/engine/session.h"
#include "ui/window/compare/comparisonview.h"
#include "ui/window/parts.h"

#include <QObject>

#include <deque>

namespace lockstep::ui {

class SideBySide : public QObject {
    Q_OBJECT
public:
    SideBySide(const Parts& parts, QObject* parent);

    /// Of the chosen scenario with the chosen parameters. Says so where there is nothing to compare.
    void start();

private:
    void goOn();
    void begin(const RunSettings& settings);
    void finish();
    std::vector<ComparisonView::Entry> entries() const;

    Parts m_parts;
    std::deque<RunSettings> m_queue;
    std::vector<int> m_numbers; // of the runs, in order
    bool m_isGoing = false;
    bool m_isStarting = false;
};

} // namespace lockstep::ui
