// SPDX-License-Identifier: GPL-3.0-or-later
// Builds a GraphModel, step by step: threads, resources, edges, rings, words.
#pragma once

#include "ui/graph/model/graphmodel.h"

#include <QCoreApplication>

#include <set>

namespace lockstep::ui {

class GraphBuilder {
    Q_DECLARE_TR_FUNCTIONS(lockstep::ui::GraphModel)

public:
    GraphBuilder(const Trace& trace, const Moment& moment, const GraphPlaces& places);
    GraphModel build();

private:
    void findConnected();
    bool isShown(const ThreadMoment& thread) const;
    bool isShown(const ObjectMoment& object) const;
    int rank(ObjectId id) const;
    int keepMost(std::vector<ObjectId>& ids, int most) const;
    void addThreads();
    void addThread(const ThreadMoment& thread);
    void addResources();
    void addResource(const ObjectMoment& object);
    void addHolds();
    void addWaits();
    void addNeeds();
    void addEdge(GraphEdge edge, ObjectId from, ObjectId to);
    void seat();
    void addRings();
    void markRing(GraphEdge& edge) const;
    void addWords();
    void reserveRoom();
    void reserveRoomForThreads();
    void reserveRoomForResources();
    void describe();

    QString threadSentence(const ThreadMoment& thread) const;
    QString waitSentence(const Need& need) const;
    QString resourceDetail(const ObjectMoment& object) const;
    QString queueDetail(const ObjectMoment& object) const;
    QString resourceSentence(const ObjectMoment& object) const;
    QString hiddenSentence() const;
    QString emptySentence() const;
    QString quietSentence() const;
    QString waiters(ObjectId object) const;
    ObjectId objectOf(ThreadId thread) const { return m_trace.thread(thread).info.id; }
    static QString text(std::string_view words) {
        return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
    }
    QString nameOf(ThreadId thread) const;
    QString site(SiteId id) const;
    QString takenAt(const Member& holder) const;
    QString holders(const ObjectMoment& object) const;

    const Trace& m_trace;
    const Moment& m_moment;
    const GraphPlaces& m_places;
    const WaitForGraph m_waits;
    const std::vector<Finding> m_findings;
    std::set<ObjectId> m_connected; // holds, is held, waits or is waited for
    int m_hiddenThreads = 0;
    int m_hiddenResources = 0;
    GraphModel m_model;
};

} // namespace lockstep::ui
