// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dialogs/dialogs.h"

#include "ui/charts/queuechart.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/status/statusline.h"
#include "ui/graph/detection/panel/detectionpanel.h"
#include "ui/graph/graphview.h"
#include "ui/model/run.h"
#include "ui/model/viewport.h"
#include "ui/window/appearance.h"
#include "ui/window/dialogs/commandpalette.h"
#include "ui/window/dialogs/exportdialog.h"
#include "ui/window/dialogs/keysheet.h"
#include "ui/window/dialogs/lanepicks.h"
#include "ui/window/runpresenter.h"
#include "ui/window/windowpicture.h"

#include <QApplication>
#include <QMessageBox>

namespace lockstep::ui {

Dialogs::Dialogs(const Parts& parts, QWidget& window)
    : QObject(&window)
    , m_parts(parts)
    , m_window(window) {}

bool Dialogs::hasTrace(const QString& otherwise) const {
    if (m_parts.viewport->trace()) return true;
    m_parts.banner->announce(Banner::Tone::Notice, otherwise);
    return false;
}

// What has the keyboard is what one looks at.
SeenFigure Dialogs::seenFigure() const {
    const WalkThrough& through = m_parts.detection->through();
    const auto walk = m_parts.detection->isVisible() ? through.walk() : nullptr;
    const auto hasKeyboard = [](const QWidget* view) {
        const QWidget* focus = QApplication::focusWidget();
        return focus && (view == focus || view->isAncestorOf(focus));
    };
    SeenFigure seen;
    if (walk) seen.walk = m_parts.detection->walkKind();
    if (walk && hasKeyboard(m_parts.detection)) seen.view = FigureView::Detection;
    if (hasKeyboard(m_parts.graph)) seen.view = FigureView::Graph;
    if (hasKeyboard(m_parts.queues)) seen.view = FigureView::Queues;
    seen.step = through.step();
    seen.title = m_parts.presenter->title();
    seen.isDark = m_parts.appearance->theme().isDark;
    seen.paintWindow = [this](QPainter& painter, const QRectF& space, FigureTheme theme) {
        paintWindow(m_window, *m_parts.appearance, painter, space, theme);
    };
    return seen;
}

void Dialogs::openExport() {
    if (!hasTrace(tr("There is no picture to export yet: run a scenario first."))) return;
    auto* dialog = new ExportDialog(*m_parts.run, *m_parts.viewport, seenFigure(), &m_window);
    connect(dialog, &ExportDialog::saved, this,
            [this](const QString& path) { m_parts.status->tell(tr("Saved '%1'.").arg(path)); });
    dialog->show();
}

void Dialogs::openGoTo() {
    if (!hasTrace(tr("There is no thread or lock yet: run a scenario first."))) return;
    auto* list = new PickList(tr("Go to a thread or lock"), tr("Which thread or lock?"), &m_window);
    connect(m_parts.viewport, &Viewport::traceChanged, list, &QDialog::reject);
    list->add(lanePicks(*m_parts.viewport, *m_parts.timeline));
    list->open();
}

void Dialogs::openKeySheet(const ActionTable& actions) {
    (new KeySheet(actions, &m_window))->show();
}

void Dialogs::openPalette(const ActionTable& actions) {
    (new CommandPalette(actions, &m_window))->open();
}

void Dialogs::openAbout() {
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Lockstep"),
                                tr("Lockstep %1 shows what threads do to each other.\n\n"
                                   "Free software under the GNU General Public License, version 3 or later.")
                                    .arg(QCoreApplication::applicationVersion()),
                                QMessageBox::Close, &m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::NonModal);
    box->show();
}

} // namespace lockstep::ui
