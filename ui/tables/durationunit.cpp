// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/durationunit.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace lockstep::ui {

DurationUnit DurationUnit::fitting(TimeAxis axis, Timestamp largest, Digits digits) {
    if (axis == TimeAxis::Steps)
        return {QCoreApplication::translate("lockstep::ui::DurationUnit", "steps"), double{kStepLength}, 0};
    const auto unit = [&](const char* name, double size, int all) {
        return DurationUnit{QString::fromUtf8(name), size, digits == Digits::All ? all : 3};
    };
    if (largest >= 1'000'000'000) return unit("s", 1e9, 9);
    if (largest >= 1'000'000) return unit("ms", 1e6, 6);
    if (largest >= 1'000) return unit("µs", 1e3, 3);
    return {QStringLiteral("ns"), 1, 0};
}

QString DurationUnit::number(Timestamp nanoseconds) const {
    const auto write = [this](double units) { return QLocale().toString(units, 'f', decimals); };
    const double least = std::pow(10.0, -decimals);
    const double units = static_cast<double>(nanoseconds) / size;
    const bool isTooShort = nanoseconds > 0 && units < least / 2;
    return isTooShort ? QStringLiteral("< ") + write(least) : write(units);
}

QString DurationUnit::text(Timestamp nanoseconds) const {
    return number(nanoseconds) + QChar(0x00A0) + name;
}

} // namespace lockstep::ui
