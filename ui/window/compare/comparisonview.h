// SPDX-License-Identifier: GPL-3.0-or-later
// Runs side by side on one time scale, and a button for each to look at it closely.
#pragma once

#include "ui/figure/comparisonfigure.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace lockstep::ui {

class ComparisonPicture;

class ComparisonView : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// `find` says which of the runs are still there, each time the picture is drawn anew; their numbers are
    /// what the signal tells.
    struct Entry {
        int number = 0;
        ComparedRun run;
    };
    using Find = std::function<std::vector<Entry>()>;
    void show(const QString& title, Find find);
    /// The runs may have changed.
    void refresh();
    std::vector<Entry> entries() const;

signals:
    void runWanted(int number);
    void closed();

private:
    void makeButtons();
    void savePicture();

    Find m_find;
    QLabel* m_title;
    QHBoxLayout* m_buttons;
    ComparisonPicture* m_picture;
};

} // namespace lockstep::ui
