// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/framesahead.h"

namespace lockstep {

FramesAhead::FramesAhead(std::shared_ptr<const ByteSource> file, std::shared_ptr<const Words> words,
                         std::uint64_t begin)
    : m_file(std::move(file))
    , m_words(std::move(words))
    , m_begin(begin)
    , m_thread([this] { work(); }) {}

FramesAhead::~FramesAhead() {
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

FramesAhead::Piece FramesAhead::next() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_pieces.empty(); });
    Piece piece = std::move(m_pieces.front());
    m_pieces.pop_front();
    if (m_pieces.size() == kMostAhead / 2) m_changed.notify_all(); // not for each: it sleeps for a while
    return piece;
}

void FramesAhead::work() {
    FrameReader frames(*m_file);
    frames.goTo(m_begin);
    for (bool isLast = false; !isLast;) {
        Piece piece = read(frames);
        isLast = piece.found != FrameReader::Found::Frame || !piece.isSound;
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_pieces.size() < kMostAhead || m_isOver; });
        if (m_isOver) return;
        m_pieces.push_back(std::move(piece));
        if (m_pieces.size() == 1) m_changed.notify_all();
    }
}

FramesAhead::Piece FramesAhead::read(FrameReader& frames) const {
    Piece piece;
    piece.begin = frames.offset();
    piece.found = frames.next(piece.frame);
    piece.end = frames.offset();
    if (piece.found != FrameReader::Found::Frame || piece.frame.tag != kEventsFrame) return piece;
    piece.isSound = readEvents(*m_words, ByteReader(piece.frame.content), piece.events);
    piece.frame.content = {};
    return piece;
}

} // namespace lockstep
