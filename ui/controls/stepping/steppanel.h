// SPDX-License-Identifier: GPL-3.0-or-later
// Who goes next: a sentence that says where the run stands, the list to choose from, and buttons to go on.
//
// All that is shown follows from the trace at the viewport's cursor; only whether a thread computes at the
// moment comes from the run. Nothing flickers while a step is being made: what is unknown for less than
// kPatience is not shown.
#pragma once

#include "ui/controls/stepping/nextlist.h"

#include <QWidget>

class QAction;
class QLabel;
class QTimer;
class QToolBar;

namespace lockstep::ui {

class Run;
class Stepper;
class Viewport;

class StepPanel : public QWidget {
    Q_OBJECT
public:
    static constexpr int kPatience = 200; // ms

    StepPanel(const Run& run, Stepper& stepper, Viewport& viewport, QWidget* parent = nullptr);

    void setActions(const QList<QAction*>& actions); ///< null is a gap
    void setTheme(const Theme& theme);
    NextList& list() { return *m_list; }
    const NextList& list() const { return *m_list; }
    QString headline() const;

private:
    void lookSoon();
    void look();
    std::vector<NextRow> rows() const;

    const Run& m_run;
    Stepper& m_stepper;
    Viewport& m_viewport;
    QLabel* m_headline;
    NextList* m_list;
    QToolBar* m_buttons;
    QTimer* m_soon;     // until the next look
    QTimer* m_patience; // until a thread that computes is shown as such
};

} // namespace lockstep::ui
