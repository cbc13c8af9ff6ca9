// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/slide/slideboxes.h"

#include "ui/graph/detection/slide/marklegend.h"
#include "ui/graph/layout/graphstyle.h"
#include "ui/model/words.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace lockstep::ui {

namespace {

constexpr double kScales[] = {1.7, 1.5, 1.3, 1.15, 1, 0.9, 0.8};
constexpr double kRowScales[] = {1, 0.9, 0.8};
constexpr double kSentence = 1.3;      // of the size of other text
constexpr int kLeastPath = 4;          // rows
constexpr double kRowsBesides = 36;    // lines of text wide: path and present line stand beside each other
constexpr double kLeastPicture = 0.42; // of the height
constexpr std::size_t kSentencesToMeasure = 6;

// The longest sentences: one of them needs the most room.
std::vector<QString> longest(const DetectionWalk& walk) {
    std::vector<QString> sentences;
    sentences.reserve(walk.steps.size());
    for (const DetectionStep& step : walk.steps) sentences.push_back(words(step.sentence));
    const auto most =
        sentences.begin() + std::min(std::ssize(sentences), std::ptrdiff_t{kSentencesToMeasure});
    std::ranges::partial_sort(sentences, most, std::greater(), &QString::size);
    sentences.erase(most, sentences.end());
    return sentences;
}

class Arrangement {
public:
    Arrangement(const SlideContent& content, QSizeF size, double scale)
        : m_content(content)
        , m_size(size) {
        m_boxes.type = {content.base, scale};
        const double margin = content.isPage ? size.height() / 24 : gap();
        m_space = {margin, margin, size.width() - 2 * margin, size.height() - 2 * margin};
        if (content.isPage) m_boxes.head = takeTop(1.6 * line(), 0);
    }

    // Everything in a column at the right: the path below the pseudo-code. None where it does not fit.
    std::optional<SlideBoxes> beside() {
        placeSentence();
        const QRectF side = takeRight(codeWidth(0.4));
        const double end = placeCode(side, 0.2);
        const double top = m_content.hasPath ? end + gap() : end;
        const double least = m_content.hasPath ? (kLeastPath + 1) * line() : 0;
        if (m_content.hasPath) m_boxes.path = {side.left(), top, side.width(), side.bottom() - top};
        placeLegend();
        return fitting(top + least <= side.bottom() && m_space.width() >= m_size.width() * 0.5);
    }

    // Low and wide: the pseudo-code has the whole height, the path a column of its own.
    std::optional<SlideBoxes> columns() {
        const double leastWidth = m_content.isPage || m_boxes.type.scale > 1 ? 0.5 : 0.36;
        const QRectF side = takeRight(codeWidth(0.36));
        const double end = placeCode(side, 0.06);
        placeSentence();
        if (m_content.hasPath) m_boxes.path = takeRight(pathWidth());
        placeLegend();
        return fitting(end <= side.bottom() && m_boxes.path.height() >= pathNeed() &&
                       m_space.width() >= m_size.width() * leastWidth);
    }

    // High and narrow: one below the other.
    std::optional<SlideBoxes> stacked() {
        placeSentence();
        const double left = m_space.left();
        const double code = placeCode({left, 0, m_space.width(), 0}, 0.1);
        const QRectF below = takeBottom(code);
        placeCode(below, 0.1);
        placePathRow(takeBottom(m_content.hasPath ? rowHeight() : 0));
        placeLegend();
        return fitting(true);
    }

    // Hardly any room: of the pseudo-code only the present line.
    std::optional<SlideBoxes> rows(bool hasLegend) {
        placeSentence();
        const bool areBeside = m_content.hasPath && m_space.width() > kRowsBesides * line();
        m_boxes.code = takeBottom(rowHeight());
        if (areBeside) {
            QRectF path = m_boxes.code;
            path.setWidth(path.width() * 0.5 - gap());
            m_boxes.code.setLeft(path.right() + 2 * gap());
            placePathRow(path);
        } else if (m_content.hasPath) {
            placePathRow(takeBottom(rowHeight()));
        }
        if (hasLegend) placeLegend();
        return fitting(true);
    }

    SlideBoxes anyhow() {
        const auto fitted = rows(false);
        return fitted ? *fitted : m_boxes;
    }

private:
    double line() const { return m_boxes.type.lineHeight(); }
    double gap() const { return m_boxes.type.gap(); }
    double rowHeight() const { return 1.25 * line(); }
    double pathNeed() const { return m_content.hasPath ? (kLeastPath + 1) * line() : 0; }

