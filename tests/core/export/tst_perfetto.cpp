// SPDX-License-Identifier: GPL-3.0-or-later
// The Perfetto export, read by Google's own protocol buffer reader (protoc) and held against the lanes.
#include "exported.h"

#include <QStandardPaths>
#include <QTest>

#include <set>

using namespace lockstep;

namespace {

constexpr int kBegin = 1, kEnd = 2, kInstant = 3, kCounter = 4;

// One message as protoc prints it: fields in order, a message's value being its own fields.
struct Message {
    std::vector<std::pair<std::string, Message>> fields;
    std::string text;

    const Message& operator[](const std::string& name) const {
        static const Message none;
        for (const auto& [field, value] : fields)
            if (field == name) return value;
        return none;
    }
    std::int64_t number() const { return text.empty() ? 0 : std::stoll(text); }
    bool exists() const { return !text.empty() || !fields.empty(); }
};

// "a\"b\303\244": quotes, C's escapes, octal.
std::string unquoted(const QByteArray& text) {
    if (!text.startsWith('"')) return text.toStdString();
    std::string out;
    for (qsizetype i = 1; i + 1 < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
        } else if (text[i + 1] >= '0' && text[i + 1] <= '7') {
            out += static_cast<char>(text.mid(i + 1, 3).toInt(nullptr, 8));
            i += 3;
        } else {
            out += text[++i] == 'n' ? '\n' : text[i];
        }
    }
    return out;
}

Message parse(const QList<QByteArray>& lines, qsizetype& at) {
    Message message;
    for (; at < lines.size(); ++at) {
        const QByteArray line = lines[at].trimmed();
        if (line == "}") return message;
        if (line.endsWith(" {"))
            message.fields.emplace_back(line.chopped(2).toStdString(), parse(lines, ++at));
        else if (const qsizetype colon = line.indexOf(": "); colon > 0)
            message.fields.emplace_back(line.left(colon).toStdString(),
                                        Message{{}, unquoted(line.mid(colon + 2))});
    }
    return message;
}

// All packets of a file, in order. A field that the public description does not have would be printed by its
// number.
std::vector<Message> packetsOf(const QByteArray& file) {
    const QString folder = LOCKSTEP_SOURCE_DIR "/tests/core/export";
    const QByteArray text =
        through("protoc", {"--decode=Trace", "-I" + folder, folder + "/perfetto.proto"}, file);
    qsizetype at = 0;
    std::vector<Message> packets;
    for (auto& [name, packet] : parse(text.split('\n'), at).fields) packets.push_back(std::move(packet));
    return packets;
}

std::vector<Message> packetsOf(const Trace& trace, const About& about = {}) {
    return packetsOf(exported(DataKind::Perfetto, trace, about));
}

// Slices by a reader's rule: an end closes what was begun last on its track.
std::vector<Told> spansIn(const std::vector<Message>& packets) {
    std::vector<Told> all;
    std::map<std::int64_t, std::pair<std::string, Timestamp>> open;
    for (const Message& packet : packets) {
        const Message& event = packet["track_event"];
        const std::int64_t track = event["track_uuid"].number();
        if (event["type"].number() == kBegin)
            open[track] = {event["name"].text, packet["timestamp"].number()};
        if (event["type"].number() != kEnd) continue;
        const auto [name, begin] = open.extract(track).mapped();
        const Timestamp end = packet["timestamp"].number();
        const auto group = track >> 32;
        if (end > begin && group <= 2)
            all.push_back(
                {group == 2, static_cast<std::uint32_t>((track & 0xffffffff) - 1), name, begin, end});
    }
    std::ranges::sort(all);
    return all;
}

} // namespace

class PerfettoTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (QStandardPaths::findExecutable("protoc").isEmpty())
            QSKIP("There is no protoc (Debian: protobuf-compiler), which reads the files here.");
    }

    void itsSpansAreThoseOfTheLanes() {
        for (unsigned seed = 0; seed < 10; ++seed) {
            const WildRun run(seed);
            const auto told = spansIn(packetsOf(run.b.trace()));
            QVERIFY2(!told.empty() && told == spansOf(run.b.trace()), qPrintable(QString::number(seed)));
            QVERIFY(totalsOf(told) == totalsOf(run.b.trace(), false));
        }
    }

    void everyFieldIsOneOfThePublicFormat() {
        const WildRun run(3);
        for (const Message& packet : packetsOf(run.b.trace())) {
            QCOMPARE(packet["trusted_packet_sequence_id"].number(), 1);
            QVERIFY(packet["track_event"].exists() != packet["track_descriptor"].exists());
            for (const auto& [field, value] : packet.fields)
                QVERIFY2(!std::isdigit(static_cast<unsigned char>(field[0])), field.c_str());
        }
    }

    void everyTrackIsDescribedBeforeItIsUsedAndHasAParent() {
        const WildRun run(4);
        std::set<std::int64_t> known;
        QStringList threads;
        for (const Message& packet : packetsOf(run.b.trace())) {
            const Message& track = packet["track_descriptor"];
            if (track.exists()) {
                QVERIFY(known.insert(track["uuid"].number()).second);
                if (track["parent_uuid"].exists()) QVERIFY(known.contains(track["parent_uuid"].number()));
                if (track["thread"].exists())
                    threads += QString::fromStdString(track["thread"]["thread_name"].text);
            } else {
                QVERIFY(known.contains(packet["track_event"]["track_uuid"].number()));
            }
        }
        QCOMPARE(threads, (QStringList{"Main", "Worker \"1\", the first", "W\\2"}));
    }

    void everyArrowBeginsAndEndsOnAThread() {
        const WildRun run(11, 1500);
        std::map<std::int64_t, Message> begun;
        std::size_t ended = 0;
        for (const Message& packet : packetsOf(run.b.trace())) {
            const Message& event = packet["track_event"];
            if (event["flow_ids"].exists()) begun[event["flow_ids"].number()] = packet;
            if (!event["terminating_flow_ids"].exists()) continue;
            const std::int64_t id = event["terminating_flow_ids"].number();
            QVERIFY(begun.contains(id));
            QCOMPARE(event["type"].number(), kInstant);
            QCOMPARE(id, static_cast<std::int64_t>(++ended));
            const Link& link = run.b.trace().links()[ended - 1];
            QCOMPARE(packet["timestamp"].number(), run.b.trace().event(link.to).time);
            QCOMPARE(begun[id]["timestamp"].number(), run.b.trace().event(link.from).time);
            QCOMPARE(event["track_uuid"].number(), (std::int64_t{1} << 32) + link.toThread.value + 1);
            QCOMPARE(event["categories"].text, std::string(name(link.kind)));
        }
        QCOMPARE(ended, run.b.trace().links().size());
        QVERIFY(ended > 10);
    }

    void countersAreTheDepthsOfTheQueues() {
        TraceBuilder b;
        b.addThreads({"Main"}).addQueue("jobs", 4);
        b.at(1'234'567)
            .put("Main", "jobs")
            .at(2'000'001)
            .put("Main", "jobs")
            .at(2'000'002)
            .take("Main", "jobs");
        QStringList told;
        std::map<std::int64_t, QString> units;
        for (const Message& packet : packetsOf(b.trace())) {
            const Message& track = packet["track_descriptor"];
            if (track["counter"].exists())
                units[track["uuid"].number()] =
                    QString::fromStdString(track["name"].text + " in " + track["counter"]["unit_name"].text);
            if (packet["track_event"]["type"].number() == kCounter)
                told += units[packet["track_event"]["track_uuid"].number()] +
                        QString(" %1 %2")
                            .arg(packet["timestamp"].number())
                            .arg(packet["track_event"]["counter_value"].number());
        }
        QCOMPARE(told, (QStringList{"jobs in items 0 0", "jobs in items 1234567 1", "jobs in items 2000001 2",
                                    "jobs in items 2000002 1"}));
    }

    void whatWasLostAndWhatTheRunWasIsSaid() {
        TraceBuilder b;
        b.addThreads({"Main"}).at(100).lost("Main", 3).at(200);
        QStringList said;
        for (const Message& packet : packetsOf(b.trace(), {{"title", "Zwei Schlösser"}}))
            if (packet["track_event"]["name"].text == "About this run")
                for (const auto& [field, value] : packet["track_event"].fields)
                    if (field == "debug_annotations")
                        said += QString::fromStdString(value["name"].text + "=" + value["string_value"].text);
        QVERIFY2(said.contains("title=Zwei Schlösser"), qPrintable(said.join(' ')));
        QVERIFY(said.contains("events lost=3"));
    }
};

QTEST_GUILESS_MAIN(PerfettoTest)
#include "tst_perfetto.moc"
