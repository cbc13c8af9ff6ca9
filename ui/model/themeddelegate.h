// SPDX-License-Identifier: GPL-3.0-or-later
// A delegate that paints its rows by itself, in the colours of the theme.
#pragma once

#include "ui/model/theme.h"

#include <QStyledItemDelegate>

namespace lockstep::ui {

class ThemedDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTheme(const Theme& theme) { m_theme = &theme; }

protected:
    const Theme* m_theme = &Theme::light();
};

} // namespace lockstep::ui
