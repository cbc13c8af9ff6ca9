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
    std::array<std::uint8_t, kFileHead.size()> head{};
    const std::size_t magic = head.size() - 1;
    if (!m_file.read(0, head) || !std::equal(head.begin(), head.begin() + magic, kFileHead.begin()))
        return Head::IsForeign;
    if (head[magic] == 0) return Head::IsForeign; // versions count from 1
    if (head[magic] > kFileHead[magic]) return Head::IsNewer;
    m_offset = head.size();
    return Head::Fits;
}

FrameReader::Found FrameReader::next(Frame& frame) {
    const std::uint64_t left = m_file.size() - m_offset;
    if (left == 0) return Found::End;
    std::array<std::uint8_t, kFrameHeadSize> raw{};
    if (left < raw.size() || !m_file.read(m_offset, raw)) return Found::CutOff;
    const FrameHead head = readFrameHead(ByteReader(raw));
    if (head.stored > kMostInFrame || head.size > kMostInFrame) return Found::Corrupted;
    if (head.stored > left - raw.size()) return Found::CutOff;
    m_stored.resize(head.stored);
    if (!m_file.read(m_offset + raw.size(), m_stored)) return Found::CutOff;
    ByteReader sum(ByteView(raw).subspan(kCheckedHeadSize));
    const ByteView checked = ByteView(raw).first(kCheckedHeadSize);
    if (sum.fixed<std::uint64_t>() != checksum(checked, m_stored)) return Found::Corrupted;
    if (!unpack(head, m_stored, frame.content)) return Found::Corrupted;
    frame.tag = head.tag;
    m_offset += raw.size() + head.stored;
    return Found::Frame;
}

std::string text(FrameTag tag) {
    std::string letters;
    for (const char letter : tag) letters += letter > ' ' && letter <= '~' ? letter : '?';
    return letters;
}

} // namespace lockstep
