// SPDX-License-Identifier: GPL-3.0-or-later
// Asks how the picture of what is seen should look and where to put it, shows it, and writes it.
#pragma once

#include <QDialog>
#include <QImage>
#include <QList>

#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace lockstep {
struct DetectionWalk;
}

namespace lockstep::ui {

class DetectionFigure;
class Theme;
class Viewport;

/// The walk and the step of it that is seen; no walk when none is.
struct SeenWalk {
    std::shared_ptr<const DetectionWalk> walk;
    std::size_t step = 0; ///< counted from 0
};

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// The viewport must outlive it and have a trace. `title` stands over the picture.
    ExportDialog(const Viewport& viewport, const Theme& theme, const QString& title, SeenWalk seen,
                 QWidget* parent = nullptr);

    void setPath(const QString& path);
    void setGraph(bool isGraph);
    void setDetection();     ///< only when a walk is seen
    QString problem() const; ///< why it was not written; empty when all is well
    /// Writes and closes, or says why not and stays.
    void save();

signals:
    void saved(const QString& path);

private:
    void makeFields(const QString& title, const Theme& theme);
    QWidget* makeSizeFields();
    QWidget* makePathField();
    QSpinBox* makeSideBox(int value, const QString& name);
    void proposeSize();
    const Theme& theme() const;
    bool isDetection() const;
    DetectionFigure detection() const;
    QSize pixels() const;
    QImage picture(double scale) const;
    QByteArray bytes() const;
    void preview();
    void browse();
    std::optional<QString> objection(const QString& path);

    const Viewport& m_viewport;
    const SeenWalk m_seen;
    QComboBox* m_view = nullptr;
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
