// SPDX-License-Identifier: GPL-3.0-or-later
// Blocking calls of the kernel on a real file, recorded.
#pragma once

#include "core/sync/io/kernelobject.h"

#include <cstdio>
#include <memory>
#include <string>

namespace lockstep::sync {

/// A temporary file without a name on the disk: gone when the object is, or when the program dies.
class File : public KernelObject {
public:
    /// Throws std::system_error when the system cannot make one.
    explicit File(std::string_view name, Site site = Site::current());

    /// Appends and waits until the disk has it.
    void write(std::string_view text, Site site = Site::current());
    /// Everything in the file.
    std::string read(Site site = Site::current());

private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Closer> m_file;
};

} // namespace lockstep::sync
