// SPDX-License-Identifier: GPL-3.0-or-later
// What the links of a lesson and the Python twin's button do: they set up runs, lead to places in the run
// that is shown, and choose other scenarios.
#pragma once

#include "ui/lesson/text/lessonlink.h"
#include "ui/window/parts.h"

#include <QObject>

namespace lockstep {
struct Scenario;
}

namespace lockstep::ui {

class Lessons : public QObject {
    Q_OBJECT
public:
    Lessons(const Parts& parts, QObject* parent);

    /// Of the scenario whose code is shown.
    void show(const Scenario& scenario);

signals:
    void startWanted(); ///< of what the scenario panel says now

private:
    void tryOut(const TryLink& link);
    void compare(const QString& variant);
    void chooseVariant(const QString& variant);
    void goTo(const QString& query);
    void open(const QString& scenario);
    void runTwin();
    void say(const QString& sentence);

    Parts m_parts;
    const Scenario* m_scenario = nullptr;
};

} // namespace lockstep::ui
