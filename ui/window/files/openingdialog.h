// SPDX-License-Identifier: GPL-3.0-or-later
// A large trace while it is read: how far it is, and from far away all of it already, where its file has
// that.
#pragma once

#include "core/trace/trace.h"
#include "ui/model/theme.h"

#include <QDialog>

#include <memory>

class QLabel;
class QProgressBar;

namespace lockstep::ui {

class OpeningDialog : public QDialog {
    Q_OBJECT
public:
    OpeningDialog(const QString& fileName, const Theme& theme, QWidget* window);
    ~OpeningDialog() override;

    /// From 0 to 1.
    void setProgress(double share);
    /// See core/trace/overview.h. The dialog grows to have room for it.
    void showOverview(std::unique_ptr<Trace> seenFromFar);
    bool hasOverview() const { return m_trace != nullptr; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void draw();

    const Theme& m_theme;
    std::unique_ptr<Trace> m_trace;
    QLabel* m_picture;
    QProgressBar* m_bar;
};

} // namespace lockstep::ui
