// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/values.h"

#include "app/refusal.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cmath>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

constexpr int kMaxSide = 16384;
constexpr double kLongest = 1e15; // nanoseconds: more than eleven days

} // namespace

std::int64_t wholeNumber(const QString& option, const QString& text, std::int64_t min, std::int64_t max) {
    bool isNumber = false;
    const std::int64_t value = text.toLongLong(&isNumber);
    if (!isNumber || value < min || value > max)
        throw Refusal(
            kWrongCall,
            tr("%1 takes a whole number from %2 to %3, not '%4'.").arg(option).arg(min).arg(max).arg(text));
    return value;
}

double number(const QString& option, const QString& text, double min, double max) {
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value) || value < min || value > max)
        throw Refusal(
            kWrongCall,
            tr("%1 takes a number from %2 to %3, not '%4'.").arg(option).arg(min).arg(max).arg(text));
    return value;
}

Timestamp timeFrom(const QString& option, const QString& text) {
    static const QRegularExpression form(QStringLiteral("^(\\d+(?:\\.\\d*)?)(ns|us|µs|ms|s)$"));
    if (text == "0") return 0;
    const auto match = form.match(text);
    const QString unit = match.captured(2);
    const double scale = unit == "s" ? 1e9 : unit == "ms" ? 1e6 : unit == "ns" ? 1 : 1e3;
    const double nanoseconds = match.captured(1).toDouble() * scale;
    if (!match.hasMatch() || nanoseconds > kLongest)
        throw Refusal(
            kWrongCall,
            tr("%1 takes a time with its unit, such as 1.5ms, 20us or 2s, not '%2'.").arg(option, text));
    return std::llround(nanoseconds);
}

Place placeFrom(const QString& option, const QString& text) {
    static const QRegularExpression form(QStringLiteral("^s([1-9]\\d{0,9})$"));
    const auto match = form.match(text);
    if (match.hasMatch()) return {.step = match.captured(1).toLongLong()};
    if (text.startsWith('s'))
        throw Refusal(kWrongCall,
                      tr("%1 takes a time, such as 1.5ms, or a step from s1 on, such as s12, not '%2'.")
                          .arg(option, text));
    return {.time = timeFrom(option, text)};
}

Stretch stretchFrom(const QString& option, const QString& text) {
    const qsizetype dots = text.indexOf(QLatin1String(".."));
    if (dots < 0)
        throw Refusal(
            kWrongCall,
            tr("%1 takes two times or steps with '..' between them, such as 0..2.5ms or s3..s12, not '%2'.")
                .arg(option, text));
    const Place begin = placeFrom(option, text.left(dots));
    const Place end = placeFrom(option, text.mid(dots + 2));
    const bool isFromTheStart = !begin.step && begin.time == 0;
    if (begin.step.has_value() != end.step.has_value() && !isFromTheStart)
        throw Refusal(kWrongCall,
                      tr("%1 begins and ends with a time, or with a step, not '%2'.").arg(option, text));
    const auto position = [](const Place& place) {
        return place.step ? *place.step * kStepLength : place.time;
    };
    const TimeRange range{position(begin), position(end)};
    if (range.isEmpty())
        throw Refusal(kWrongCall, tr("%1 must end after it begins, and '%2' does not.").arg(option, text));
    return {end.step ? TimeAxis::Steps : TimeAxis::Time, range};
}

QSize sizeFrom(const QString& option, const QString& text) {
    static const QRegularExpression form(QStringLiteral("^(\\d{1,6})[x×](\\d{1,6})$"));
    const auto match = form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    const bool fits =
        size.width() >= 64 && size.height() >= 64 && size.width() <= kMaxSide && size.height() <= kMaxSide;
    if (!match.hasMatch() || !fits)
        throw Refusal(kWrongCall,
                      tr("%1 takes WIDTHxHEIGHT in pixels, each from 64 to %2, such as 1200x600, not '%3'.")
                          .arg(option)
                          .arg(kMaxSide)
                          .arg(text));
    return size;
}

} // namespace lockstep::app
