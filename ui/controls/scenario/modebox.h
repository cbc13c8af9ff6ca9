// SPDX-License-Identifier: GPL-3.0-or-later
// How the next run goes: the mode, and below it what that mode can be told: a speed, a seed.
#pragma once

#include "core/engine/scenario.h"

#include <QWidget>

#include <array>

class QButtonGroup;
class QSpinBox;
class QStackedWidget;

namespace lockstep::ui {

class SpeedSlider;

class ModeBox : public QWidget {
    Q_OBJECT
public:
    /// Those a person chooses; a replay begins with a schedule.
    static constexpr std::array kModes{Mode::Free, Mode::Slow, Mode::Step, Mode::Random};

    explicit ModeBox(QWidget* parent = nullptr);

    Mode mode() const;
    void setMode(Mode mode); ///< one of kModes
    SpeedSlider& speed() { return *m_speed; }
    const SpeedSlider& speed() const { return *m_speed; }
    std::uint64_t seed() const;
    void setSeed(std::uint64_t seed); ///< clipped to what the field holds
    void drawSeed();                  ///< another one, by chance

    static QString title(Mode mode);
    static QString tip(Mode mode); ///< one sentence without its full stop

signals:
    void modeChanged();

private:
    QWidget* makeSeedRow();
    void showMode();

    QButtonGroup* m_modes;
    QStackedWidget* m_details;
    SpeedSlider* m_speed;
    QSpinBox* m_seed = nullptr;
};

} // namespace lockstep::ui
