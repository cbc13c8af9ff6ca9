// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/words.h"

#include "core/analysis/sentences.h"

#include <QLocale>

namespace lockstep::ui {

QString words(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString valueText(const Value& value) {
    if (const auto* count = std::get_if<std::int64_t>(&value)) return numberText(*count);
    if (const auto* text = std::get_if<std::string>(&value)) return QString::fromStdString(*text);
    if (const auto* list = std::get_if<std::vector<std::int64_t>>(&value)) {
        QStringList items;
        for (const std::int64_t item : *list) items += numberText(item);
        return '[' + items.join(", ") + ']';
    }
    return {};
}

QString numberText(std::int64_t number) {
    return QLocale().toString(qlonglong{number});
}

QString timeText(Timestamp nanoseconds) {
    return QString::fromStdString(durationText(nanoseconds));
}

QString lengthWords(TimeAxis axis, Timestamp length) {
    return QString::fromStdString(lengthText(axis, length));
}

QString momentWords(TimeAxis axis, Timestamp time) {
    return QString::fromStdString(momentText(axis, time));
}

QString unitText(std::string_view unit) {
    return unit == "us" ? QString::fromUtf8("µs") : words(unit);
}

} // namespace lockstep::ui
