// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes on their way out of the program, gathered to pieces worth writing.
//
// What is written is never kept: an export of any size takes one buffer of memory. One thread.
#pragma once

#include "core/trace/file/bytes.h"

#include <functional>
#include <string_view>

namespace lockstep {

class Output {
public:
    /// Takes the bytes that come next. What it throws comes through every function below.
    using Sink = std::function<void(ByteView)>;

    explicit Output(Sink sink)
        : m_sink(std::move(sink)) {}

    Output& operator<<(std::string_view text) {
        m_buffer.insert(m_buffer.end(), text.begin(), text.end());
        if (m_buffer.size() >= kFull) flush();
        return *this;
    }
    Output& operator<<(std::int64_t number) { return *this << std::string_view(std::to_string(number)); }
    /// Last of all: without it what is still gathered goes nowhere.
    void flush() {
        m_sink(m_buffer);
        m_buffer.clear();
    }

private:
    static constexpr std::size_t kFull = std::size_t{1} << 16;

    Sink m_sink;
    Bytes m_buffer;
};

} // namespace lockstep
