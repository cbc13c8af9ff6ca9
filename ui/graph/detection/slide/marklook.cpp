// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/slide/marklook.h"

#include <QCoreApplication>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::Detection", text);
}

MarkLook tinted(const Theme& theme, const QColor& color, double amount, double width, Glyph glyph) {
    const QColor fill = blended(theme.background, color, amount);
    return {.fill = fill, .outline = color, .text = theme.text, .width = width, .glyph = glyph};
}

MarkLook black(const Theme& theme) {
    return {.fill = theme.text, .outline = theme.text, .text = theme.background, .glyph = Glyph::Check};
}

QString threadWords(Mark mark) {
    switch (mark) {
    case Mark::Live: return say("can go on");
    case Mark::Stuck: return say("stuck for ever");
    case Mark::Ended: return say("has ended");
    default: return say("not known yet");
    }
}

QString resourceWords(Mark mark) {
    switch (mark) {
    case Mark::Live: return say("will come");
    case Mark::Stuck: return say("never comes");
    default: return say("not known yet");
    }
}

QString pathWords(Mark mark) {
    switch (mark) {
    case Mark::OnStack: return say("on the path");
    case Mark::Done: return say("not stuck");
    case Mark::InRing: return say("in the ring");
    case Mark::Stuck: return say("stuck behind it");
    case Mark::Ended: return say("has ended");
    default: return say("not looked at");
    }
}

QString orderWords(Mark mark) {
    switch (mark) {
    case Mark::Safe: return say("cannot deadlock");
    case Mark::Risky: return say("could deadlock");
    case Mark::InRing: return say("deadlocked");
    default: return say("in no cycle so far");
    }
}

} // namespace

MarkLook markLook(const Theme& theme, Mark mark) {
    switch (mark) {
    case Mark::Plain: break;
    case Mark::Present: return tinted(theme, theme.accent, 0.18, 3, Glyph::Play);
    case Mark::OnStack: return tinted(theme, theme.outline, 0.32, 1.6, Glyph::None);
    case Mark::Done: return black(theme);
    case Mark::InRing: return tinted(theme, theme.deadlock, 0.14, 3, Glyph::Deadlock);
    case Mark::Live: return tinted(theme, theme.look(ThreadState::Running).outline, 0.26, 1.8, Glyph::Check);
    case Mark::Safe: {
        MarkLook look = tinted(theme, theme.look(ThreadState::Running).outline, 0.14, 1.8, Glyph::Check);
        look.isDashed = true;
        return look;
    }
    case Mark::Stuck: {
        MarkLook look = tinted(theme, theme.look(ThreadState::Blocked).outline, 0.1, 3, Glyph::Cross);
        look.isHatched = true;
        return look;
    }
    case Mark::Risky: return tinted(theme, theme.deadlock, 0.14, 3, Glyph::Warning);
    case Mark::Ended: return {.fill = theme.background, .outline = theme.textMuted, .text = theme.textMuted};
    }
    return {.fill = theme.background, .outline = theme.outline, .text = theme.text};
}

QPen edgePen(const Theme& theme, DetectionEdgeKind kind, Mark mark, double unit) {
    const bool isPlain = mark == Mark::Plain || mark == Mark::Done;
    const MarkLook look = markLook(theme, mark);
    QPen pen(isPlain ? theme.textMuted : look.outline, (isPlain                 ? 1.4
                                                        : mark == Mark::OnStack ? 2.2
                                                                                : 3) *
                                                           unit);
    pen.setCapStyle(Qt::FlatCap);
    if (kind == DetectionEdgeKind::WaitsFor) pen.setDashPattern({4, 2.5});
    if (kind == DetectionEdgeKind::Needs || look.isDashed) pen.setDashPattern({1.5, 2});
    return pen;
}

QString markWords(DetectionView view, Mark mark, bool isThread) {
    if (mark == Mark::Present) return say("looked at now");
    switch (view) {
    case DetectionView::WaitForWalk: return pathWords(mark);
    case DetectionView::Reduction: return isThread ? threadWords(mark) : resourceWords(mark);
    case DetectionView::LockOrder: break;
    }
    return orderWords(mark);
}

std::vector<Mark> marksOf(DetectionView view) {
    using enum Mark;
    switch (view) {
    case DetectionView::WaitForWalk: return {Plain, Present, OnStack, Done, InRing, Stuck};
    case DetectionView::Reduction: return {Plain, Present, Live, Stuck};
    case DetectionView::LockOrder: break;
    }
    return {Plain, Present, Safe, Risky};
}

QString viewName(DetectionView view) {
    switch (view) {
    case DetectionView::WaitForWalk: return say("A: Follow who waits for whom");
    case DetectionView::Reduction: return say("B: Let all finish who can");
    case DetectionView::LockOrder: break;
    }
    return say("C: Order in which locks were taken");
}

} // namespace lockstep::ui
