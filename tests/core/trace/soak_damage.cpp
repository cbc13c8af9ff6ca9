// SPDX-License-Identifier: GPL-3.0-or-later
// A file of one megabyte, cut off at 5,000 places and with each of 20,000 bits changed, under the sanitizers,
// too.
#include "damage.h"

#include <QTest>

using namespace lockstep;

class DamageSoak : public QObject {
    Q_OBJECT

    DamagedFile m_file{1'000'000};

private slots:
    void cutAtFiveThousandPlaces() {
        for (int i = 0; i < 5'000; ++i) QCOMPARE(m_file.cutByChance(), QString());
    }
    void twentyThousandWrongBits() {
        for (int i = 0; i < 20'000; ++i) QCOMPARE(m_file.flipByChance(), QString());
    }
};

QTEST_GUILESS_MAIN(DamageSoak)
#include "soak_damage.moc"
