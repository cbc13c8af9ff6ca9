// SPDX-License-Identifier: GPL-3.0-or-later
// The window: makes its parts, ties them together, and keeps how it looks: theme, text, layout.
//
// Views hear of a run only through the viewport. Closing the window stops and unwinds what still runs.
#pragma once

#include "ui/window/parts.h"
#include "ui/window/settings.h"

#include <QMainWindow>

#include <initializer_list>

namespace lockstep {
struct Scenario;
}

namespace lockstep::ui {

class ActionTable;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const QString& settingsPath = Settings::standardPath());
    ~MainWindow() override;

    void choose(const Scenario& scenario);

    // What actions do.
    void start(); ///< the chosen scenario, from its beginning
    void runOrPause();
    void setTheme(ThemeChoice choice);
    void scaleText(int steps); ///< 0: back to normal
    void showLegend(bool isShown);
    void setTraceMemory(TraceMemory memory);

    const Parts& parts() const { return m_parts; }
    const ActionTable& actions() const { return *m_actions; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void makeModel();
    void makeViews();
    void makeControls();
    void makeCentre();
    void makeActions();
    void addRecentTraces();
    QList<QAction*> actionsFor(std::initializer_list<const char*> ids) const; ///< null for an empty one
    void offerMenu(QWidget& view, std::initializer_list<const char*> ids);
    void connectControls();
    void connectViews();
    void restoreSettings();

    void applyTheme();
    void showRunIcon();
    void showSteps();
    void showMode();
    void showTitle();
    void showAxis();

    Settings m_settings;
    Parts m_parts;
    ActionTable* m_actions = nullptr;
};

} // namespace lockstep::ui
