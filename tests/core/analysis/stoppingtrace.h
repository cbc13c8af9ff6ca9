// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of a trace whose events stand elsewhere: whoever reads them is asked to stop in the middle of it.
#pragma once

#include "core/trace/trace.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace lockstep {

class StoppingTrace {
public:
    /// Of few kinds of events: objects are created by Create events.
    explicit StoppingTrace(const Trace& from)
        : m_blocks(blocksOf(from))
        , m_trace(from.kernelSource(), std::make_unique<Shelf>(*this)) {
        StoredEvents::setMostMemory(kBlock * sizeof(Event)); // next to nothing
        for (std::uint32_t s = 0; s < from.siteCount(); ++s) m_trace.addSite(from.site(SiteId{s}));
        for (const auto& block : m_blocks) {
            m_trace.beginBlock(std::make_shared<const std::vector<Event>>(block));
            for (const Event& event : block) {
                if (event.kind == EventKind::Create) m_trace.addObject(from.object(event.object).info);
                m_trace.append(event);
            }
        }
        m_trace.advanceTo(from.end());
    }
    ~StoppingTrace() { StoredEvents::setMostMemory(std::size_t{16} << 20); }
    StoppingTrace(const StoppingTrace&) = delete;
    StoppingTrace& operator=(const StoppingTrace&) = delete;

    const Trace& trace() const { return m_trace; }
    /// From now on: asked to stop by the third block that is fetched.
    std::stop_token stopSoon() {
        m_stop = std::stop_source();
        m_fetches = 0;
        return m_stop.get_token();
    }
    int fetches() const { return m_fetches; }

private:
    static constexpr std::size_t kBlock = 4;

    struct Shelf final : EventSource {
        explicit Shelf(const StoppingTrace& of)
            : trace(of) {}
        void fetch(std::size_t block, std::vector<Event>& into) const override {
            if (++trace.m_fetches == 3) trace.m_stop.request_stop();
            into = trace.m_blocks[block];
        }
        const StoppingTrace& trace;
    };

    static std::vector<std::vector<Event>> blocksOf(const Trace& from) {
        std::vector<std::vector<Event>> blocks;
        for (std::size_t i = 0; i < from.size(); ++i) {
            if (i % kBlock == 0) blocks.emplace_back();
            blocks.back().push_back(from[i]);
        }
        return blocks;
    }

    const std::vector<std::vector<Event>> m_blocks;
    mutable std::stop_source m_stop;
    mutable int m_fetches = 0;
    Trace m_trace;
};

} // namespace lockstep
