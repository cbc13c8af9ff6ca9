// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/statusline.h"

#include "core/engine/session.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"

#include <QLabel>
#include <QToolButton>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return StatusLine::tr(text);
}

QString resultSentence(const Session& session) {
    const QString result = valueText(session.result());
    const QString expected = valueText(session.expected());
    if (result.isEmpty()) return {};
    if (expected.isEmpty()) return tr(" Result: %1.").arg(result);
    return result == expected ? tr(" Result: %1, as it should be.").arg(result)
                              : tr(" Result: %1, but it should be %2.").arg(result, expected);
}

QString phaseText(Phase phase, const Trace& trace) {
    const QString sofar =
        tr("%1, %2 events").arg(timeText(trace.end()), numberText(static_cast<std::int64_t>(trace.size())));
    switch (phase) {
    case Phase::Ready: return tr("Starting");
    case Phase::Running: return tr("Running: %1").arg(sofar);
    case Phase::Paused: return tr("Paused: %1").arg(sofar);
    case Phase::Stuck: return tr("Stuck: %1").arg(sofar);
    case Phase::Stopping: return tr("Unwinding the threads: %1").arg(sofar);
    case Phase::Ended: break;
    }
    return {};
}

// Wide enough for what it usually says, so that digits do not push the neighbours about.
QLabel* makeCursorLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setMinimumWidth(
        label->fontMetrics().horizontalAdvance(StatusLine::tr("Cursor: 888 ms, event 88,888 of 88,888")));
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setAccessibleName(StatusLine::tr("Cursor"));
    return label;
}

} // namespace

QString outcomeSentence(const Session& session) {
    const QString time = timeText(session.trace().end());
    switch (session.outcome().value_or(Outcome::Stopped)) {
    case Outcome::Finished: return tr("Finished after %1.").arg(time) + resultSentence(session);
    case Outcome::Deadlock: return tr("Stuck for ever after %1; its threads were unwound.").arg(time);
    case Outcome::Failed:
        return tr("Failed after %1: %2").arg(time, QString::fromStdString(session.failure()));
    case Outcome::TimeLimit: return tr("Cut off by the time limit after %1.").arg(time);
    case Outcome::Stopped: break;
    }
    return tr("Stopped after %1.").arg(time);
}

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent)
    , m_run(new QLabel(this))
    , m_cursor(makeCursorLabel(this))
    , m_notice(new QToolButton(this)) {
    m_run->setMinimumWidth(60);
    m_run->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_notice->setAutoRaise(true);
    m_notice->setFocusPolicy(Qt::TabFocus);
    m_notice->setText(tr("Limited CPU data"));
    m_notice->hide();
    addWidget(m_run, 1);
    addPermanentWidget(m_cursor);
    addPermanentWidget(m_notice);
    connect(m_notice, &QToolButton::clicked, this, [this] { emit noticeRequested(m_noticeText); });
    showRun(nullptr, Phase::Ready);
    showCursor(nullptr, {});
}

void StatusLine::showRun(const Session* session, Phase phase) {
    if (!session)
        m_runText = tr("Nothing has been run yet.");
    else
        m_runText = phase == Phase::Ended ? outcomeSentence(*session) : phaseText(phase, session->trace());
    elide();
    showNotice(session ? QString::fromStdString(session->kernelNotice()) : QString());
}

void StatusLine::showNotice(const QString& notice) {
    m_noticeText = notice;
    m_notice->setVisible(!notice.isEmpty());
    m_notice->setToolTip(notice);
}

void StatusLine::showCursor(const Trace* trace, const Cursor& cursor) {
    if (!trace || trace->size() == 0) return m_cursor->clear();
    const qint64 event = cursor.event ? qint64{cursor.event->value} + 1 : 0;
    m_cursor->setText(tr("Cursor: %1, event %2 of %3")
                          .arg(timeText(cursor.time), numberText(event),
                               numberText(static_cast<std::int64_t>(trace->size()))));
}

QString StatusLine::runText() const {
    return m_runText;
}

QString StatusLine::cursorText() const {
    return m_cursor->text();
}

QString StatusLine::kernelNotice() const {
    return m_noticeText;
}

void StatusLine::resizeEvent(QResizeEvent* event) {
    QStatusBar::resizeEvent(event);
    elide();
}

void StatusLine::elide() {
    m_run->setText(m_run->fontMetrics().elidedText(m_runText, Qt::ElideRight, m_run->width()));
    m_run->setToolTip(m_runText);
    m_run->setAccessibleName(m_runText);
}

} // namespace lockstep::ui
