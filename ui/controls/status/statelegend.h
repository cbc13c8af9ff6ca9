// SPDX-License-Identifier: GPL-3.0-or-later
// Below the lanes: what their colours, patterns and glyphs mean. Only the states that the run has been in are
// told; before a run, those that most runs are in.
#pragma once

#include "ui/model/theme.h"

#include <QWidget>

class QTimer;

namespace lockstep::ui {

class LegendRows;
struct LegendItem;
class Viewport;

class StateLegend : public QWidget {
    Q_OBJECT
public:
    explicit StateLegend(Viewport* viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    QStringList shownWords() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<LegendItem> items() const;
    LegendRows rows(int width) const;
    void look();

    Viewport* m_viewport;
    const Theme* m_theme;
    QTimer* m_timer;
    std::vector<ThreadState> m_states;
    std::vector<LockState> m_locks;
    bool m_hasDeadlock = true; // where nothing has run, all that may come is told
};

} // namespace lockstep::ui
