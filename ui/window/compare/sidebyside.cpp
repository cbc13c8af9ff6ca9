// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/compare/sidebyside.h"

#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/status/outcomewords.h"
#include "ui/model/run.h"
#include "ui/model/words.h"
#include "ui/window/compare/comparisonview.h"
#include "ui/window/start/startscreen.h"

#include <QScopedValueRollback>
#include <QTimer>

#include <algorithm>

namespace lockstep::ui {

namespace {

// The group that has the chosen variant; else the first one; without groups every variant.
std::vector<std::string_view> variantsToCompare(const Scenario& scenario, std::string_view chosen) {
    for (const auto& group : scenario.sideBySide)
        if (std::ranges::find(group, chosen) != group.end()) return group;
    if (!scenario.sideBySide.empty()) return scenario.sideBySide.front();
    std::vector<std::string_view> all;
    for (const VariantInfo& variant : scenario.variants) all.push_back(variant.name);
    return all;
}

// Only where the scenario says that its result counts what was done.
double doneIn(const Session& session) {
    if (session.settings().scenario->resultCounts.empty()) return 0;
    const Value result = session.result();
    if (const auto* number = std::get_if<std::int64_t>(&result)) return static_cast<double>(*number);
    if (const auto* list = std::get_if<std::vector<std::int64_t>>(&result))
        return static_cast<double>(list->size());
    return 0;
}

} // namespace

SideBySide::SideBySide(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts) {
    // another run may only be begun when the signal has been answered
    connect(m_parts.run, &Run::phaseChanged, this, &SideBySide::goOn, Qt::QueuedConnection);
    connect(m_parts.run, &Run::traceReplaced, this, [this] {
        if (!m_isStarting) m_isGoing = false; // somebody began another run in between
    });
    connect(&m_parts.run->runs(), &Runs::changed, m_parts.comparison, &ComparisonView::refresh);
    connect(m_parts.comparison, &ComparisonView::closed, m_parts.start, &StartScreen::leaveStart);
    connect(m_parts.comparison, &ComparisonView::runWanted, this, [this](int number) {
        m_parts.run->show(number);
        m_parts.start->leaveStart();
    });
}

void SideBySide::start() {
    RunSettings settings = m_parts.scenario->settings();
    settings.mode = Mode::Free;
    const auto variants = variantsToCompare(*settings.scenario, settings.variant);
    if (variants.size() < 2)
        return m_parts.banner->announce(
            Banner::Tone::Notice, tr("This scenario has only one variant: there is nothing to compare."));
    m_queue.clear();
    m_numbers.clear();
    for (const std::string_view variant : variants) {
        settings.variant = variant;
        m_queue.push_back(settings);
    }
    m_isGoing = true;
    begin(m_queue.front());
}

void SideBySide::begin(const RunSettings& settings) {
    const QScopedValueRollback starting(m_isStarting, true);
    const Session* before = m_parts.run->session();
    m_parts.run->start(settings);
    m_queue.pop_front();
    const Session* now = m_parts.run->session();
    if (now == before) return finish(); // no thread to be had; the banner says so
    m_numbers.push_back(m_parts.run->runs().of(now)->number);
}

void SideBySide::goOn() {
    if (!m_isGoing || m_parts.run->phase() != Phase::Ended) return;
    if (m_queue.empty()) return finish();
    begin(m_queue.front());
}

void SideBySide::finish() {
    m_isGoing = false;
    if (m_numbers.empty()) return;
    const RunEntry* first = m_parts.run->runs().find(m_numbers.front());
    const QString title = first ? words(first->session->settings().scenario->title) : QString();
    m_parts.comparison->show(tr("%1: each variant once, all threads at once, on one time scale").arg(title),
                             [this] { return entries(); });
    m_parts.start->showComparison();
}

std::vector<ComparisonView::Entry> SideBySide::entries() const {
    std::vector<ComparisonView::Entry> all;
    for (const int number : m_numbers) {
        const RunEntry* entry = m_parts.run->runs().find(number);
        if (!entry || entry->session->phase() != Phase::Ended) continue;
        const Session& session = *entry->session;
        all.push_back({number,
                       {.title = QString::fromStdString(session.settings().variant),
                        .trace = &session.trace(),
                        .end = endWords(session),
                        .done = doneIn(session),
                        .things = words(session.settings().scenario->resultCounts)}});
    }
    return all;
}

} // namespace lockstep::ui
