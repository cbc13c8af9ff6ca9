// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers from one start to the next, in the user's XDG configuration folder.
//
// A damaged file never stops anything: the defaults hold, the file is kept beside under another name, and
// damage() says so.
#pragma once

#include "ui/model/tracememory.h"
#include "ui/window/appearance.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace lockstep::ui {

class Settings {
public:
    explicit Settings(const QString& path = standardPath());

    static QString standardPath();

    ThemeChoice theme() const { return m_theme; }
    void setTheme(ThemeChoice choice);
    double textScale() const { return m_textScale; }
    void setTextScale(double scale);

    bool hasLegend() const { return m_file.value("window/legend", true).toBool(); }
    void setLegend(bool isShown) { m_file.setValue("window/legend", isShown); }

    TraceMemory traceMemory() const;
    void setTraceMemory(TraceMemory memory);

    QByteArray geometry() const { return m_file.value("window/geometry").toByteArray(); }
    QByteArray layout() const { return m_file.value("window/layout").toByteArray(); }
    void setWindow(const QByteArray& geometry, const QByteArray& layout);

    /// The latest first, at most kMostRecent.
    QStringList recentTraces() const { return m_file.value("traces/recent").toStringList(); }
    void addRecentTrace(const QString& path);
    static constexpr int kMostRecent = 10;

    /// One sentence; empty when all was well.
    QString damage() const { return m_damage; }
    /// What was read turned out to be nonsense later on.
    void reportDamage();

private:
    bool read();

    QSettings m_file;
    ThemeChoice m_theme = ThemeChoice::System;
    double m_textScale = 1;
    QString m_damage;
};

} // namespace lockstep::ui
