// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/file.h"

#include <cerrno>
#include <system_error>
#include <unistd.h>

namespace lockstep::sync {

File::File(std::string_view name, Site site)
    : KernelObject(ObjectKind::File, name, 0, site)
    , m_file(std::tmpfile()) {
    if (!m_file) throw std::system_error(errno, std::generic_category(), "cannot make a temporary file");
}

namespace {
// Where one thread moves at a time the real call takes no session time; the program sees this much.
constexpr std::chrono::nanoseconds kModelledLatency = std::chrono::milliseconds(1);
} // namespace

void File::write(std::string_view text, Site site) {
    blocking(site, kModelledLatency, [&] {
        const bool isWritten = std::fwrite(text.data(), 1, text.size(), m_file.get()) == text.size();
        if (!isWritten || std::fflush(m_file.get()) != 0 || fsync(fileno(m_file.get())) != 0)
            throw std::system_error(errno, std::generic_category(), "cannot write the temporary file");
    });
}

std::string File::read(Site site) {
    std::string text;
    blocking(site, kModelledLatency, [&] {
        std::rewind(m_file.get());
        char part[4096];
        while (const std::size_t n = std::fread(part, 1, sizeof part, m_file.get())) text.append(part, n);
    });
    return text;
}

} // namespace lockstep::sync
