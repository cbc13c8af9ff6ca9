// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/theme.h"

#include <cmath>

namespace lockstep::ui {

// What differs between themes; everything else follows.
struct Theme::Fills {
    QColor newborn, runnable, running, blocked, waiting, sleeping, terminated, held, lockHeld, lockWanted;
    QColor background, laneAlternate, grid, text, textMuted, outline, selection, deadlock, loss, accent;
    bool isNewOutlined, isRunnableOutlined, isSleepingOutlined, isTerminatedOutlined;
    bool isGrey = false;
};

namespace {

double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

// The nearest colour of the same hue that stands out from the background.
QColor outlineFor(const QColor& fill, const QColor& background, const QColor& towards) {
    for (int step = 0; step < 20; ++step) {
        const QColor candidate = blended(fill, towards, step * 0.05);
        if (contrast(candidate, background) >= 3.0) return candidate;
    }
    return towards;
}

QColor textOn(const QColor& fill) {
    return contrast(Qt::white, fill) >= 4.5 ? QColor(Qt::white) : QColor(Qt::black);
}

} // namespace

QColor blended(const QColor& under, const QColor& over, double amount) {
    const auto mix = [amount](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * amount)); };
    return {mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue())};
}

double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

Theme::Theme(const Fills& fills, bool dark)
    : isDark(dark)
    , isGrey(fills.isGrey)
    , background(fills.background)
    , lane(fills.background)
    , laneAlternate(fills.laneAlternate)
    , grid(fills.grid)
    , text(fills.text)
    , textMuted(fills.textMuted)
    , outline(fills.outline)
    , cursor(fills.text)
    , selection(fills.selection)
    , deadlock(fills.deadlock)
    , loss(fills.loss)
    , accent(fills.accent) {
    setStates(fills);
    setLocks(fills);
}

void Theme::setStates(const Fills& f) {
    using enum Pattern;
    const auto set = [this](ThreadState state, StateLook look) {
        finish(look);
        m_states[static_cast<std::size_t>(state)] = std::move(look);
    };
    const auto glyph = [](char16_t character) { return QString(QChar(character)); };
    //                              fill          outlined                hollow height pattern      glyph
    set(ThreadState::New,
        {f.newborn, f.isNewOutlined, false, 0.35, DashedOutline, glyph(0x25CB), Glyph::Circle});
    set(ThreadState::Runnable,
        {f.runnable, f.isRunnableOutlined, false, 0.6, Solid, glyph(0x25F7), Glyph::Hourglass});
    set(ThreadState::Running, {f.running, false, false, 1.0, Solid, glyph(0x25B6), Glyph::Play});
    set(ThreadState::Blocked, {f.blocked, false, false, 1.0, Hatch, glyph(0x22A0), Glyph::Lock});
    set(ThreadState::Waiting, {f.waiting, false, false, 0.6, Dots, glyph(0x266A), Glyph::Bell});
    set(ThreadState::Sleeping,
        {f.sleeping, f.isSleepingOutlined, false, 0.35, Lines, glyph('z'), Glyph::Snooze});
    set(ThreadState::Terminated,
        {f.terminated, f.isTerminatedOutlined, false, 0.2, Cross, glyph(0x25A0), Glyph::Square});
    set(ThreadState::Held, {f.held, true, true, 0.6, Outline, glyph(0x2016), Glyph::Pause});
    set(ThreadState::ReadyOrRunning,
        {f.running, true, true, 0.8, Outline, glyph(0x25B7), Glyph::PlayInBrackets});
    set(ThreadState::OffCpu, {f.runnable, true, true, 0.6, DashedOutline, glyph(0x25D4), Glyph::Gear});
    set(ThreadState::Unknown, {f.loss, true, true, 1.0, Torn, glyph('?'), Glyph::Question});
}

void Theme::setLocks(const Fills& f) {
    const auto set = [this](LockState state, StateLook look) {
        finish(look);
        m_locks[static_cast<std::size_t>(state)] = std::move(look);
    };
    set(LockState::Free, {f.grid, false, true, 0.1, Pattern::Solid, {}, Glyph::None});
    set(LockState::Held,
        {f.lockHeld, false, false, 0.6, Pattern::Solid, QString(QChar(0x22A0)), Glyph::Lock});
    set(LockState::HeldAndWanted,
        {f.lockWanted, false, false, 1.0, Pattern::Hatch, QString(QChar(0x22A0)), Glyph::Lock});
}