    QRectF takeTop(double height, double space) {
        const QRectF top(m_space.left(), m_space.top(), m_space.width(), height);
        m_space.setTop(top.bottom() + space);
        return top;
    }
    QRectF takeBottom(double height) {
        const QRectF bottom(m_space.left(), m_space.bottom() - height, m_space.width(), height);
        if (height > 0) m_space.setBottom(bottom.top() - gap() / 2);
        return bottom;
    }
    QRectF takeRight(double width) {
        const QRectF right(m_space.right() - width, m_space.top(), width, m_space.height());
        m_space.setRight(right.left() - 2 * gap());
        return right;
    }

    // Enough for most; the longest are written smaller.
    void placeSentence() {
        const QFont font = m_boxes.type.font(kSentence, QFont::DemiBold);
        double height = 0;
        for (const QString& sentence : longest(m_content.walk))
            height = std::max(height, wrappedHeight(sentence, font, m_space.width()));
        height = std::min(height, std::max(m_size.height() * 0.24, 2.6 * line()));
        m_boxes.sentence = takeTop(height, gap());
    }
    void placeLegend() {
        const MarkLegend legend(m_content.walk.view, m_boxes.type.font(0.85), m_space.width());
        m_boxes.legend = takeBottom(legend.height());
    }
    void placePathRow(const QRectF& row) {
        if (!m_content.hasPath) return;
        m_boxes.path = row;
        m_boxes.isPathRow = true;
    }

    double indent(const std::string& code) const {
        return 0.25 * line() * static_cast<double>(std::min(code.find_first_not_of(' '), code.size()));
    }
    double codeWidth(double most) const {
        const QFontMetricsF metrics(m_boxes.type.font());
        double widest = 0;
        for (const std::string& code : m_content.walk.pseudoCode)
            widest = std::max(widest, indent(code) + metrics.horizontalAdvance(codeText(code)));
        return std::min(widest + 1.6 * line(), m_size.width() * most);
    }
    double pathWidth() const {
        const QFontMetricsF metrics(m_boxes.type.font(1, QFont::DemiBold));
        const double name = metrics.horizontalAdvance(m_content.widestName + QStringLiteral("00  "));
        return std::min(std::max(name + line(), 7.5 * line()), m_size.width() * 0.2);
    }
    // Returns where it ends.
    double placeCode(const QRectF& side, double spacing) {
        m_boxes.code = side;
        m_boxes.codeLines.clear();
        double top = side.top();
        for (const std::string& code : m_content.walk.pseudoCode) {
            const double left = side.left() + line() + indent(code);
            const double height = wrappedHeight(codeText(code), m_boxes.type.font(), side.right() - left - 4);
            m_boxes.codeLines.push_back({left, top, side.right() - left, height + line() * spacing});
            top = m_boxes.codeLines.back().bottom();
        }
        return top;
    }

    std::optional<SlideBoxes> fitting(bool fits) {
        m_boxes.picture = m_space;
        if (!fits || m_space.height() < m_size.height() * kLeastPicture) return std::nullopt;
        return m_boxes;
    }

    const SlideContent& m_content;
    const QSizeF m_size;
    SlideBoxes m_boxes;
    QRectF m_space; // what is left for the picture
};

std::optional<SlideBoxes> withAllCode(const SlideContent& content, QSizeF size, double scale) {
    if (auto boxes = Arrangement(content, size, scale).beside()) return boxes;
    if (auto boxes = Arrangement(content, size, scale).columns()) return boxes;
    return Arrangement(content, size, scale).stacked();
}

} // namespace

QFont SlideType::font(double factor, QFont::Weight weight) const {
    QFont font = scaled(base, scale * factor);
    font.setWeight(weight);
    return font;
}

double SlideType::lineHeight() const {
    return std::ceil(QFontMetricsF(font()).height());
}

QString codeText(const std::string& line) {
    return words(line).trimmed();
}

SlideBoxes SlideBoxes::of(const SlideContent& content, QSizeF size) {
    for (double scale : kScales)
        if (auto boxes = withAllCode(content, size, scale)) return *boxes;
    for (bool hasLegend : {true, false})
        for (double scale : kRowScales)
            if (auto boxes = Arrangement(content, size, scale).rows(hasLegend)) return *boxes;
    return Arrangement(content, size, 0.8).anyhow();
}

} // namespace lockstep::ui
