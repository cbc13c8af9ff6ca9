// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the foot of the window: how the run stands, where the cursor is, and what the kernel would not
// tell.
#pragma once

#include <QStatusBar>

class QLabel;
class QTimer;
class QToolButton;

namespace lockstep {
class Session;
enum class Phase : std::uint8_t;
} // namespace lockstep

namespace lockstep::ui {

class Viewport;

class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// Null: nothing has been run.
    void showRun(const Session* session, Phase phase);
    void showCursor(const Viewport& viewport);
    /// For some seconds, beside what stands there.
    void tell(const QString& message);
    QString runText() const;
    QString messageText() const;
    QString cursorText() const;
    QString kernelNotice() const;

signals:
    /// The notice was asked for in full.
    void noticeRequested(const QString& notice);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();
    void showNotice(const QString& notice);

    QLabel* m_run;
    QLabel* m_message;
    QLabel* m_cursor;
    QToolButton* m_notice;
    QTimer* m_timer; ///< until the message goes
    QString m_runText;
    QString m_noticeText;
};

} // namespace lockstep::ui
