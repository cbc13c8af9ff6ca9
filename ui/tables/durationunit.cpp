// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/durationunit.h"

#include <QLocale>

namespace lockstep::ui {

DurationUnit DurationUnit::fitting(Timestamp largest, Digits digits) {
    const auto unit = [&](const char* name, double size, int all) {
        return DurationUnit{QString::fromUtf8(name), size, digits == Digits::All ? all : 3};
    };
    if (largest >= 1'000'000'000) return unit("s", 1e9, 9);
    if (largest >= 1'000'000) return unit("ms", 1e6, 6);
    if (largest >= 1'000) return unit("µs", 1e3, 3);
    return {QStringLiteral("ns"), 1, 0};
}

QString DurationUnit::text(Timestamp nanoseconds) const {
    const QString number = QLocale().toString(static_cast<double>(nanoseconds) / size, 'f', decimals);
    return number + QChar(0x00A0) + name;
}

} // namespace lockstep::ui
