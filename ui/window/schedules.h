// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules come and go as text: by the clipboard and by files. One that comes in is replayed, and where it
// ends before the program does, the run goes on step by step.
//
// One that does not fit is answered in the banner, and everything stays as it is.
#pragma once

#include "ui/window/parts.h"

#include <QObject>
#include <QString>

#include <optional>

namespace lockstep {
struct RunSettings;
struct Schedule;
} // namespace lockstep

namespace lockstep::ui {

class Schedules : public QObject {
    Q_OBJECT
public:
    Schedules(const Parts& parts, QWidget& window);

    void copy();
    void paste();
    void openFile(); ///< asks which
    void saveFile(); ///< asks where

    void replay(const QString& text);
    void replayFile(const QString& path);
    void saveTo(const QString& path);

private:
    std::optional<QString> text() const;
    std::optional<RunSettings> settingsFor(const Schedule& schedule) const;
    void choose(const RunSettings& settings);
    void object(const QString& sentence) const;

    Parts m_parts;
    QWidget& m_window;
};

} // namespace lockstep::ui
