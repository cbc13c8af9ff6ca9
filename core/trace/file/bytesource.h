// SPDX-License-Identifier: GPL-3.0-or-later
// Where the bytes of a trace file stand. Read in any order, by any thread.
#pragma once

#include "core/trace/file/bytes.h"

#include <string>

namespace lockstep {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    virtual std::uint64_t size() const = 0;
    /// All of `into`, which begins at this place; false when it can't be read (any more).
    virtual bool read(std::uint64_t at, std::span<std::uint8_t> into) const = 0;
};

/// XXH3, 64 bits, of all its bytes.
std::uint64_t hashOf(const ByteSource& source);

/// A copy of them.
class BytesInMemory final : public ByteSource {
public:
    explicit BytesInMemory(ByteView bytes)
        : m_bytes(bytes.begin(), bytes.end()) {}
    std::uint64_t size() const override { return m_bytes.size(); }
    bool read(std::uint64_t at, std::span<std::uint8_t> into) const override;

private:
    const Bytes m_bytes;
};

/// A file, as long as it was when it was opened. Read with pread(2) and not mapped: a file that somebody cuts
/// short meanwhile is a file that can't be read, and no crash.
class FileBytes final : public ByteSource {
public:
    /// Throws std::system_error.
    explicit FileBytes(const std::string& path);
    ~FileBytes() override;
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;

    std::uint64_t size() const override { return m_size; }
    bool read(std::uint64_t at, std::span<std::uint8_t> into) const override;

private:
    const int m_descriptor;
    std::uint64_t m_size = 0;
};

} // namespace lockstep
