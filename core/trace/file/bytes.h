// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and texts as bytes: small numbers take few of them, and fixed ones stand with the little end first.
//
// Variable numbers are LEB128: seven bits a byte, the top bit says that more follow. Signed ones are folded
// first (zigzag), so that small negative numbers are small, too.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

constexpr std::uint64_t folded(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unfolded(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

class ByteWriter {
public:
    explicit ByteWriter(Bytes& out)
        : m_out(out) {}

    void number(std::uint64_t value) {
        while (value >= 0x80) {
            m_out.push_back(static_cast<std::uint8_t>(value | 0x80));
            value >>= 7;
        }
        m_out.push_back(static_cast<std::uint8_t>(value));
    }
    void signedNumber(std::int64_t value) { number(folded(value)); }
    template <std::unsigned_integral Number>
    void fixed(Number value) {
        for (std::size_t i = 0; i < sizeof(Number); ++i)
            m_out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    void bytes(ByteView bytes) { m_out.insert(m_out.end(), bytes.begin(), bytes.end()); }
    /// Its length, then itself.
    void text(std::string_view text) {
        number(text.size());
        m_out.insert(m_out.end(), text.begin(), text.end());
    }
    void column(ByteView column) {
        number(column.size());
        bytes(column);
    }

private:
    Bytes& m_out;
};

/// Never reads past the end: from there on every number is 0, every text empty, and isDamaged() says so.
class ByteReader {
public:
    explicit ByteReader(ByteView bytes)
        : m_at(bytes.data())
        , m_end(bytes.data() + bytes.size()) {}

    std::uint64_t number() {
        if (m_at != m_end && *m_at < 0x80) [[likely]]
            return *m_at++;
        return longNumber();
    }
    std::int64_t signedNumber() { return unfolded(number()); }
    template <std::unsigned_integral Number>
    Number fixed() {
        std::uint64_t value = 0;
        const ByteView raw = bytes(sizeof(Number));
        for (std::size_t i = 0; i < raw.size(); ++i) value |= std::uint64_t{raw[i]} << (8 * i);
        return static_cast<Number>(value);
    }
    ByteView bytes(std::size_t count) {
        if (count > left()) return fail();
        m_at += count;
        return {m_at - count, count};
    }
    std::string text() {
        const ByteView raw = column();
        return {raw.begin(), raw.end()};
    }
    ByteView column() { return bytes(number()); }

    std::size_t left() const { return static_cast<std::size_t>(m_end - m_at); }
    bool isDamaged() const { return m_isDamaged; }

private:
    std::uint64_t longNumber() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64 && m_at != m_end; shift += 7) {
            const std::uint64_t byte = *m_at++;
            value |= (byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        fail();
        return 0;
    }
    ByteView fail() {
        m_at = m_end;
        m_isDamaged = true;
        return {};
    }

    const std::uint8_t* m_at;
    const std::uint8_t* m_end;
    bool m_isDamaged = false;
};

} // namespace lockstep
