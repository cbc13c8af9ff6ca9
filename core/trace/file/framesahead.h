// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a trace file's frames on a thread of its own, some ahead of whoever works them in, and decodes events
// there: both halves of opening a file take about as long.
#pragma once

#include "core/trace/file/frames.h"
#include "core/trace/file/words.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace lockstep {

class FramesAhead {
public:
    struct Piece {
        FrameReader::Found found = FrameReader::Found::End;
        std::uint64_t begin = 0; ///< bytes from the file's begin
        std::uint64_t end = 0;
        Frame frame; ///< without its content where that was events
        EventsFrame events;
        bool isSound = true; ///< false: events that no writer can have written
    };

    /// From this place on.
    FramesAhead(std::shared_ptr<const ByteSource> file, std::shared_ptr<const Words> words,
                std::uint64_t begin);
    ~FramesAhead();
    FramesAhead(const FramesAhead&) = delete;
    FramesAhead& operator=(const FramesAhead&) = delete;

    /// Waits for it. The last one is the first that is no frame.
    Piece next();

private:
    static constexpr std::size_t kMostAhead = 32;

    void work();
    Piece read(FrameReader& frames) const;

    const std::shared_ptr<const ByteSource> m_file;
    const std::shared_ptr<const Words> m_words;
    const std::uint64_t m_begin;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Piece> m_pieces;
    bool m_isOver = false; // nobody wants more
    std::thread m_thread;
};

} // namespace lockstep