void Theme::finish(StateLook& look) const {
    look.outline = outlineFor(look.fill, background, text);
    look.text = look.isHollow ? text : textOn(look.fill);
}

const Theme& Theme::light() {
    static const Theme theme({.newborn = "#D5D6D7",
                              .runnable = "#EB9F18",
                              .running = "#2A9070",
                              .blocked = "#AC1F0E",
                              .waiting = "#114FB3",
                              .sleeping = "#B87DEE",
                              .terminated = "#282929",
                              .held = "#7A8187",
                              .lockHeld = "#7C8B98",
                              .lockWanted = "#AC1F0E",
                              .background = "#FFFFFF",
                              .laneAlternate = "#F6F7F8",
                              .grid = "#E3E6E8",
                              .text = "#1B1E20",
                              .textMuted = "#5A6166",
                              .outline = "#3F464B",
                              .selection = "#4B56D2",
                              .deadlock = "#D6008F",
                              .loss = "#8A5A00",
                              .accent = "#4B56D2",
                              .isNewOutlined = true,
                              .isRunnableOutlined = true,
                              .isSleepingOutlined = true,
                              .isTerminatedOutlined = false},
                             false);
    return theme;
}

const Theme& Theme::dark() {
    static const Theme theme({.newborn = "#848485",
                              .runnable = "#E7BE34",
                              .running = "#7EC49B",
                              .blocked = "#E03C02",
                              .waiting = "#3578E6",
                              .sleeping = "#E3C7F6",
                              .terminated = "#354148",
                              .held = "#8E969C",
                              .lockHeld = "#8A97A0",
                              .lockWanted = "#E03C02",
                              .background = "#1B1E20",
                              .laneAlternate = "#212528",
                              .grid = "#2E3438",
                              .text = "#E8EAEC",
                              .textMuted = "#A2A9AF",
                              .outline = "#C9CFD4",
                              .selection = "#9AA5FF",
                              .deadlock = "#FF4FC3",
                              .loss = "#FFC766",
                              .accent = "#9AA5FF",
                              .isNewOutlined = false,
                              .isRunnableOutlined = false,
                              .isSleepingOutlined = false,
                              .isTerminatedOutlined = true},
                             true);
    return theme;
}

const Theme& Theme::print() {
    static const Theme theme({.newborn = "#FFFFFF",
                              .runnable = "#D9D9D9",
                              .running = "#9C9C9C",
                              .blocked = "#1A1A1A",
                              .waiting = "#565656",
                              .sleeping = "#F2F2F2",
                              .terminated = "#000000",
                              .held = "#6E6E6E",
                              .lockHeld = "#BDBDBD",
                              .lockWanted = "#1A1A1A",
                              .background = "#FFFFFF",
                              .laneAlternate = "#FFFFFF",
                              .grid = "#DDDDDD",
                              .text = "#000000",
                              .textMuted = "#4A4A4A",
                              .outline = "#000000",
                              .selection = "#333333",
                              .deadlock = "#000000",
                              .loss = "#333333",
                              .accent = "#000000",
                              .isNewOutlined = true,
                              .isRunnableOutlined = true,
                              .isSleepingOutlined = true,
                              .isTerminatedOutlined = false,
                              .isGrey = true},
                             false);
    return theme;
}

QPalette Theme::palette() const {
    const QColor raised = blended(background, text, isDark ? 0.08 : 0.04);
    QPalette palette(text, raised, blended(raised, Qt::white, 0.2), grid, textMuted, text, background);
    palette.setColor(QPalette::Window, isDark   ? blended(background, Qt::black, 0.25)
                                       : isGrey ? QColor("#F4F4F4")
                                                : QColor("#F3F4F5"));
    palette.setColor(QPalette::AlternateBase, laneAlternate);
    palette.setColor(QPalette::Highlight, isDark ? QColor("#3F49B8") : accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, raised);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, textMuted);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::Button, raised);
    palette.setColor(QPalette::ButtonText, text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, blended(raised, text, 0.45));
    return palette;
}

} // namespace lockstep::ui
