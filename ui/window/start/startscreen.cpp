// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/start/startscreen.h"

#include "core/scenarios/catalogue.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/lesson/start/startpage.h"
#include "ui/lesson/text/lessontext.h"
#include "ui/model/run.h"
#include "ui/model/words.h"
#include "ui/window/centre.h"
#include "ui/window/compare/comparisonview.h"
#include "ui/window/start/scenariopictures.h"

#include <QLineEdit>

namespace lockstep::ui {

namespace {

// A word of its variants finds it, too.
QString wordsOf(const Scenario& scenario) {
    QStringList all;
    for (const VariantInfo& variant : scenario.variants) all += words(variant.summary);
    return all.join(u' ');
}

std::vector<StartCard> cards() {
    std::vector<StartCard> all;
    for (const Scenario* scenario : catalogue())
        all.push_back({words(scenario->id), words(scenario->title), words(scenario->group),
                       words(scenario->summary), wordsOf(*scenario), lessonOf(words(scenario->id))});
    return all;
}

} // namespace

StartScreen::StartScreen(const Parts& parts, QWidget* parent)
    : QStackedWidget(parent)
    , m_parts(parts)
    , m_page(new StartPage(cards(), this))
    , m_pictures(new ScenarioPictures(StartPage::kPicture, this))
    , m_theme(&Theme::light()) {
    addWidget(m_page);
    addWidget(parts.centre);
    addWidget(parts.comparison);
    connect(m_page, &StartPage::chosen, this, &StartScreen::choose);
    connect(m_pictures, &ScenarioPictures::made, m_page, &StartPage::setPicture);
    connect(parts.scenario, &ScenarioPanel::scenarioChosen, this, &StartScreen::leaveStart);
    connect(parts.run, &Run::traceReplaced, this, &StartScreen::leaveStart);
    connect(parts.run, &Run::phaseChanged, this, [this] { m_pictures->setHeld(m_parts.run->isActive()); });
}

bool StartScreen::isStart() const {
    return currentWidget() == m_page;
}

void StartScreen::showStart() {
    setCurrentWidget(m_page);
    m_page->field().setFocus(Qt::ShortcutFocusReason);
    makePictures();
}

void StartScreen::leaveStart() {
    setCurrentWidget(m_parts.centre);
}

void StartScreen::showComparison() {
    setCurrentWidget(m_parts.comparison);
}

void StartScreen::setTheme(const Theme& theme) {
    m_theme = &theme;
    m_page->setTheme(theme);
    makePictures();
}

void StartScreen::showEvent(QShowEvent* event) {
    QStackedWidget::showEvent(event);
    makePictures();
}

void StartScreen::makePictures() {
    if (isVisible() && isStart()) m_pictures->make(catalogue(), *m_theme, devicePixelRatioF());
}

void StartScreen::choose(const QString& id) {
    m_parts.scenario->choose(*findScenario(id.toStdString()));
    leaveStart();
    emit startWanted();
}

} // namespace lockstep::ui
