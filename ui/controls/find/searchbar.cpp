// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/find/searchbar.h"

#include "ui/controls/find/findwords.h"
#include "ui/controls/status/sentencelabel.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"

#include <QDeadlineTimer>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace lockstep::ui {

namespace {
constexpr int kPatienceMs = 15;
constexpr std::size_t kPortion = 20'000;
constexpr std::size_t kMostOffers = 8; // of each kind
} // namespace

SearchBar::SearchBar(Viewport& viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_field(new QLineEdit(this))
    , m_answer(new SentenceLabel(this))
    , m_only(new QPushButton(tr("Show only"), this))
    , m_offers(new QMenu(m_only))
    , m_timer(new QTimer(this)) {
    makeLayout();
    connect(m_field, &QLineEdit::textChanged, this, &SearchBar::ask);
    connect(m_timer, &QTimer::timeout, this, &SearchBar::searchOn);
    connect(&viewport, &Viewport::traceChanged, this, &SearchBar::ask);
    hide();
}

QToolButton* SearchBar::makeButton(const QString& text, const QString& tip) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void SearchBar::makeLayout() {
    m_field->setPlaceholderText(tr("A thread, a lock, a state, a deed or a line: worker 1 blocked"));
    m_field->setAccessibleName(tr("Search"));
    m_field->setClearButtonEnabled(true);
    m_only->setMenu(m_offers);
    m_only->setToolTip(tr("Hides the lanes of all threads but those that are meant"));
    auto* back = makeButton(QString::fromUtf8("▲"), tr("To the place before (Shift+F3)"));
    auto* on = makeButton(QString::fromUtf8("▼"), tr("To the next place (F3)"));
    auto* end = makeButton(QString::fromUtf8("✕"), tr("Closes the search (Esc)"));
    connect(back, &QToolButton::clicked, this, [this] { goOn(PlaceSearch::Way::Backward); });
    connect(on, &QToolButton::clicked, this, [this] { goOn(PlaceSearch::Way::Forward); });
    connect(end, &QToolButton::clicked, this, &SearchBar::close);
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    row->addWidget(m_field, 1);
    for (QWidget* button : std::initializer_list<QWidget*>{back, on, m_only, end}) row->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 2, 4, 2);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(m_answer);
}

void SearchBar::open() {
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    ask();
}

void SearchBar::close() {
    stop();
    hide();
    emit closed();
}

void SearchBar::keyPressEvent(QKeyEvent* event) {
    const bool isBack = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Escape: return close();
    case Qt::Key_Return:
    case Qt::Key_Enter: return goOn(isBack ? PlaceSearch::Way::Backward : PlaceSearch::Way::Forward);
    default: QWidget::keyPressEvent(event);
    }
}

QString SearchBar::answer() const {
    return m_answer->sentence();
}

void SearchBar::tell(const QString& answer) {
    m_answer->setVisible(!answer.isEmpty());
    m_answer->setSentence(answer);
    m_field->setAccessibleDescription(answer);
}

// --- what has the words in its name ---------------------------------------------------------------------

void SearchBar::ask() {
    stop();
    const Trace* trace = m_viewport.trace();
    m_query = trace && !isHidden() ? TraceQuery(*trace, m_field->text()) : TraceQuery();
    fillOffers();
    tell(m_query.isEmpty() ? QString() : namesFound(*trace, m_query));
}

void SearchBar::offer(const QString& text, const LaneFilter& filter) {
    connect(m_offers->addAction(text), &QAction::triggered, &m_viewport.lanes(),
            [this, filter] { m_viewport.lanes().narrow(filter); });
}

void SearchBar::fillOffers() {
    m_offers->clear();
    const auto first = [](auto all) {
        all.resize(std::min(all.size(), kMostOffers));
        return all;
    };
    for (const QString& phrase : m_query.phrases())
        if (hasThread(*m_viewport.trace(), phrase))
            offer(tr("Threads with “%1” in their names").arg(phrase), {.name = phrase, .met = {}});
    for (const ObjectId object : first(m_query.objects()))
        offer(tr("Threads that met %1").arg(objectWords(*m_viewport.trace(), object)), {.met = {object}});
    const TimeRange range = m_viewport.range();
    for (const ThreadState state : m_query.states())
        offer(tr("Threads that were %1 in view").arg(words(name(state))),
              {.met = {}, .state = state, .within = range});
    m_only->setEnabled(!m_offers->isEmpty());
}

// --- from place to place --------------------------------------------------------------------------------

void SearchBar::goOn(PlaceSearch::Way way) {
    const bool wasHidden = isHidden();
    if (wasHidden || m_field->text().trimmed().isEmpty()) open();
    if (!m_viewport.trace() || m_field->text().trimmed().isEmpty()) return;
    ask(); // what there is may have grown
    m_way = way;
    m_isAround = false;
    begin(m_viewport.cursor().event);
}

void SearchBar::begin(std::optional<EventIndex> from) {
    const auto last = m_viewport.lastEvent();
    m_search.emplace(*m_viewport.trace(), m_query, from, m_way, last ? last->index() + 1 : 0);
    m_timer->start(0);
    searchOn();
}

void SearchBar::searchOn() {
    bool isDone = false;
    for (const QDeadlineTimer deadline(kPatienceMs); !isDone && !deadline.hasExpired();)
        isDone = m_search->advance(kPortion);
    if (isDone) return arrive();
    tell(tr("Searching: %1 events and states so far")
             .arg(numberText(static_cast<std::int64_t>(m_search->looked()))));
}

void SearchBar::arrive() {
    const auto place = m_search->found();
    stop();
    if (!place && !std::exchange(m_isAround, true)) return begin(std::nullopt);
    if (!place) return tell(tr("Nothing in this run has all of these words."));
    m_viewport.setCursorEvent(place->event);
    if (place->thread.isValid()) emit found(place->thread);
    const bool isForward = m_way == PlaceSearch::Way::Forward;
    QString answer = placeWords(*m_viewport.trace(), *place);
    if (!m_viewport.lanes().isShown(place->thread)) answer = tr("%1 (its lane is hidden)").arg(answer);
    if (m_isAround && isForward) answer = tr("%1 (from the start again)").arg(answer);
    if (m_isAround && !isForward) answer = tr("%1 (from the end again)").arg(answer);
    tell(answer);
}

void SearchBar::stop() {
    m_timer->stop();
    m_search.reset();
}

} // namespace lockstep::ui
