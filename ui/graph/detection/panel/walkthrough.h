// SPDX-License-Identifier: GPL-3.0-or-later
// A walk and where one stands in it: step by step, by itself, or as a quiz.
//
// In a quiz a step with a question is not shown before it was asked: the first next() asks, answer() goes on
// and remembers whether it was right, another next() goes on without an answer. Playing goes one step a
// second and stops at a question and at the end.
#pragma once

#include "core/analysis/detection/walk.h"

#include <QObject>

#include <memory>
#include <optional>

class QTimer;

namespace lockstep::ui {

class WalkThrough : public QObject {
    Q_OBJECT
public:
    static constexpr int kPace = 1000; ///< ms for each step when it plays

    explicit WalkThrough(QObject* parent = nullptr);

    /// From its first step; one that says the same as the present one keeps the step. Null for none.
    void show(std::shared_ptr<const DetectionWalk> walk);
    const std::shared_ptr<const DetectionWalk>& walk() const { return m_walk; }

    std::size_t step() const { return m_step; } ///< counted from 0
    std::size_t stepCount() const { return m_walk ? m_walk->steps.size() : 0; }
    bool isAtFirst() const { return m_step == 0 && !m_isAsking; }
    bool isAtLast() const { return m_step + 1 >= stepCount(); }
    void next();
    void back();
    void first();
    void last();
    void goTo(std::size_t step); ///< one that is there

    bool isPlaying() const;
    void setPlaying(bool on); ///< from the end: from the beginning
    void playOrStop() { setPlaying(!isPlaying()); }

    bool isQuiz() const { return m_isQuiz; }
    void setQuiz(bool on);
    bool isAsking() const { return m_isAsking; }
    /// What the next step does; none after the last.
    const DetectionStep* nextStep() const;
    /// Nothing happens when nothing is asked.
    void answer(ObjectId choice);

    struct Verdict {
        ObjectId choice;
        bool isRight = false;
    };
    /// Of the question before the present step, when it was answered.
    const std::optional<Verdict>& verdict() const { return m_verdict; }

signals:
    void changed();

private:
    std::shared_ptr<const DetectionWalk> m_walk;
    QTimer* m_timer;
    std::size_t m_step = 0;
    bool m_isQuiz = false;
    bool m_isAsking = false;
    std::optional<Verdict> m_verdict;
};

} // namespace lockstep::ui
