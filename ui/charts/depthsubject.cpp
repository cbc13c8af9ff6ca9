// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depthsubject.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace lockstep::ui {

namespace {

// 0 is drawn first; -1 not at all.
int rank(ObjectKind kind, bool withVariables) {
    switch (kind) {
    case ObjectKind::Queue: return 0;
    case ObjectKind::Semaphore: return 1;
    case ObjectKind::Variable:
    case ObjectKind::Atomic: return withVariables ? 2 : -1;
    default: return -1;
    }
}

DepthSubject subject(const Trace& trace, const ObjectLane& lane) {
    return {lane.info.id, lane.info.kind, words(lane.info.name),
            lane.info.kind == ObjectKind::Queue ? lane.info.capacity : 0,
            lane.values.extent({0, std::max<Timestamp>(1, trace.end())}).value_or(MinMax{})};
}

std::vector<DepthSubject> allOf(const Trace& trace, bool withVariables) {
    std::vector<DepthSubject> subjects;
    for (std::uint32_t o = 0, n = static_cast<std::uint32_t>(trace.objectCount()); o < n; ++o) {
        const ObjectLane& lane = trace.object(ObjectId{o});
        if (rank(lane.info.kind, withVariables) >= 0) subjects.push_back(subject(trace, lane));
    }
    return subjects;
}

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::QueueChart", text);
}

} // namespace

std::vector<DepthSubject> depthSubjects(const Trace& trace, bool withVariables, std::size_t most) {
    std::vector<DepthSubject> subjects = allOf(trace, withVariables);
    if (subjects.empty()) subjects = allOf(trace, true);
    if (subjects.size() > most) {
        const auto isStill = [&](const DepthSubject& s) { return trace.object(s.object).values.size() < 2; };
        std::ranges::stable_sort(subjects, {}, isStill);
        subjects.resize(most);
    }
    const auto order = [&](const DepthSubject& s) { return std::pair(rank(s.kind, true), s.object); };
    std::ranges::sort(subjects, {}, order);
    return subjects;
}

QString depthText(const Trace& trace, ObjectId object, Timestamp time) {
    const ObjectLane& lane = trace.object(object);
    const auto value = lane.values.at(time);
    if (!value) return QStringLiteral("–");
    const bool isBounded = lane.info.kind == ObjectKind::Queue && lane.info.capacity > 0;
    return isBounded ? say("%1 of %2").arg(numberText(*value), numberText(lane.info.capacity))
                     : numberText(*value);
}

QString depthSentence(const Trace& trace, ObjectId object, Timestamp time) {
    const ObjectInfo& info = trace.object(object).info;
    if (!trace.object(object).values.at(time)) return {};
    const QString depth = depthText(trace, object, time);
    const QString name = words(quotedName(trace, object));
    const QString when = momentWords(trace.axis(), time);
    switch (info.kind) {
    case ObjectKind::Queue: return say("%1 holds %2 items at %3.").arg(name, depth, when);
    case ObjectKind::Semaphore: return say("%1 has %2 permits left at %3.").arg(name, depth, when);
    default: return say("%1 = %2 at %3.").arg(name, depth, when);
    }
}

QColor lineColor(std::size_t index, const Theme& theme) {
    static constexpr std::array kGrey{"#000000", "#6E6E6E"};
    static constexpr std::array kLight{"#0B6E99", "#B3541E", "#6A4C93", "#2E7D32",
                                       "#AD1457", "#5D6D1E", "#00695C", "#4E4E4E"};
    static constexpr std::array kDark{"#5BB8E8", "#F0A35E", "#B9A0E6", "#7BCB80",
                                      "#F48FB1", "#C6D25A", "#5BD1C0", "#C8C8C8"};
    if (theme.isGrey) return QColor(kGrey[index / 4 % kGrey.size()]);
    return QColor((theme.isDark ? kDark : kLight)[index % kLight.size()]);
}

Qt::PenStyle lineStyle(std::size_t index, const Theme& theme) {
    static constexpr std::array kStyles{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return theme.isGrey ? kStyles[index % kStyles.size()] : Qt::SolidLine;
}

} // namespace lockstep::ui
