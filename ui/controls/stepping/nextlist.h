// SPDX-License-Identifier: GPL-3.0-or-later
// The list of who could go next: click a row, or press Return on it, and it goes.
#pragma once

#include "ui/controls/stepping/nextrows.h"
#include "ui/model/themeddelegate.h"

#include <QAbstractListModel>
#include <QListView>

namespace lockstep::ui {

class NextModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<NextRow> rows);
    const NextRow& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    const std::vector<NextRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Display and accessible text: the whole sentence; tooltip: also what a click does.
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<NextRow> m_rows;
};

/// The digit in a key cap, name and deed; below them why not, or the place.
class NextDelegate : public ThemedDelegate {
    Q_OBJECT
public:
    using ThemedDelegate::ThemedDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Shape;
    Shape shapeOf(const QStyleOptionViewItem& option, const NextRow& row, int width) const;
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const NextRow& row) const;
    void paintDigit(QPainter& painter, const QRect& cap, const NextRow& row) const;
};

class NextList : public QListView {
    Q_OBJECT
public:
    explicit NextList(QWidget* parent = nullptr);

    void show(std::vector<NextRow> rows);
    const std::vector<NextRow>& rows() const { return m_model->rows(); }
    /// That of the current row; none without one.
    std::optional<ThreadId> currentThread() const;
    void setTheme(const Theme& theme);

signals:
    void chosen(lockstep::Choice choice);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void choose(const QModelIndex& index);
    std::optional<int> rowOf(Choice choice) const;

    NextModel* m_model;
    NextDelegate* m_delegate;
};

} // namespace lockstep::ui
