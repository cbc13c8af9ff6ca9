// SPDX-License-Identifier: GPL-3.0-or-later
// Says that lanes are hidden, which are shown, and shows all again at a click; there while a filter is.
#pragma once

#include <QFrame>

class QPushButton;

namespace lockstep::ui {

class SentenceLabel;
class Theme;
class Viewport;

class FilterStrip : public QFrame {
    Q_OBJECT
public:
    explicit FilterStrip(Viewport& viewport, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// What the button says of its key: "Shift+O".
    void setShowAllKey(const QString& key);
    QString text() const; ///< "3 of 12 threads: those that met `lock2`"

private:
    void look();

    Viewport& m_viewport;
    SentenceLabel* m_text;
    QPushButton* m_all;
};

} // namespace lockstep::ui
