// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/panel/quizbar.h"

#include "ui/graph/detection/panel/quiz.h"
#include "ui/model/words.h"

#include <QAccessible>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace lockstep::ui {

namespace {
constexpr int kColumns = 3;
} // namespace

QuizBar::QuizBar(WalkThrough* through, Viewport* viewport, const WalkView* view, QWidget* parent)
    : QFrame(parent)
    , m_through(through)
    , m_viewport(viewport)
    , m_view(view)
    , m_text(new QLabel(this))
    , m_answers(new QGridLayout) {
    setFrameShape(QFrame::StyledPanel);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_answers->setSpacing(4);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 3, 4, 3);
    row->addWidget(m_text, 1);
    row->addLayout(m_answers);
    const int rows = static_cast<int>((kMostChoices + kColumns - 1) / kColumns);
    setMinimumHeight(rows * (QPushButton(QStringLiteral("1")).sizeHint().height() + 4) + 8);
    connect(m_through, &WalkThrough::changed, this, &QuizBar::follow);
    follow();
}

QString QuizBar::text() const {
    return m_text->text();
}

void QuizBar::follow() {
    const QString before = m_text->text();
    if (m_through->isAsking())
        ask();
    else
        judge();
    setVisible(m_through->isQuiz());
    setAccessibleName(m_text->text());
    if (isHidden() || m_text->text() == before) return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void QuizBar::ask() {
    m_text->setText(words(m_through->nextStep()->question));
    setButtons(m_view->choices());
}

void QuizBar::judge() {
    setButtons({});
    const auto& verdict = m_through->verdict();
    if (!verdict) return m_text->setText(tr("Before a step that tells who comes next, you will be asked."));
    const DetectionStep& step = m_through->walk()->steps[m_through->step()];
    QStringList right;
    for (ObjectId answer : step.answers) right << nameOf(answer);
    const QString begin =
        verdict->isRight    ? tr("Right: %1.").arg(nameOf(verdict->choice))
        : right.size() == 1 ? tr("Not %1, but %2.").arg(nameOf(verdict->choice), right.first())
                            : tr("Not %1, but one of %2.").arg(nameOf(verdict->choice), right.join(tr(", ")));
    m_text->setText(begin + QChar(u' ') + words(step.sentence));
}

QString QuizBar::nameOf(ObjectId id) const {
    return m_viewport->trace() ? words(m_viewport->trace()->object(id).info.name) : QString();
}

void QuizBar::setButtons(const std::vector<ObjectId>& choices) {
    while (QLayoutItem* item = m_answers->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was pressed
        delete item;
    }
    for (int i = 0; ObjectId choice : choices) {
        auto* button = new QPushButton(QStringLiteral("%1  %2").arg(i + 1).arg(nameOf(choice)), this);
        button->setAutoDefault(false);
        button->setToolTip(tr("Answers with %1 (%2)").arg(nameOf(choice)).arg(i + 1));
        connect(button, &QPushButton::clicked, this, [this, choice] { m_through->answer(choice); });
        m_answers->addWidget(button, i / kColumns, i % kColumns);
        ++i;
    }
}

} // namespace lockstep::ui
