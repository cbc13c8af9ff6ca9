// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/figureorder.h"

#include <algorithm>
#include <array>

namespace lockstep::ui {

namespace {

constexpr std::string_view kPrefix = "figure:";
constexpr std::string_view kViewPrefix = "view:"; // of a trace
constexpr std::array kOfPlace{"view", "axis", "time", "event", "begin", "end", "folds"};
constexpr int kWalks = 3;

QString valueOf(const About& about, const char* key) {
    const auto found = about.find(std::string(kPrefix) + key);
    return found == about.end() ? QString() : QString::fromStdString(found->second);
}

// The place of a word among those that may be said; the first for any other.
template <class Choice>
Choice choiceOf(const QStringList& words, const QString& word) {
    return static_cast<Choice>(std::max<qsizetype>(0, words.indexOf(word)));
}

template <class Number>
void take(const About& about, const char* key, Number& number) {
    bool isNumber = false;
    const qlonglong value = valueOf(about, key).toLongLong(&isNumber);
    if (isNumber) number = static_cast<Number>(value);
}

template <class Number>
std::optional<Number> numberOf(const About& about, const char* key, qlonglong end) {
    qlonglong number = -1;
    take(about, key, number);
    return number >= 0 && number < end ? std::optional(static_cast<Number>(number)) : std::nullopt;
}

// What is out of order is no fold.
TimeFolds foldsFrom(const QString& text) {
    const QStringList times = text.split(u' ', Qt::SkipEmptyParts);
    std::vector<TimeRange> stretches;
    for (qsizetype i = 0; i + 1 < times.size(); i += 2) {
        const TimeRange fold{times[i].toLongLong(), times[i + 1].toLongLong()};
        const bool isNext = stretches.empty() || fold.begin > stretches.back().end;
        if (!fold.isEmpty() && isNext) stretches.push_back(fold);
    }
    return TimeFolds(std::move(stretches));
}

// The same order for a slice of its run; a note that is not in it goes.
FigureOrder within(FigureOrder order, const Slice& slice) {
    if (order.cursor.event) order.cursor.event = slice.placeOf(*order.cursor.event);
    Notes notes;
    for (const Note& note : order.notes)
        if (const auto event = slice.placeOf(note.event)) add(notes, {*event, note.text});
    order.notes = std::move(notes);
    return order;
}

// With the cursor, which need not be in the range.
TimeRange shownBy(const FigureOrder& order) {
    const Timestamp cursor = order.cursor.time;
    if (!order.hasRange()) return {cursor, cursor};
    return {std::min(order.range.begin, cursor), std::max(order.range.end, cursor)};
}

} // namespace

QStringList figureViews() {
    return {"timeline", "graph", "queues", "detection", "window"};
}

QStringList figureThemes() {
    return {"light", "dark", "print"};
}

const Theme& themeOf(FigureTheme theme) {
    switch (theme) {
    case FigureTheme::Dark: return Theme::dark();
    case FigureTheme::Print: return Theme::print();
    case FigureTheme::Light: break;
    }
    return Theme::light();
}

QSize FigureOrder::standardSize(FigureView view) {
    switch (view) {
    case FigureView::Graph: return {800, 600};
    case FigureView::Queues: return {1200, 400};
    case FigureView::Detection: return {1280, 720};
    case FigureView::Window: return {1440, 900};
    case FigureView::Timeline: break;
    }
    return {1200, 600};
}

std::optional<LaneSieve> sieveOf(const Trace& trace, const FigureOrder& order) {
    if (order.lanes.isEmpty() || !order.hasLanes()) return std::nullopt;
    std::optional<LaneSieve> sieve(std::in_place, trace, order.lanes);
    sieve->advance(std::numeric_limits<std::size_t>::max());
    return sieve;
}

About aboutFigure(const FigureOrder& order) {
    About about;
    const auto tell = [&](const char* key, const QString& value) {
        about[std::string(kPrefix) + key] = value.toStdString();
    };
    const auto tellNumber = [&](const char* key, qint64 value) { tell(key, QString::number(value)); };
    tell("view", figureViews()[static_cast<int>(order.view)]);
    tell("theme", figureThemes()[static_cast<int>(order.theme)]);
    tell("axis", order.axis == TimeAxis::Steps ? "steps" : "time");
    tell("title", order.title);
    tell("scale", QString::number(order.scale, 'g', 17));
    tellNumber("time", order.cursor.time);
    tellNumber("begin", order.range.begin);
    tellNumber("end", order.range.end);
    tellNumber("width", order.size.width());
    tellNumber("height", order.size.height());
    if (order.cursor.event) tellNumber("event", order.cursor.event->value);
    if (order.walk) tellNumber("walk", static_cast<int>(*order.walk));
    if (order.step) tellNumber("step", static_cast<qint64>(*order.step));
    tellNotes(about, order.notes);
    tellFilter(about, order.lanes);
    QStringList folds;
    for (const TimeRange& fold : order.folds.stretches())
        folds << QString::number(fold.begin) << QString::number(fold.end);
    if (!folds.isEmpty()) tell("folds", folds.join(u' '));
    return about;
}

QByteArray contentOf(const Session& session, const FigureOrder& order, qsizetype most) {
    const auto view = [&order](const Slice* slice) {
        return aboutFigure(slice ? within(order, *slice) : order);
    };
    return figureContent(session, {order.axis, shownBy(order), view}, most);
}

std::optional<FigureOrder> figureFrom(const About& about) {
    if (valueOf(about, "view").isEmpty()) return std::nullopt;
    FigureOrder order;
    order.view = choiceOf<FigureView>(figureViews(), valueOf(about, "view"));
    order.theme = choiceOf<FigureTheme>(figureThemes(), valueOf(about, "theme"));
    order.axis = valueOf(about, "axis") == "steps" ? TimeAxis::Steps : TimeAxis::Time;
    order.title = valueOf(about, "title");
    const double scale = valueOf(about, "scale").toDouble();
    if (scale >= 0.1 && scale <= 8) order.scale = scale;
    take(about, "time", order.cursor.time);
    take(about, "begin", order.range.begin);
    take(about, "end", order.range.end);
    take(about, "width", order.size.rwidth());
    take(about, "height", order.size.rheight());
    order.size = order.size.expandedTo({16, 16}).boundedTo({8192, 8192});
    if (const auto event = numberOf<std::uint32_t>(about, "event", UINT32_MAX))
        order.cursor.event = EventIndex{*event};
    order.walk = numberOf<DetectionView>(about, "walk", kWalks);
    order.step = numberOf<std::size_t>(about, "step", INT32_MAX);
    order.notes = notesFrom(about);
    order.lanes = filterFrom(about);
    order.folds = foldsFrom(valueOf(about, "folds"));
    return order;
}

FigureOrder seenIn(const Viewport& viewport) {
    FigureOrder order;
    order.cursor = viewport.cursor();
    order.range = viewport.range();
    order.axis = viewport.trace()->axis();
    order.notes = viewport.notes();
    order.lanes = viewport.lanes().filter();
    order.folds = viewport.folds();
    return order;
}

About aboutView(const FigureOrder& order) {
    About about;
    for (const auto& [key, text] : aboutFigure(order)) {
        if (!key.starts_with(kPrefix)) {
            about[key] = text;
        } else if (const std::string name = key.substr(kPrefix.size());
                   std::ranges::count(kOfPlace, name) > 0) {
            about[std::string(kViewPrefix) + name] = text;
        }
    }
    return about;
}

std::optional<FigureOrder> viewFrom(const About& about) {
    About figure;
    for (const auto& [key, text] : about)
        if (key.starts_with(kViewPrefix))
            figure[std::string(kPrefix) + key.substr(kViewPrefix.size())] = text;
        else if (!key.starts_with(kPrefix))
            figure.insert({key, text});
    return figureFrom(figure);
}

} // namespace lockstep::ui
