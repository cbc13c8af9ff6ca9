// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/start/scenariopictures.h"

#include "core/trace/stepaxis.h"
#include "ui/figure/miniature.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTimer>

namespace lockstep::ui {

namespace {

constexpr std::uint64_t kSeed = 1;
constexpr std::size_t kMostSteps = 300; // enough to be told apart by
constexpr int kPatience = 15;           // ms between two looks at a run

// Another program draws other pictures.
QDir cacheOfThisProgram() {
    const QFileInfo program(QCoreApplication::applicationFilePath());
    const QString key = QString::number(program.lastModified().toSecsSinceEpoch(), 36) + u'-' +
                        QString::number(program.size(), 36);
    QDir cache(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + "/pictures");
    for (const QString& old : cache.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (old != key) QDir(cache.filePath(old)).removeRecursively();
    cache.mkpath(key);
    return QDir(cache.filePath(key));
}

} // namespace

ScenarioPictures::ScenarioPictures(QSize size, QObject* parent)
    : QObject(parent)
    , m_size(size)
    , m_timer(new QTimer(this))
    , m_cache(cacheOfThisProgram()) {
    m_timer->setInterval(kPatience);
    connect(m_timer, &QTimer::timeout, this, &ScenarioPictures::goOn);
}

ScenarioPictures::~ScenarioPictures() = default;

QString ScenarioPictures::fileOf(const Scenario& scenario) const {
    return m_cache.filePath(QStringLiteral("%1-%2-%3.png")
                                .arg(words(scenario.id), m_theme->isDark ? "dark" : "light")
                                .arg(m_scale));
}

void ScenarioPictures::make(std::span<const Scenario* const> scenarios, const Theme& theme, double scale) {
    m_session.reset();
    m_theme = &theme;
    m_scale = scale;
    m_queue.assign(scenarios.begin(), scenarios.end());
    m_timer->start();
}

// What is in the cache comes at once; a run takes some looks.
void ScenarioPictures::goOn() {
    for (; !m_queue.empty() && !m_session; m_queue.pop_front()) {
        QPixmap picture;
        if (!picture.load(fileOf(*m_queue.front()))) break;
        picture.setDevicePixelRatio(m_scale);
        emit made(words(m_queue.front()->id), picture);
    }
    if (m_queue.empty()) return m_timer->stop();
    if (!m_session && !m_isHeld) begin(*m_queue.front());
    if (m_session && m_session->phase() == Phase::Ended) finish(*m_queue.front());
}

void ScenarioPictures::begin(const Scenario& scenario) {
    RunSettings settings;
    settings.scenario = &scenario;
    settings.mode = Mode::Random;
    settings.seed = kSeed;
    settings.rules.steps = kMostSteps;
    try {
        m_session = std::make_unique<Session>(settings);
        m_session->start();
    } catch (const std::exception&) { // no thread to be had: its card stays without a picture
        m_queue.pop_front();
    }
}

void ScenarioPictures::finish(const Scenario& scenario) {
    const StepAxis steps(m_session->trace());
    const QImage image = renderMiniature(steps.trace(), *m_theme, m_size, m_scale);
    image.save(fileOf(scenario));
    emit made(words(scenario.id), QPixmap::fromImage(image));
    m_queue.pop_front();
    m_session.reset();
}

} // namespace lockstep::ui
