// SPDX-License-Identifier: GPL-3.0-or-later
// What the links of a lesson do. Pure.
//
//     try:VARIANT?NAME=VALUE&...   run that; NAME is a parameter, or mode, speed, seed
//     compare:VARIANT              that one side by side with those that belong to it
//     find:QUERY                   go to that place, see PlaceQuery
//     open:ID                      another scenario
//     fold:N                       show or hide an answer
#pragma once

#include <QMap>
#include <QString>

#include <optional>
#include <variant>

namespace lockstep::ui {

struct TryLink {
    QString variant; ///< empty: the first one
    QMap<QString, qint64> parameters;
    QString mode; ///< empty: as it is
    std::optional<double> speed;
    std::optional<quint64> seed;
};
struct CompareLink {
    QString variant; ///< empty: the first one
};
struct FindLink {
    QString query;
};
struct OpenLink {
    QString scenario;
};
struct FoldLink {
    int question = 0;
};
using LessonLink = std::variant<TryLink, CompareLink, FindLink, OpenLink, FoldLink>;

/// None for anything else.
std::optional<LessonLink> parsedLink(const QString& target);

} // namespace lockstep::ui
