// SPDX-License-Identifier: GPL-3.0-or-later
// What README says of the scenarios is what the program has. `LOCKSTEP_WRITE_README=1 tst_readme` writes it.
#include "core/scenarios/catalogue.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace lockstep;

namespace {

const QString kPath = QStringLiteral(LOCKSTEP_SOURCE_DIR "/README.md");
const QString kBegin = QStringLiteral("<!-- scenarios: written by tests/app/tst_readme.cpp -->\n");
const QString kEnd = QStringLiteral("<!-- end of scenarios -->\n");

QString words(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString rowOf(const Scenario& scenario) {
    QStringList variants;
    for (const VariantInfo& variant : scenario.variants) variants += u'`' + words(variant.name) + u'`';
    return QStringLiteral("| `%1` | %2 | %3 |\n")
        .arg(words(scenario.id), words(scenario.summary), variants.join(QStringLiteral(", ")));
}

QString table() {
    QString text;
    std::string_view group;
    for (const Scenario* scenario : catalogue()) {
        if (scenario->group != group)
            text += QStringLiteral("\n**%1**\n\n| scenario | what it shows | variants |\n|---|---|---|\n")
                        .arg(words(scenario->group));
        group = scenario->group;
        text += rowOf(*scenario);
    }
    return text + u'\n';
}

QString readme() {
    QFile file(kPath);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class ReadmeTest : public QObject {
    Q_OBJECT
private slots:
    void itsTableOfScenariosIsTheCatalogue() {
        const QString text = readme();
        const qsizetype begin = text.indexOf(kBegin) + kBegin.size();
        const qsizetype end = text.indexOf(kEnd);
        QVERIFY(begin >= kBegin.size() && end >= begin);
        if (qEnvironmentVariableIsSet("LOCKSTEP_WRITE_README")) {
            QFile file(kPath);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write((text.left(begin) + table() + text.mid(end)).toUtf8());
            return;
        }
        const QStringList there = text.mid(begin, end - begin).split(u'\n');
        const QStringList wanted = table().split(u'\n');
        for (qsizetype i = 0; i < std::min(there.size(), wanted.size()); ++i) QCOMPARE(there[i], wanted[i]);
        QCOMPARE(there.size(), wanted.size());
    }

    void thePicturesItShowsAreThere() {
        static const QRegularExpression picture("!\\[[^]]*\\]\\(([^)]+)\\)");
        for (auto all = picture.globalMatch(readme()); all.hasNext();) {
            const QString path = all.next().captured(1);
            QVERIFY2(QFile::exists(QStringLiteral(LOCKSTEP_SOURCE_DIR "/") + path), qPrintable(path));
        }
    }
};

QTEST_GUILESS_MAIN(ReadmeTest)
#include "tst_readme.moc"
