// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/find/lanefilter.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr const char* kName = "lanes:name";
constexpr const char* kMet = "lanes:met";
constexpr const char* kState = "lanes:state";
constexpr const char* kWithin = "lanes:within";

QString say(const char* text) {
    return QCoreApplication::translate("LaneFilter", text);
}

// "a, b and c"
QString listed(const QStringList& parts) {
    if (parts.size() < 2) return parts.join(QString());
    return say("%1 and %2").arg(parts.first(parts.size() - 1).join(QStringLiteral(", ")), parts.back());
}

QString stateClause(const Trace& trace, const LaneFilter& filter) {
    const QString state = words(name(*filter.state));
    if (!filter.within) return say("were %1").arg(state);
    return say("were %1 between %2 and %3")
        .arg(state, momentWords(trace.axis(), filter.within->begin),
             momentWords(trace.axis(), filter.within->end));
}

QStringList textsOf(const About& about, const char* key) {
    const auto found = about.find(key);
    if (found == about.end()) return {};
    return QString::fromStdString(found->second).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

LaneFilter narrowed(LaneFilter filter, const LaneFilter& by) {
    if (!by.name.isEmpty()) filter.name = by.name;
    for (const ObjectId object : by.met)
        if (std::ranges::find(filter.met, object) == filter.met.end()) filter.met.push_back(object);
    if (!by.state) return filter;
    filter.state = by.state;
    filter.within = by.within;
    return filter;
}

QString filterWords(const Trace& trace, const LaneFilter& filter) {
    QStringList objects;
    for (const ObjectId object : filter.met)
        if (object.index() < trace.objectCount()) objects << words(quotedName(trace, object));
    QStringList clauses;
    if (!filter.name.isEmpty()) clauses << say("have “%1” in their names").arg(filter.name);
    if (!objects.isEmpty()) clauses << say("met %1").arg(listed(objects));
    if (filter.state) clauses << stateClause(trace, filter);
    return clauses.isEmpty() ? say("all") : say("those that %1").arg(listed(clauses));
}

void tellFilter(About& about, const LaneFilter& filter) {
    QStringList met;
    for (const ObjectId object : filter.met) met << QString::number(object.value);
    if (!filter.name.isEmpty()) about[kName] = filter.name.toStdString();
    if (!met.isEmpty()) about[kMet] = met.join(u' ').toStdString();
    if (filter.state) about[kState] = std::to_string(static_cast<int>(*filter.state));
    if (filter.within)
        about[kWithin] = std::to_string(filter.within->begin) + ' ' + std::to_string(filter.within->end);
}

LaneFilter filterFrom(const About& about) {
    LaneFilter filter;
    if (const auto found = about.find(kName); found != about.end())
        filter.name = QString::fromStdString(found->second);
    for (const QString& text : textsOf(about, kMet)) {
        bool isNumber = false;
        const std::uint32_t object = text.toUInt(&isNumber);
        if (isNumber) filter.met.push_back(ObjectId{object});
    }
    bool isState = false;
    const int state = textsOf(about, kState).value(0).toInt(&isState);
    if (isState && state >= 0 && state < kThreadStates) filter.state = static_cast<ThreadState>(state);
    const QStringList within = textsOf(about, kWithin);
    if (within.size() == 2 && filter.state)
        filter.within = TimeRange{within[0].toLongLong(), within[1].toLongLong()};
    return filter;
}

} // namespace lockstep::ui
