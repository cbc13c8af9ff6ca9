// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contention/spanlist.h"

#include <QLabel>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace lockstep::ui {

SpanList::SpanList(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_title(new QLabel(this))
    , m_list(new QListWidget(this)) {
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // cut where there is no room
    m_list->setAccessibleName(tr("Spans"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_title);
    column->addWidget(m_list, 1);
    setMinimumWidth(150);
    connect(m_list, &QListWidget::currentRowChanged, this, &SpanList::goTo);
    connect(m_list, &QListWidget::itemClicked, this, [this] { goTo(m_list->currentRow()); });
}

QString SpanList::title() const {
    return m_title->text();
}

void SpanList::offer(const QString& title, std::vector<ListedSpan> spans) {
    const QSignalBlocker guard(m_list);
    m_spans = std::move(spans);
    m_title->setText(title);
    m_title->setToolTip(title);
    m_list->clear();
    for (const ListedSpan& each : m_spans) {
        m_list->addItem(each.text);
        m_list->item(m_list->count() - 1)->setToolTip(each.text); // the list may be narrower
    }
    mark();
}

void SpanList::mark() {
    if (!isVisible()) return;
    std::vector<MarkedSpan> marked;
    for (const ListedSpan& each : m_spans) marked.push_back(each.span);
    m_viewport->setMarkedSpans(std::move(marked));
}

void SpanList::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    mark();
}

void SpanList::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_viewport->setMarkedSpans({});
}

void SpanList::visit(const QString& title, std::vector<ListedSpan> spans) {
    offer(title, std::move(spans));
    if (!m_spans.empty()) m_list->setCurrentRow(0);
}

void SpanList::clear() {
    offer({}, {});
}

void SpanList::setTheme(const Theme& theme) {
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, theme.background);
    m_list->setPalette(palette);
    m_title->setPalette(palette);
}

// Into sight with as much around it as it is long, and the cursor to its begin.
void SpanList::goTo(int row) {
    if (row < 0 || !m_viewport->trace()) return;
    const auto& [thread, span] = m_spans[static_cast<std::size_t>(row)].span;
    const TimeRange seen = m_viewport->range();
    const bool isSeen = span.intersected(seen) == span && span.length() * 50 > seen.length();
    if (!isSeen) m_viewport->setRange({span.begin - span.length(), span.end + span.length()});
    m_viewport->setCursorTime(span.begin);
    m_viewport->setSelectedThread(thread);
}

} // namespace lockstep::ui
