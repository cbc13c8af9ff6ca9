// SPDX-License-Identifier: GPL-3.0-or-later
// Small pictures of scenarios, each drawn from a run of its own: the first steps in an order that a fixed
// seed decides.
//
// One run after the other, while nothing else runs; what was drawn once is kept in the user's cache until the
// program changes. GUI thread only; the runs have threads of their own.
#pragma once

#include "core/engine/session.h"
#include "ui/model/theme.h"

#include <QDir>
#include <QObject>
#include <QPixmap>

#include <deque>
#include <memory>

class QTimer;

namespace lockstep::ui {

class ScenarioPictures : public QObject {
    Q_OBJECT
public:
    explicit ScenarioPictures(QSize size, QObject* parent = nullptr);
    ~ScenarioPictures() override;

    /// All of them, in this order, for this theme; what is under way is dropped.
    void make(std::span<const Scenario* const> scenarios, const Theme& theme, double scale);
    /// No run begins while held.
    void setHeld(bool isHeld) { m_isHeld = isHeld; }
    bool isDone() const { return m_queue.empty(); }

signals:
    void made(const QString& scenario, const QPixmap& picture);

private:
    void goOn();
    void begin(const Scenario& scenario);
    void finish(const Scenario& scenario);
    QString fileOf(const Scenario& scenario) const;

    QSize m_size;
    QTimer* m_timer;
    QDir m_cache;
    const Theme* m_theme = nullptr;
    double m_scale = 1;
    bool m_isHeld = false;
    std::deque<const Scenario*> m_queue;
    std::unique_ptr<Session> m_session; // of the first in the queue
};

} // namespace lockstep::ui
