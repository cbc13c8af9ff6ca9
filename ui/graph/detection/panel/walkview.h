// SPDX-License-Identifier: GPL-3.0-or-later
// The slide of a walk as a widget: paints the present step, walks by arrow keys, answers by click or digit.
//
// A screen reader is told the step's sentence and all that stands beside the picture.
#pragma once

#include "ui/graph/detection/panel/quiz.h"
#include "ui/graph/detection/panel/walkthrough.h"
#include "ui/graph/detection/slide/walkslide.h"
#include "ui/model/viewport.h"

#include <QWidget>

namespace lockstep::ui {

class WalkView : public QWidget {
    Q_OBJECT
public:
    WalkView(WalkThrough* through, Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Null when there is nothing to show.
    const WalkSlide* slide() const { return m_slide.get(); }
    /// What can be answered now; empty when nothing is asked.
    std::vector<QuizChoice> choices() const;

    QSize sizeHint() const override { return {400, 240}; }
    QSize minimumSizeHint() const override { return {240, 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void follow();
    void layOut();
    void describe();
    ObjectId nodeAt(QPointF point) const;
    ObjectId answerOf(const QKeyEvent& key) const; ///< none where it is no answer
    QString nodeWords(ObjectId id) const;
    ObjectId lit() const;

    WalkThrough* m_through;
    Viewport* m_viewport;
    const Theme* m_theme;
    std::unique_ptr<WalkSlide> m_slide;
};

} // namespace lockstep::ui
