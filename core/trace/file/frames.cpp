// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/frames.h"

#include <algorithm>
#include <stdexcept>
#include <xxhash.h>
#include <zstd.h>

namespace lockstep {

namespace {

constexpr int kZstdLevel = 3;
constexpr std::size_t kCheckedHeadSize = kFrameHeadSize - sizeof(std::uint64_t);

enum class Coding : std::uint32_t { Plain, Zstd };

struct FrameHead {
    FrameTag tag{};
    Coding coding = Coding::Plain;
    std::uint32_t stored = 0; // bytes that follow the head
    std::uint32_t size = 0;   // bytes of the content
};

std::uint64_t checksum(ByteView head, ByteView stored) {
    const std::uint64_t seed = hashOf(head);
    return XXH3_64bits_withSeed(stored.data(), stored.size(), seed);
}

Bytes compressed(ByteView content) {
    Bytes out(ZSTD_compressBound(content.size()));
    const std::size_t size =
        ZSTD_compress(out.data(), out.size(), content.data(), content.size(), kZstdLevel);
    out.resize(ZSTD_isError(size) != 0 ? 0 : size);
    return out;
}

FrameHead readFrameHead(ByteReader in) {
    FrameHead head;
    std::ranges::copy(in.bytes(head.tag.size()), head.tag.begin());
    head.coding = static_cast<Coding>(in.fixed<std::uint32_t>());
    head.stored = in.fixed<std::uint32_t>();
    head.size = in.fixed<std::uint32_t>();
    return head;
}

// The size is believed only after the checksum, so a hostile one alone allocates nothing.
bool unpack(const FrameHead& head, ByteView stored, Bytes& content) {
    if (head.coding == Coding::Plain) {
        content.assign(stored.begin(), stored.end());
        return head.size == stored.size();
    }
    if (head.coding != Coding::Zstd || ZSTD_getFrameContentSize(stored.data(), stored.size()) != head.size)
        return false;
    content.resize(head.size);
    return ZSTD_decompress(content.data(), content.size(), stored.data(), stored.size()) == head.size;
}

} // namespace

std::uint64_t hashOf(ByteView bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

void appendFrame(Bytes& out, FrameTag tag, ByteView content) {
    if (content.size() > kMostInFrame) throw std::length_error("A frame of a trace file would be too large.");
    const Bytes packed = compressed(content);
    const bool isPacked = !packed.empty() && packed.size() < content.size();
    const ByteView stored = isPacked ? ByteView(packed) : content;
    const std::size_t begin = out.size();
    ByteWriter writer(out);
    for (const char letter : tag) writer.fixed(static_cast<std::uint8_t>(letter));
    writer.fixed(static_cast<std::uint32_t>(isPacked ? Coding::Zstd : Coding::Plain));
    writer.fixed(static_cast<std::uint32_t>(stored.size()));
    writer.fixed(static_cast<std::uint32_t>(content.size()));
    writer.fixed(checksum(ByteView(out).subspan(begin, kCheckedHeadSize), stored));
    writer.bytes(stored);
}

FrameReader::Head FrameReader::readHead() {
    const std::size_t magic = kFileHead.size() - 1;
    if (m_file.size() < kFileHead.size() ||
        !std::ranges::equal(m_file.first(magic), std::span(kFileHead).first(magic)))
        return Head::IsForeign;
    if (m_file[magic] == 0) return Head::IsForeign; // versions count from 1
    if (m_file[magic] > kFileHead[magic]) return Head::IsNewer;
    m_offset = kFileHead.size();
    return Head::Fits;
}

FrameReader::Found FrameReader::next(Frame& frame) {
    const ByteView rest = m_file.subspan(m_offset);
    if (rest.empty()) return Found::End;
    if (rest.size() < kFrameHeadSize) return Found::CutOff;
    const FrameHead head = readFrameHead(ByteReader(rest));
    if (head.stored > kMostInFrame || head.size > kMostInFrame) return Found::Corrupted;
    if (head.stored > rest.size() - kFrameHeadSize) return Found::CutOff;
    const ByteView stored = rest.subspan(kFrameHeadSize, head.stored);
    ByteReader sum(rest.subspan(kCheckedHeadSize));
    if (sum.fixed<std::uint64_t>() != checksum(rest.first(kCheckedHeadSize), stored)) return Found::Corrupted;
    if (!unpack(head, stored, frame.content)) return Found::Corrupted;
    frame.tag = head.tag;
    m_offset += kFrameHeadSize + head.stored;
    return Found::Frame;
}

std::string text(FrameTag tag) {
    std::string letters;
    for (const char letter : tag) letters += letter > ' ' && letter <= '~' ? letter : '?';
    return letters;
}

} // namespace lockstep
