// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the foot of the window: how the run stands, where the cursor is, and what the kernel would not
// tell.
#pragma once

#include <QStatusBar>

class QLabel;
class QToolButton;

namespace lockstep {
class Session;
class Trace;
enum class Phase : std::uint8_t;
} // namespace lockstep

namespace lockstep::ui {

struct Cursor;

class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// Null: nothing has been run.
    void showRun(const Session* session, Phase phase);
    void showCursor(const Trace* trace, const Cursor& cursor);
    QString runText() const;
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
    QLabel* m_cursor;
    QToolButton* m_notice;
    QString m_runText;
    QString m_noticeText;
};

/// "Finished after 3.2 ms. Result: 187,432, but it should be 200,000."
QString outcomeSentence(const Session& session);

} // namespace lockstep::ui
