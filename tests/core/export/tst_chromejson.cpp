// SPDX-License-Identifier: GPL-3.0-or-later
// The Trace Event Format: read by Qt's JSON parser and held to the format's own rules and to the lanes.
#include "exported.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <set>

using namespace lockstep;

namespace {

constexpr int kThreads = 1, kLocks = 2, kNumbers = 3; // the processes that stand for them

QJsonObject read(const QByteArray& json) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) qWarning("%s", qPrintable(error.errorString()));
    return document.object();
}

Timestamp nanoseconds(const QJsonValue& microseconds) {
    return std::llround(microseconds.toDouble() * 1000);
}

std::vector<Told> spansIn(const QJsonArray& events) {
    std::vector<Told> all;
    for (const QJsonValue& event : events) {
        const bool isSpan = event["ph"] == "X" && nanoseconds(event["dur"]) > 0;
        if (!isSpan || event["pid"].toInt() > kLocks) continue;
        const Timestamp begin = nanoseconds(event["ts"]);
        all.push_back({event["pid"].toInt() == kLocks, static_cast<std::uint32_t>(event["tid"].toInt() - 1),
                       event["name"].toString().toStdString(), begin, begin + nanoseconds(event["dur"])});
    }
    std::ranges::sort(all);
    return all;
}

using Place = std::tuple<int, int, Timestamp>;
Place placeOf(const QJsonValue& event) {
    return {event["pid"].toInt(), event["tid"].toInt(), nanoseconds(event["ts"])};
}

} // namespace

class ChromeJsonTest : public QObject {
    Q_OBJECT
private slots:
    void itsSpansAreThoseOfTheLanes() {
        for (unsigned seed = 0; seed < 40; ++seed) {
            const WildRun run(seed);
            const QJsonArray events =
                read(exported(DataKind::ChromeJson, run.b.trace()))["traceEvents"].toArray();
            QVERIFY(!events.isEmpty());
            const auto told = spansIn(events);
            QVERIFY2(told == spansOf(run.b.trace()), qPrintable(QString::number(seed)));
            QVERIFY(totalsOf(told) == totalsOf(run.b.trace(), false));
        }
    }

    void everyEventKeepsTheFormatsRules() {
        const WildRun run(7);
        std::set<std::pair<int, int>> named;
        for (const QJsonValue& event :
             read(exported(DataKind::ChromeJson, run.b.trace()))["traceEvents"].toArray()) {
            const QString phase = event["ph"].toString();
            QVERIFY2(QStringLiteral("MXCsfi").contains(phase), qPrintable(phase));
            QVERIFY(event["pid"].isDouble() && event["name"].isString());
            if (phase == "M") {
                if (event["name"] == "thread_name")
                    named.insert({event["pid"].toInt(), event["tid"].toInt()});
                QVERIFY(!event["args"].toObject().isEmpty());
                continue;
            }
            QVERIFY(event["ts"].isDouble() && event["ts"].toDouble() >= 0);
            QCOMPARE(event["dur"].isDouble(), phase == "X");
            if (phase == "X") QVERIFY(named.contains({event["pid"].toInt(), event["tid"].toInt()}));
            if (phase == "C") QVERIFY(event["args"].toObject().begin()->isDouble());
            if (phase == "i") QVERIFY(event["s"] == "g" || event["s"] == "t");
        }
    }

    void timesHaveThreeDecimals() {
        const QByteArray json = exported(DataKind::ChromeJson, WildRun(3).b.trace());
        static const QRegularExpression exact("\"(ts|dur)\":[0-9]+\\.[0-9]{3}[,}]");
        QCOMPARE(QString(json).count(exact), json.count("\"ts\":") + json.count("\"dur\":"));
    }

