// SPDX-License-Identifier: GPL-3.0-or-later
// Old files stay readable: the samples in tests/samples say what they said when they were made.
#include "core/trace/file/eventcodec.h"
#include "core/trace/file/tracewriter.h"
#include "samples.h"
#include "testrun.h"
#include "tracebuilder.h"

#include <QTest>

using namespace lockstep;

namespace {

Bytes fileOf(const Trace& trace, KernelSource atFirst, const About& about) {
    Bytes file;
    TraceWriter writer([&file](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); },
                       atFirst);
    writer.tell(about);
    writer.write(trace);
    return file;
}

Bytes fileOfRun(const char* scenario, Mode mode, std::uint64_t seed, Parameters parameters = {}) {
    RunSettings settings{.scenario = findScenario(scenario)};
    settings.mode = mode;
    settings.seed = seed;
    settings.parameters = std::move(parameters);
    Session session(settings);
    session.start();
    if (!session.waitUntilEnded(kHangLimit)) return {};
    About about = aboutRun(session.settings());
    about.merge(aboutEnd(session));
    return fileOf(session.trace(), kernelSourceAtFirst(session), about);
}

Bytes fileWithLosses() {
    TraceBuilder b;
    b.in("story.cpp").addThreads({"Main", "Worker"}).addLocks({"lock"});
    b.at(100).acquire("Main", "lock", 7).at(150).wait("Worker", "lock", 9).at(200).lost("Worker", 12);
    b.at(300).release("Main", "lock", 8).at(400).acquire("Worker", "lock", 9).kernelLost(3).at(500);
    return fileOf(b.trace(), KernelSource::Silent, {{"scenario", "story"}, {"outcome", "finished"}});
}

// The words of a program that knows one kind more, "Teleport".
Bytes newerWords() {
    Bytes words;
    ByteWriter out(words);
    out.text("gate");
    out.number(kEventKinds + 1);
    for (int i = 0; i < kEventKinds; ++i) out.text(name(static_cast<EventKind>(i)));
    out.text("Teleport");
    out.number(kObjectKinds);
    for (int i = 0; i < kObjectKinds; ++i) out.text(name(static_cast<ObjectKind>(i)));
    return words;
}

Bytes eventsWithOneMore(const Trace& trace) {
    std::vector<Event> events;
    for (std::size_t i = 0; i < trace.size(); ++i) events.push_back(trace[i]);
    Event teleport = events.back();
    teleport.kind = static_cast<EventKind>(kEventKinds);
    events.push_back(teleport);
    Bytes content;
    ByteWriter(content).number(static_cast<std::uint64_t>(trace.end()));
    encodeEvents(events, content);
    return content;
}

// As a later program of the same version would write: another block, and an event of another kind.
Bytes newerFile() {
    TraceBuilder b(KernelSource::Gate);
    b.in("story.cpp").addThreads({"Main"}).addLocks({"lock"}).at(10).acquire("Main", "lock", 3);
    const Bytes plain = fileOf(b.trace(), KernelSource::Gate, {{"scenario", "story"}, {"mood", "good"}});
    const BytesInMemory source(plain);
    FrameReader in(source);
    in.readHead();
    Bytes file(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(in.offset()));
    Frame frame;
    while (in.next(frame) == FrameReader::Found::Frame) {
        if (frame.tag == kWordsFrame) frame.content = newerWords();
        if (frame.tag == kEventsFrame) frame.content = eventsWithOneMore(b.trace());
        appendFrame(file, frame.tag, frame.content);
        if (frame.tag == kAboutFrame) appendFrame(file, FrameTag{'N', 'O', 'V', 'A'}, Bytes{1, 2, 3});
    }
    return file;
}

// Within its second piece, as a journal that was killed while it wrote.
Bytes cutFile() {
    TraceBuilder b;
    Bytes file;
    TraceWriter writer([&file](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); },
                       KernelSource::Silent);
    writer.tell({{"scenario", "story"}});
    for (int i = 1; i <= 2; ++i) {
        b.at(i * 1000).addThreads({i == 1 ? "Main" : "Worker"}).work("Main", 5);
        writer.write(b.trace());
    }
    file.erase(file.end() - 10, file.end()); // resize(): g++ 12 fears for a shorter one
    return file;
}

struct Sample {
    const char* name;
    Bytes (*make)();
};
constexpr std::array kSamples{
    Sample{"finished-free",
           [] {
               return fileOfRun("two-locks", Mode::Free, 0, {{"hold", 10}});
           }},
    Sample{"deadlock-random", [] { return fileOfRun("two-locks", Mode::Random, 1); }},
    Sample{"queue", [] { return fileOfRun("queue", Mode::Random, 3); }},
    Sample{"losses", fileWithLosses},
    Sample{"newer", newerFile},
    Sample{"cut", cutFile},
};

QString pathOf(const Sample& sample) {
    return samplesFolder() + '/' + sample.name + ".lockstep";
}

QString expectedPath() {
    return samplesFolder() + "/expected.txt";
}

} // namespace

class SamplesTest : public QObject {
    Q_OBJECT

    static void writeMissing() {
        QDir().mkpath(samplesFolder());
        QFile expected(expectedPath());
        QVERIFY(expected.open(QIODevice::Append));
        for (const Sample& sample : kSamples) {
            QFile file(pathOf(sample));
            if (!file.open(QIODevice::NewOnly)) continue;
            const Bytes bytes = sample.make();
            const auto size = static_cast<qint64>(bytes.size());
            QCOMPARE(file.write(reinterpret_cast<const char*>(bytes.data()), size), size);
            expected.write(QString("%1: %2\n").arg(sample.name, saidOf(bytes)).toUtf8());
        }
    }

private slots:
    void initTestCase() {
        if (qEnvironmentVariableIsSet("LOCKSTEP_WRITE_SAMPLES")) writeMissing();
    }

    void everySampleSaysWhatItSaidWhenItWasMade() {
        const QDir all(QStringLiteral(LOCKSTEP_SOURCE_DIR "/tests/samples"));
        int count = 0;
        for (const QString& version : all.entryList({"v*"}, QDir::Dirs)) {
            QFile expected(all.filePath(version + "/expected.txt"));
            QVERIFY(expected.open(QIODevice::ReadOnly));
            while (!expected.atEnd()) {
                const QString line = QString::fromUtf8(expected.readLine()).trimmed();
                const QString sample = line.section(": ", 0, 0);
                const Bytes file = bytesIn(all.filePath(version + '/' + sample + ".lockstep"));
                QVERIFY2(!file.empty(), qPrintable(sample));
                QCOMPARE(saidOf(file), line.section(": ", 1));
                ++count;
            }
        }
        QVERIFY(count >= static_cast<int>(kSamples.size()));
    }

    // Whoever changes the format finds out here, not their users.
    void aFileIsWrittenAsTheVersionsSamplesAre() {
        for (const Sample& sample : kSamples) QVERIFY2(QFile::exists(pathOf(sample)), sample.name);
        QCOMPARE(fileWithLosses(), bytesIn(pathOf(kSamples[3])));
    }
};

QTEST_GUILESS_MAIN(SamplesTest)
#include "tst_samples.moc"
