// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a frame around whichever list, table, text or number has the focus, brings its panel to the front and
// scrolls it into view: with the keyboard alone one always sees where one is.
//
// The timeline and the graph draw their own.
#pragma once

#include <QWidget>

class QMainWindow;

namespace lockstep::ui {

class FocusFrame : public QWidget {
    Q_OBJECT
public:
    explicit FocusFrame(QMainWindow& window);

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void follow(QWidget* focus);
    void frame(QWidget& framed);

    QMainWindow& m_window;
};

} // namespace lockstep::ui
