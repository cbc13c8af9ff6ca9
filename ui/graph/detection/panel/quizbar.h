// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a walk's question with a button for each answer, and says afterwards whether it was right.
//
// There as long as the quiz is on, always equally high, so that the picture below it keeps its place: one row
// of answers where the names leave room for it, else two. The reason is the sentence of the step below.
#pragma once

#include "ui/graph/detection/panel/walkview.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QPushButton;

namespace lockstep::ui {

class QuizBar : public QFrame {
    Q_OBJECT
public:
    QuizBar(WalkThrough* through, Viewport* viewport, const WalkView* view, QWidget* parent = nullptr);

    QString text() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void follow();
    void arrange();
    int widestRow() const;
    void ask();
    void judge();
    void setButtons(const std::vector<QuizChoice>& choices);
    QPushButton* makeButton(const QuizChoice& choice);
    QString nameOf(ObjectId id) const;

    WalkThrough* m_through;
    Viewport* m_viewport;
    const WalkView* m_view;
    QLabel* m_text;
    QGridLayout* m_answers;
    int m_columns = static_cast<int>(kMostChoices);
};

} // namespace lockstep::ui
