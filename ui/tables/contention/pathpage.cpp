// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contention/pathpage.h"

#include "core/analysis/sentences.h"
#include "core/trace/slice.h"
#include "ui/model/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr std::int64_t kMostLegs = 10'000; // that are listed and marked: the longest

// Of threads; before the first of them was started there is nobody to go to.
std::vector<PathLeg> longestFirst(const CriticalPath& path) {
    std::vector<PathLeg> legs = path.legs;
    std::erase_if(legs, [](const PathLeg& leg) { return !leg.thread.isValid(); });
    std::ranges::stable_sort(legs, std::greater{}, [](const PathLeg& leg) { return leg.range.length(); });
    return legs;
}

} // namespace

PathPage::PathPage(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_sentence(new QLabel(this))
    , m_view(new UseView(tr("Critical path: what each thread has of it"), UseView::Order::Sortable, this))
    , m_spans(new SpanList(viewport, this))
    , m_aside(new Aside(this)) {
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setToolTip(
        tr("Of the selected stretch; drag across the lanes to select one. Of the whole run where "
           "nothing is selected."));
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* scrolled = new QScrollArea(this);
    scrolled->setWidget(m_sentence);
    scrolled->setWidgetResizable(true);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setFocusPolicy(Qt::NoFocus); // the sentence has it
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(2);
    grid->addWidget(scrolled, 0, 0);
    grid->addWidget(m_view, 1, 0);
    grid->addWidget(m_spans, 0, 1, 2, 1);
    grid->setColumnStretch(0, 7);
    grid->setColumnStretch(1, 3);
    grid->setRowStretch(0, 1);
    grid->setRowStretch(1, 1);
    setFocusProxy(&m_spans->list());
    connect(m_viewport, &Viewport::selectionChanged, this, &PathPage::update);
    connect(m_view, &UseView::choiceChanged, this, &PathPage::offerLegs);
}

QString PathPage::sentence() const {
    return m_sentence->text();
}

void PathPage::setTheme(const Theme& theme) {
    m_view->setTheme(theme);
    m_spans->setTheme(theme);
}

// Where there is room for one of them, it is the sentence's.
void PathPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool hasRoom = height() >= 10 * fontMetrics().height();
    m_view->setVisible(hasRoom);
    static_cast<QGridLayout*>(layout())->setRowStretch(1, hasRoom ? 1 : 0);
}

void PathPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    update();
}

void PathPage::forget() {
    m_aside->stop();
    m_asked.reset();
    take({});
}

void PathPage::update() {
    const Trace* trace = m_viewport->trace();
    if (!trace || !isVisible()) return;
    const TimeRange range = m_viewport->selection().value_or(TimeRange{knownFrom(*trace), trace->end()});
    if (range == m_asked) return;
    m_asked = range;
    m_aside->compute(
        trace->size(),
        [trace, range](const std::stop_token& stop) {
            Known known{CriticalPath::of(*trace, range, stop), {}, {}, {}};
            known.longestFirst = longestFirst(known.path);
            known.sentence = pathSentence(*trace, known.path, stop);
            known.table = pathUse(*trace, known.path, stop);
            return known;
        },
        [this](Known known) { take(std::move(known)); });
}

void PathPage::take(Known known) {
    m_known = std::move(known);
    m_sentence->setText(words(m_known.sentence).remove(u'`'));
    m_view->setTable(m_known.table);
    offerLegs();
    emit updated();
}

// Of the chosen thread, else all of them.
void PathPage::offerLegs() {
    const Trace* trace = m_viewport->trace();
    if (!trace) return m_spans->clear();
    const auto row = m_view->chosenRow();
    const ThreadId chosen = row ? ThreadId{m_known.table.ids[*row]} : ThreadId{};
    std::int64_t count = 0;
    std::vector<ListedSpan> spans;
    for (const PathLeg& leg : m_known.longestFirst) {
        if (chosen.isValid() && leg.thread != chosen) continue;
        if (++count > kMostLegs) continue;
        spans.push_back(
            {{leg.thread, leg.range},
             tr("%1 %2, at %3")
                 .arg(lengthWords(trace->axis(), leg.range.length()), words(threadName(*trace, leg.thread)),
                      momentWords(trace->axis(), leg.range.begin))});
    }
    m_spans->offer(tr("%1 stays, the longest first").arg(numberText(count)), std::move(spans));
}

} // namespace lockstep::ui
