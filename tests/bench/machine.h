// SPDX-License-Identifier: GPL-3.0-or-later
// What a benchmark ran on, and what its process has used so far.
#pragma once

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <thread>

namespace lockstep::bench {

inline std::string cpuModel() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
    return "unknown CPU";
}

/// Once, before the first figure.
inline void printMachine() {
    std::printf("machine: %s, %u CPUs\n", cpuModel().c_str(), std::thread::hardware_concurrency());
}

using Clock = std::chrono::steady_clock;

inline double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

inline std::size_t residentBytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    statm >> all >> resident;
    return resident * 4096;
}

/// Seconds of CPU time of all threads: unlike a clock's, hardly touched by what else the machine does.
struct CpuSeconds {
    double user = 0;
    double kernel = 0;

    static CpuSeconds now() {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        const auto seconds = [](timeval t) {
            return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
        };
        return {seconds(usage.ru_utime), seconds(usage.ru_stime)};
    }
};

} // namespace lockstep::bench
