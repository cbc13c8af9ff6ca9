// SPDX-License-Identifier: GPL-3.0-or-later
// Runs come and go as trace files: by a dialog, the list of recent ones, and dropped onto the window.
//
// A file is read on a thread of its own; from a tenth of a second on its progress is shown and it can be
// given up. What is wrong with one is answered in the banner, and everything stays as it is.
#pragma once

#include "ui/window/parts.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>
#include <thread>

class QMenu;

namespace lockstep {
class Session;
}

namespace lockstep::ui {

class OpeningDialog;
class Settings;

class Traces : public QObject {
    Q_OBJECT
public:
    Traces(const Parts& parts, Settings& settings, QWidget& window);
    ~Traces() override;

    void openFile(); ///< asks which
    void saveFile(); ///< asks where
    /// Of the recent ones, kept up to date.
    void fill(QMenu& recent);

    /// From now on runs are kept in this folder while the program lives. Those that a program which was
    /// killed has left there are moved to `rescued`, offered among the recent ones, and told.
    void keepJournals(const QString& folder, const QString& rescued);
    void open(const QString& path);
    void saveTo(const QString& path);
    /// A run that was read, at the moment of its figure if it is from one.
    void show(std::unique_ptr<Session> session, const QString& origin);

private:
    struct Read; // a file, or why it could not be read
    bool eventFilter(QObject* watched, QEvent* event) override;
    void take(const QString& path);
    void giveUp();
    void showProgress(int thousandths);
    void finish(const Read& read);
    void remember(const QString& path);
    void object(const QString& sentence) const;

    Parts m_parts;
    Settings& m_settings;
    QWidget& m_window;
    QPointer<QMenu> m_recent;
    QPointer<OpeningDialog> m_opening;
    std::jthread m_reader; // last: it calls back
};

} // namespace lockstep::ui
