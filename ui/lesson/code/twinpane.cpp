// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/code/twinpane.h"

#include "ui/lesson/code/codetext.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace lockstep::ui {

namespace {

QString python3() {
    return QStandardPaths::findExecutable(QStringLiteral("python3"));
}

// Of its last line, {"outcome": "finished", "result": 10}.
QString endWords(const QByteArray& output) {
    const QByteArray last = output.trimmed().split('\n').last();
    const QJsonObject told = QJsonDocument::fromJson(last).object();
    const QString outcome = told.value(QStringLiteral("outcome")).toString();
    if (outcome.isEmpty()) return TwinPane::tr("python3 ended without a result.");
    if (!told.contains(QStringLiteral("result"))) return TwinPane::tr("python3: %1").arg(outcome);
    const QJsonObject only{{QStringLiteral("r"), told.value(QStringLiteral("result"))}};
    QString result = QString::fromUtf8(QJsonDocument(only).toJson(QJsonDocument::Compact));
    result = result.sliced(5, result.size() - 6); // {"r": and }
    return TwinPane::tr("python3: %1, result %2").arg(outcome, result);
}

} // namespace

TwinPane::TwinPane(QWidget* parent)
    : QWidget(parent)
    , m_code(new CodeText(this))
    , m_button(new QPushButton(tr("Run with python3"), this))
    , m_verdict(new QLabel(this)) {
    m_code->setLanguage(CodeHighlighter::Language::Python);
    m_code->setAccessibleName(tr("The same program in Python"));
    m_button->setToolTip(tr("Runs this program with the chosen variant and parameters"));
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_button);
    row->addWidget(m_verdict, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_code, 1);
    column->addLayout(row);
    connect(m_button, &QPushButton::clicked, this, &TwinPane::runRequested);
}

TwinPane::~TwinPane() {
    stop();
}

void TwinPane::setTheme(const Theme& theme) {
    m_code->setTheme(theme);
}

void TwinPane::setTwin(const QString& python, const QString& cpp) {
    stop();
    m_python = python;
    m_twin = TwinText(python, cpp);
    m_code->setSource(m_twin.shown());
    const bool canRun = !python3().isEmpty();
    m_button->setEnabled(canRun);
    m_verdict->setText(canRun ? QString()
                              : tr("There is no python3 on this machine: the program can be read here, not "
                                   "run."));
}

void TwinPane::setMarks(const std::vector<CodeMark>& marks, ThreadId selected) {
    std::vector<CodeMark> here;
    for (CodeMark mark : marks) {
        mark.now.line = m_twin.lineOf(mark.now.line);
        if (mark.now.line > 0) here.push_back(std::move(mark));
    }
    std::ranges::stable_sort(here, {}, [](const CodeMark& mark) { return mark.now.line; });
    m_code->setMarks(std::move(here), selected);
    for (const CodeMark& mark : m_code->marks())
        if (mark.now.thread == selected) m_code->bringIntoView(mark.now.line);
}

QString TwinPane::verdict() const {
    return m_verdict->text();
}

void TwinPane::run(const QStringList& arguments) {
    if (m_process || isEmpty()) return;
    m_process = new QProcess(this);
    m_button->setEnabled(false);
    m_verdict->setText(tr("python3 is running it ..."));
    connect(m_process, &QProcess::finished, this, &TwinPane::tellEnd);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) tellEnd();
    });
    m_process->start(python3(), QStringList{QStringLiteral("-")} + arguments);
    m_process->write(m_python.toUtf8());
    m_process->closeWriteChannel();
}

void TwinPane::tellEnd() {
    const QByteArray output = m_process->readAllStandardOutput();
    const bool isWell = m_process->error() != QProcess::FailedToStart && m_process->exitCode() == 0;
    const QString complaint =
        QString::fromUtf8(m_process->readAllStandardError()).trimmed().section(u'\n', -1);
    m_verdict->setText(isWell ? endWords(output) : tr("python3 failed: %1").arg(complaint));
    m_process->deleteLater();
    m_process = nullptr;
    m_button->setEnabled(true);
    emit finished();
}

void TwinPane::stop() {
    if (!m_process) return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(1000);
    delete m_process;
    m_process = nullptr;
}

} // namespace lockstep::ui
