// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/largememory.h"

#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace lockstep {

namespace {

// Never destroyed: traces may outlive it.
struct Books {
    std::mutex mutex;
    std::size_t most = SIZE_MAX;
    std::string folder;
    LargeMemory used;
    std::map<void*, bool> isInFile; // some dozens for each hundred million events
};
Books& books() {
    static auto* const all = new Books;
    return *all;
}

// The blocks are reserved at once: a disk that is full later could only be told by a signal.
void* mapFile(const std::string& folder, std::size_t bytes) {
    std::error_code ignored; // open tells
    std::filesystem::create_directories(folder, ignored);
    const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) return nullptr;
    void* begin = MAP_FAILED;
    if (::posix_fallocate(file, 0, static_cast<off_t>(bytes)) == 0)
        begin = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    return begin == MAP_FAILED ? nullptr : begin;
}

void* mapMemory(std::size_t bytes) {
    void* const begin = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (begin == MAP_FAILED) throw std::bad_alloc();
    ::madvise(begin, bytes, MADV_HUGEPAGE); // fewer pages to find and clear, and to look up when it is read
    return begin;
}

} // namespace

void* takeLarge(std::size_t bytes) {
    Books& all = books();
    const std::lock_guard lock(all.mutex);
    const bool isTooMuch = bytes > all.most || all.used.inMemory > all.most - bytes;
    void* begin = isTooMuch ? mapFile(all.folder, bytes) : nullptr;
    const bool isInFile = begin != nullptr;
    if (!isInFile) begin = mapMemory(bytes);
    all.isInFile[begin] = isInFile;
    (isInFile ? all.used.inFiles : all.used.inMemory) += bytes;
    return begin;
}

void giveLarge(void* begin, std::size_t bytes) {
    Books& all = books();
    const std::lock_guard lock(all.mutex);
    const auto entry = all.isInFile.find(begin);
    (entry->second ? all.used.inFiles : all.used.inMemory) -= bytes;
    all.isInFile.erase(entry);
    ::munmap(begin, bytes);
}

void limitLargeMemory(std::size_t most, std::string folder) {
    Books& all = books();
    const std::lock_guard lock(all.mutex);
    all.most = most;
    all.folder = std::move(folder);
}

LargeMemory largeMemory() {
    Books& all = books();
    const std::lock_guard lock(all.mutex);
    return all.used;
}

} // namespace lockstep
