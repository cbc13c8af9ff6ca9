// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dialogs/commandpalette.h"

#include "ui/window/actions/actiontable.h"

#include <QAction>

namespace lockstep::ui {

namespace {

QString lineFor(const ActionRow& row, const QString& keys) {
    const QString where = row.submenu.isEmpty() ? title(row.menu) : row.submenu;
    const QString line = QStringLiteral("%1: %2").arg(where, row.text).remove('&');
    return keys.isEmpty() ? line : QStringLiteral("%1   (%2)").arg(line, keys);
}

} // namespace

CommandPalette::CommandPalette(const ActionTable& actions, QWidget* parent)
    : PickList(tr("Commands"), tr("What do you want to do?"), parent) {
    std::vector<Pick> picks;
    for (const ActionRow& row : actions.rows()) {
        QAction* action = actions.action(row.id);
        if (!action->isEnabled()) continue;
        picks.push_back({lineFor(row, actions.keysText(row.id)), row.tip, [action] { action->trigger(); }});
    }
    add(std::move(picks));
}

} // namespace lockstep::ui
