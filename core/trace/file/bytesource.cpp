// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/bytesource.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <xxhash.h>

namespace lockstep {

namespace {

[[noreturn]] void fail(const std::string& path) {
    throw std::system_error(errno, std::generic_category(), path);
}

bool isWithin(std::uint64_t at, std::size_t count, std::uint64_t size) {
    return at <= size && count <= size - at;
}

} // namespace

std::uint64_t hashOf(const ByteSource& source) {
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
    XXH3_64bits_reset(state.get());
    Bytes piece(std::size_t{1} << 20);
    for (std::uint64_t at = 0; at < source.size(); at += piece.size()) {
        const std::span<std::uint8_t> part(piece.data(),
                                           std::min<std::uint64_t>(piece.size(), source.size() - at));
        if (!source.read(at, part)) break;
        XXH3_64bits_update(state.get(), part.data(), part.size());
    }
    return XXH3_64bits_digest(state.get());
}

bool BytesInMemory::read(std::uint64_t at, std::span<std::uint8_t> into) const {
    if (!isWithin(at, into.size(), m_bytes.size())) return false;
    std::ranges::copy(ByteView(m_bytes).subspan(at, into.size()), into.begin());
    return true;
}

FileBytes::FileBytes(const std::string& path)
    : m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (m_descriptor < 0) fail(path);
    struct stat found {};
    if (::fstat(m_descriptor, &found) == 0 && S_ISREG(found.st_mode)) {
        m_size = static_cast<std::uint64_t>(found.st_size);
        return;
    }
    const int error = S_ISDIR(found.st_mode) ? EISDIR : EINVAL;
    ::close(m_descriptor);
    errno = error;
    fail(path);
}

FileBytes::~FileBytes() {
    ::close(m_descriptor);
}

bool FileBytes::read(std::uint64_t at, std::span<std::uint8_t> into) const {
    if (!isWithin(at, into.size(), m_size)) return false;
    while (!into.empty()) {
        const ssize_t count = ::pread(m_descriptor, into.data(), into.size(), static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        into = into.subspan(static_cast<std::size_t>(count));
        at += static_cast<std::uint64_t>(count);
    }
    return true;
}

} // namespace lockstep
