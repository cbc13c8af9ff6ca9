// SPDX-License-Identifier: GPL-3.0-or-later
// How a lock's or a thread's waits or holds are spread: a bar for each length, its count above it.
//
// Every duration is in exactly one bar, as Distribution tells; p50, p90 and p99 are marked at their bars.
#pragma once

#include "core/analysis/statistics/distribution.h"
#include "ui/model/theme.h"
#include "ui/tables/durationunit.h"

#include <QWidget>

namespace lockstep::ui {

class HistogramView : public QWidget {
    Q_OBJECT
public:
    explicit HistogramView(QWidget* parent = nullptr);

    /// `title`: "lock1: 12 waits".
    void setDurations(const QString& title, TimeAxis axis, const Distribution& durations, ThreadState look);
    /// A sentence, where there is nothing to show.
    void say(const QString& sentence);
    void clear() { say({}); }
    void setTheme(const Theme& theme);

    const Distribution& durations() const { return m_durations; }
    /// "7 of 12 lasted 2 µs to 5 µs, 21 µs together"
    QString barText(std::size_t bar) const;
    QRectF barRect(std::size_t bar) const;
    QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF plot() const;
    QString lengthText(Timestamp length) const;
    void describe();
    void paintBar(QPainter& painter, std::size_t bar, double& written) const;
    void paintPercentiles(QPainter& painter) const;

    const Theme* m_theme = &Theme::light();
    QString m_title;
    TimeAxis m_axis = TimeAxis::Time;
    ThreadState m_look = ThreadState::Blocked;
    Distribution m_durations;
};

} // namespace lockstep::ui
