// SPDX-License-Identifier: GPL-3.0-or-later
// Colours C++ or Python as far as a learner needs it: keywords, types, strings, numbers, comments,
// directives.
#pragma once

#include "ui/model/theme.h"

#include <QSyntaxHighlighter>
#include <QTextCharFormat>

namespace lockstep::ui {

class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    enum Kind : std::uint8_t { Keyword, Type, String, Number, Comment, Directive };
    static constexpr int kKinds = Directive + 1;

    enum class Language : std::uint8_t { Cpp, Python };

    explicit CodeHighlighter(QTextDocument* document);

    void setLanguage(Language language);

    void setTheme(const Theme& theme);
    static QColor color(Kind kind, bool isDark);

protected:
    void highlightBlock(const QString& text) override;

private:
    int paintToken(const QString& text, int at);
    int paintLong(const QString& text, int at, QStringView end, Kind kind, int state);
    int paintWord(const QString& text, int at);
    int paintQuoted(const QString& text, int at);
    void mark(int from, int to, Kind kind) { setFormat(from, to - from, m_formats[kind]); }

    std::array<QTextCharFormat, kKinds> m_formats;
    Language m_language = Language::Cpp;
};

} // namespace lockstep::ui
