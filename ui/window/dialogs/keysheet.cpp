// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dialogs/keysheet.h"

#include "ui/window/actions/actiontable.h"

#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return KeySheet::tr(text);
}

QString heading(const QString& text) {
    return QStringLiteral("<h3>%1</h3>").arg(text.toHtmlEscaped());
}

QString row(const QString& left, const QString& right) {
    return QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;&nbsp;</td><td>%2</td></tr>")
        .arg(left.toHtmlEscaped(), right.toHtmlEscaped());
}

QString place(Scope scope) {
    switch (scope) {
    case Scope::Window: return {};
    case Scope::Views: return tr(" (in the timeline, the graph and the lists)");
    case Scope::Timeline: break;
    }
    return tr(" (in the timeline)");
}

QString menuTable(const ActionTable& actions, Menu menu) {
    QString rows;
    for (const ActionRow& each : actions.rows())
        if (const QString keys = actions.keysText(each.id); each.menu == menu && !keys.isEmpty())
            rows += row(keys, each.tip + place(each.scope));
    return heading(title(menu).remove('&')) + "<table>" + rows + "</table>";
}

QString gestureTable(const ActionTable& actions) {
    QString rows;
    for (const Gesture& gesture : mouseGestures())
        rows +=
            row(gesture.input, tr("%1; by key: %2").arg(gesture.meaning, actions.keysText(gesture.action)));
    return heading(tr("Mouse in the timeline")) + "<table>" + rows + "</table>";
}

} // namespace

QString KeySheet::text(const ActionTable& actions) {
    QString all;
    for (const Menu menu : {Menu::Run, Menu::Go, Menu::View, Menu::File, Menu::Help})
        all += menuTable(actions, menu);
    all += QStringLiteral("<p>%1</p>")
               .arg(tr("W, S, A and D zoom and pan by their place on the keyboard, whatever letter is "
                       "printed there."));
    return all + gestureTable(actions);
}

KeySheet::KeySheet(const ActionTable& actions, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys and mouse"));
    auto* browser = new QTextBrowser(this);
    browser->setHtml(text(actions));
    browser->setAccessibleName(windowTitle());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(browser, 1);
    column->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 30);
}

} // namespace lockstep::ui
