// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dialogs/picklist.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace lockstep::ui {

PickList::PickList(const QString& title, const QString& placeholder, QWidget* parent)
    : QDialog(parent)
    , m_input(new QLineEdit(this))
    , m_list(new QListWidget(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    m_input->setPlaceholderText(placeholder);
    m_input->setAccessibleName(placeholder);
    m_list->setAccessibleName(title);
    makeLayout();
    connect(m_input, &QLineEdit::textChanged, this, &PickList::filter);
    connect(m_input, &QLineEdit::returnPressed, this, &PickList::carryOut);
    connect(m_list, &QListWidget::itemClicked, this, &PickList::carryOut);
}

void PickList::makeLayout() {
    m_input->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus); // the arrows reach it from the input
    m_list->setWordWrap(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_input);
    column->addWidget(m_list, 1);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 18);
}

void PickList::add(std::vector<Pick> picks) {
    for (Pick& pick : picks) {
        auto* item = new QListWidgetItem(pick.line, m_list);
        item->setToolTip(pick.tip);
        item->setHidden(!hasAll(pick.line, m_input->text()));
        m_picks.push_back(std::move(pick));
        if (m_list->currentRow() < 0 && !item->isHidden()) m_list->setCurrentItem(item);
    }
}

bool PickList::hasAll(const QString& line, const QString& text) {
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts))
        if (!line.contains(word, Qt::CaseInsensitive)) return false;
    return true;
}

void PickList::filter() {
    int first = -1;
    for (int i = 0; i < m_list->count(); ++i) {
        m_list->item(i)->setHidden(!hasAll(m_list->item(i)->text(), m_input->text()));
        if (first < 0 && !m_list->item(i)->isHidden()) first = i;
    }
    m_list->setCurrentRow(first);
}

void PickList::moveBy(int rows) {
    for (int i = m_list->currentRow() + rows; i >= 0 && i < m_list->count(); i += rows)
        if (!m_list->item(i)->isHidden()) return m_list->setCurrentRow(i);
}

// The dialog is gone before the deed begins, so that the deed finds the focus where it was.
void PickList::carryOut() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || item->isHidden()) return;
    const auto choose = m_picks[static_cast<std::size_t>(m_list->currentRow())].choose;
    accept();
    choose();
}

QStringList PickList::visibleNames() const {
    QStringList names;
    for (int i = 0; i < m_list->count(); ++i)
        if (!m_list->item(i)->isHidden()) names += m_list->item(i)->text();
    return names;
}

bool PickList::eventFilter(QObject* watched, QEvent* event) {
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
