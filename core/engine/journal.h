// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a run on disk while it goes, so that what was recorded outlives this program's death.
//
// A thread of its own, of the lowest priority, adds what is new to a trace file a few times a second; a file
// that was cut off opens up to there. The file is locked as long as somebody writes it, and goes with the
// journal: one that is found without a lock belongs to a program that was killed.
#pragma once

#include "core/engine/session.h"
#include "core/trace/file/about.h"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

namespace lockstep {

class Journal {
public:
    /// The session must outlive it. `more`: what else the file is to say of the run. Throws std::system_error
    /// when the file cannot be made.
    Journal(const Session& session, std::filesystem::path file, About more = {});
    ~Journal(); ///< removes the file
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// Everything recorded so far is in the file when this returns.
    void flush();
    /// Why nothing more is written, such as a full disk; empty while all is well.
    std::string failure() const;

private:
    class File;
    void work(const std::stop_token& stop);
    void write();

    const Session& m_session;
    const std::filesystem::path m_path;
    mutable std::mutex m_mutex; // all below
    std::condition_variable_any m_changed;
    std::unique_ptr<File> m_file;
    bool m_hasEnded = false; // and the file says how
    std::string m_failure;
    std::jthread m_thread; // last: it uses the others
};

/// Journals in the folder that nobody writes any more, the oldest first; none where there is no such folder.
std::vector<std::filesystem::path> abandonedJournals(const std::filesystem::path& folder);

} // namespace lockstep
