// SPDX-License-Identifier: GPL-3.0-or-later
// A damaged file opens to its last whole block with a notice or is refused in a sentence, within its memory.
// soak_damage.cpp does the same with a larger file and many more damages.
#include "damage.h"

#include <QTest>

#include <sys/resource.h>

using namespace lockstep;

namespace {

constexpr int kTrials = kIsSanitized ? 60 : 400;

// While it lives a program that wants more memory than this in all does not get it. The sanitizers reserve
// more than there is.
class MemoryLimit {
public:
    explicit MemoryLimit(rlim_t bytes) {
        getrlimit(RLIMIT_AS, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        if (!kIsSanitized) setrlimit(RLIMIT_AS, &limit);
    }
    ~MemoryLimit() { setrlimit(RLIMIT_AS, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class DamageTest : public QObject {
    Q_OBJECT
private slots:
    void aFileThatIsCutOffOpensToItsLastWholeBlock() {
        DamagedFile file(200'000);
        QVERIFY(file.blocks() > 10);
        QCOMPARE(file.cut(file.size()), QString());
        const MemoryLimit limit(rlim_t{512} << 20);
        for (int i = 0; i < kTrials; ++i) QCOMPARE(file.cutByChance(), QString());
    }

    void aFileWithAWrongBitOpensToTheBlockBeforeIt() {
        DamagedFile file(200'000);
        const MemoryLimit limit(rlim_t{512} << 20);
        for (int i = 0; i < 2 * kTrials; ++i) QCOMPARE(file.flipByChance(), QString());
    }

    // A block may hold 16 MiB: one that unpacks to so many zeros, and one that says so of its columns.
    void whatUnpacksToAsMuchAsABlockMayHoldTakesNoMore() {
        Bytes file;
        TraceWriter writer([&file](ByteView piece) { file.insert(file.end(), piece.begin(), piece.end()); },
                           KernelSource::Silent);
        for (const FrameTag tag : {kEventsFrame, kObjectsFrame, kSitesFrame, kAboutFrame}) {
            Bytes hostile = file;
            appendFrame(hostile, tag, Bytes(kMostInFrame, 0));
            const MemoryLimit limit(rlim_t{1} << 30);
            TraceReader reader(hostile);
            while (reader.readMore()) {
            }
            QVERIFY(reader.trace().size() == 0);
        }
    }
};

QTEST_GUILESS_MAIN(DamageTest)
#include "tst_damage.moc"
