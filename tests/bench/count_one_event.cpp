// SPDX-License-Identifier: GPL-3.0-or-later
// Records N events, or does the floor's work N times, for an instruction counter: see instructions.sh.
#include "tests/bench/recording.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int argc, char** argv) {
    using namespace lockstep;
    if (argc != 3) return 2;
    const auto count = static_cast<std::uint32_t>(std::atoi(argv[2]));
    constexpr std::size_t kCapacity = 1 << 20;
    if (std::strcmp(argv[1], "floor") == 0) {
        bench::Floor floor(kCapacity);
        for (std::uint32_t i = 0; i < count; ++i) floor.push(bench::eventNumber(i));
    } else {
        RingBuffer ring(kCapacity, RingBuffer::WhenFull::Wait, [] {});
        for (std::uint32_t i = 0; i < count; ++i) ring.push(bench::eventNumber(i));
    }
}
