// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dialogs/commandpalette.h"

#include "ui/window/actions/actiontable.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace lockstep::ui {

namespace {

QString lineFor(const ActionRow& row, const QString& keys) {
    const QString where = row.submenu.isEmpty() ? title(row.menu) : row.submenu;
    const QString line = QStringLiteral("%1: %2").arg(where, row.text).remove('&');
    return keys.isEmpty() ? line : QStringLiteral("%1   (%2)").arg(line, keys);
}

bool hasAll(const QString& line, const QString& text) {
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts))
        if (!line.contains(word, Qt::CaseInsensitive)) return false;
    return true;
}

} // namespace

CommandPalette::CommandPalette(const ActionTable& actions, QWidget* parent)
    : QDialog(parent)
    , m_actions(actions)
    , m_input(new QLineEdit(this))
    , m_list(new QListWidget(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Commands"));
    m_input->setPlaceholderText(tr("What do you want to do?"));
    m_input->setAccessibleName(tr("Command"));
    m_input->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus); // the arrows reach it from the input
    m_list->setAccessibleName(tr("Commands"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_input);
    column->addWidget(m_list, 1);
    fill();
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_input, &QLineEdit::returnPressed, this, &CommandPalette::carryOut);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::carryOut);
    resize(fontMetrics().averageCharWidth() * 64, fontMetrics().height() * 18);
}

void CommandPalette::fill() {
    for (const ActionRow& row : m_actions.rows()) {
        if (!m_actions.action(row.id)->isEnabled()) continue;
        auto* item = new QListWidgetItem(lineFor(row, m_actions.keysText(row.id)), m_list);
        item->setToolTip(row.tip);
        item->setData(Qt::UserRole, row.id);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::filter(const QString& text) {
    int first = -1;
    for (int i = 0; i < m_list->count(); ++i) {
        m_list->item(i)->setHidden(!hasAll(m_list->item(i)->text(), text));
        if (first < 0 && !m_list->item(i)->isHidden()) first = i;
    }
    m_list->setCurrentRow(first);
}

void CommandPalette::moveBy(int rows) {
    for (int i = m_list->currentRow() + rows; i >= 0 && i < m_list->count(); i += rows)
        if (!m_list->item(i)->isHidden()) return m_list->setCurrentRow(i);
}

// The dialog is gone before the action begins, so that the action finds the focus where it was.
void CommandPalette::carryOut() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || item->isHidden()) return;
    QAction* action = m_actions.action(item->data(Qt::UserRole).toString());
    accept();
    action->trigger();
}

QStringList CommandPalette::visibleNames() const {
    QStringList names;
    for (int i = 0; i < m_list->count(); ++i)
        if (!m_list->item(i)->isHidden()) names += m_list->item(i)->text();
    return names;
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            moveBy(key == Qt::Key_Down ? 1 : -1);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace lockstep::ui
