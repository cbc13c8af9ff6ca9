// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/code/codehighlighter.h"

#include <QSet>

namespace lockstep::ui {

namespace {

enum BlockState { Code = 0, InComment = 1, InText = 2 };
constexpr QStringView kCommentEnd = u"*/";
constexpr QStringView kTextEnd = u"\"\"\"";

const QSet<QString>& pythonKeywords() {
    static const QSet<QString> words{
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
    return words;
}

const QSet<QString>& cppKeywords() {
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

CodeHighlighter::CodeHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(document) {
    setTheme(Theme::light());
}

QColor CodeHighlighter::color(Kind kind, bool isDark) {
    static constexpr std::array kLight{"#7B2D8E", "#0B5E8A", "#8F4700", "#1F5FA8", "#5A665A", "#6B5200"};
    static constexpr std::array kDark{"#D59CF0", "#7CC4F0", "#F0B48A", "#9CB8FF", "#9BA89B", "#D6C27A"};
    return QColor((isDark ? kDark : kLight)[kind]);
}

void CodeHighlighter::setTheme(const Theme& theme) {
    const auto colorOf = [&](Kind kind) {
        if (theme.isGrey) return kind == Comment ? theme.textMuted : theme.text; // fonts tell them apart
        return color(kind, theme.isDark);
    };
    for (int kind = 0; kind < kKinds; ++kind)
        m_formats[static_cast<std::size_t>(kind)].setForeground(colorOf(static_cast<Kind>(kind)));
    m_formats[Keyword].setFontWeight(QFont::DemiBold);
    m_formats[Comment].setFontItalic(true);
    rehighlight();
}

void CodeHighlighter::setLanguage(Language language) {
    m_language = language;
    rehighlight();
}

// A comment or text of several lines, from `at` to its end or that of the line; returns where it ends.
int CodeHighlighter::paintLong(const QString& text, int at, QStringView end, Kind kind, int state) {
    const auto size = static_cast<int>(text.size());
    const int from = previousBlockState() == state && at == 0 ? 0 : at + static_cast<int>(end.size());
    const auto found = static_cast<int>(text.indexOf(end, from));
    const int stop = found < 0 ? size : found + static_cast<int>(end.size());
    mark(at, stop, kind);
    if (found < 0) setCurrentBlockState(state);
    return stop;
}

void CodeHighlighter::highlightBlock(const QString& text) {
    setCurrentBlockState(Code);
    int at = 0;
    if (previousBlockState() == InComment)
        at = paintLong(text, 0, kCommentEnd, Comment, InComment);
    else if (previousBlockState() == InText)
        at = paintLong(text, 0, kTextEnd, String, InText);
    else if (m_language == Language::Cpp && text.trimmed().startsWith(u'#'))
        return mark(0, static_cast<int>(text.size()), Directive);
    while (at < text.size()) at = paintToken(text, at);
}

// Paints what begins here and returns where it ends.
int CodeHighlighter::paintToken(const QString& text, int at) {
    const QStringView rest = QStringView(text).sliced(at);
    const bool isPython = m_language == Language::Python;
    if (rest.startsWith(isPython ? u"#" : u"//")) {
        mark(at, static_cast<int>(text.size()), Comment);
        return static_cast<int>(text.size());
    }
    if (!isPython && rest.startsWith(u"/*")) return paintLong(text, at, kCommentEnd, Comment, InComment);
    if (isPython && rest.startsWith(kTextEnd)) return paintLong(text, at, kTextEnd, String, InText);
    if (text[at] == u'"' || text[at] == u'\'') return paintQuoted(text, at);
    if (isWordPart(text[at])) return paintWord(text, at);
    return at + 1;
}

int CodeHighlighter::paintWord(const QString& text, int at) {
    const bool isNumber = text[at].isDigit();
    const int end = wordEnd(text, at, isNumber);
    const QString word = text.mid(at, end - at);
    if (isNumber)
        mark(at, end, Number);
    else if ((m_language == Language::Cpp ? cppKeywords() : pythonKeywords()).contains(word))
        mark(at, end, Keyword);
    else if (word[0].isUpper() && word.size() > 1)
        mark(at, end, Type);
    return end;
}

int CodeHighlighter::paintQuoted(const QString& text, int at) {
    int end = at + 1;
    while (end < text.size() && text[end] != text[at]) end += text[end] == u'\\' ? 2 : 1;
    end = std::min(end + 1, static_cast<int>(text.size()));
    mark(at, end, String);
    return end;
}

} // namespace lockstep::ui
