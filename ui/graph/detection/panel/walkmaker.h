// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the walk for the moment at the cursor, anew whenever the cursor moves, while somebody looks.
//
// Short ones at once, long ones on a thread of their own; that is stopped and waited for before another trace
// is shown. While a long one is made the last one stays.
#pragma once

#include "core/analysis/detection/walk.h"
#include "ui/model/viewport.h"

#include <memory>
#include <thread>

class QTimer;

namespace lockstep::ui {

class WalkMaker : public QObject {
    Q_OBJECT
public:
    /// Beyond so many threads and objects, or events for the order of locks, it takes longer than a frame.
    static constexpr std::size_t kManyThings = 400;
    static constexpr std::size_t kManyEvents = 20'000;

    explicit WalkMaker(Viewport* viewport, QObject* parent = nullptr);
    ~WalkMaker() override;

    DetectionView view() const { return m_view; }
    void setView(DetectionView view);
    void setActive(bool on); ///< false: nobody looks
    bool isComputing() const { return m_worker.joinable(); }

signals:
    /// Null when there is nothing to walk through.
    void made(std::shared_ptr<const lockstep::DetectionWalk> walk);
    void computingChanged();

private:
    struct Wish {
        DetectionView view = DetectionView::WaitForWalk;
        EventIndex cursor;
        bool operator==(const Wish&) const = default;
    };
    std::optional<Wish> wish() const;
    bool isLong(const Wish& wish) const;
    void make();
    void makeAside(const Wish& wish);
    void take(std::uint64_t round, std::shared_ptr<const DetectionWalk> walk);
    void forget();
    void stopWorker();

    Viewport* m_viewport;
    QTimer* m_timer;
    DetectionView m_view = DetectionView::WaitForWalk;
    bool m_isActive = false;
    std::optional<Wish> m_last;
    std::uint64_t m_round = 0; // results of an earlier trace or view are thrown away
    std::jthread m_worker;
};

} // namespace lockstep::ui
