// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/kernelswitches.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lockstep {

namespace {

perf_event_attr switchAttributes() {
    perf_event_attr attr{};
    attr.size = sizeof attr;
    attr.type = PERF_TYPE_SOFTWARE;
    attr.config = PERF_COUNT_SW_DUMMY;
    attr.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU;
    attr.sample_id_all = 1;
    attr.context_switch = 1;
    attr.task = 1;
    attr.inherit = 1;
    attr.exclude_kernel = 1;
    attr.exclude_hv = 1;
    attr.use_clockid = 1;
    attr.clockid = CLOCK_MONOTONIC;
    return attr;
}

// What sample_id_all appends to every record, for the sample type above.
struct SampleId {
    std::uint32_t pid, tid;
    std::uint64_t time;
    std::uint32_t cpu, reserved;
};

struct TaskRecord { // PERF_RECORD_FORK
    perf_event_header header;
    std::uint32_t pid, ppid, tid, ptid;
    std::uint64_t time;
};

struct LostRecord {
    perf_event_header header;
    std::uint64_t id, lost;
};

std::string sentenceFor(int error) {
    if (error == EACCES || error == EPERM)
        return "The kernel does not show context switches to this user (kernel.perf_event_paranoid is above "
               "2), so "
               "running and runnable cannot be told apart; 'sysctl kernel.perf_event_paranoid=2' shows more.";
    return std::string("The kernel does not show context switches here (") + std::strerror(error) +
           "), so running and runnable cannot be told apart.";
}

} // namespace

class KernelSwitches::CpuBuffer {
public:
    CpuBuffer(int fd, void* memory, std::size_t bytes)
        : m_fd(fd)
        , m_page(static_cast<perf_event_mmap_page*>(memory))
        , m_bytes(bytes) {}
    ~CpuBuffer() {
        munmap(m_page, m_bytes);
        close(m_fd);
    }
    CpuBuffer(const CpuBuffer&) = delete;
    CpuBuffer& operator=(const CpuBuffer&) = delete;

    static std::unique_ptr<CpuBuffer> open(int cpu, int& error) {
        perf_event_attr attr = switchAttributes();
        const auto fd =
            static_cast<int>(syscall(SYS_perf_event_open, &attr, 0, cpu, -1, PERF_FLAG_FD_CLOEXEC));
        if (fd < 0) {
            error = errno;
            return nullptr;
        }
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        for (std::size_t pages = 64; pages >= 4; pages /= 2) { // the user's locked memory may be used up
            const std::size_t bytes = (pages + 1) * page;
            void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            if (memory != MAP_FAILED) return std::make_unique<CpuBuffer>(fd, memory, bytes);
            error = errno;
        }
        close(fd);
        return nullptr;
    }

    void read(std::vector<KernelRecord>& records) {
        // the kernel writes data_head after the records; see "struct perf_event_mmap_page" in the manual page
        const std::uint64_t head = std::atomic_ref(m_page->data_head).load(std::memory_order_acquire);
        std::uint64_t tail = m_page->data_tail;
        while (tail < head) {
            perf_event_header header{};
            copyOut(&header, tail, sizeof header);
            alignas(8) char record[256];
            const std::size_t size = std::min<std::size_t>(header.size, sizeof record);
            copyOut(record, tail, size);
            add(header, record, size, records);
            tail += header.size;
        }
        std::atomic_ref(m_page->data_tail)
            .store(tail, std::memory_order_release); // the kernel may write here again
    }

private:
    void copyOut(void* to, std::uint64_t from, std::size_t size) const {
        const char* data = reinterpret_cast<const char*>(m_page) + m_page->data_offset;
        const std::uint64_t begin = from % m_page->data_size;
        const std::size_t first = std::min<std::size_t>(size, m_page->data_size - begin);
        std::memcpy(to, data + begin, first);
        std::memcpy(static_cast<char*>(to) + first, data, size - first);
    }

    void add(const perf_event_header& header, const char* record, std::size_t size,
             std::vector<KernelRecord>& records) {
        if (size < sizeof(perf_event_header) + sizeof(SampleId)) return;
        SampleId id{};
        std::memcpy(&id, record + size - sizeof id, sizeof id);
        KernelRecord result{.time = static_cast<std::int64_t>(id.time),
                            .tid = static_cast<std::int32_t>(id.tid),
                            .cpu = static_cast<std::int32_t>(id.cpu)};
        using Kind = KernelRecord::Kind;
        switch (header.type) {
        case PERF_RECORD_SWITCH: {
            const bool isOut = (header.misc & PERF_RECORD_MISC_SWITCH_OUT) != 0;
            const bool isPreempted = (header.misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT) != 0;
            result.kind = !isOut ? Kind::In : isPreempted ? Kind::Preempted : Kind::Out;
            break;
        }
        case PERF_RECORD_FORK: {
            TaskRecord task{};
            std::memcpy(&task, record, sizeof task);
            result.tid = static_cast<std::int32_t>(task.tid);
            result.kind = Kind::Born;
            break;
        }
        case PERF_RECORD_LOST: {
            LostRecord lost{};
            std::memcpy(&lost, record, sizeof lost);
            result.count = static_cast<std::int32_t>(lost.lost);
            result.kind = Kind::Lost;
            break;
        }
        default: return;
        }
        records.push_back(result);
    }

    int m_fd;
    perf_event_mmap_page* m_page;
    std::size_t m_bytes;
};

KernelSwitches::~KernelSwitches() = default;

std::unique_ptr<KernelSwitches> KernelSwitches::open(std::string& whyNot) {
    std::unique_ptr<KernelSwitches> switches(new KernelSwitches);
    const auto cpus = static_cast<int>(sysconf(_SC_NPROCESSORS_CONF));
    int error = 0;
    for (int cpu = 0; cpu < cpus; ++cpu) {
        auto buffer = CpuBuffer::open(cpu, error);
        if (!buffer && error == ENODEV) continue; // a CPU that is switched off
        if (!buffer) {
            whyNot = sentenceFor(error);
            return nullptr;
        }
        switches->m_cpus.push_back(std::move(buffer));
    }
    if (!switches->m_cpus.empty()) return switches;
    whyNot = sentenceFor(ENODEV);
    return nullptr;
}

std::vector<KernelRecord> KernelSwitches::read(std::int64_t origin) {
    std::vector<KernelRecord> records;
    for (auto& cpu : m_cpus) cpu->read(records);
    for (KernelRecord& record : records) record.time -= origin;
    std::ranges::stable_sort(records, {}, &KernelRecord::time);
    return records;
}

bool readSchedTotals(std::int32_t tid, SchedTotals& totals) {
    const std::string path = "/proc/self/task/" + std::to_string(tid) + "/schedstat";
    std::FILE* file = std::fopen(path.c_str(), "re");
    if (!file) return false;
    long long onCpu = 0;
    long long inRunQueue = 0;
    const bool isRead = std::fscanf(file, "%lld %lld", &onCpu, &inRunQueue) == 2;
    std::fclose(file);
    totals = {onCpu, inRunQueue};
    return isRead;
}

std::int32_t currentTid() {
    return static_cast<std::int32_t>(syscall(SYS_gettid));
}

} // namespace lockstep
