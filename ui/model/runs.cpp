// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/runs.h"

#include "core/engine/recording.h"
#include "ui/model/tracefiles.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <system_error>

namespace lockstep::ui {

QString RunEntry::title() const {
    return name.isEmpty() ? Runs::tr("Run %1").arg(number) : name;
}

Runs::Runs(QObject* parent)
    : QObject(parent) {}

Runs::~Runs() {
    stopAll(); // at the same time, before each is waited for
}

Session& Runs::add(std::unique_ptr<Session> session, const QString& origin) {
    m_runs.push_back(std::make_unique<RunEntry>(RunEntry{
        .number = ++m_lastNumber, .name = {}, .origin = origin, .notes = {}, .session = std::move(session)}));
    RunEntry& added = *m_runs.back();
    if (const Recording* kept = added.session->recording()) added.notes = notesFrom(kept->about);
    added.journal = journalOf(*added.session);
    emit changed();
    return *added.session;
}

// A run that cannot be kept goes all the same.
std::unique_ptr<Journal> Runs::journalOf(const Session& session) const {
    if (m_journalFolder.isEmpty() || session.recording()) return nullptr;
    const QString name = QStringLiteral("%1-%2-%3%4")
                             .arg(words(session.settings().scenario->id))
                             .arg(QCoreApplication::applicationPid())
                             .arg(m_lastNumber)
                             .arg(kTraceSuffix);
    try {
        return std::make_unique<Journal>(session, QDir(m_journalFolder).filePath(name).toStdString(),
                                         aboutProgram(session));
    } catch (const std::system_error&) {
        return nullptr;
    }
}

void Runs::stopAll() {
    for (const auto& run : m_runs) run->session->stop();
}

void Runs::rename(int number, const QString& name) {
    for (const auto& run : m_runs)
        if (run->number == number) run->name = name.trimmed();
    emit changed();
}

void Runs::setNotes(int number, const Notes& notes) {
    for (const auto& run : m_runs)
        if (run->number == number) run->notes = notes;
}

bool Runs::areTooMany() const {
    std::size_t events = 0;
    for (const auto& run : m_runs)
        if (run->session->phase() == Phase::Ended) events += run->session->trace().size();
    return m_runs.size() > kMost || events > kMostEvents;
}

void Runs::trim(const Session* shown) {
    while (areTooMany()) {
        const auto mayGo = [&](const auto& run) {
            return run->session.get() != shown && run->name.isEmpty();
        };
        auto oldest = std::ranges::find_if(m_runs, mayGo);
        if (oldest == m_runs.end()) return;
        const std::unique_ptr<RunEntry> gone = std::move(*oldest);
        m_runs.erase(oldest);
        emit changed();
        gone->journal.reset(); // it reads the session
        bury(std::move(gone->session));
    }
}

// Unwinding may take a while and a long trace takes time to free: neither is for the GUI thread.
void Runs::bury(std::unique_ptr<Session> session) {
    using namespace std::chrono_literals;
    std::erase_if(m_burials,
                  [](const auto& burial) { return burial.wait_for(0s) == std::future_status::ready; });
    session->stop();
    m_burials.push_back(
        std::async(std::launch::async, [dead = std::move(session)]() mutable { dead.reset(); }));
}

const RunEntry* Runs::find(int number) const {
    const auto found = std::ranges::find(m_runs, number, &RunEntry::number);
    return found == m_runs.end() ? nullptr : found->get();
}

const RunEntry* Runs::of(const Session* session) const {
    const auto found =
        std::ranges::find_if(m_runs, [&](const auto& run) { return run->session.get() == session; });
    return found == m_runs.end() ? nullptr : found->get();
}

} // namespace lockstep::ui
