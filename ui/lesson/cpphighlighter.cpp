// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/cpphighlighter.h"

#include <QSet>

namespace lockstep::ui {

namespace {

enum BlockState { Code = 0, InComment = 1 };

const QSet<QString>& keywords() {
    static const QSet<QString> words{
        "alignas", "auto",      "bool",      "break",       "case",      "catch",     "char",     "class",
        "const",   "consteval", "constexpr", "continue",    "default",   "delete",    "do",       "double",
        "else",    "enum",      "explicit",  "extern",      "false",     "float",     "for",      "friend",
        "if",      "inline",    "int",       "long",        "mutable",   "namespace", "new",      "noexcept",
        "nullptr", "operator",  "override",  "private",     "protected", "public",    "return",   "short",
        "signed",  "sizeof",    "static",    "static_cast", "struct",    "switch",    "template", "this",
        "throw",   "true",      "try",       "typedef",     "typename",  "union",     "unsigned", "using",
        "virtual", "void",      "volatile",  "while"};
    return words;
}

bool isWordPart(QChar c) {
    return c.isLetterOrNumber() || c == u'_';
}

// Where the word, or number, that begins here ends.
int wordEnd(const QString& text, int at, bool isNumber) {
    while (at < text.size() &&
           (isWordPart(text[at]) || (isNumber && (text[at] == u'.' || text[at] == u'\''))))
        ++at;
    return at;
}

} // namespace

CppHighlighter::CppHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(document) {
    setTheme(Theme::light());
}

QColor CppHighlighter::color(Kind kind, bool isDark) {
    static constexpr std::array kLight{"#7B2D8E", "#0B5E8A", "#8F4700", "#1F5FA8", "#5A665A", "#6B5200"};
    static constexpr std::array kDark{"#D59CF0", "#7CC4F0", "#F0B48A", "#9CB8FF", "#9BA89B", "#D6C27A"};
    return QColor((isDark ? kDark : kLight)[kind]);
}

void CppHighlighter::setTheme(const Theme& theme) {
    for (int kind = 0; kind < kKinds; ++kind)
        m_formats[static_cast<std::size_t>(kind)].setForeground(color(static_cast<Kind>(kind), theme.isDark));
    m_formats[Keyword].setFontWeight(QFont::DemiBold);
    m_formats[Comment].setFontItalic(true);
    rehighlight();
}

void CppHighlighter::highlightBlock(const QString& text) {
    int at = 0;
    if (previousBlockState() == InComment) {
        const int end = static_cast<int>(text.indexOf(QStringLiteral("*/")));
        at = end < 0 ? static_cast<int>(text.size()) : end + 2;
        mark(0, at, Comment);
        if (end < 0) return setCurrentBlockState(InComment);
    }
    setCurrentBlockState(Code);
    if (text.trimmed().startsWith(u'#')) {
        mark(at, static_cast<int>(text.size()), Directive);
        return;
    }
    while (at < text.size()) at = paintToken(text, at);
}

// Paints what begins here and returns where it ends.
int CppHighlighter::paintToken(const QString& text, int at) {
    const QStringView rest = QStringView(text).sliced(at);
    const int size = static_cast<int>(text.size());
    if (rest.startsWith(u"//")) {
        mark(at, size, Comment);
        return size;
    }
    if (rest.startsWith(u"/*")) {
        const int end = static_cast<int>(text.indexOf(QStringLiteral("*/"), at + 2));
        mark(at, end < 0 ? size : end + 2, Comment);
        if (end < 0) setCurrentBlockState(InComment);
        return end < 0 ? size : end + 2;
    }
    if (text[at] == u'"' || text[at] == u'\'') return paintQuoted(text, at);
    if (isWordPart(text[at])) return paintWord(text, at);
    return at + 1;
}

int CppHighlighter::paintWord(const QString& text, int at) {
    const bool isNumber = text[at].isDigit();
    const int end = wordEnd(text, at, isNumber);
    const QString word = text.mid(at, end - at);
    if (isNumber)
        mark(at, end, Number);
    else if (keywords().contains(word))
        mark(at, end, Keyword);
    else if (word[0].isUpper() && word.size() > 1)
        mark(at, end, Type);
    return end;
}

int CppHighlighter::paintQuoted(const QString& text, int at) {
    int end = at + 1;
    while (end < text.size() && text[end] != text[at]) end += text[end] == u'\\' ? 2 : 1;
    end = std::min(end + 1, static_cast<int>(text.size()));
    mark(at, end, String);
    return end;
}

} // namespace lockstep::ui
