// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/files/traces.h"

#include "core/engine/journal.h"
#include "core/engine/recording.h"
#include "core/scenarios/catalogue.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/status/statusline.h"
#include "ui/model/openedtrace.h"
#include "ui/model/run.h"
#include "ui/model/tracefiles.h"
#include "ui/model/words.h"
#include "ui/window/appearance.h"
#include "ui/window/files/figureview.h"
#include "ui/window/files/filedialog.h"
#include "ui/window/files/openingdialog.h"
#include "ui/window/schedules.h"
#include "ui/window/settings.h"
#include "ui/window/start/startscreen.h"

#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QTimer>

namespace lockstep::ui {

namespace {

constexpr int kThousand = 1000;
constexpr std::chrono::milliseconds kPatience{100};

QFileDialog* makeDialog(const QString& title, QFileDialog::AcceptMode mode, QWidget& window) {
    return makeFileDialog(title, mode, Traces::tr("Traces of Lockstep"), kTraceSuffix, window);
}

// One that was rescued before may have the same name.
QString freeName(const QDir& folder, const QString& name) {
    QString path = folder.filePath(name + kTraceSuffix);
    for (int i = 2; QFile::exists(path); ++i)
        path = folder.filePath(QStringLiteral("%1-%2%3").arg(name).arg(i).arg(kTraceSuffix));
    return path;
}

QStringList localFiles(const QMimeData& data) {
    QStringList files;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile()) files += url.toLocalFile();
    return files;
}

} // namespace

struct Traces::Read {
    QString path;
    std::shared_ptr<std::unique_ptr<Session>> session; // null: see `why`
    QString why;
};

