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

// A row of the one table that all of it is, so that every second column begins at the same place.
QString heading(const QString& text) {
    return QStringLiteral("<tr><td colspan=\"2\"><h3>%1</h3></td></tr>").arg(text.toHtmlEscaped());
}

QString row(const QString& left, const QString& right) {
    return QStringLiteral("<tr><td width=\"36%\"><b>%1</b></td><td>%2</td></tr>")
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
    return heading(title(menu).remove('&')) + rows;
}

QString gestureTable(const ActionTable& actions) {
    QString rows;
    for (const Gesture& gesture : mouseGestures())
        rows +=
            row(gesture.input, tr("%1; by key: %2").arg(gesture.meaning, actions.keysText(gesture.action)));
    return heading(tr("Mouse in the timeline")) + rows;
}

} // namespace

QString KeySheet::text(const ActionTable& actions) {
    QString all = QStringLiteral("<table width=\"100%\">");
    for (const Menu menu : {Menu::Run, Menu::Step, Menu::Go, Menu::View, Menu::File, Menu::Help})
        all += menuTable(actions, menu);
    all += gestureTable(actions) +
           QStringLiteral("</table><p>%1</p>")
               .arg(tr("W, S, A and D zoom and pan by their place on the keyboard, whatever letter is "
                       "printed there."));
    return all;
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
