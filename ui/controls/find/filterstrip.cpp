// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/find/filterstrip.h"

#include "ui/controls/status/sentencelabel.h"
#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace lockstep::ui {

FilterStrip::FilterStrip(Viewport& viewport, QWidget* parent)
    : QFrame(parent)
    , m_viewport(viewport)
    , m_text(new SentenceLabel(this))
    , m_all(new QPushButton(tr("Show all"), this)) {
    setObjectName("filter"); // so that its frame is its own and not its children's
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 4, 2);
    row->addWidget(m_text, 1);
    row->addWidget(m_all);
    connect(m_all, &QPushButton::clicked, &viewport.lanes(), &ShownLanes::showAll);
    connect(&viewport.lanes(), &ShownLanes::changed, this, &FilterStrip::look);
    connect(&viewport, &Viewport::traceChanged, this, &FilterStrip::look);
    setShowAllKey({});
    look();
}

void FilterStrip::look() {
    const ShownLanes& lanes = m_viewport.lanes();
    setVisible(lanes.sieve() != nullptr);
    if (!lanes.sieve()) return m_text->setSentence({});
    const QString shown = lanes.sieve()->sentence();
    m_text->setSentence(lanes.isComplete() ? shown : tr("%1 (still searching)").arg(shown));
    setAccessibleName(m_text->sentence());
}

void FilterStrip::setTheme(const Theme& theme) {
    setStyleSheet(QStringLiteral("#filter { background: %1; border: 1px solid %2; border-radius: 4px; }")
                      .arg(blended(theme.background, theme.selection, 0.12).name(), theme.selection.name()));
}

void FilterStrip::setShowAllKey(const QString& key) {
    const QString tip = tr("Shows every thread and lock again");
    m_all->setToolTip(key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key));
}

QString FilterStrip::text() const {
    return m_text->sentence();
}

} // namespace lockstep::ui
