// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/settings.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Settings", text);
}

constexpr const char* kThemes[] = {"system", "light", "dark"};

std::optional<ThemeChoice> themeNamed(const QString& name) {
    for (int i = 0; i < 3; ++i)
        if (name == QLatin1String(kThemes[i])) return static_cast<ThemeChoice>(i);
    return std::nullopt;
}

// QSettings reads anything as an empty file; this asks whether each line could be one of its own.
bool looksLikeSettings(const QString& path) {
    QFile file(path);
    if (!file.exists()) return true;
    if (!file.open(QIODevice::ReadOnly)) return false;
    for (QByteArray line : file.readAll().split('\n')) {
        line = line.trimmed();
        if (!line.isEmpty() && !line.startsWith('[') && !line.startsWith(';') && !line.contains('='))
            return false;
    }
    return true;
}

} // namespace

QString Settings::standardPath() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/lockstep/lockstep.ini";
}

Settings::Settings(const QString& path)
    : m_file(path, QSettings::IniFormat) {
    if (!looksLikeSettings(path) || !read()) reportDamage();
}

bool Settings::read() {
    bool isNumber = false;
    const double scale = m_file.value("window/textScale", 1).toDouble(&isNumber);
    const auto theme = themeNamed(m_file.value("window/theme", "system").toString());
    if (m_file.status() != QSettings::NoError || !theme || !isNumber || !Appearance::isTextScale(scale))
        return false;
    m_theme = *theme;
    m_textScale = scale;
    return true;
}

void Settings::addRecentTrace(const QString& path) {
    QStringList paths = recentTraces();
    paths.removeAll(path);
    paths.prepend(path);
    m_file.setValue("traces/recent", paths.mid(0, kMostRecent));
}

void Settings::reportDamage() {
    const QString path = m_file.fileName();
    const QString kept = path + ".damaged";
    QFile::remove(kept);
    m_damage = QFile::copy(path, kept)
                   ? tr("The settings were damaged, so the defaults are used. The old file is kept as '%1'.")
                         .arg(kept)
                   : tr("The settings in '%1' cannot be read, so the defaults are used.").arg(path);
    m_file.clear();
    m_theme = ThemeChoice::System;
    m_textScale = 1;
}

void Settings::setTheme(ThemeChoice choice) {
    m_theme = choice;
    m_file.setValue("window/theme", kThemes[static_cast<int>(choice)]);
}

void Settings::setTextScale(double scale) {
    m_textScale = scale;
    m_file.setValue("window/textScale", scale);
}

TraceMemory Settings::traceMemory() const {
    const QString id = m_file.value("traces/memory").toString();
    const auto known = std::ranges::find(kTraceMemoryChoices, id,
                                         [](const TraceMemoryChoice& choice) { return QString(choice.id); });
    return known == kTraceMemoryChoices.end() ? TraceMemory::Half : known->memory;
}

void Settings::setTraceMemory(TraceMemory memory) {
    m_file.setValue("traces/memory", choiceOf(memory).id);
}

void Settings::setWindow(const QByteArray& geometry, const QByteArray& layout) {
    m_file.setValue("window/geometry", geometry);
    m_file.setValue("window/layout", layout);
}

} // namespace lockstep::ui
