// SPDX-License-Identifier: GPL-3.0-or-later
// The cards of one group below its heading, as many in a row as there is room for.
#pragma once

#include "ui/lesson/start/startpage.h"

#include <QWidget>

#include <functional>

class QLabel;
class QToolButton;

namespace lockstep::ui {

class CardGrid : public QWidget {
    Q_OBJECT
public:
    explicit CardGrid(const QString& heading, QWidget* parent = nullptr);

    void add(const StartCard& card);
    void setPicture(const QString& id, const QPixmap& picture);
    /// Hides itself when no card is wanted.
    void showOnly(const std::function<bool(const StartCard&)>& isWanted);
    QStringList shownCards() const;

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void chosen(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Card {
        StartCard about;
        QToolButton* button;
        bool isShown = true;
    };
    void arrange();
    int columnsIn(int width) const;
    int shownCount() const;
    QSize cardSize() const;

    QLabel* m_heading;
    std::vector<Card> m_cards;
};

} // namespace lockstep::ui
