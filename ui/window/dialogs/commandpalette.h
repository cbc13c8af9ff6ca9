// SPDX-License-Identifier: GPL-3.0-or-later
// Every action by name: type a few letters, choose with the arrows, Return does it.
#pragma once

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace lockstep::ui {

class ActionTable;

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    explicit CommandPalette(const ActionTable& actions, QWidget* parent = nullptr);

    QStringList visibleNames() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void filter(const QString& text);
    void moveBy(int rows);
    void carryOut();

    const ActionTable& m_actions;
    QLineEdit* m_input;
    QListWidget* m_list;
};

} // namespace lockstep::ui
