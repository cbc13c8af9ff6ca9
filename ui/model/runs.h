// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of a window, side by side: each owns its session, and with it the trace, also after it has ended.
//
// GUI thread only. No more than kMost of them stay, and of those that have ended no more than kMostEvents
// events; beyond either the oldest one without a name of its own goes. What goes is unwound and freed on a
// thread of its own, so no call here blocks, the destructor apart.
#pragma once

#include "core/engine/journal.h"
#include "ui/model/notes.h"

#include <QObject>
#include <QString>

#include <future>
#include <memory>
#include <vector>

namespace lockstep::ui {

struct RunEntry {
    int number = 0; ///< counted from 1, never given twice
    QString name;   ///< the user's; empty as long as there is none
    QString origin; ///< where it left another run: "Step 7 of run 2: Worker 2 instead of Worker 1"
    Notes notes;    ///< that are put on it
    std::unique_ptr<Session> session;
    std::unique_ptr<Journal>
        journal; ///< of a run of this process, where journals are kept; reads the session

    QString title() const; ///< its name, or "Run 3"
};

class Runs : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMost = 50;
    static constexpr std::size_t kMostEvents = 10'000'000;

    explicit Runs(QObject* parent = nullptr);
    ~Runs() override; ///< stops all that still go and waits until every thread is gone

    /// The new one is the last. Nothing else goes for it than what the bounds demand.
    Session& add(std::unique_ptr<Session> session, const QString& origin);
    /// From now on each run is kept there while this program lives; empty: none is.
    void setJournalFolder(const QString& folder) { m_journalFolder = folder; }
    void stopAll();
    void rename(int number, const QString& name);
    void setNotes(int number, const Notes& notes);
    /// Those that the bounds demand; never `shown`.
    void trim(const Session* shown);

    /// In the order in which they began.
    const std::vector<std::unique_ptr<RunEntry>>& all() const { return m_runs; }
    const RunEntry* find(int number) const;
    const RunEntry* of(const Session* session) const; ///< null for none

signals:
    void changed(); ///< one more, one less, or another name

private:
    bool areTooMany() const;
    std::unique_ptr<Journal> journalOf(const Session& session) const;
    void bury(std::unique_ptr<Session> session);

    std::vector<std::unique_ptr<RunEntry>> m_runs;
    int m_lastNumber = 0;
    QString m_journalFolder;
    std::vector<std::future<void>> m_burials; // each waits in its destructor
};

} // namespace lockstep::ui
