// SPDX-License-Identifier: GPL-3.0-or-later
// How slow slow motion is, on a logarithmic scale, from real time to a ten-thousandth of it.
#pragma once

#include <QWidget>

class QLabel;
class QSlider;

namespace lockstep::ui {

class SpeedSlider : public QWidget {
    Q_OBJECT
public:
    static constexpr double kSlowest = 0.0001;

    explicit SpeedSlider(QWidget* parent = nullptr);

    double speed() const; ///< session seconds per real second
    void setSpeed(double speed);
    /// One notch: 1, 2 and 5 of each decade.
    void faster() { stepBy(1); }
    void slower() { stepBy(-1); }
    QString text() const; ///< "0.01×: 100 times slower"

signals:
    void speedChanged(double speed);

private:
    void stepBy(int notches);
    void tell();

    QSlider* m_slider;
    QLabel* m_text;
};

} // namespace lockstep::ui
