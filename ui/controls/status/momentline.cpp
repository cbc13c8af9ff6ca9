// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/status/momentline.h"

#include "core/analysis/sentences.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"

#include <QPainter>
#include <QTimer>

namespace lockstep::ui {

namespace {
constexpr int kFrame = 16; // ms
constexpr int kSide = 6;   // px left and right
} // namespace

MomentLine::MomentLine(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_theme(&Theme::light())
    , m_timer(new QTimer(this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_timer->setSingleShot(true);
    m_timer->setInterval(kFrame);
    connect(m_timer, &QTimer::timeout, this, &MomentLine::look);
    connect(m_viewport, &Viewport::traceChanged, this, &MomentLine::look); // nothing of the old one is kept
    connect(m_viewport, &Viewport::cursorChanged, this, [this] {
        if (!m_timer->isActive()) m_timer->start();
    });
    look();
}

void MomentLine::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void MomentLine::setCompact(bool isCompact) {
    if (isCompact == m_isCompact) return;
    m_isCompact = isCompact;
    updateGeometry();
    update();
}

void MomentLine::look() {
    m_timer->stop();
    const Trace* trace = m_viewport->trace();
    const auto event = trace ? m_viewport->cursor().event : std::nullopt;
    m_deed = event ? words(eventSentence(*trace, *event)) : QString();
    m_transition = event ? words(transitionSentence(*trace, *event)) : QString();
    if (event && trace->event(*event).kind == EventKind::Stop)
        m_transition =
            tr("Drag the cursor in the lanes, or step with ← and →: here stands what happens there.");
    setToolTip(m_deed + (m_transition.isEmpty() ? QString() : u'\n' + m_transition));
    setAccessibleName(event ? tr("At the cursor: %1. %2").arg(m_deed, m_transition) : tr("At the cursor"));
    update();
}

QSize MomentLine::sizeHint() const {
    return {400, (m_isCompact ? 1 : 2) * (fontMetrics().height() + 1) + 1};
}

void MomentLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int line = fontMetrics().height() + 1;
    const int room = width() - 2 * kSide;
    const auto write = [&](int row, const QString& text, const QColor& ink) {
        painter.setPen(ink);
        painter.drawText(QRect(kSide, row * line, room, line), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(text, Qt::ElideRight, room));
    };
    write(0, m_deed, m_theme->text);
    if (!m_isCompact) write(1, m_transition, m_theme->textMuted);
}

} // namespace lockstep::ui
