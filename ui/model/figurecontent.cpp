// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/figurecontent.h"

#include "core/analysis/sentences.h"
#include "core/engine/recording.h"
#include "core/trace/stepaxis.h"
#include "ui/model/tracefiles.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace lockstep::ui {

namespace {

// Pairs that only figures have.
constexpr const char* kTimes = "times";
constexpr const char* kLeftOut = "left-out";
constexpr const char* kPart = "part";
constexpr const char* kFile = "trace-file";
constexpr const char* kHash = "trace-hash";

constexpr std::array<std::string_view, 4> kOfView{"figure:", "view:", "lanes:", "note:"};

// Hardly any run takes less in a file, and no figure is worth the memory of more.
constexpr std::size_t kEventsPerByte = 4;

constexpr Timestamp kLatest = Timestamp{1} << 62; // as in FORMAT.md

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep::ui::FigureContent", text);
}

bool isOfView(std::string_view key) {
    return std::ranges::any_of(kOfView, [key](std::string_view prefix) { return key.starts_with(prefix); });
}

// The same for the same run and view, whatever the day; an older view is gone.
About aboutForFigure(const Session& session, const About& view) {
    About about = aboutAll(session);
    forgetView(about);
    const bool isFresh = !session.recording();
    if (isFresh) about.erase("recorded");
    if (isFresh && session.outcome() && session.trace().lost() == 0)
        about["schedule"] = scheduleOf(session).text();
    if (const Recording* kept = session.recording())
        for (const char* key : {kFile, kHash})
            if (const auto said = kept->about.find(key); said != kept->about.end()) about.insert(*said);
    about.insert(view.begin(), view.end());
    return about;
}

void forgetSteps(About& about) {
    for (const char* key : {"schedule", "script"}) about.erase(key);
}

// The same stretch along the times that the trace has. Along steps it is known which come after the range; of
// those before none can be left out, for they are counted.
TimeRange inTimesOf(const Trace& trace, const Shown& shown) {
    if (shown.axis == trace.axis()) return shown.range;
    const auto count = static_cast<std::size_t>(std::max<Timestamp>(0, shown.range.end / kStepLength + 1));
    const auto& steps = trace.steps();
    return {0, count < steps.size() ? trace.event(steps[count]).time : trace.end()};
}

std::optional<QByteArray> partContent(const Session& session, const Trace& trace, const Shown& shown,
                                      qsizetype most) {
    const auto slice =
        sliceOf(trace, inTimesOf(trace, shown), static_cast<std::size_t>(most) * kEventsPerByte);
    if (!slice) return std::nullopt;
    About about = aboutForFigure(session, shown.view(&*slice));
    if (trace.axis() == TimeAxis::Steps) about[kTimes] = "steps";
    about[kPart] = std::to_string(knownFrom(*slice->trace)) + ' ' + std::to_string(slice->trace->end());
    if (auto bytes = traceBytesUpTo(most, session, about, slice->trace.get())) return bytes;
    forgetSteps(about);
    return traceBytesUpTo(most, session, about, slice->trace.get());
}

} // namespace

QByteArray figureContent(const Session& session, const Shown& shown, qsizetype most) {
    About about = aboutForFigure(session, shown.view(nullptr));
    std::unique_ptr<StepAxis> steps;
    if (shown.axis == TimeAxis::Steps && !session.recording()) {
        steps = std::make_unique<StepAxis>(session.trace());
        about[kTimes] = "steps";
    }
    const Trace& trace = steps ? steps->trace() : session.trace();
    if (auto all = traceBytesUpTo(most, session, about, &trace)) return *all;
    if (auto part = partContent(session, trace, shown, most)) return *part;
    about[kLeftOut] = "more than " + std::to_string(most) + " bytes";
    if (auto rest = traceBytesUpTo(most, session, about, nullptr)) return *rest;
    forgetSteps(about);
    return traceBytes(session, about, nullptr);
}

std::optional<QString> partWords(const About& figure) {
    const auto part = figure.find(kPart);
    if (part == figure.end()) return std::nullopt;
    const QStringList times = words(part->second).split(u' ');
    const TimeAxis axis = hasOnlySteps(figure) ? TimeAxis::Steps : TimeAxis::Time;
    const auto at = [&times](int i) { // anybody may have written it
        return std::clamp<Timestamp>(times.value(i).toLongLong(), 0, kLatest);
    };
    const Timestamp begin = at(0);
    const Timestamp end = std::max(begin, at(1));
    const auto said = [&](Timestamp length) { return words(lengthText(axis, length)); };
    const QString only =
        begin == 0 ? tr("This figure has only the first %1 of the run: all of it takes more than 1 MB.")
                         .arg(said(end))
                   : tr("This figure has only %1 of the run, from %2 on: all of it takes more than 1 MB.")
                         .arg(said(end - begin), said(begin));
    const auto name = figure.find(kFile);
    const QString where =
        name == figure.end() ? QString() : ' ' + tr("All of it is in '%1'.").arg(words(name->second));
    return only + where + ' ' + tr("What is counted and measured is of what is here.");
}

bool hasOnlySteps(const About& about) {
    return about.contains(kTimes);
}

bool hasOnlySteps(const Session& session) {
    return session.recording() && hasOnlySteps(session.recording()->about);
}

std::optional<Origin> originNeeded(const About& figure) {
    if (!figure.contains(kLeftOut)) return std::nullopt;
    const auto name = figure.find(kFile);
    const auto hash = figure.find(kHash);
    if (name != figure.end() && hash != figure.end()) return Origin{words(name->second), hash->second};
    throw UnreadableTrace(tr("Its run is not in it, for it takes more than 1 MB.").toStdString());
}

void tellOrigin(About& about, const Origin& origin) {
    about[kFile] = origin.name.toStdString();
    about[kHash] = origin.hash;
}

About withoutOrigin(About about) {
    for (const char* key : {kFile, kHash}) about.erase(key);
    return about;
}

void forgetView(About& about) {
    std::erase_if(about, [](const auto& pair) { return isOfView(pair.first); });
}

void tellView(About& about, const About& seen) {
    forgetView(about);
    for (const auto& pair : seen)
        if (isOfView(pair.first)) about.insert(pair);
}

} // namespace lockstep::ui
