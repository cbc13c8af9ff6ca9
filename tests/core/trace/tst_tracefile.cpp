// SPDX-License-Identifier: GPL-3.0-or-later
// A trace file gives back what was written; what is damaged, foreign, newer or hostile is told in a sentence.
#include "core/sync/flow/thread.h"
#include "core/sync/locks/mutex.h"
#include "core/sync/waits/sleep.h"
#include "core/trace/file/eventcodec.h"
#include "core/trace/file/tracereader.h"
#include "core/trace/file/tracewriter.h"
#include "testrun.h"
#include "tracebuilder.h"

#include <QTest>

#include <random>
#include <rapidcheck.h>

using namespace lockstep;

namespace {

Bytes fileOf(const Trace& trace, const About& about = {}) {
    Bytes file;
    TraceWriter writer([&file](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); },
                       trace.kernelSource());
    writer.tell(about);
    writer.write(trace);
    return file;
}

// Of a file that may be anything: the sentence with which it was refused, or the last notice.
QString remarkOn(ByteView file, std::size_t* events = nullptr) {
    try {
        TraceReader reader(file);
        while (reader.readMore()) {
        }
        if (events) *events = reader.trace().size();
        const auto notices = reader.notices();
        return notices.empty() ? QString() : QString::fromStdString(notices.back());
    } catch (const UnreadableTrace& refusal) {
        return refusal.what();
    }
}

// Two threads, a lock, a queue: some of everything.
void tellAStory(TraceBuilder& b, int rounds) {
    b.in("story.cpp").addThreads({"Main", "Worker"}).addLocks({"lock"}).addQueue("jobs", 4);
    Timestamp now = 100;
    for (int i = 0; i < rounds; ++i) {
        b.at(now += 40).acquire("Main", "lock", 11).put("Main", "jobs", 12);
        b.at(now += 2000).wait("Worker", "lock", 21);
        b.at(now += 5).release("Main", "lock", 13);
        b.at(now += 700)
            .acquire("Worker", "lock", 21)
            .take("Worker", "jobs", 22)
            .release("Worker", "lock", 23);
    }
}

QString firstDifference(const Trace& one, const Trace& other) {
    if (one.size() != other.size()) return QString("%1 events, %2").arg(one.size()).arg(other.size());
    for (std::size_t i = 0; i < one.size(); ++i)
        if (one[i] != other[i]) return QString("event %1").arg(i);
    if (one.end() != other.end() || one.kernelSource() != other.kernelSource()) return "end or source";
    if (one.objectCount() != other.objectCount() || one.siteCount() != other.siteCount()) return "counts";
    for (std::uint32_t i = 0; i < one.objectCount(); ++i) {
        const ObjectInfo& a = one.object(ObjectId{i}).info;
        const ObjectInfo& b = other.object(ObjectId{i}).info;
        if (a.name != b.name || a.path != b.path || a.kind != b.kind || a.capacity != b.capacity ||
            a.creator != b.creator || a.thread != b.thread || a.site != b.site)
            return QString("object %1").arg(i);
    }
    for (std::uint32_t i = 0; i < one.siteCount(); ++i)
        if (one.site(SiteId{i}).text() != other.site(SiteId{i}).text()) return QString("site %1").arg(i);
    if (one.links().size() != other.links().size() || one.steps().size() != other.steps().size())
        return "derived";
    return {};
}

template <class AnyId>
rc::Gen<AnyId> anyId() {
    return rc::gen::map(rc::gen::inRange<std::uint32_t>(0, 6),
                        [](std::uint32_t n) { return n == 5 ? AnyId{} : AnyId{n * 77}; });
}

rc::Gen<Event> anyEvent() {
    return rc::gen::build<Event>(
        rc::gen::set(&Event::time, rc::gen::inRange<Timestamp>(0, 1'000'000)),
        rc::gen::set(&Event::thread, anyId<ThreadId>()), rc::gen::set(&Event::site, anyId<SiteId>()),
        rc::gen::set(&Event::object, anyId<ObjectId>()),
        rc::gen::set(&Event::order, rc::gen::arbitrary<std::uint32_t>()),
        rc::gen::set(&Event::value, rc::gen::arbitrary<std::int32_t>()),
        rc::gen::set(&Event::kind, rc::gen::map(rc::gen::inRange(0, kEventKinds),
                                                [](int n) { return static_cast<EventKind>(n); })),
        rc::gen::set(&Event::alternative, rc::gen::map(rc::gen::inRange(0, 300),
                                                       [](int n) { return static_cast<Alternative>(n); })));
}

// Replaces the content of the first frame with this tag by what `change` makes of it, with a right checksum.
template <class Change>
Bytes withChanged(ByteView file, FrameTag tag, Change change) {
    const BytesInMemory bytes(file);
    FrameReader in(bytes);
    in.readHead();
    Bytes out(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(in.offset()));
    Frame frame;
    bool isDone = false;
    while (in.next(frame) == FrameReader::Found::Frame) {
        if (frame.tag == tag && !std::exchange(isDone, true)) change(frame);
        appendFrame(out, frame.tag, frame.content);
    }
    return out;
}

} // namespace

