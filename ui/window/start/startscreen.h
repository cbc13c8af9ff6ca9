// SPDX-License-Identifier: GPL-3.0-or-later
// The start page in the window: what it shows of the catalogue, and when it makes room for the run.
#pragma once

#include "ui/model/theme.h"
#include "ui/window/parts.h"

#include <QStackedWidget>

namespace lockstep::ui {

class ScenarioPictures;
class StartPage;

class StartScreen : public QStackedWidget {
    Q_OBJECT
public:
    /// Takes the centre in; shows the start page.
    StartScreen(const Parts& parts, QWidget* parent);

    StartPage& page() const { return *m_page; }
    bool isStart() const;
    void showStart();
    void leaveStart();
    void showComparison();
    void setTheme(const Theme& theme);

    /// Of what is shown: the start keeps no room from what comes after it.
    QSize minimumSizeHint() const override { return currentWidget()->minimumSizeHint(); }

signals:
    void startWanted(); ///< of the scenario that the panel has now

protected:
    void showEvent(QShowEvent* event) override;

private:
    void choose(const QString& id);
    void makePictures();

    Parts m_parts;
    StartPage* m_page;
    ScenarioPictures* m_pictures;
    const Theme* m_theme;
};

} // namespace lockstep::ui
