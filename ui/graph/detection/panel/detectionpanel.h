// SPDX-License-Identifier: GPL-3.0-or-later
// Deadlock detection at the cursor, to be walked through: which walk, where in it, the slide, the quiz.
//
// Its buttons are actions that are given to it, so that menu, keys and buttons are one.
#pragma once

#include "ui/graph/detection/panel/walkmaker.h"
#include "ui/graph/detection/panel/walkview.h"

#include <QWidget>

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;

namespace lockstep::ui {

class QuizBar;

class DetectionPanel : public QWidget {
    Q_OBJECT
public:
    explicit DetectionPanel(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Buttons for them, in this order.
    void setActions(const QList<QAction*>& actions);

    WalkView& view() const { return *m_view; }
    WalkThrough& through() const { return *m_through; }
    QuizBar& quiz() const { return *m_quiz; }
    const WalkMaker& maker() const { return *m_maker; }
    DetectionView walkKind() const { return m_maker->view(); }
    void choose(DetectionView kind);
    /// "Step 3 of 12"
    QString place() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeLayout();
    void follow();

    WalkMaker* m_maker;
    WalkThrough* m_through;
    WalkView* m_view;
    QuizBar* m_quiz;
    QComboBox* m_kinds;
    QHBoxLayout* m_buttons;
    QLabel* m_place;
};

} // namespace lockstep::ui
