// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the window's dialogs: all of them leave the window usable and free themselves when closed.
#pragma once

#include "ui/window/parts.h"

#include <QObject>

namespace lockstep::ui {

class ActionTable;
struct SeenFigure;

class Dialogs : public QObject {
    Q_OBJECT
public:
    Dialogs(const Parts& parts, QWidget& window);

    void openExport(); ///< says so when there is nothing to export yet
    void openGoTo();
    void openKeySheet(const ActionTable& actions);
    void openPalette(const ActionTable& actions);
    void openAbout();

private:
    SeenFigure seenFigure() const;
    bool hasTrace(const QString& otherwise) const;

    Parts m_parts;
    QWidget& m_window;
};

} // namespace lockstep::ui
