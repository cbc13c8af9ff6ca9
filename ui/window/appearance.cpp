// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/appearance.h"

#include "ui/window/outlinedstyle.h"

#include <QApplication>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr double kSmallest = 0.75;
constexpr double kLargest = 2;
constexpr double kStep = 0.125;

} // namespace

Appearance::Appearance(QObject* parent)
    : QObject(parent)
    , m_isDesktopDark(QApplication::palette().color(QPalette::Window).lightness() < 128)
    , m_desktopFont(QApplication::font()) {
    // the one style that takes all its colours from the palette
    QApplication::setStyle(new OutlinedStyle);
    QApplication::setPalette(theme().palette());
}

const Theme& Appearance::theme() const {
    if (m_figures) return *m_figures;
    const bool isDark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_isDesktopDark);
    return isDark ? Theme::dark() : Theme::light();
}

void Appearance::choose(ThemeChoice choice) {
    m_choice = choice;
    QApplication::setPalette(theme().palette());
    emit themeChanged();
}

void Appearance::showFor(const Theme* figure) {
    m_figures = figure;
    choose(m_choice);
}

bool Appearance::isTextScale(double scale) {
    return scale >= kSmallest && scale <= kLargest;
}

void Appearance::setTextScale(double scale) {
    m_textScale = scale;
    QFont font = m_desktopFont;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(m_desktopFont.pointSizeF() * scale);
    else
        font.setPixelSize(static_cast<int>(std::lround(m_desktopFont.pixelSize() * scale)));
    QApplication::setFont(font);
    emit textScaleChanged();
}

void Appearance::scaleText(int steps) {
    setTextScale(std::clamp(m_textScale + steps * kStep, kSmallest, kLargest));
}

} // namespace lockstep::ui
