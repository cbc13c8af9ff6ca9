// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/status/statusline.h"

#include "core/engine/session.h"
#include "ui/controls/status/outcomewords.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"

#include <QLabel>
#include <QTimer>
#include <QToolButton>

namespace lockstep::ui {

namespace {

constexpr int kMessageMs = 8000;

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

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent)
    , m_run(new QLabel(this))
    , m_message(new QLabel(this))
    , m_cursor(makeCursorLabel(this))
    , m_notice(new QToolButton(this))
    , m_timer(new QTimer(this)) {
    m_run->setMinimumWidth(60);
    m_run->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_message->hide();
    m_notice->setAutoRaise(true);
    m_notice->setFocusPolicy(Qt::TabFocus);
    m_notice->setText(tr("Limited CPU data"));
    m_notice->hide();
    for (QLabel* label : {m_run, m_message}) label->setTextFormat(Qt::PlainText);
    addPermanentWidget(m_run, 1); // of the permanent kind, so that no passing tip takes its place
    for (QWidget* widget : std::initializer_list<QWidget*>{m_message, m_cursor, m_notice})
        addPermanentWidget(widget);
    m_timer->setSingleShot(true);
    m_timer->setInterval(kMessageMs);
    connect(m_timer, &QTimer::timeout, m_message, &QWidget::hide);
    connect(m_notice, &QToolButton::clicked, this, [this] { emit noticeRequested(m_noticeText); });
    showRun(nullptr, Phase::Ready);
}

void StatusLine::showRun(const Session* session, Phase phase) {
    m_runText = session ? phaseSentence(*session, phase) : tr("Nothing has been run yet.");
    elide();
    showNotice(session ? QString::fromStdString(session->kernelNotice()) : QString());
}

void StatusLine::showNotice(const QString& notice) {
    m_noticeText = notice;
    m_notice->setVisible(!notice.isEmpty());
    m_notice->setToolTip(notice);
}

void StatusLine::tell(const QString& message) {
    m_message->setText(message);
    m_message->show();
    m_timer->start();
}

void StatusLine::showCursor(const Viewport& viewport) {
    const auto last = viewport.lastEvent();
    if (!last) return m_cursor->clear();
    const Cursor& cursor = viewport.cursor();
    const qint64 event = cursor.event ? qint64{cursor.event->value} + 1 : 0;
    m_cursor->setText(tr("Cursor: %1, event %2 of %3")
                          .arg(momentWords(viewport.trace()->axis(), cursor.time), numberText(event),
                               numberText(qint64{last->value} + 1)));
    const qint64 after = std::ssize(viewport.trace()->teardown());
    m_cursor->setToolTip(after == 0 ? QString()
                                    : tr("Then Lockstep ended the threads. The events of that, %1, are no "
                                         "longer the program's: the cursor does not go there.")
                                          .arg(numberText(after)));
}

QString StatusLine::runText() const {
    return m_runText;
}

QString StatusLine::messageText() const {
    return m_message->isHidden() ? QString() : m_message->text();
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
