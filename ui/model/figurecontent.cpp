// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/figurecontent.h"

#include "core/engine/recording.h"
#include "core/trace/stepaxis.h"
#include "ui/model/notes.h"
#include "ui/model/tracefiles.h"
#include "ui/model/words.h"

#include <QCoreApplication>

namespace lockstep::ui {

namespace {

// Pairs that only figures have.
constexpr const char* kTimes = "times";
constexpr const char* kLeftOut = "left-out";
constexpr const char* kFile = "trace-file";
constexpr const char* kHash = "trace-hash";
constexpr std::string_view kFigure = "figure:";

// The same for the same run and view, whatever the day; an older view is gone.
About aboutForFigure(const Session& session, const About& view) {
    About about = aboutAll(session);
    std::erase_if(about, [](const auto& pair) { return pair.first.starts_with(kFigure); });
    tellNotes(about, {}); // those of the view are the present ones
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

} // namespace

QByteArray figureContent(const Session& session, TimeAxis axis, const About& view, qsizetype most) {
    About about = aboutForFigure(session, view);
    std::unique_ptr<StepAxis> steps;
    if (axis == TimeAxis::Steps && !session.recording()) {
        steps = std::make_unique<StepAxis>(session.trace());
        about[kTimes] = "steps";
    }
    if (auto all = traceBytesUpTo(most, session, about, steps ? &steps->trace() : &session.trace()))
        return *all;
    about[kLeftOut] = "more than " + std::to_string(most) + " bytes";
    if (auto rest = traceBytesUpTo(most, session, about, nullptr)) return *rest;
    for (const char* key : {"schedule", "script"}) about.erase(key);
    return traceBytes(session, about, nullptr);
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
    throw UnreadableTrace(QCoreApplication::translate("lockstep::ui::FigureContent",
                                                      "Its run is not in it, for it takes more than 1 MB.")
                              .toStdString());
}

void tellOrigin(About& about, const Origin& origin) {
    about[kFile] = origin.name.toStdString();
    about[kHash] = origin.hash;
}

About withoutOrigin(About about) {
    for (const char* key : {kFile, kHash}) about.erase(key);
    return about;
}

void tellView(About& about, const About& figure) {
    for (const auto& [key, text] : figure)
        if (key.starts_with(kFigure)) about[key] = text;
}

} // namespace lockstep::ui
