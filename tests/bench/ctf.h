// SPDX-License-Identifier: GPL-3.0-or-later
// The events of a trace in the Common Trace Format 1.8 (https://diamon.org/ctf), as a tracer would have
// written them: what a public reader is timed with.
#pragma once

#include "core/trace/file/bytes.h"
#include "core/trace/trace.h"

#include <filesystem>
#include <fstream>

namespace lockstep::bench {

inline void writeCtfMetadata(const std::filesystem::path& folder) {
    std::ofstream(folder / "metadata") << R"(/* CTF 1.8 */
typealias integer { size = 8; align = 8; signed = false; } := uint8_t;
typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
typealias integer { size = 64; align = 8; signed = false; } := uint64_t;
clock { name = steady; freq = 1000000000; };
typealias integer { size = 64; align = 8; signed = false; map = clock.steady.value; } := time_t;
trace {
  major = 1; minor = 8; byte_order = le;
  packet.header := struct { uint32_t magic; uint32_t stream_id; };
};
stream {
  id = 0;
  packet.context := struct { uint64_t content_size; uint64_t packet_size; };
  event.header := struct { uint8_t id; time_t timestamp; };
};
)";
    std::ofstream file(folder / "metadata", std::ios::app);
    for (int kind = 0; kind < kEventKinds; ++kind)
        file << "event { id = " << kind << "; stream_id = 0; name = \"" << name(static_cast<EventKind>(kind))
             << "\"; fields := struct { uint32_t thread; uint32_t site; uint32_t object; uint32_t order; "
                "uint32_t value; }; };\n";
}

/// One stream of packets of 64 Ki events.
inline void writeCtf(const Trace& trace, const std::filesystem::path& folder) {
    constexpr std::size_t kInPacket = 65'536;
    constexpr std::size_t kEventBytes = 1 + 8 + 5 * 4;
    constexpr std::uint64_t kHeadBytes = 2 * 4 + 2 * 8;
    std::filesystem::create_directories(folder);
    writeCtfMetadata(folder);
    std::ofstream file(folder / "stream", std::ios::binary);
    for (std::size_t begin = 0; begin < trace.size(); begin += kInPacket) {
        const std::size_t end = std::min(trace.size(), begin + kInPacket);
        Bytes packet;
        ByteWriter out(packet);
        out.fixed(std::uint32_t{0xc1fc1fc1});
        out.fixed(std::uint32_t{0});
        for (int i = 0; i < 2; ++i) out.fixed(8 * (kHeadBytes + (end - begin) * kEventBytes)); // in bits
        for (std::size_t i = begin; i < end; ++i) {
            const Event event = trace[i];
            out.fixed(static_cast<std::uint8_t>(event.kind));
            out.fixed(static_cast<std::uint64_t>(event.time));
            for (const std::uint32_t number : {event.thread.value, event.site.value, event.object.value,
                                               event.order, static_cast<std::uint32_t>(event.value)})
                out.fixed(number);
        }
        file.write(reinterpret_cast<const char*>(packet.data()), static_cast<std::streamsize>(packet.size()));
    }
}

} // namespace lockstep::bench
