// SPDX-License-Identifier: GPL-3.0-or-later
// Works something out of a trace: at once where the trace is short, on a thread of its own where it is long.
//
// GUI thread only. The trace must live until stop(), or until this is gone; a result that is overtaken by a
// later wish is thrown away.
#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>

namespace lockstep::ui {

class Aside : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kManyEvents = 50'000;

    explicit Aside(QObject* parent)
        : QObject(parent) {}
    ~Aside() override { stop(); }

    bool isComputing() const { return m_worker.joinable(); }
    /// Waits for the worker, which has been asked to stop.
    void stop() {
        ++m_round;
        if (!m_worker.joinable()) return;
        m_worker.request_stop();
        m_worker.join();
    }

    /// `work` takes a stop token and looks at nothing that the GUI changes; `take` gets what it returned.
    template <class Work, class Take>
    void compute(std::size_t events, Work work, Take take) {
        stop();
        if (events <= kManyEvents) return take(work(std::stop_token()));
        m_worker = std::jthread([this, work, take, round = m_round](const std::stop_token& stop) {
            auto result = std::make_shared<decltype(work(stop))>(work(stop));
            if (stop.stop_requested()) return;
            QMetaObject::invokeMethod(
                this,
                [this, take, result, round] {
                    if (round != m_round) return;
                    m_worker.join(); // has nothing left to do
                    take(std::move(*result));
                },
                Qt::QueuedConnection);
        });
    }

private:
    std::uint64_t m_round = 0;
    std::jthread m_worker;
};

} // namespace lockstep::ui
