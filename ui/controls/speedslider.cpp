// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/speedslider.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kNotchesPerDecade = 10;
constexpr int kDecades = 4;

double speedAt(int notch) {
    return std::pow(10.0, double(notch) / kNotchesPerDecade - kDecades);
}

int notchFor(double speed) {
    const double decades = std::log10(std::clamp(speed, SpeedSlider::kSlowest, 1.0)) + kDecades;
    return static_cast<int>(std::lround(decades * kNotchesPerDecade));
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
    const double factor = 1 / speed();
    if (m_slider->value() == m_slider->maximum()) return tr("As in real time");
    const double rounded = factor < 10 ? std::round(factor * 10) / 10 : std::round(factor);
    return tr("%1 times slower").arg(QLocale().toString(rounded, 'g', 6));
}

void SpeedSlider::tell() {
    m_text->setText(text());
    m_slider->setAccessibleDescription(text());
    emit speedChanged(speed());
}

} // namespace lockstep::ui
