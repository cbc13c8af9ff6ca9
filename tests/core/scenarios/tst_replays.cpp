// SPDX-License-Identifier: GPL-3.0-or-later
// The schedule of every scenario's run makes the same run again: of a random one, and of a free one. (Some
// times each; a thousand times under the label soak.)
#include "replays.h"

#include <QTest>

using namespace lockstep;

class ReplaysTest : public QObject {
    Q_OBJECT
private slots:
    void aScheduleMakesTheSameStepsAgain_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("mode");
        for (int i = 0; i < static_cast<int>(kVerdicts.size()); ++i)
            for (const Mode mode : {Mode::Random, Mode::Free}) {
                const Verdict& verdict = kVerdicts[static_cast<std::size_t>(i)];
                QTest::addRow("%s %s, %s", verdict.id.data(), verdict.variant.data(), name(mode).data())
                    << i << static_cast<int>(mode);
            }
    }
    void aScheduleMakesTheSameStepsAgain() {
        QFETCH(int, row);
        QFETCH(int, mode);
        const Verdict& verdict = kVerdicts[static_cast<std::size_t>(row)];
        QCOMPARE(defectOfReplays(verdict, static_cast<Mode>(mode), kIsSanitized ? 1 : 10), QString());
    }
};

QTEST_GUILESS_MAIN(ReplaysTest)
#include "tst_replays.moc"
