// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/code/threadlist.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QPainter>

#include <algorithm>

namespace lockstep::ui {

void ThreadListModel::show(const Trace& trace, const Moment& moment) {
    std::vector<ThreadNow> threads;
    const bool areMany = moment.threads().size() > kManyThreads;
    for (const ThreadMoment& thread : moment.threads()) {
        const bool hasEnded = thread.state == ThreadState::Terminated;
        if (thread.exists && !(areMany && hasEnded)) threads.push_back(threadNow(trace, moment, thread.id));
    }
    const bool isSameSet = std::ranges::equal(threads, m_threads, {}, &ThreadNow::thread, &ThreadNow::thread);
    if (isSameSet) {
        m_threads = std::move(threads);
        if (!m_threads.empty()) emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_threads = std::move(threads);
    endResetModel();
}

void ThreadListModel::clear() {
    beginResetModel();
    m_threads.clear();
    endResetModel();
}

std::optional<int> ThreadListModel::rowOf(ThreadId thread) const {
    const auto found = std::ranges::find(m_threads, thread, &ThreadNow::thread);
    if (found == m_threads.end()) return std::nullopt;
    return static_cast<int>(found - m_threads.begin());
}

int ThreadListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_threads.size());
}

QVariant ThreadListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ThreadNow& now = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return now.sentence();
    case Qt::ToolTipRole: return QString(now.sentence() + QChar(u'\n') + words(stateMeaning(now.state)));
    default: return {};
    }
}

namespace {
constexpr int kPad = 4;
} // namespace

QSize ThreadDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {120, 2 * option.fontMetrics.height() + 2 * kPad};
}

void ThreadDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const auto* model = qobject_cast<const ThreadListModel*>(index.model());
    if (!model) return;
    const ThreadNow& now = model->at(index.row());
    const bool isSelected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected) {
        painter->fillRect(option.rect, blended(m_theme->background, m_theme->selection, 0.16));
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), m_theme->selection);
    }
    const QRectF row = QRectF(option.rect).adjusted(kPad + 3, kPad, -kPad, -kPad);
    const double side = std::min(row.height(), option.fontMetrics.height() * 1.6);
    paintBadge(*painter, {row.left(), row.center().y() - side / 2, side, side}, now.state);
    paintWords(*painter, option, row.adjusted(side + 2 * kPad, 0, 0, 0), now);
    painter->restore();
}

void ThreadDelegate::paintBadge(QPainter& painter, const QRectF& box, ThreadState state) const {
    const StateLook& look = m_theme->look(state);
    painter.setPen(look.isOutlined || look.isHollow ? QPen(look.outline, 1.4) : QPen(Qt::NoPen));
    painter.setBrush(look.isHollow ? m_theme->background : look.fill);
    painter.drawEllipse(box.adjusted(1, 1, -1, -1));
    const double inset = box.width() * 0.22;
    drawGlyph(painter, look.icon, box.adjusted(inset, inset, -inset, -inset), look.text);
}

void ThreadDelegate::paintWords(QPainter& painter, const QStyleOptionViewItem& option, const QRectF& box,
                                const ThreadNow& now) const {
    const auto draw = [&](const QRectF& where, const QFont& font, const QColor& color, const QString& text) {
        painter.setFont(font);
        painter.setPen(color);
        const QFontMetricsF metrics(font);
        const QString shown = metrics.elidedText(text, Qt::ElideRight, where.width());
        painter.drawText(where, Qt::AlignVCenter, shown);
        return metrics.horizontalAdvance(shown);
    };
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    const double half = box.height() / 2;
    QRectF first(box.left(), box.top(), box.width(), half);
    first.setLeft(first.left() + draw(first, bold, m_theme->text, now.name) + 6);
    draw(first, option.font, m_theme->text, now.deed);
    QStringList more{now.reason, now.place};
    more.removeAll(QString());
    const QRectF second(box.left(), box.top() + half, box.width(), half);
    draw(second, option.font, m_theme->textMuted, more.join(QStringLiteral(" – ")));
}

} // namespace lockstep::ui
