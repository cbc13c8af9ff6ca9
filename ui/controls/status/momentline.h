// SPDX-License-Identifier: GPL-3.0-or-later
// What happens at the cursor, and what that makes of the thread it concerns, in two lines below the lanes.
#pragma once

#include "ui/model/theme.h"

#include <QWidget>

class QTimer;

namespace lockstep::ui {

class Viewport;

class MomentLine : public QWidget {
    Q_OBJECT
public:
    explicit MomentLine(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Where height is short: what happens only. What it makes of the thread stands in the tooltip.
    void setCompact(bool isCompact);

    QString deed() const { return m_deed; }             ///< "Main starts Child at lifecycle.cpp:38"
    QString transition() const { return m_transition; } ///< "Child: new → runnable. The thread could ..."

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {100, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void look();

    Viewport* m_viewport;
    const Theme* m_theme;
    QTimer* m_timer;
    QString m_deed;
    QString m_transition;
    bool m_isCompact = false;
};

} // namespace lockstep::ui
