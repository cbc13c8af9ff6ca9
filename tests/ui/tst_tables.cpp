// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tracebuilder.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"
#include "ui/tables/contentionrows.h"
#include "ui/tables/eventsmodel.h"
#include "ui/tables/eventstable.h"

#include <QTest>

using namespace lockstep;
using namespace lockstep::ui;

class TablesTest : public QObject {
    Q_OBJECT

    // Worker 2 waits from 2 us to 5 us for what Worker 1 holds from 1 us to 5 us.
    static void contend(TraceBuilder& t) {
        t.in("two_locks.cpp").addThreads({"Worker 1", "Worker 2"}).addLocks({"lock1"});
        t.at(1000).acquire("Worker 1", "lock1", 12);
        t.at(2000).wait("Worker 2", "lock1", 12);
        t.at(5000).release("Worker 1", "lock1", 14).wake("Worker 1", "lock1", "Worker 2");
        t.at(6000).acquire("Worker 2", "lock1", 12);
        t.at(9000).release("Worker 2", "lock1", 14);
    }

private slots:
    void everyEventIsARowWithItsOwnWords() {
        TraceBuilder t;
        contend(t);
        EventsModel model;
        model.setTrace(&t.trace());
        QCOMPARE(model.rowCount(), static_cast<int>(t.trace().size()));
        const int last = model.rowCount() - 1;
        QCOMPARE(model.index(last, EventsModel::Thread).data().toString(), "Worker 2");
        QCOMPARE(model.index(last, EventsModel::What).data().toString(), "releases `lock1`");
        QCOMPARE(model.index(last, EventsModel::Place).data().toString(), "two_locks.cpp:14");
        QCOMPARE(model.index(last, EventsModel::Time).data().toString(), timeText(9000));
    }

    void rowsAreAddedForWhatHasComeSince() {
        TraceBuilder t;
        contend(t);
        EventsModel model;
        model.setTrace(&t.trace());
        const int before = model.rowCount();
        t.at(10'000).acquire("Worker 1", "lock1", 12);
        QCOMPARE(model.rowCount(), before);
        model.grow();
        QCOMPARE(model.rowCount(), before + 1);
    }

    void theRowUnderTheCursorIsCurrentAndChoosingARowMovesTheCursor() {
        TraceBuilder t;
        contend(t);
        Viewport viewport;
        viewport.setTrace(&t.trace());
        EventsTable table(&viewport);
        table.show();
        viewport.setCursorEvent(EventIndex{5});
        QCOMPARE(table.currentIndex().row(), 5);
        table.setCurrentIndex(table.model()->index(3, 0));
        QCOMPARE(viewport.cursor().event->value, 3u);
    }

    void aLocksRowHoldsTheFiguresOfContention() {
        TraceBuilder t;
        contend(t);
        const Rows rows = lockRows(&t.trace(), Contention::of(t.trace()));
        QCOMPARE(rows.rows.size(), std::size_t{1});
        const QStringList row = rows.rows[0];
        QCOMPARE(row.size(), rows.header.size());
        QCOMPARE(row[0], "lock1");
        QCOMPARE(row[1], "2");                   // taken
        QCOMPARE(row[2], "1");                   // had to wait
        QCOMPARE(row[3], timeText(3000));        // waited in all
        QCOMPARE(row[7], timeText(4000 + 3000)); // held in all
        QCOMPARE(row[10], timeText(4000));       // held at most
    }

    void onlyStatesThatOccurredHaveAColumn() {
        TraceBuilder t;
        contend(t);
        const Rows rows = threadRows(&t.trace(), Contention::of(t.trace()));
        QVERIFY(rows.header.contains("blocked"));
        QVERIFY(!rows.header.contains("sleeping"));
        QCOMPARE(rows.rows.size(), std::size_t{2});
        QCOMPARE(rows.rows[1][rows.header.indexOf("blocked")], timeText(3000));
    }
};

QTEST_MAIN(TablesTest)
#include "tst_tables.moc"
