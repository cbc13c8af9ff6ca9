// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/scenario/scenariolist.h"

#include "ui/model/words.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lockstep::ui {

namespace {

constexpr int kScenarioRole = Qt::UserRole;
constexpr int kAll = 1 << 20;
constexpr int kRows = 9; // to be seen at least

const Scenario* scenarioOf(const QTreeWidgetItem* item) {
    return item ? static_cast<const Scenario*>(item->data(0, kScenarioRole).value<const void*>()) : nullptr;
}

QLineEdit* makeFilter(QWidget* parent) {
    auto* filter = new QLineEdit(parent);
    filter->setPlaceholderText(ScenarioList::tr("Filter scenarios"));
    filter->setAccessibleName(ScenarioList::tr("Filter scenarios"));
    filter->setToolTip(
        ScenarioList::tr("Shows only the scenarios whose name or description has these words"));
    filter->setClearButtonEnabled(true);
    return filter;
}

QTreeWidget* makeTree(QWidget* parent) {
    auto* tree = new QTreeWidget(parent);
    tree->setHeaderHidden(true);
    tree->setRootIsDecorated(false);
    tree->setItemsExpandable(false);
    tree->setIndentation(12);
    tree->setUniformRowHeights(true);
    tree->setSizePolicy(QSizePolicy::Expanding,
                        QSizePolicy::Ignored); // what is left, and not less than some rows
    tree->setAccessibleName(ScenarioList::tr("Scenarios"));
    tree->setToolTip(ScenarioList::tr("Return or a double click runs the scenario"));
    return tree;
}

QTreeWidgetItem* makeGroup(QTreeWidget* tree, std::string_view name) {
    auto* group = new QTreeWidgetItem(tree, {words(name)});
    group->setFlags(Qt::ItemIsEnabled);
    QFont bold = tree->font();
    bold.setBold(true);
    group->setFont(0, bold);
    return group;
}

void makeItem(QTreeWidgetItem* group, const Scenario& scenario) {
    auto* item = new QTreeWidgetItem(group, {words(scenario.title)});
    item->setToolTip(0, words(scenario.summary));
    item->setData(0, kScenarioRole, QVariant::fromValue(static_cast<const void*>(&scenario)));
}

bool matches(const Scenario& scenario, const QString& text) {
    const QString all = (words(scenario.id) + ' ' + words(scenario.title) + ' ' + words(scenario.group) +
                         ' ' + words(scenario.summary));
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts))
        if (!all.contains(word, Qt::CaseInsensitive)) return false;
    return true;
}

} // namespace

ScenarioList::ScenarioList(std::span<const Scenario* const> scenarios, QWidget* parent)
    : QWidget(parent)
    , m_filter(makeFilter(this))
    , m_tree(makeTree(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_filter);
    column->addWidget(m_tree, 1);
    m_filter->installEventFilter(this);
    m_tree->installEventFilter(this);
    m_tree->viewport()->installEventFilter(this);
    connect(m_filter, &QLineEdit::textChanged, this, &ScenarioList::filter);
    connect(m_filter, &QLineEdit::returnPressed, this, &ScenarioList::activated);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ScenarioList::remember);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        if (scenarioOf(item)) emit activated();
    });
    addAll(scenarios);
    choose(*scenarios.front());
}

void ScenarioList::addAll(std::span<const Scenario* const> scenarios) {
    QTreeWidgetItem* group = nullptr;
    for (const Scenario* scenario : scenarios) {
        if (!group || group->text(0) != words(scenario->group)) group = makeGroup(m_tree, scenario->group);
        makeItem(group, *scenario);
    }
    m_tree->expandAll();
    const int rows = std::min(kRows, m_tree->topLevelItemCount() + static_cast<int>(scenarios.size()));
    m_tree->setMinimumHeight(rows * m_tree->sizeHintForRow(0) + 2 * m_tree->frameWidth());
}

std::vector<QTreeWidgetItem*> ScenarioList::items() const {
    std::vector<QTreeWidgetItem*> all;
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g)
        for (int i = 0; i < m_tree->topLevelItem(g)->childCount(); ++i)
            all.push_back(m_tree->topLevelItem(g)->child(i));
    return all;
}

void ScenarioList::choose(const Scenario& scenario) {
    m_filter->clear(); // it may hide this very one
    for (QTreeWidgetItem* item : items())
        if (scenarioOf(item) == &scenario) m_tree->setCurrentItem(item);
}

void ScenarioList::search() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

QStringList ScenarioList::visibleTitles() const {
    QStringList titles;
    for (const QTreeWidgetItem* item : items())
        if (!item->isHidden()) titles += item->text(0);
    return titles;
}

QWidget* ScenarioList::tree() const {
    return m_tree;
}

void ScenarioList::filter(const QString& text) {
    QTreeWidgetItem* first = nullptr;
    bool keepsChosen = false;
    for (QTreeWidgetItem* item : items()) {
        item->setHidden(!matches(*scenarioOf(item), text));
        if (item->isHidden()) continue;
        if (!first) first = item;
        keepsChosen |= item == m_tree->currentItem();
    }
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g) {
        QTreeWidgetItem* group = m_tree->topLevelItem(g);
        bool isEmpty = true;
        for (int i = 0; i < group->childCount(); ++i) isEmpty &= group->child(i)->isHidden();
        group->setHidden(isEmpty);
    }
    if (first && !keepsChosen) m_tree->setCurrentItem(first);
}

void ScenarioList::remember() {
    const Scenario* scenario = scenarioOf(m_tree->currentItem());
    if (!scenario) // a heading, found by typing: back, when the tree is done with this
        QMetaObject::invokeMethod(
            this, [this] { step(0); }, Qt::QueuedConnection);
    if (!scenario || scenario == m_chosen) return;
    m_chosen = scenario;
    emit chosenChanged();
}

// By so many scenarios from the chosen one, past headings and what the filter hides.
void ScenarioList::step(int count) {
    std::vector<QTreeWidgetItem*> shown;
    int at = 0;
    for (QTreeWidgetItem* item : items()) {
        if (item->isHidden()) continue;
        if (scenarioOf(item) == m_chosen) at = static_cast<int>(shown.size());
        shown.push_back(item);
    }
    if (shown.empty()) return;
    const int last = static_cast<int>(shown.size()) - 1;
    m_tree->setCurrentItem(shown[static_cast<std::size_t>(std::clamp(at + count, 0, last))]);
}

bool ScenarioList::stepByKey(int key) {
    switch (key) {
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_PageUp: step(-kRows); return true;
    case Qt::Key_PageDown: step(kRows); return true;
    case Qt::Key_Home: step(-kAll); return true;
    case Qt::Key_End: step(kAll); return true;
    default: return false;
    }
}

// From the filter the arrows go on into the list, so that typing and choosing need no Tab between them.
bool ScenarioList::eventFilter(QObject* watched, QEvent* event) {
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event)->key() : 0;
    if (watched == m_filter && (key == Qt::Key_Down || key == Qt::Key_Up)) {
        m_tree->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (watched == m_tree && key != 0) return stepByKey(key);
    if (watched == m_tree->viewport() && event->type() == QEvent::MouseButtonPress)
        return !scenarioOf(m_tree->itemAt(static_cast<QMouseEvent*>(event)->pos())); // a heading is no choice
    return QWidget::eventFilter(watched, event);
}

} // namespace lockstep::ui
