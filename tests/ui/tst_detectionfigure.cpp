// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/detectionfigure.h"

#include "detectionwalks.h"
#include "ui/figure/pdfbytes.h"
#include "ui/figure/picturedevice.h"
#include "ui/graph/detection/walks.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

// As Figure makes it, without a caption.
struct Slides {
    DetectionFigure figure;
    QSize size;
    Picture picture(std::size_t step) const {
        return {.size = size,
                .title = "Two locks",
                .words = {},
                .paint = [this](QPainter& p, int page) { figure.paint(p, static_cast<std::size_t>(page)); },
                .pages = static_cast<int>(figure.stepCount()),
                .page = static_cast<int>(step)};
    }
    QImage image(std::size_t step, double scale) const { return imageOf(picture(step), scale); }
    QByteArray svg(std::size_t step) const { return pictureBytes(picture(step), PictureKind::Svg, 1); }
    QByteArray pdf() const { return pictureBytes(picture(0), PictureKind::Pdf, 1); }
};

Slides figureOf(const TwoLocksDeadlock& built, const Theme& theme = Theme::light(),
                QSize size = {1280, 720}) {
    return {{built.trace(), handMadeWalk(built), theme, size, "Two locks"}, size};
}

QString textOf(const QByteArray& svg) {
    QXmlStreamReader reader(svg);
    QString text;
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::Characters) text += reader.text();
    return reader.hasError() ? "not XML: " + reader.errorString() : text.simplified();
}

// Each object begins where the table says, and the table where the last line says.
QString whatIsWrongWithTable(const QByteArray& pdf) {
    const qsizetype tail = pdf.lastIndexOf("startxref\n") + 10;
    const qsizetype table = pdf.mid(tail, pdf.indexOf('\n', tail) - tail).trimmed().toLongLong();
    if (!pdf.mid(table).startsWith("xref\n")) return "the table is elsewhere";
    const QList<QByteArray> rows = pdf.mid(table, tail - table).split('\n');
    for (qsizetype row = 3; row < rows.size() && rows[row].endsWith("n "); ++row)
        if (!pdf.mid(rows[row].left(10).toLongLong()).startsWith(QByteArray::number(row - 2) + " 0 obj"))
            return QString("object %1 is elsewhere").arg(row - 2);
    return {};
}

} // namespace

class DetectionFigureTest : public QObject {
    Q_OBJECT

    const TwoLocksDeadlock m_built;

private slots:
    void aPdfHasAPageForEachStep() {
        const QByteArray pdf = figureOf(m_built).pdf();
        QVERIFY(pdf.startsWith("%PDF-"));
        QCOMPARE(pdf.count("/Type /Page\n"), 4);
        QVERIFY2(pdf.contains("/MediaBox [0 0 960.000000 540.000000]") || pdf.contains("960"),
                 "a page of 16:9");
    }

    void aPdfSaysNothingOfTheDayItWasMade() {
        const QByteArray pdf = figureOf(m_built).pdf();
        QVERIFY(!pdf.contains("CreationDate"));
        QCOMPARE(whatIsWrongWithTable(pdf), QString());
    }

    void theTableOfAPdfIsMended() {
        const QByteArray first = "%PDF\n1 0 obj\n/CreationDate (D:20260101)\nendobj\n";
        const QByteArray objects = first + "2 0 obj\nendobj\n";
        const auto row = [](qsizetype at) {
            return QByteArray::number(at).rightJustified(10, '0') + " 00000 n \n";
        };
        const QByteArray made = objects + "xref\n0 3\n0000000000 65535 f \n" + row(5) + row(first.size()) +
                                "trailer\nstartxref\n" + QByteArray::number(objects.size()) + " \n%%EOF\n";
        QCOMPARE(whatIsWrongWithTable(made), QString());
        const QByteArray mended = withoutDate(made);
        QVERIFY(!mended.contains("2026"));
        QCOMPARE(whatIsWrongWithTable(mended), QString());
        QCOMPARE(withoutDate(mended), mended);
    }

    void inAnSvgTextStaysText() {
        const QString text = textOf(figureOf(m_built).svg(2));
        for (const char* words : {"Two locks", "Worker 2 waits for `lock1`, which Worker 1 holds.", "lock1",
                                  "two_locks.cpp:45", "3 / 4", "The path so far", "on the path"})
            QVERIFY2(text.contains(words), qPrintable(QString(words) + " is not in: " + text));
        QVERIFY(!text.contains("two_locks.cpp:38")); // not yet
    }

    void anImageHasTheSizeAndScaleAskedFor() {
        const QImage image = figureOf(m_built, Theme::dark(), {640, 360}).image(0, 2);
        QCOMPARE(image.size(), QSize(1280, 720));
        QCOMPARE(image.pixelColor(0, 0), Theme::dark().background);
    }

    void theSameFigureHasTheSameBytes() {
        QCOMPARE(figureOf(m_built).pdf(), figureOf(m_built).pdf());
        QCOMPARE(figureOf(m_built).svg(3), figureOf(m_built).svg(3));
        QCOMPARE(figureOf(m_built).image(3, 1), figureOf(m_built).image(3, 1));
    }

    void theWalkThatShowsMostIsTaken() {
        QCOMPARE(fittingView(m_built.trace(), m_built.last()), DetectionView::WaitForWalk);
        QCOMPARE(fittingView(m_built.trace(), m_built.beforeIt), DetectionView::LockOrder);
    }
};

QTEST_MAIN(DetectionFigureTest)
#include "tst_detectionfigure.moc"
