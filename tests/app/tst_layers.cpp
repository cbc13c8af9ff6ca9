// SPDX-License-Identifier: GPL-3.0-or-later
// Which folder may include which: the table in README.md, held against every include line of the program.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

const QString kRoot = QStringLiteral(LOCKSTEP_SOURCE_DIR "/");

QStringList linesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QFile::ReadOnly)) return {};
    return QString::fromUtf8(file.readAll()).split('\n');
}

QStringList quotedIn(const QString& cell) {
    static const QRegularExpression quoted("`([^`]+)`");
    QStringList words;
    for (auto match = quoted.globalMatch(cell); match.hasNext();) words += match.next().captured(1);
    return words;
}

// The rows "| `folder` ... | what lives there | may include |" below such a head; a folder may always include
// itself.
QMap<QString, QStringList> layersIn(const QStringList& lines) {
    QMap<QString, QStringList> layers;
    bool isTable = false;
    for (const QString& line : lines) {
        const QStringList cells = line.split('|');
        isTable = cells.size() == 5 && (isTable || cells[3].trimmed() == "may include");
        if (!isTable || !cells[1].trimmed().startsWith('`')) continue;
        for (const QString& folder : quotedIn(cells[1])) layers[folder] = quotedIn(cells[3]) << folder;
    }
    return layers;
}

bool isIn(const QString& path, const QString& folderOrFile) {
    return path == folderOrFile || path.startsWith(folderOrFile + '/');
}

QString folderOf(const QString& path, const QStringList& folders) {
    for (const QString& folder : folders)
        if (isIn(path, folder)) return folder;
    return {};
}

struct Include {
    QString from; ///< "core/trace/trace.h"
    QString line; ///< what stands between the quotes or brackets
    bool isOurs = false;
};

QList<Include> includesOf(const QString& path) {
    static const QRegularExpression include("^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]");
    QList<Include> includes;
    for (const QString& line : linesOf(kRoot + path))
        if (const auto match = include.match(line); match.hasMatch())
            includes += {path, match.captured(2), match.captured(1) == "\""};
    return includes;
}

QList<Include> allIncludes() {
    QList<Include> includes;
    for (const char* top : {"app", "core", "ui"})
        for (QDirIterator it(kRoot + top, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
             it.hasNext();)
            includes += includesOf(QDir(kRoot).relativeFilePath(it.next()));
    return includes;
}

// What the table has against an include line, in words; empty when it is allowed.
QString objectionTo(const Include& include, const QMap<QString, QStringList>& layers) {
    const QString folder = folderOf(include.from, layers.keys());
    if (folder.isEmpty()) return include.from + " lies in no folder of the table";
    if (!include.isOurs) {
        const bool isQts = include.line.startsWith('Q') || include.line.startsWith("Qt");
        return isQts && isIn(include.from, "core") ? include.from + " includes Qt's " + include.line
                                                   : QString();
    }
    for (const QString& allowed : layers[folder])
        if (isIn(include.line, allowed)) return {};
    if (include.line.endsWith(".moc")) return {};
    return include.from + " includes " + include.line;
}

} // namespace

class LayersTest : public QObject {
    Q_OBJECT
private slots:
    void everyIncludeIsOneThatTheTableAllows() {
        const auto layers = layersIn(linesOf(kRoot + "README.md"));
        QVERIFY2(layers.size() >= 15, "README.md has lost its table of layers");
        QStringList objections;
        for (const Include& include : allIncludes())
            if (const QString objection = objectionTo(include, layers); !objection.isEmpty())
                objections += objection;
        QVERIFY2(objections.isEmpty(), qPrintable("\n" + objections.join('\n')));
    }

    void theTableNamesOnlyWhatExists() {
        const auto layers = layersIn(linesOf(kRoot + "README.md"));
        for (auto row = layers.begin(); row != layers.end(); ++row)
            for (const QString& path : row.value())
                QVERIFY2(QFileInfo::exists(kRoot + path), qPrintable(path + " of " + row.key()));
    }

    void noFolderIncludesItselfInACircle() {
        const auto layers = layersIn(linesOf(kRoot + "README.md"));
        QMap<QString, QStringList> uses;
        for (const Include& include : allIncludes()) {
            const QString from = folderOf(include.from, layers.keys());
            const QString to = folderOf(include.line, layers.keys());
            if (include.isOurs && !to.isEmpty() && from != to) uses[from] += to;
        }
        for (const QString& start : layers.keys()) {
            QStringList reached = uses[start];
            for (qsizetype i = 0; i < reached.size(); ++i)
                for (const QString& next : uses[reached[i]])
                    if (!reached.contains(next)) reached += next;
            QVERIFY2(!reached.contains(start), qPrintable(start));
        }
    }

    void theReaderOfTheTableObjects() {
        const QMap<QString, QStringList> layers =
            layersIn({"| folder | what lives there | may include |", "| `a`, `b` | things | `c/d` |",
                      "| `core` | | - |"});
        QCOMPARE(layers.size(), 3);
        QVERIFY(objectionTo({"a/x.h", "c/d/y.h", true}, layers).isEmpty());
        QVERIFY(objectionTo({"a/x.h", "a/y.h", true}, layers).isEmpty());
        QVERIFY(objectionTo({"a/sub/x.h", "c/d/sub/y.h", true}, layers).isEmpty());
        QVERIFY(!objectionTo({"a/sub/x.h", "b/sub/y.h", true}, layers).isEmpty());
        QVERIFY(!objectionTo({"a/x.h", "b/y.h", true}, layers).isEmpty());
        QVERIFY(!objectionTo({"a/x.h", "c/dd/y.h", true}, layers).isEmpty());
        QVERIFY(!objectionTo({"z/x.h", "a/y.h", true}, layers).isEmpty());
        QVERIFY(!objectionTo({"core/x.h", "QString", false}, layers).isEmpty());
        QVERIFY(objectionTo({"a/x.h", "QString", false}, layers).isEmpty());
    }
};

QTEST_GUILESS_MAIN(LayersTest)
#include "tst_layers.moc"
