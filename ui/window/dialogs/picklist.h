// SPDX-License-Identifier: GPL-3.0-or-later
// Type a few letters, choose with the arrows, Return does it: commands, threads and locks.
#pragma once

#include <QDialog>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace lockstep::ui {

struct Pick {
    QString line; ///< what is shown and searched
    QString tip;
    std::function<void()> choose;
};

class PickList : public QDialog {
    Q_OBJECT
public:
    PickList(const QString& title, const QString& placeholder, QWidget* parent);

    /// More lines at the end; those that do not have every word typed stay hidden.
    void add(std::vector<Pick> picks);
    QStringList visibleNames() const;

    /// Whether a line has every word of a text, in any order and case.
    static bool hasAll(const QString& line, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeLayout();
    void filter();
    void moveBy(int rows);
    void carryOut();

    QLineEdit* m_input;
    QListWidget* m_list;
    std::vector<Pick> m_picks; ///< by row
};

} // namespace lockstep::ui
