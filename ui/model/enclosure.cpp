// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/enclosure.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QPdfWriter>
#include <QXmlStreamReader>

namespace lockstep::ui {

namespace {

constexpr const char* kName = "Lockstep";
constexpr const char* kFile = "run.lockstep";

std::optional<QByteArray> decoded(const QString& base64) {
    const auto result = QByteArray::fromBase64Encoding(base64.trimmed().toLatin1());
    return result && !(*result).isEmpty() ? std::optional(*result) : std::nullopt;
}

std::optional<QByteArray> inPng(const QByteArray& file) {
    QBuffer buffer;
    buffer.setData(file);
    return decoded(QImageReader(&buffer, "png").text(kName));
}

std::optional<QByteArray> inSvg(const QByteArray& file) {
    QXmlStreamReader reader(file);
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement &&
            reader.name() == QStringLiteral("metadata") && reader.attributes().value("id") == QString(kName))
            return decoded(reader.readElementText(QXmlStreamReader::SkipChildElements));
    return std::nullopt;
}

// The words of the object, and where its stream begins.
struct PdfObject {
    QByteArray words;
    qsizetype stream = -1;
};
PdfObject pdfObject(const QByteArray& file, int number) {
    const QByteArray head = "\n" + QByteArray::number(number) + " 0 obj\n";
    const qsizetype begin = file.indexOf(head);
    if (begin < 0) return {};
    const qsizetype stream = file.indexOf("stream\n", begin);
    const qsizetype end = file.indexOf("endobj", begin);
    const bool hasStream = stream >= 0 && (end < 0 || stream < end);
    return {file.mid(begin, (hasStream ? stream : end) - begin), hasStream ? stream + 7 : -1};
}

// The number behind a word: 12 of "/F 12 0 R".
int numberAfter(const QByteArray& text, const QByteArray& word) {
    const qsizetype at = text.indexOf(word);
    return at < 0 ? 0 : text.mid(at + word.size(), 12).trimmed().split(' ').value(0).toInt();
}

// Of a file that QPdfWriter has written: the file specification names the object that holds the attachment.
std::optional<QByteArray> inPdf(const QByteArray& file) {
    for (qsizetype name = file.indexOf(kFile); name >= 0; name = file.indexOf(kFile, name + 1)) {
        const qsizetype end = file.indexOf("endobj", name);
        const PdfObject object = pdfObject(file, numberAfter(file.mid(name, end - name), "/EF <</F "));
        if (object.stream < 0) continue;
        const int length = numberAfter(object.words, "/Length ");
        const bool isElsewhere = object.words.contains(QByteArray::number(length) + " 0 R");
        const int size = isElsewhere ? pdfObject(file, length).words.split('\n').value(2).toInt() : length;
        const QByteArray stored = file.mid(object.stream, size);
        const QByteArray unknownSize(4, '\0');
        const bool isPacked = object.words.contains("/FlateDecode");
        const QByteArray run = isPacked ? qUncompress(unknownSize + stored) : stored;
        if (!run.isEmpty()) return run;
    }
    return std::nullopt;
}

} // namespace

void encloseInImage(QImage& image, const QByteArray& run) {
    if (!run.isEmpty()) image.setText(kName, run.toBase64());
}

void encloseInPdf(QPdfWriter& writer, const QByteArray& run) {
    if (!run.isEmpty()) writer.addFileAttachment(kFile, run, "application/octet-stream");
}

QByteArray enclosedInSvg(const QByteArray& svg, const QByteArray& run) {
    const qsizetype place = svg.indexOf("<defs>");
    if (run.isEmpty() || place < 0) return svg;
    QByteArray result = svg;
    return result.insert(place,
                         QByteArray("<metadata id=\"") + kName + "\">" + run.toBase64() + "</metadata>\n");
}

std::optional<QByteArray> enclosedRun(const QByteArray& file) {
    if (file.startsWith("\x89PNG")) return inPng(file);
    if (file.startsWith("%PDF-")) return inPdf(file);
    const QByteArray begin = file.left(500);
    return begin.contains("<svg") ? inSvg(file) : std::nullopt;
}

} // namespace lockstep::ui
