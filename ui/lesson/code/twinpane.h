// SPDX-License-Identifier: GPL-3.0-or-later
// The scenario's twin in Python, marked as the C++ beside it, and what it says when python3 runs it.
#pragma once

#include "ui/lesson/code/codemarks.h"
#include "ui/lesson/code/twintext.h"
#include "ui/model/theme.h"

#include <QWidget>

class QLabel;
class QProcess;
class QPushButton;

namespace lockstep::ui {

class CodeText;

class TwinPane : public QWidget {
    Q_OBJECT
public:
    explicit TwinPane(QWidget* parent = nullptr);
    ~TwinPane() override; ///< ends what still runs

    void setTheme(const Theme& theme);
    /// Ends what still runs. `python` with the marks that TwinText knows.
    void setTwin(const QString& python, const QString& cpp);
    bool isEmpty() const { return m_twin.isEmpty(); }
    /// Marks of the C++ file: each goes to the line of the twin that does the same, if there is one.
    void setMarks(const std::vector<CodeMark>& marks, ThreadId selected);
    /// With python3, as `python3 twin.py ARGUMENTS...`; nothing while one runs.
    void run(const QStringList& arguments);

    CodeText& code() const { return *m_code; }
    QString verdict() const;

signals:
    void runRequested();
    void finished();

private:
    void tellEnd();
    void stop();

    TwinText m_twin;
    QString m_python;
    CodeText* m_code;
    QPushButton* m_button;
    QLabel* m_verdict;
    QProcess* m_process = nullptr;
};

} // namespace lockstep::ui