    // An arrow is drawn between the slices that its two ends lie on.
    void everyArrowHasBothEndsAndASliceUnderEach() {
        const WildRun run(11, 2000);
        std::map<int, QJsonValue> starts;
        std::set<Place> slices;
        int arrows = 0;
        for (const QJsonValue& event :
             read(exported(DataKind::ChromeJson, run.b.trace()))["traceEvents"].toArray()) {
            if (event["ph"] == "X") slices.insert(placeOf(event));
            if (event["ph"] != "s" && event["ph"] != "f") continue;
            QVERIFY(slices.contains(placeOf(event)));
            const int id = event["id"].toInt();
            if (event["ph"] == "s") {
                QVERIFY(starts.emplace(id, event).second);
                continue;
            }
            QCOMPARE(event["bp"].toString(), "e");
            QVERIFY(starts.contains(id));
            QVERIFY(nanoseconds(starts[id]["ts"]) <= nanoseconds(event["ts"]));
            QCOMPARE(event["name"].toString(), starts[id]["name"].toString());
            const Link& link = run.b.trace().links()[static_cast<std::size_t>(arrows++)];
            QCOMPARE(event["tid"].toInt(), static_cast<int>(link.toThread.value) + 1);
            QCOMPARE(starts[id]["tid"].toInt(), static_cast<int>(link.fromThread.value) + 1);
            QCOMPARE(nanoseconds(event["ts"]), run.b.trace().event(link.to).time);
        }
        QCOMPARE(static_cast<std::size_t>(arrows), run.b.trace().links().size());
        QVERIFY(arrows > 10);
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
        for (const QJsonValue& event :
             read(exported(DataKind::ChromeJson, b.trace()))["traceEvents"].toArray())
            if (event["ph"] == "C")
                told += QString("%1 %2 %3 %4")
                            .arg(event["pid"].toInt())
                            .arg(event["name"].toString())
                            .arg(nanoseconds(event["ts"]))
                            .arg(event["args"]["items"].toInt());
        QCOMPARE(told, (QStringList{QString("%1 jobs 0 0").arg(kNumbers), "3 jobs 1234567 1",
                                    "3 jobs 2000001 2", "3 jobs 2000002 1"}));
        QCOMPARE(kThreads, 1);
    }

    void whatWasLostAndWhatTheRunWasIsSaid() {
        TraceBuilder b;
        b.addThreads({"Main"}).at(100).lost("Main", 3).at(200);
        const QJsonObject said = read(exported(
            DataKind::ChromeJson, b.trace(),
            {{"title", "Two \"locks\""}, {"source:x.cpp", "int main() {}"}, {"seed", "7"}}))["otherData"]
                                     .toObject();
        QCOMPARE(said["events lost"].toString(), "3");
        QVERIFY(said["loss"].toString().startsWith("Some of what happened was not recorded"));
        QCOMPARE(said["title"].toString(), "Two \"locks\"");
        QCOMPARE(said["seed"].toString(), "7");
        QVERIFY(!said.contains("source:x.cpp"));
    }

    // A name in a file may be any bytes; a reader wants UTF-8.
    void namesOfAnyBytesMakeValidText() {
        TraceBuilder b;
        b.addThreads({"\xff\xc3\xa4 \xed\xa0\x80\xf0\x9f\x99\x82\xe2\x82 \x01", "\xc0\xaf\xf4\x90\x80\x80"})
            .at(50);
        QStringList names;
        for (const QJsonValue& event :
             read(exported(DataKind::ChromeJson, b.trace()))["traceEvents"].toArray())
            if (event["name"] == "thread_name") names += event["args"]["name"].toString();
        const QChar none(0xfffd);
        QCOMPARE(names,
                 (QStringList{QString(none) + "ä " + QString(3, none) + "🙂" + QString(2, none) + " \x01",
                              QString(6, none)}));
    }

    // However long the trace, what is under way is one buffer.
    void nothingIsGatheredOnTheWay() {
        const WildRun run(5, 20'000);
        std::size_t most = 0, all = 0;
        writeData(DataKind::ChromeJson, run.b.trace(), {}, [&](ByteView bytes) {
            most = std::max(most, bytes.size());
            all += bytes.size();
        });
        QVERIFY(all > 1'000'000);
        QVERIFY2(most < 70'000, qPrintable(QString::number(most)));
    }

    void whatCannotBeWrittenEndsTheExportAtOnce() {
        const WildRun run(5, 20'000);
        int pieces = 0;
        const auto full = [&pieces](ByteView) {
            if (++pieces == 3) throw std::runtime_error("full");
        };
        QVERIFY_EXCEPTION_THROWN(writeData(DataKind::ChromeJson, run.b.trace(), {}, full),
                                 std::runtime_error);
        QCOMPARE(pieces, 3);
    }
};

QTEST_GUILESS_MAIN(ChromeJsonTest)
#include "tst_chromejson.moc"
