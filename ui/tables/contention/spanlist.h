// SPDX-License-Identifier: GPL-3.0-or-later
// The spans behind a number, to step through: the one that is chosen is gone to; all of them are marked in
// the lanes while the list is in sight.
#pragma once

#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace lockstep::ui {

struct ListedSpan {
    MarkedSpan span;
    QString text; ///< "3.2 ms for `lock1`"
};

class SpanList : public QWidget {
    Q_OBJECT
public:
    explicit SpanList(Viewport* viewport, QWidget* parent = nullptr);

    /// Longest first; goes to the first one. `title`: what they are, and how many in all.
    void visit(const QString& title, std::vector<ListedSpan> spans);
    /// As visit(), without going anywhere.
    void offer(const QString& title, std::vector<ListedSpan> spans);
    void clear();
    void setTheme(const Theme& theme);
    QListWidget& list() const { return *m_list; }
    QString title() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void goTo(int row);
    void mark();

    Viewport* m_viewport;
    QLabel* m_title;
    QListWidget* m_list;
    std::vector<ListedSpan> m_spans;
};

} // namespace lockstep::ui
