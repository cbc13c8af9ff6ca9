// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program begins: every scenario by group, with a picture, and a line to find one by a word.
#pragma once

#include "ui/model/theme.h"

#include <QPixmap>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QScrollArea;

namespace lockstep::ui {

class CardGrid;

struct StartCard {
    QString id;
    QString title;
    QString group;
    QString summary;
    QString words;  ///< whatever else it is found by
    QString lesson; ///< what stands in here finds it, too, but after all others
};

class StartPage : public QWidget {
    Q_OBJECT
public:
    static constexpr QSize kPicture{200, 84}; ///< of each card, in logical pixels

    /// Groups stand in the order in which they first appear.
    explicit StartPage(const std::vector<StartCard>& cards, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setPicture(const QString& id, const QPixmap& picture);
    /// Only cards with every one of these words are shown; last those that have them in their lessons only.
    void search(const QString& words);
    QStringList shownCards() const; ///< ids
    QLineEdit& field() const { return *m_field; }

signals:
    void chosen(const QString& id);

private:
    void tellCount();

    QLineEdit* m_field;
    QLabel* m_nothing;
    QScrollArea* m_scroll;
    std::vector<CardGrid*> m_groups;
    CardGrid* m_mentions = nullptr; // each card again, shown where only its lesson has the words
};

} // namespace lockstep::ui
