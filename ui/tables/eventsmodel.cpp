// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/eventsmodel.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <algorithm>

namespace lockstep::ui {

namespace {
const QChar kUnknown(u'–');

QString orDash(const QString& text) {
    return text.isEmpty() ? QString(kUnknown) : text;
}
} // namespace

void EventsModel::setTrace(const Trace* trace) {
    beginResetModel();
    m_trace = trace;
    m_first = 0;
    m_rows = 0;
    m_unit = DurationUnit::fitting(TimeAxis::Time, 0, DurationUnit::Digits::All);
    endResetModel();
    grow();
}

void EventsModel::grow() {
    if (!m_trace) return;
    const DurationUnit unit =
        DurationUnit::fitting(m_trace->axis(), m_trace->end(), DurationUnit::Digits::All);
    const bool hasNewUnit = unit.name != m_unit.name;
    m_unit = unit;
    if (hasNewUnit && m_rows > 0) emit dataChanged(index(0, Time), index(m_rows - 1, Time));
    const int rows = static_cast<int>(std::min(m_trace->size() - m_first, kWindow));
    if (rows <= m_rows) return;
    beginInsertRows({}, m_rows, rows - 1);
    m_rows = rows;
    endInsertRows();
}

void EventsModel::reach(EventIndex event) {
    if (!m_trace || rowOf(event)) return;
    const std::size_t size = m_trace->size();
    if (event.index() >= size) return;
    const std::size_t latest = size - std::min(size, kWindow);
    const std::size_t wanted = event.index() - std::min<std::size_t>(event.index(), kWindow / 2);
    beginResetModel();
    m_first = std::min(wanted, latest);
    m_rows = static_cast<int>(std::min(size - m_first, kWindow));
    endResetModel();
}

std::optional<int> EventsModel::rowOf(EventIndex event) const {
    if (event.index() < m_first || event.index() - m_first >= static_cast<std::size_t>(m_rows))
        return std::nullopt;
    return static_cast<int>(event.index() - m_first);
}

int EventsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

QVariant EventsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_trace) return {};
    const auto column = static_cast<Column>(index.column());
    const bool isNumber = column == Number || column == Time;
    switch (role) {
    case Qt::DisplayRole: return text(eventAt(index.row()), column);
    case Qt::ToolTipRole: return words(eventSentence(*m_trace, eventAt(index.row())));
    case Qt::TextAlignmentRole:
        return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QString EventsModel::text(EventIndex index, Column column) const {
    const Event& event = m_trace->event(index);
    switch (column) {
    case Number: return numberText(index.value + std::int64_t{1});
    case Time:
        return m_trace->axis() == TimeAxis::Steps ? momentWords(TimeAxis::Steps, event.time)
                                                  : m_unit.text(event.time);
    case Thread:
        return event.thread.isValid() ? words(threadName(*m_trace, event.thread)) : QString(kUnknown);
    case What: return deed(index);
    case Where: return orDash(words(siteText(*m_trace, event.site)));
    }
    return {};
}

// The sentence without its subject and its place, which have columns of their own.
QString EventsModel::deed(EventIndex index) const {
    const Event& event = m_trace->event(index);
    QString sentence = words(eventSentence(*m_trace, index));
    const QString who = event.thread.isValid() ? words(threadName(*m_trace, event.thread)) + u' ' : QString();
    const QString where =
        event.site.isValid() ? QStringLiteral(" at ") + words(siteText(*m_trace, event.site)) : QString();
    if (!where.isEmpty() && sentence.endsWith(where)) sentence.chop(where.size());
    if (sentence.startsWith(who)) sentence.remove(0, who.size());
    return orDash(sentence);
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    const bool isNumber = section == Number || section == Time;
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Number: return tr("No.");
    case Time: return tr("Time");
    case Thread: return tr("Thread");
    case What: return tr("What happens");
    case Where: return tr("Where");
    default: return {};
    }
}

} // namespace lockstep::ui
