// SPDX-License-Identifier: GPL-3.0-or-later
// A trace file of about one megabyte, damaged in every way that a disk or a download brings about.
#pragma once

#include "core/trace/file/eventcodec.h"
#include "core/trace/file/tracereader.h"
#include "core/trace/file/tracewriter.h"
#include "testrun.h"
#include "tracebuilder.h"

#include <QString>

#include <random>

namespace lockstep {

class DamagedFile {
public:
    /// Chance makes it hard to compress: many blocks and few events for its size.
    explicit DamagedFile(std::size_t bytes) {
        TraceBuilder b;
        b.in("story.cpp").addThreads({"Main", "Worker"}).addLocks({"lock"}).add(ObjectKind::Variable, "x");
        TraceWriter writer(
            [this](ByteView piece) { m_file.insert(m_file.end(), piece.begin(), piece.end()); },
            KernelSource::Silent);
        writer.tell({{"scenario", "story"}});
        Timestamp now = 0;
        while (m_file.size() < bytes) {
            for (int i = 0; i < 1000; ++i)
                b.at(now += static_cast<Timestamp>(m_random() % 1'000'000'000))
                    .write(i % 2 == 0 ? "Main" : "Worker", "x", static_cast<std::int32_t>(m_random()),
                           1 + i % 9);
            writer.write(b.trace());
            m_wholeAt.emplace_back(m_file.size(), b.trace().size());
        }
    }

    std::size_t size() const { return m_file.size(); }
    std::size_t blocks() const { return m_wholeAt.size(); }

    /// What is wrong with what a reader makes of a file cut off there; empty when nothing is.
    QString cut(std::size_t size) const {
        const bool isWhole = m_wholeAt.empty() || isEndOfBlock(size);
        return look(ByteView(m_file).first(size), eventsBefore(size), isWhole);
    }
    QString cutByChance() { return cut(m_random() % m_file.size()); }
    /// Likewise with one bit changed.
    QString flipByChance() {
        const std::size_t bit = m_random() % (m_file.size() * 8);
        const auto mask = static_cast<std::uint8_t>(1u << bit % 8);
        m_file[bit / 8] ^= mask;
        const QString wrong = look(m_file, eventsBefore(bit / 8), false);
        m_file[bit / 8] ^= mask;
        return wrong.isEmpty() ? wrong : QString("bit %1: %2").arg(bit).arg(wrong);
    }

private:
    // Of all blocks that end there or before.
    std::size_t eventsBefore(std::size_t offset) const {
        std::size_t events = 0;
        for (const auto& [end, count] : m_wholeAt)
            if (end <= offset) events = count;
        return events;
    }
    bool isEndOfBlock(std::size_t size) const {
        const BytesInMemory source(ByteView(m_file).first(size));
        FrameReader in(source);
        Frame frame;
        if (in.readHead() != FrameReader::Head::Fits) return false;
        while (in.next(frame) == FrameReader::Found::Frame) {
        }
        return in.offset() == size;
    }

    static QString look(ByteView file, std::size_t events, bool isWhole) {
        try {
            TraceReader reader(file);
            for (std::size_t before = 0; reader.readMore(); before = reader.trace().size())
                if (reader.trace().size() - before > kMostEventsInBlock) return "more than a block at once";
            if (reader.trace().size() != events)
                return QString("%1 events instead of %2").arg(reader.trace().size()).arg(events);
            const auto notices = reader.notices();
            if (isWhole) return notices.empty() ? QString() : "a notice of nothing";
            return notices.size() == 1 && notices[0].ends_with('.') ? QString() : "no notice";
        } catch (const UnreadableTrace& refusal) {
            const bool isSentence = std::string(refusal.what()).ends_with('.');
            return events == 0 && isSentence ? QString() : QString("refused: ") + refusal.what();
        }
    }

    Bytes m_file;
    std::vector<std::pair<std::size_t, std::size_t>> m_wholeAt; // bytes and events after each piece
    std::mt19937_64 m_random{20'261'123};
};

} // namespace lockstep
