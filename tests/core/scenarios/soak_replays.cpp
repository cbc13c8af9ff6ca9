// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand replays of each scenario's schedule, those of free runs too: a thousand times the same steps.
#include "replays.h"

#include <QTest>

using namespace lockstep;

class ReplaySoak : public QObject {
    Q_OBJECT
private slots:
    void aThousandReplaysMakeTheSameStepsAThousandTimes() {
        for (const Verdict& verdict : kVerdicts)
            for (const Mode mode : {Mode::Random, Mode::Free}) {
                const QString what =
                    QString("%1 %2, %3: ").arg(verdict.id.data(), verdict.variant.data(), name(mode).data());
                const QString defect = defectOfReplays(verdict, mode, 1'000);
                QVERIFY2(defect.isEmpty(), qPrintable(what + defect));
                qInfo("%s1000 of 1000 alike", qPrintable(what));
            }
    }
};

QTEST_GUILESS_MAIN(ReplaySoak)
#include "soak_replays.moc"
