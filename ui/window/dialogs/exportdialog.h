// SPDX-License-Identifier: GPL-3.0-or-later
// Asks how the figure of what is seen should look and where to put it, shows it, and writes or copies it.
#pragma once

#include "ui/figure/figure.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTimer;

namespace lockstep::ui {

class Run;

/// What is seen besides what the viewport says.
struct SeenFigure {
    FigureView view = FigureView::Timeline;
    std::optional<DetectionView> walk; ///< none: no walk is seen
    std::size_t step = 0;              ///< of the walk, counted from 0
    QString title;
    bool isDark = false;
    Figure::PaintWindow paintWindow;
};

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// The run and the viewport must outlive it; a run must be shown.
    ExportDialog(const Run& run, const Viewport& viewport, SeenFigure seen, QWidget* parent = nullptr);

    void setPath(const QString& path);
    void setView(FigureView view); ///< detection only when a walk is seen
    QString problem() const;       ///< why it was not written; empty when all is well
    /// What is asked for at present.
    FigureOrder order() const;
    /// Writes and closes, or says why not and stays.
    void save();
    void copy(); ///< to the clipboard, as PNG and SVG

signals:
    void saved(const QString& path);
    void copied();

private:
    void makeLayout();
    QWidget* makeForm();
    QWidget* makeButtons();
    QWidget* makeSizeFields();
    QWidget* makePathField();
    QSpinBox* makeSideBox(int value, const QString& name);
    QComboBox* makeBox(const QStringList& items);
    void proposeSize();
    void fitFields();
    FigureView view() const;
    QSize pixels() const;
    TimeRange range() const;
    Figure figure() const;
    QByteArray bytes(PictureKind kind) const;
    void previewSoon();
    void preview();
    void browse();
    std::optional<QString> objection(const QString& path);
    void tell(const QString& problem);

    const Run& m_run;
    const Viewport& m_viewport;
    const SeenFigure m_seen;
    QTimer* m_timer = nullptr;
    QComboBox* m_view = nullptr;
    QComboBox* m_range = nullptr;
    QComboBox* m_theme = nullptr;
    QSpinBox* m_width = nullptr;
    QSpinBox* m_height = nullptr;
    QSpinBox* m_scale = nullptr;
    QLineEdit* m_title = nullptr;
    QLineEdit* m_path = nullptr;
    QLabel* m_preview = nullptr;
    QLabel* m_problem = nullptr;
    QString m_replaceable; ///< an old file that may go
};

} // namespace lockstep::ui