class TraceFileTest : public QObject {
    Q_OBJECT
private slots:
    void anyEventsComeBackAsTheyWere() {
        QVERIFY(rc::check([] {
            auto events = *rc::gen::container<std::vector<Event>>(anyEvent());
            std::ranges::sort(events, {}, &Event::time);
            Bytes bytes;
            encodeEvents(events, bytes);
            std::vector<Event> back;
            RC_ASSERT(decodeEvents(bytes, back));
            RC_ASSERT(back == events);
        }));
    }

    void numbersOfAnySizeComeBackAsTheyWere() {
        QVERIFY(rc::check([](std::uint64_t number, std::int64_t other, const std::string& text) {
            Bytes bytes;
            ByteWriter out(bytes);
            out.number(number);
            out.signedNumber(other);
            out.text(text);
            ByteReader in(bytes);
            RC_ASSERT(in.number() == number);
            RC_ASSERT(in.signedNumber() == other);
            RC_ASSERT(in.text() == text);
            RC_ASSERT(in.left() == 0 && !in.isDamaged());
        }));
    }

    void aTraceComesBackAsItWas() {
        TraceBuilder b;
        tellAStory(b, 1000);
        const Bytes file = fileOf(b.trace(), {{"scenario", "story"}});
        TraceReader reader(file);
        while (reader.readMore()) {
        }
        QCOMPARE(firstDifference(b.trace(), reader.trace()), QString());
        QCOMPARE(reader.about().at("scenario"), std::string("story"));
        QVERIFY(reader.notices().empty());
        QCOMPARE(reader.progress(), 1.0);
    }

    void aRegularTraceTakesHalfAByteAnEvent() {
        TraceBuilder b;
        tellAStory(b, 20'000);
        const double perEvent =
            static_cast<double>(fileOf(b.trace()).size()) / static_cast<double>(b.trace().size());
        QVERIFY2(perEvent < 0.5, qPrintable(QString::number(perEvent)));
    }

    void aRunWithEveryKindOfEventComesBackWithItsTeardown() {
        TestRun run([] {
            sync::Thread worker("Worker", [] {
                sync::sleepFor(std::chrono::milliseconds(1));
                sync::work(std::chrono::microseconds(100));
            });
            worker.start();
            worker.join();
            sync::Mutex lock("lock");
            lock.lock();
            lock.lock();
        });
        QVERIFY(run.run());
        const Bytes file = fileOf(run.trace());
        TraceReader reader(file);
        while (reader.readMore()) {
        }
        QCOMPARE(firstDifference(run.trace(), reader.trace()), QString());
        QVERIFY(reader.trace().teardown().size() > 0);
        QCOMPARE(reader.trace().illegalTransitions().size(), std::size_t{0});
    }

    // As a journal does it: everything up to the last piece is there.
    void aTraceThatIsWrittenWhileItGrowsIsTheSameTrace() {
        TraceBuilder b;
        Bytes file;
        TraceWriter writer([&file](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); },
                           KernelSource::Silent);
        b.in("story.cpp").addThreads({"Main"});
        for (int i = 0; i < 50; ++i) {
            const std::string lock = "lock" + std::to_string(i);
            b.at(i * 10).add(ObjectKind::Mutex, lock, 0, 0, "Main");
            if (i % 3 == 0) writer.write(b.trace());
            b.acquire("Main", lock, static_cast<std::uint32_t>(i + 1)).release("Main", lock, 99);
            std::size_t events = 0;
            QCOMPARE(remarkOn(file, &events), QString());
            QCOMPARE(events, writer.eventsWritten());
        }
        writer.write(b.trace());
        TraceReader reader(file);
        while (reader.readMore()) {
        }
        QCOMPARE(firstDifference(b.trace(), reader.trace()), QString());
    }

