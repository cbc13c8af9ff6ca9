// SPDX-License-Identifier: GPL-3.0-or-later
// What traces may not hold in memory stands in files, and reads the same; where there can be no file it is
// memory all the same.
#include "core/trace/appendonly.h"
#include "core/trace/largememory.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace lockstep;

namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

void fill(AppendOnly<std::uint64_t>& numbers, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) numbers.append(i * i);
}

bool isFilled(const AppendOnly<std::uint64_t>& numbers, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        if (numbers[i] != i * i) return false;
    return numbers.size() == count;
}

} // namespace

class LargeMemoryTest : public QObject {
    Q_OBJECT
private slots:
    void init() { limitLargeMemory(SIZE_MAX, {}); }

    void withoutALimitAllIsMemory() {
        AppendOnly<std::uint64_t> numbers;
        fill(numbers, 3 * kMiB);
        QVERIFY(largeMemory().inMemory >= 3 * kMiB * sizeof(std::uint64_t) / 2);
        QCOMPARE(largeMemory().inFiles, std::size_t{0});
    }

    void whatGoesBeyondTheLimitStandsInFiles() {
        const QTemporaryDir folder;
        limitLargeMemory(8 * kMiB, folder.path().toStdString());
        AppendOnly<std::uint64_t> numbers;
        fill(numbers, 6 * kMiB);
        QVERIFY(largeMemory().inMemory <= 8 * kMiB);
        QVERIFY(largeMemory().inFiles >= 16 * kMiB);
        QVERIFY(isFilled(numbers, 6 * kMiB));
        QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot)); // they have no names
    }

    void theirFolderIsMadeWhenItIsNeeded() {
        const QTemporaryDir parent;
        const QString folder = parent.filePath("cache/lockstep");
        limitLargeMemory(0, folder.toStdString());
        QVERIFY(!QDir(folder).exists());
        AppendOnly<std::uint64_t> numbers;
        fill(numbers, 3 * kMiB);
        QVERIFY(QDir(folder).exists());
        QVERIFY(largeMemory().inFiles > 0);
    }

    void whatIsGivenBackCountsNoMore() {
        const QTemporaryDir folder;
        limitLargeMemory(8 * kMiB, folder.path().toStdString());
        {
            AppendOnly<std::uint64_t> numbers;
            fill(numbers, 3 * kMiB);
        }
        QCOMPARE(largeMemory().inMemory, std::size_t{0});
        QCOMPARE(largeMemory().inFiles, std::size_t{0});
    }

    void whereThereCanBeNoFileItIsMemoryAllTheSame() {
        limitLargeMemory(0, "/dev/null/folder");
        AppendOnly<std::uint64_t> numbers;
        fill(numbers, 3 * kMiB);
        QVERIFY(isFilled(numbers, 3 * kMiB));
        QCOMPARE(largeMemory().inFiles, std::size_t{0});
    }

    void othersReadWhatIsAppendedToAFile() {
        const QTemporaryDir folder;
        limitLargeMemory(0, folder.path().toStdString());
        AppendOnly<std::uint64_t> numbers;
        std::atomic<int> wrong = 0;
        std::thread reader([&] {
            for (std::size_t seen = 0; seen < 2 * kMiB;) {
                seen = numbers.size();
                if (seen > 0) wrong += numbers[seen - 1] != (seen - 1) * (seen - 1);
            }
        });
        fill(numbers, 2 * kMiB);
        reader.join();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_APPLESS_MAIN(LargeMemoryTest)
#include "tst_largememory.moc"
