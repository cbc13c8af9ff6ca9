// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/journal.h"

#include "core/engine/recording.h"
#include "core/trace/file/tracewriter.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>

namespace lockstep {

namespace {

constexpr std::chrono::milliseconds kInterval{250};
constexpr int kLeastUrgent = 19;

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw std::system_error(errno, std::generic_category(), "cannot write '" + path.string() + "'");
}

} // namespace

class Journal::File {
public:
    File(const std::filesystem::path& path, KernelSource atFirst)
        : m_path(path)
        , m_descriptor(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
        if (m_descriptor < 0 || flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) fail(path);
        m_writer.emplace([this](ByteView bytes) { put(bytes); }, atFirst);
    }
    ~File() {
        if (m_descriptor >= 0) close(m_descriptor);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    TraceWriter& writer() { return *m_writer; }

private:
    void put(ByteView bytes) {
        while (!bytes.empty()) {
            const ssize_t done = ::write(m_descriptor, bytes.data(), bytes.size());
            if (done < 0 && errno == EINTR) continue;
            if (done < 0) fail(m_path);
            bytes = bytes.subspan(static_cast<std::size_t>(done));
        }
    }

    const std::filesystem::path m_path;
    int m_descriptor;
    std::optional<TraceWriter> m_writer;
};

Journal::Journal(const Session& session, std::filesystem::path file, About more)
    : m_session(session)
    , m_path(std::move(file))
    , m_file(std::make_unique<File>(m_path, kernelSourceAtFirst(session))) {
    more.merge(aboutRun(session.settings()));
    m_file->writer().tell(more);
    m_thread = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

Journal::~Journal() {
    m_thread = {};
    std::error_code ignored; // gone already is gone
    std::filesystem::remove(m_path, ignored);
}

void Journal::flush() {
    const std::lock_guard lock(m_mutex);
    write();
}

std::string Journal::failure() const {
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

void Journal::work(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "ls-journal");
    setpriority(PRIO_PROCESS, 0, kLeastUrgent); // of this thread alone, as Linux has it
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested() && !m_hasEnded && m_file) {
        write();
        m_changed.wait_for(lock, stop, kInterval, [] { return false; });
    }
}

// Phase before trace: once it says Ended, the trace that is written is complete.
void Journal::write() {
    if (!m_file || m_hasEnded) return;
    try {
        m_hasEnded = m_session.phase() == Phase::Ended;
        m_file->writer().write(m_session.trace());
        if (m_hasEnded) m_file->writer().tell(aboutEnd(m_session));
    } catch (const std::system_error& error) {
        m_failure = error.what();
        m_file.reset();
    }
}

std::vector<std::filesystem::path> abandonedJournals(const std::filesystem::path& folder) {
    std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> found;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        const int descriptor = open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) continue;
        std::error_code gone;
        if (flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            found.emplace_back(entry.last_write_time(gone), entry.path());
        close(descriptor);
    }
    std::ranges::sort(found);
    std::vector<std::filesystem::path> paths;
    for (auto& [time, path] : found) paths.push_back(std::move(path));
    return paths;
}

} // namespace lockstep