    void whatIsNewlyToldReplacesWhatWasToldBefore() {
        TraceBuilder b;
        Bytes file;
        TraceWriter writer([&file](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); },
                           KernelSource::Gate);
        writer.tell({{"outcome", "stopped"}, {"seed", "7"}});
        writer.tell({{"outcome", "deadlock"}, {"of a newer program", "kept"}});
        TraceReader reader(file);
        while (reader.readMore()) {
        }
        QCOMPARE(reader.about(),
                 (About{{"outcome", "deadlock"}, {"seed", "7"}, {"of a newer program", "kept"}}));
        QCOMPARE(reader.trace().kernelSource(), KernelSource::Gate);
    }

    void aFileCutOffAnywhereOpensToItsLastWholeBlockOrIsRefused() {
        TraceBuilder b;
        tellAStory(b, 40);
        const Bytes file = fileOf(b.trace());
        for (std::size_t size = 0; size < file.size(); ++size) {
            const QString remark = remarkOn(ByteView(file).first(size));
            const bool isWhole =
                remark.isEmpty(); // between two blocks nothing is missing that it could know of
            QVERIFY2(isWhole || remark.endsWith('.'), qPrintable(remark));
        }
        QCOMPARE(remarkOn(ByteView(file).first(file.size() - 1)).left(20), QString("The file is cut off;"));
    }

    void noBitThatIsFlippedGoesUnnoticed() {
        TraceBuilder b;
        tellAStory(b, 40);
        Bytes file = fileOf(b.trace());
        for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
            const auto mask = static_cast<std::uint8_t>(1u << bit % 8);
            file[bit / 8] ^= mask;
            const QString remark = remarkOn(file);
            QVERIFY2(remark.endsWith('.'), qPrintable(QString("bit %1: %2").arg(bit).arg(remark)));
            file[bit / 8] ^= mask;
        }
    }

    // Damage that a checksum would have caught, with the checksum made right: only what a run can leave
    // behind is taken, and nothing else is done.
    void contentThatNoRunCanLeaveBehindIsNotTaken() {
        TraceBuilder b;
        tellAStory(b, 40);
        const Bytes file = fileOf(b.trace());
        std::mt19937 random(1);
        for (const FrameTag tag : {kWordsFrame, kSitesFrame, kObjectsFrame, kEventsFrame})
            for (int trial = 0; trial < (kIsSanitized ? 300 : 3000); ++trial) {
                const Bytes hostile = withChanged(file, tag, [&](Frame& frame) {
                    for (int n = 0; n < 1 + trial % 4; ++n)
                        frame.content[random() % frame.content.size()] = static_cast<std::uint8_t>(random());
                    if (trial % 7 == 0) frame.content.resize(random() % frame.content.size());
                });
                const QString remark = remarkOn(hostile); // whatever it says: neither crash nor hang
                QVERIFY2(remark.isEmpty() || remark.endsWith('.'), qPrintable(remark));
            }
    }

    void aTimeThatNoRunReachesIsNotTaken() {
        TraceBuilder b;
        b.addThreads({"Main"}).at(100).work("Main", 1, 5).at(kNever / 2 + 1).work("Main", 1, 5);
        std::size_t events = 0;
        const QString remark = remarkOn(fileOf(b.trace()), &events);
        QVERIFY2(remark.contains("is nothing that a run can leave behind"), qPrintable(remark));
        QCOMPARE(events, std::size_t{0});
    }

    void aBlockOfANewerProgramIsLeftOutAndNamed() {
        TraceBuilder b;
        tellAStory(b, 3);
        Bytes file = fileOf(b.trace());
        appendFrame(file, FrameTag{'N', 'O', 'V', 'A'}, Bytes{1, 2, 3});
        std::size_t events = 0;
        QCOMPARE(remarkOn(file, &events),
                 QString("A newer Lockstep wrote what this one does not know, and leaves out: block NOVA."));
        QCOMPARE(events, b.trace().size());
    }

    void anEventOfANewerProgramIsLeftOutAndNamed() {
        TraceBuilder b;
        tellAStory(b, 3);
        const Bytes file = withChanged(fileOf(b.trace()), kWordsFrame, [](Frame& frame) {
            const std::string put = "Put";
            const auto at = std::ranges::search(frame.content, put).begin();
            std::ranges::copy(std::string("Pux"), at);
        });
        std::size_t events = 0;
        QCOMPARE(remarkOn(file, &events),
                 QString("A newer Lockstep wrote what this one does not know, and leaves out: event Pux."));
        QCOMPARE(events, b.trace().size() - 3);
    }

    void aFileOfANewerVersionOrOfAnotherProgramIsRefused() {
        Bytes file = fileOf(TraceBuilder().trace());
        file[kFileHead.size() - 1] = 2;
        QCOMPARE(remarkOn(file), QString("This trace was written by a newer Lockstep, in a way that this one "
                                         "cannot read."));
        for (const char* foreign : {"", "Lock", "%PDF-1.4 and more than twelve bytes"})
            QCOMPARE(remarkOn({reinterpret_cast<const std::uint8_t*>(foreign), std::strlen(foreign)}),
                     QString("This is no trace of Lockstep."));
    }

    void aHostileSizeReservesNothing() {
        Bytes file = fileOf(TraceBuilder().trace());
        const std::size_t whole = file.size();
        ByteWriter out(file);
        for (const char letter : kEventsFrame) out.fixed(static_cast<std::uint8_t>(letter));
        for (const std::uint32_t number : {1u, 0xfffffff0u, 0xfffffff0u, 0u, 0u}) out.fixed(number);
        QVERIFY(remarkOn(file).startsWith(QString("The file is damaged at byte %1;").arg(whole)));
    }
};

QTEST_GUILESS_MAIN(TraceFileTest)
#include "tst_tracefile.moc"