Traces::Traces(const Parts& parts, Settings& settings, QWidget& window)
    : QObject(&window)
    , m_parts(parts)
    , m_settings(settings)
    , m_window(window) {
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

Traces::~Traces() {
    giveUp();
}

void Traces::object(const QString& sentence) const {
    m_parts.banner->announce(Banner::Tone::Notice, sentence);
}

void Traces::openFile() {
    auto* dialog = makeDialog(tr("Open a trace or a figure"), QFileDialog::AcceptOpen, m_window);
    dialog->setNameFilters({tr("Traces and figures of Lockstep (*%1 *.png *.svg *.pdf)").arg(kTraceSuffix),
                            tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &Traces::open);
    dialog->open();
}

void Traces::saveFile() {
    if (!m_parts.run->session()) return object(tr("There is no run to save yet: run a scenario first."));
    auto* dialog = makeDialog(tr("Save the run"), QFileDialog::AcceptSave, m_window);
    connect(dialog, &QFileDialog::fileSelected, this, &Traces::saveTo);
    dialog->open();
}

void Traces::saveTo(const QString& path) {
    const Session* session = m_parts.run->session();
    if (!session) return;
    if (const auto why = saveTrace(*session, path, aboutView(seenIn(*m_parts.viewport)))) return object(*why);
    remember(path);
    m_parts.status->tell(tr("Saved '%1'.").arg(path));
}

void Traces::open(const QString& path) {
    giveUp();
    m_opening = new OpeningDialog(QFileInfo(path).fileName(), m_parts.appearance->theme(), &m_window);
    connect(m_opening, &QDialog::rejected, this, &Traces::giveUp);
    QTimer::singleShot(kPatience, m_opening, &QDialog::show);
    m_reader = std::jthread([this, path](const std::stop_token& stop) {
        Read read{path, nullptr, {}};
        int told = -1;
        const auto goOn = [&](double share) {
            const int now = static_cast<int>(share * kThousand);
            if (std::exchange(told, now) != now)
                QMetaObject::invokeMethod(this, [this, now] { showProgress(now); });
            return !stop.stop_requested();
        };
        if (auto seenFromFar = overviewAt(path))
            QMetaObject::invokeMethod(this,
                                      [this, far = std::make_shared<Overview>(std::move(*seenFromFar))] {
                                          if (m_opening) m_opening->showOverview(traceOf(*far));
                                      });
        try {
            read.session = std::make_shared<std::unique_ptr<Session>>(openTrace(path, goOn));
        } catch (const UnreadableTrace& error) {
            read.why = QString::fromUtf8(error.what());
        }
        if (!stop.stop_requested()) QMetaObject::invokeMethod(this, [this, read] { finish(read); });
    });
}

void Traces::giveUp() {
    m_reader = {}; // asks it to stop, and waits for that
    if (m_opening) m_opening->deleteLater();
    m_opening = nullptr;
}

void Traces::showProgress(int thousandths) {
    if (m_opening) m_opening->setProgress(static_cast<double>(thousandths) / kThousand);
}

void Traces::finish(const Read& read) {
    if (!m_opening) return; // given up when it was done
    giveUp();
    if (!read.session) return object(read.why);
    remember(read.path);
    show(std::move(*read.session), tr("From '%1'").arg(QFileInfo(read.path).fileName()));
}

void Traces::show(std::unique_ptr<Session> session, const QString& origin) {
    const RunSettings settings = session->settings();
    QStringList notices;
    for (const std::string& notice : session->recording()->notices) notices += words(notice);
    const Scenario* known = findScenario(settings.scenario->id);
    if (known && !whatIsWrongWith(*known, settings.variant, settings.parameters)) {
        m_parts.scenario->choose(*known);
        m_parts.scenario->setVariant(settings.variant);
        for (const auto& [name, value] : settings.parameters) m_parts.scenario->setParameter(name, value);
        if (settings.mode == Mode::Random) { // so that Run brings it about again
            m_parts.scenario->mode().setMode(Mode::Random);
            m_parts.scenario->mode().setSeed(settings.seed);
        }
    }
    m_parts.run->keep(std::move(session), origin);
    m_parts.start->leaveStart();
    const About& about = m_parts.run->session()->recording()->about;
    if (const auto figure = figureFrom(about))
        showFigure(m_parts, *figure);
    else if (const auto view = viewFrom(about))
        showFigure(m_parts, *view);
    if (!notices.isEmpty()) object(notices.join('\n'));
}

void Traces::keepJournals(const QString& folder, const QString& rescued) {
    QDir().mkpath(folder);
    QDir().mkpath(rescued);
    int count = 0;
    for (const auto& journal : abandonedJournals(folder.toStdString())) {
        const QString from = QString::fromStdString(journal.string());
        const QString to = freeName(QDir(rescued), QFileInfo(from).completeBaseName());
        if (!QFile::rename(from, to)) continue;
        remember(to);
        ++count;
    }
    if (count > 0)
        object(count == 1
                   ? tr("Lockstep ended unexpectedly. The run of then was kept up to that moment: see "
                        "File > Open recent.")
                   : tr("Lockstep ended unexpectedly. The %1 runs of then were kept up to that moment: see "
                        "File > Open recent.")
                         .arg(count));
    m_parts.run->runs().setJournalFolder(folder);
}

void Traces::remember(const QString& path) {
    m_settings.addRecentTrace(QFileInfo(path).absoluteFilePath());
    if (m_recent) fill(*m_recent);
}

void Traces::fill(QMenu& recent) {
    m_recent = &recent;
    recent.clear();
    for (const QString& path : m_settings.recentTraces()) {
        QAction* action = recent.addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { open(path); });
    }
    recent.setToolTipsVisible(true);
    recent.setEnabled(!recent.isEmpty());
}

void Traces::take(const QString& path) {
    if (isTraceFile(path) || isPictureFile(path))
        open(path);
    else
        m_parts.schedules->replayFile(path);
}

bool Traces::eventFilter(QObject*, QEvent* event) {
    if (event->type() == QEvent::DragEnter) {
        auto* drag = static_cast<QDragEnterEvent*>(event);
        if (localFiles(*drag->mimeData()).size() == 1) drag->acceptProposedAction();
        return drag->isAccepted();
    }
    if (event->type() != QEvent::Drop) return false;
    auto* drop = static_cast<QDropEvent*>(event);
    drop->acceptProposedAction();
    take(localFiles(*drop->mimeData()).value(0));
    return true;
}

} // namespace lockstep::ui
