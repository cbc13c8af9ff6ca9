// SPDX-License-Identifier: GPL-3.0-or-later
// The tables, read by Python's csv and held against the lanes and the statistics.
#include "core/analysis/contention.h"
#include "exported.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lockstep;

namespace {

// Rows of fields, without the first row.
QList<QStringList> rowsOf(const QByteArray& csv, QStringList* head = nullptr) {
    const QByteArray json =
        through("python3",
                {"-c", "import csv,json,sys,io\n"
                       "text=io.TextIOWrapper(sys.stdin.buffer,encoding='utf-8',newline='')\n"
                       "print(json.dumps(list(csv.reader(text,strict=True))))"},
                csv);
    QList<QStringList> rows;
    for (const QJsonValue& row : QJsonDocument::fromJson(json).array()) {
        rows += QStringList();
        for (const QJsonValue& field : row.toArray()) rows.last() += field.toString();
    }
    if (head && !rows.isEmpty()) *head = rows.first();
    return rows.mid(1);
}

std::string pathOf(const Trace& trace, std::uint32_t thread) {
    return trace.thread(ThreadId{thread}).info.path;
}

} // namespace

class CsvTest : public QObject {
    Q_OBJECT
private slots:
    void itsIntervalsSumUpToTheTracesTotals() {
        for (unsigned seed = 0; seed < 10; ++seed) {
            const WildRun run(seed);
            const Trace& trace = run.b.trace();
            std::map<std::pair<std::string, std::string>, std::int64_t> told, expected;
            for (const QStringList& row : rowsOf(exported(DataKind::Intervals, trace)))
                if (row[0] == "thread" && row[6] != row[5])
                    told[{row[1].toStdString(), row[3].toStdString()}] +=
                        row[6].toLongLong() - row[5].toLongLong();
            for (const auto& [key, sum] : totalsOf(trace, true))
                expected[{pathOf(trace, key.first), key.second}] = sum;
            QVERIFY2(!told.empty() && told == expected, qPrintable(QString::number(seed)));
        }
    }

    void aRowSaysWhoWaitsForWhatAndWhere() {
        TraceBuilder b;
        b.in("two_locks.cpp").addThreads({"Worker \"1\", the first", "Worker 2"}).addLocks({"a,b"});
        b.at(100).acquire("Worker 2", "a,b", 7).at(250).wait("Worker \"1\", the first", "a,b", 31).at(1000);
        QStringList head;
        const QByteArray csv = exported(DataKind::Intervals, b.trace());
        const auto rows = rowsOf(csv, &head);
        QCOMPARE(head, (QStringList{"lane", "id", "name", "state", "subject", "from_ns", "to_ns", "source"}));
        QVERIFY(rows.contains(QStringList{"thread", "0.0", "Worker \"1\", the first", "blocked", "a,b", "250",
                                          "1000", "two_locks.cpp:31"}));
        QVERIFY(rows.contains(
            QStringList{"lock", "0.2", "a,b", "held", "Worker 2", "100", "250", "two_locks.cpp:7"}));
        QVERIFY(rows.contains(QStringList{"lock", "0.2", "a,b", "held and wanted", "Worker 2", "250", "1000",
                                          "two_locks.cpp:7"}));
        QVERIFY(rows.contains(QStringList{"lock", "0.2", "a,b", "free", "", "0", "100", ""}));
        QVERIFY(csv.contains("\"Worker \"\"1\"\", the first\""));
        QCOMPARE(csv.count('\n'), csv.count("\r\n"));
    }

    void ofSeveralReadersEachIsToldWhereItBeganToRead() {
        TraceBuilder b;
        b.in("readers.cpp").addThreads({"A", "B"}).addShared("rw").at(10).acquireShared("A", "rw", 5);
        b.at(20).acquireShared("B", "rw", 9).at(40).releaseShared("A", "rw", 7).at(60);
        b.releaseShared("B", "rw", 11).at(70);
        const auto rows = rowsOf(exported(DataKind::Intervals, b.trace()));
        const auto held = [](const char* by, const char* from, const char* to, const char* where) {
            return QStringList{"lock", "0.2", "rw", "held", by, from, to, where};
        };
        QVERIFY(rows.contains(held("A", "10", "40", "readers.cpp:5")));
        QVERIFY(rows.contains(held("B", "40", "60", "readers.cpp:9")));
    }

    void whatIsNotKnownStaysUnknown() {
        TraceBuilder b;
        b.addThreads({"Main"}).at(100).work("Main", 1, 5).at(200).lost("Main", 3).at(900);
        const auto rows = rowsOf(exported(DataKind::Intervals, b.trace()));
        // where it stood before its first deed nobody knows
        QVERIFY(rows.contains(QStringList{"thread", "0.0", "Main", "ready or running", "", "0", "200", ""}));
        QVERIFY(rows.contains(
            QStringList{"thread", "0.0", "Main", "unknown", "", "200", "900", "two_locks.cpp:5"}));
        const auto figures = rowsOf(exported(DataKind::Statistics, b.trace()));
        QVERIFY(figures.contains(QStringList{"run", "", "", "events lost", "3", ""}));
        QVERIFY(figures.contains(
            QStringList{"thread", "0.0", "Main", "on a CPU, by the kernel's total", "", "ns"}));
    }

    void itsFiguresAreThoseOfTheTables() {
        const WildRun run(9, 1000);
        const Trace& trace = run.b.trace();
        QStringList head;
        const auto rows = rowsOf(exported(DataKind::Statistics, trace), &head);
        QCOMPARE(head, (QStringList{"of", "id", "name", "figure", "value", "unit"}));
        const Contention contention = Contention::of(trace);
        for (const LockUse& use : contention.locks) {
            const ObjectInfo& info = trace.object(use.lock).info;
            const auto has = [&](const char* figure, std::int64_t value, const char* unit) {
                return rows.contains(QStringList{"lock", QString::fromStdString(info.path),
                                                 QString::fromStdString(info.name), figure,
                                                 QString::number(value), unit});
            };
            QVERIFY(has("acquisitions", use.acquisitions, ""));
            QVERIFY(has("acquisitions that had to wait", use.contended, ""));
            for (const auto& [what, of] : {std::pair{"wait", use.wait}, std::pair{"hold", use.hold}}) {
                const std::pair<const char*, std::int64_t> times[] = {
                    {" total", of.total}, {" mean", of.mean}, {" p50", of.p50},
                    {" p90", of.p90},     {" p99", of.p99},   {" max", of.max}};
                QVERIFY(has(qPrintable(QString(what) + 's'), of.count, ""));
                for (const auto& [name, value] : times)
                    QVERIFY2(has(qPrintable(QString(what) + name), value, "ns"), name);
            }
        }
        for (const ThreadUse& use : contention.threads) {
            const ObjectInfo& info = trace.thread(use.thread).info;
            QVERIFY(rows.contains(QStringList{
                "thread", QString::fromStdString(info.path), QString::fromStdString(info.name), "blocked",
                QString::number(use.states[static_cast<std::size_t>(ThreadState::Blocked)]), "ns"}));
        }
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_csv.moc"
