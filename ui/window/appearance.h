// SPDX-License-Identifier: GPL-3.0-or-later
// Theme and size of text of the whole program.
#pragma once

#include "ui/model/theme.h"

#include <QFont>
#include <QObject>

namespace lockstep::ui {

enum class ThemeChoice : std::uint8_t { System, Light, Dark };

class Appearance : public QObject {
    Q_OBJECT
public:
    /// Remembers the palette and font the desktop gave to the application.
    explicit Appearance(QObject* parent = nullptr);

    const Theme& theme() const;
    ThemeChoice choice() const { return m_choice; }
    void choose(ThemeChoice choice);
    /// All is drawn in a figure's theme until null is given: then again as it was chosen.
    void showFor(const Theme* figure);
    /// The theme is the one the desktop uses: its icons can be seen on it.
    bool isDesktops() const { return theme().isDark == m_isDesktopDark && !theme().isGrey; }

    double textScale() const { return m_textScale; }
    void setTextScale(double scale);
    /// To the next size above or below.
    void scaleText(int steps);
    static bool isTextScale(double scale);

signals:
    void themeChanged();
    void textScaleChanged();

private:
    const bool m_isDesktopDark;
    const QFont m_desktopFont;
    ThemeChoice m_choice = ThemeChoice::System;
    const Theme* m_figures = nullptr;
    double m_textScale = 1;
};

} // namespace lockstep::ui
