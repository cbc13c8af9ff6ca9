// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/scenario/speedslider.h"

#include "ui/model/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

// 1, 2 and 5 of each decade: every notch is a round number.
constexpr int kNotchesPerDecade = 3;
constexpr int kDecades = 4;

double speedAt(int notch) {
    constexpr double kSteps[] = {1, 2, 5};
    return kSteps[notch % kNotchesPerDecade] * std::pow(10.0, notch / kNotchesPerDecade - kDecades);
}

// The nearest one on the logarithmic scale.
int notchFor(double speed) {
    const auto distance = [wanted = std::log10(std::clamp(speed, SpeedSlider::kSlowest, 1.0))](int notch) {
        return std::abs(std::log10(speedAt(notch)) - wanted);
    };
    int best = 0;
    for (int notch = 1; notch <= kNotchesPerDecade * kDecades; ++notch)
        if (distance(notch) < distance(best)) best = notch;
    return best;
}

QSlider* makeSlider(QWidget* parent) {
    auto* slider = new QSlider(Qt::Horizontal, parent);
    slider->setRange(0, kDecades * kNotchesPerDecade);
    slider->setPageStep(kNotchesPerDecade);
    slider->setTickInterval(kNotchesPerDecade);
    slider->setTickPosition(QSlider::TicksBelow);
    slider->setAccessibleName(SpeedSlider::tr("Speed of slow motion"));
    slider->setToolTip(SpeedSlider::tr("Speed of slow motion, also while it runs; each mark is ten times"));
    return slider;
}

} // namespace

SpeedSlider::SpeedSlider(QWidget* parent)
    : QWidget(parent)
    , m_slider(makeSlider(this))
    , m_text(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_slider);
    column->addWidget(m_text);
    setSpeed(0.01);
    tell();
    connect(m_slider, &QSlider::valueChanged, this, &SpeedSlider::tell);
}

double SpeedSlider::speed() const {
    return speedAt(m_slider->value());
}

void SpeedSlider::setSpeed(double speed) {
    m_slider->setValue(notchFor(speed));
}

void SpeedSlider::stepBy(int notches) {
    m_slider->setValue(m_slider->value() + notches);
}

QString SpeedSlider::text() const {
    if (m_slider->value() == m_slider->maximum()) return tr("1×: as in real time");
    return tr("%1×: %2 times slower")
        .arg(QLocale().toString(speed(), 'g', 6), numberText(std::llround(1 / speed())));
}

void SpeedSlider::tell() {
    m_text->setText(text());
    m_slider->setAccessibleDescription(text());
    emit speedChanged(speed());
}

} // namespace lockstep::ui
