// SPDX-License-Identifier: GPL-3.0-or-later
// A trace file is a short head and then frames: each has a tag, a length and a checksum, and can be judged
// without what comes before or after it. FORMAT.md beside this file describes it byte by byte.
//
// Pure functions of bytes; any thread.
#pragma once

#include "core/trace/file/bytesource.h"

#include <array>
#include <string>

namespace lockstep {

/// What the first bytes of every trace file are. The last of them is the version: it grows only when older
/// programs would misread the file; what they merely do not know comes in frames of a new tag.
inline constexpr std::array<std::uint8_t, 12> kFileHead{'L', 'o', 'c',  'k',  's',  't',
                                                        'e', 'p', '\r', '\n', 0x1a, 1};

/// Four letters.
using FrameTag = std::array<char, 4>;

inline constexpr FrameTag kWordsFrame{'W', 'O', 'R',
                                      'D'}; ///< what the file calls kinds of events and objects
inline constexpr FrameTag kAboutFrame{'A', 'B', 'O', 'U'};   ///< what is known of the run, as pairs of texts
inline constexpr FrameTag kSitesFrame{'S', 'I', 'T', 'E'};   ///< source lines
inline constexpr FrameTag kObjectsFrame{'O', 'B', 'J', 'S'}; ///< objects that the events to come create
inline constexpr FrameTag kOverviewFrame{'O', 'V', 'E', 'R'}; ///< the run from far away
inline constexpr FrameTag kEventsFrame{'E', 'V', 'N', 'T'};

/// No frame holds more, and none that says so is believed.
inline constexpr std::size_t kMostInFrame = std::size_t{16} << 20;
inline constexpr std::size_t kFrameHeadSize = 24;

/// XXH3, 64 bits.
std::uint64_t hashOf(ByteView bytes);

/// Appends the frame; compressed when that makes it smaller. At most kMostInFrame bytes of content.
void appendFrame(Bytes& out, FrameTag tag, ByteView content);

struct Frame {
    FrameTag tag{};
    Bytes content;
};

/// Goes through a file from frame to frame; nothing of it is copied but the content of one frame.
class FrameReader {
public:
    enum class Found : std::uint8_t {
        Frame,
        End,       ///< nothing is left
        CutOff,    ///< the file ends within the frame
        Corrupted, ///< it is there, but is not what was written
    };
    enum class Head : std::uint8_t { Fits, IsNewer, IsForeign };

    /// `file` must outlive the reader.
    explicit FrameReader(const ByteSource& file)
        : m_file(file) {}

    /// First of all.
    Head readHead();
    /// After anything but Frame the reader stays where it is.
    Found next(Frame& frame);
    /// Where the next frame begins, in bytes from the file's begin.
    std::uint64_t offset() const { return m_offset; }
    void goTo(std::uint64_t offset) { m_offset = offset; }

private:
    const ByteSource& m_file;
    std::uint64_t m_offset = 0;
    Bytes m_stored;
};

/// "EVNT"; of a damaged tag only what can be printed.
std::string text(FrameTag tag);

} // namespace lockstep
