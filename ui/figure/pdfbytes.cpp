// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/pdfbytes.h"

namespace lockstep::ui {

namespace {

constexpr qsizetype kOffsetDigits = 10;
constexpr qsizetype kRowLength = 20; // "0000000015 00000 n \n"

// A row of the table names an offset, which is nearer to the beginning now.
void mendRow(QByteArray& pdf, qsizetype row, qsizetype cut, qsizetype length) {
    const qsizetype offset = pdf.mid(row, kOffsetDigits).toLongLong();
    if (offset < cut) return;
    const QByteArray mended = QByteArray::number(offset - length).rightJustified(kOffsetDigits, '0');
    pdf.replace(row, kOffsetDigits, mended);
}

} // namespace

QByteArray withoutDate(const QByteArray& pdf) {
    const qsizetype cut = pdf.indexOf("/CreationDate (");
    const qsizetype table = pdf.lastIndexOf("\nxref\n");
    if (cut < 0 || table < cut) return pdf;
    const qsizetype length = pdf.indexOf('\n', cut) + 1 - cut;
    QByteArray result = pdf;
    const qsizetype firstRow = pdf.indexOf('\n', table + 6) + 1;
    for (qsizetype row = firstRow; pdf.mid(row + kOffsetDigits, 1) == " "; row += kRowLength)
        mendRow(result, row, cut, length);
    const qsizetype tail = result.lastIndexOf("startxref\n") + 10;
    const qsizetype digits = result.indexOf('\n', tail) - tail;
    result.replace(tail, digits, QByteArray::number(table + 1 - length));
    return result.remove(cut, length);
}

} // namespace lockstep::ui
