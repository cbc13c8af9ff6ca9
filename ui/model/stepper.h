// SPDX-License-Identifier: GPL-3.0-or-later
// Leads a run step by step from wherever the cursor stands: forward, back, and into another run.
//
// At the front - the end of a run in Step mode that still goes - a choice is a step of that run. Anywhere
// else it makes a new run: the steps up to the cursor once more, then the choice. GUI thread only.
#pragma once

#include "core/schedule/chooser.h"
#include "core/trace/choice.h"
#include "core/trace/ids.h"
#include "ui/model/run.h"
#include "ui/model/viewport.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace lockstep::ui {

class Stepper : public QObject {
    Q_OBJECT
public:
    Stepper(Run& run, Viewport& viewport, QObject* parent = nullptr);

    /// Made up to the cursor.
    std::size_t steps() const;
    bool isAtFront() const;
    /// The run goes step by step and has not ended, wherever the cursor stands.
    bool isStepping() const;
    /// It goes on by itself until it is told to wait, or nobody can go.
    bool isGoingOn() const { return m_isGoingOn; }
    /// The choice that the run made after the cursor; none at its end.
    std::optional<Choice> madeChoice() const;

    void choose(Choice choice);
    /// Whoever made the last step, if it can go; else the first that can.
    void stepAny();
    void untilEnds(ThreadId thread);
    void untilSomebodyBlocks();
    /// By itself, or no longer.
    void goOnOrWait();
    /// The steps up to the cursor once more in a run of its own, then Step by step or Free.
    void continueAs(Mode mode);

    // Only the cursor moves: by a step where one thread moved at a time, else by an event.
    void back();
    void forward(); ///< at the front: stepAny

signals:
    void refused(const QString& sentence);

private:
    void follow(std::shared_ptr<Chooser> chooser, bool goesOn = false);
    void lead(std::shared_ptr<Chooser> chooser);
    void takeOver();
    bool hasSteps() const;
    std::vector<Choice> prefix() const;
    void branch(std::vector<Choice> script, Mode mode, const QString& origin);
    void chooseAgain(Choice choice);
    std::optional<QString> objectionTo(Choice choice) const;
    void refuse(Choice choice, const QString& reason);
    QString originOf(Choice choice) const;
    QString placeWords() const;
    void goTo(std::size_t steps);

    Run& m_run;
    Viewport& m_viewport;
    std::shared_ptr<Chooser> m_next; // leads as soon as the new run has come to where it branches
    bool m_isGoingOn = false;
    bool m_isLed = false; // somebody else than the user chooses, or has chosen last
};

} // namespace lockstep::ui
