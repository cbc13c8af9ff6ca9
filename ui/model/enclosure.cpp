// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/enclosure.h"

#include <QBuffer>
#include <QByteArrayMatcher>
#include <QHash>
#include <QImage>
#include <QImageReader>
#include <QPdfWriter>
#include <QXmlStreamReader>

#include <zlib.h>

namespace lockstep::ui {

namespace {

constexpr const char* kName = "Lockstep";
constexpr const char* kFile = "run.lockstep";
constexpr qsizetype kMostFound = qsizetype{8} << 20; // far more than any figure has

std::optional<QByteArray> decoded(const QString& base64) {
    if (base64.size() / 4 * 3 > kMostFound) return std::nullopt;
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

// A file may claim anything: so much is looked at, however often it says that it has a run.
constexpr int kMostNames = 16;
constexpr int kMostObjects = 100'000;
constexpr qsizetype kMostWords = 4096; // of an object before its stream

// The number behind a word: 12 of "/F 12 0 R".
int numberAfter(const QByteArray& text, const QByteArray& word) {
    const qsizetype at = text.indexOf(word);
    return at < 0 ? 0 : text.mid(at + word.size(), 12).trimmed().split(' ').value(0).toInt();
}

// Of what zlib has packed; empty where it is damaged, or more than a figure has.
QByteArray unpacked(const QByteArray& packed) {
    QByteArray bytes(kMostFound, Qt::Uninitialized);
    uLongf size = kMostFound;
    const auto* from = reinterpret_cast<const Bytef*>(packed.constData());
    const int status =
        uncompress(reinterpret_cast<Bytef*>(bytes.data()), &size, from, static_cast<uLong>(packed.size()));
    bytes.resize(status == Z_OK ? static_cast<qsizetype>(size) : 0);
    bytes.squeeze();
    return bytes;
}

// A file that QPdfWriter has written: "\n12 0 obj\n" begins object 12, "endobj" ends it.
class PdfFile {
public:
    explicit PdfFile(const QByteArray& file)
        : m_file(file) {
        const QByteArrayMatcher head(" 0 obj\n");
        qsizetype at = head.indexIn(file);
        for (; at >= 0 && m_objects.size() < kMostObjects; at = head.indexIn(file, at + 1)) {
            const int number = file.mid(file.lastIndexOf('\n', at) + 1, 10).split(' ').value(0).toInt();
            if (!m_objects.contains(number)) m_objects.insert(number, at);
        }
    }

    // The file specification names the object that holds the attachment.
    std::optional<QByteArray> attachment(const QByteArray& name) const {
        qsizetype at = m_file.indexOf(name);
        for (int seen = 0; at >= 0 && seen < kMostNames; ++seen, at = m_file.indexOf(name, at + 1)) {
            const QByteArray run = stored(numberAfter(wordsFrom(at), "/EF <</F "));
            if (!run.isEmpty()) return run;
        }
        return std::nullopt;
    }

private:
    QByteArray wordsFrom(qsizetype begin) const {
        const QByteArray words = m_file.mid(begin, kMostWords);
        const qsizetype end = words.indexOf("endobj");
        return end < 0 ? words : words.left(end);
    }

    QByteArray stored(int number) const {
        const qsizetype begin = m_objects.value(number, -1);
        if (begin < 0) return {};
        const QByteArray words = wordsFrom(begin);
        const qsizetype stream = words.indexOf("stream\n");
        if (stream < 0) return {};
        const QByteArray dictionary = words.left(stream);
        const qsizetype length = std::clamp<qsizetype>(lengthIn(dictionary), 0, kMostFound);
        const QByteArray bytes = m_file.mid(begin + stream + 7, length);
        return dictionary.contains("/FlateDecode") ? unpacked(bytes) : bytes;
    }

    // Its number, or that of the object that has it: "/Length 33 0 R".
    int lengthIn(const QByteArray& dictionary) const {
        const int length = numberAfter(dictionary, "/Length ");
        if (!dictionary.contains(QByteArray::number(length) + " 0 R")) return length;
        const qsizetype begin = m_objects.value(length, -1);
        return begin < 0 ? 0 : wordsFrom(begin).split('\n').value(1).toInt();
    }

    const QByteArray& m_file;
    QHash<int, qsizetype> m_objects; // the places of " 0 obj"
};

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
    if (file.startsWith("%PDF-")) return PdfFile(file).attachment(kFile);
    const QByteArray begin = file.left(500);
    return begin.contains("<svg") ? inSvg(file) : std::nullopt;
}

} // namespace lockstep::ui
