// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/eventsmodel.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <algorithm>
#include <limits>

namespace lockstep::ui {

namespace {

int rowsOf(const Trace* trace) {
    constexpr std::size_t kMost = std::numeric_limits<int>::max();
    return trace ? static_cast<int>(std::min(trace->size(), kMost)) : 0;
}

// The sentence without the name, which has a column of its own.
QString withoutName(const QString& sentence, const QString& name) {
    return sentence.startsWith(name + QLatin1Char(' ')) ? sentence.mid(name.size() + 1) : sentence;
}

// The sentence without the place, which has a column of its own.
QString withoutPlace(const QString& sentence, const QString& place) {
    const QString ending = QStringLiteral(" at ") + place;
    return !place.isEmpty() && sentence.endsWith(ending) ? sentence.chopped(ending.size()) : sentence;
}

} // namespace

void EventsModel::setTrace(const Trace* trace) {
    beginResetModel();
    m_trace = trace;
    m_rows = rowsOf(trace);
    endResetModel();
}

void EventsModel::grow() {
    const int rows = rowsOf(m_trace);
    if (rows <= m_rows) return;
    beginInsertRows({}, m_rows, rows - 1);
    m_rows = rows;
    endInsertRows();
}

int EventsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}
int EventsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString EventsModel::text(EventIndex index, int column) const {
    const Event& event = m_trace->event(index);
    const QString who = event.thread.isValid() ? words(threadName(*m_trace, event.thread)) : tr("Lockstep");
    const QString place = words(siteText(*m_trace, event.site));
    switch (column) {
    case Time: return timeText(event.time);
    case Thread: return who;
    case What: return withoutPlace(withoutName(words(eventSentence(*m_trace, index)), who), place);
    case Place: return place.isEmpty() ? QStringLiteral("\u2013") : place;
    default: return {};
    }
}

QVariant EventsModel::data(const QModelIndex& index, int role) const {
    if (!m_trace || !index.isValid()) return {};
    const EventIndex event{static_cast<std::uint32_t>(index.row())};
    if (role == Qt::DisplayRole) return text(event, index.column());
    if (role == Qt::ToolTipRole) return words(eventSentence(*m_trace, event));
    if (role == Qt::TextAlignmentRole && index.column() == Time)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Time: return tr("Time");
    case Thread: return tr("Thread");
    case What: return tr("What happened");
    case Place: return tr("Source line");
    default: return {};
    }
}

} // namespace lockstep::ui
