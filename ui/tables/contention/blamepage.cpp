// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contention/blamepage.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>

namespace lockstep::ui {

namespace {

QString waitText(const QString& waiter, const QString& blamed, Blamed::Kind kind) {
    switch (kind) {
    case Blamed::Kind::Nobody: return BlamePage::tr("%1 waited while nobody had it").arg(waiter);
    case Blamed::Kind::EachOther: return BlamePage::tr("%1 waited in or behind a ring").arg(waiter);
    case Blamed::Kind::Thread: break;
    }
    return BlamePage::tr("%1 waited for %2").arg(waiter, blamed);
}

} // namespace

BlamePage::BlamePage(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_view(new UseView(tr("Who let whom wait: a row for each that held, a column for each that waited"),
                         UseView::Order::Fixed, this))
    , m_chains(new QCheckBox(tr("&Through chains"), this))
    , m_nothing(new QLabel(tr("No thread waited for a lock, or for another thread's end."), this))
    , m_spans(new SpanList(viewport, this))
    , m_aside(new Aside(this)) {
    m_chains->setChecked(true);
    m_chains->setToolTip(
        tr("Charges a wait to whoever held up the one that had the lock, and so on to the end; "
           "else to the one that had it"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(2);
    grid->addWidget(m_chains, 0, 0);
    grid->addWidget(m_view, 1, 0);
    grid->addWidget(m_nothing, 0, 0, 2, 2);
    grid->addWidget(m_spans, 0, 1, 2, 1);
    grid->setColumnStretch(0, 7);
    grid->setColumnStretch(1, 3);
    grid->setRowStretch(1, 1);
    setFocusProxy(m_view);
    connect(m_chains, &QCheckBox::toggled, this, [this] {
        m_spans->clear(); // they are of the other kind
        showMatrix();
    });
    connect(m_view, &QTableView::clicked, this, &BlamePage::showSpans);
    connect(m_view, &QTableView::activated, this, &BlamePage::showSpans);
    showMatrix();
}

Charging BlamePage::charging() const {
    return m_chains->isChecked() ? Charging::ThroughChains : Charging::Direct;
}

void BlamePage::setTheme(const Theme& theme) {
    m_view->setTheme(theme);
    m_spans->setTheme(theme);
}

void BlamePage::setMatrices(BlameMatrices matrices) {
    m_matrices = std::move(matrices);
    showMatrix();
}

void BlamePage::forget() {
    m_aside->stop();
    m_spans->clear();
    setMatrices({});
}

void BlamePage::showMatrix() {
    const bool isEmpty = matrix().columns.empty();
    m_view->setTable(isEmpty ? UseTable() : matrix().table);
    m_nothing->setVisible(isEmpty);
    for (QWidget* each : std::initializer_list<QWidget*>{m_view, m_chains}) each->setVisible(!isEmpty);
    m_spans->setVisible(!isEmpty && m_spans->list().count() > 0);
}

void BlamePage::showSpans() {
    const Trace* trace = m_viewport->trace();
    const auto row = m_view->chosenRow();
    const auto column = m_view->chosenColumn();
    // of sums there is nothing to go to
    if (!trace || !row || !column || *row == 0 || *column == 0) return;
    if (*row > matrix().rows.size() || *column > matrix().columns.size()) return;
    const Blamed blamed = matrix().rows[*row - 1];
    const ThreadId waiter = matrix().columns[*column - 1];
    m_aside->compute(
        trace->size(),
        [trace, waiter, blamed, charging = charging()](const std::stop_token& stop) {
            return piecesOf(*trace, waiter, blamed, charging, 1000, stop);
        },
        [this, trace, waiter, blamed](const BlamedPieces& pieces) {
            std::vector<ListedSpan> spans;
            for (const BlamedPiece& piece : pieces.longest)
                spans.push_back({{piece.waiter, piece.range},
                                 tr("%1 for %2")
                                     .arg(lengthWords(trace->axis(), piece.range.length()),
                                          words(trace->object(piece.object).info.name))});
            m_spans->setVisible(!spans.empty());
            const QString who = words(threadName(*trace, waiter));
            m_spans->visit(
                tr("%1: %2 spans, the longest first")
                    .arg(waitText(who, words(nameOf(*trace, blamed)), blamed.kind), numberText(pieces.count)),
                std::move(spans));
            emit spansShown();
        });
}

} // namespace lockstep::ui
