// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a walk's question with a button for each answer, and says afterwards whether it was right.
//
// There as long as the quiz is on, always equally high, so that the picture below it keeps its place.
#pragma once

#include "ui/graph/detection/panel/walkview.h"

#include <QFrame>

class QGridLayout;
class QLabel;

namespace lockstep::ui {

class QuizBar : public QFrame {
    Q_OBJECT
public:
    QuizBar(WalkThrough* through, Viewport* viewport, const WalkView* view, QWidget* parent = nullptr);

    QString text() const;

private:
    void follow();
    void ask();
    void judge();
    void setButtons(const std::vector<ObjectId>& choices);
    QString nameOf(ObjectId id) const;

    WalkThrough* m_through;
    Viewport* m_viewport;
    const WalkView* m_view;
    QLabel* m_text;
    QGridLayout* m_answers;
};

} // namespace lockstep::ui
