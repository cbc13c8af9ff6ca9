// SPDX-License-Identifier: GPL-3.0-or-later
// Says the one thing that matters now in a sentence above the timeline, and never in a dialog.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace lockstep::ui {

class SentenceLabel;
class Theme;

class Banner : public QFrame {
    Q_OBJECT
public:
    enum class Tone : std::uint8_t { Deadlock, Remark, LostUpdate, Notice };

    /// Hidden until it has something to say.
    explicit Banner(QWidget* parent = nullptr);

    /// Shown, and told to a screen reader. A deadlock, or a remark on a ring that is none, comes with buttons
    /// that lead to it and through its detection, a lost update with one that leads to it. A long sentence is
    /// cut off where room is dear, and told whole by its tooltip, as are the `places`: in which lines.
    void announce(Tone tone, const QString& sentence, const QString& places = {});
    void dismiss();
    QString text() const; ///< the whole sentence
    Tone tone() const { return m_tone; }
    void setTheme(const Theme& theme);
    /// What the button says of its key: "Ctrl+D".
    void setShowMeKey(const QString& key);
    void setWalkKey(const QString& key);

signals:
    void showMe();
    void walk(); ///< through its detection

private:
    void paint();
    void showWhereTo();

    QLabel* m_icon;
    SentenceLabel* m_text;
    QPushButton* m_showMe;
    QPushButton* m_walk;
    QToolButton* m_close;
    const Theme* m_theme;
    QString m_showMeKey;
    Tone m_tone = Tone::Notice;
};

} // namespace lockstep::ui
