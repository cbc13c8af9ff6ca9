// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/panel/quizbar.h"

#include "ui/model/words.h"

#include <QAccessible>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <functional>

namespace lockstep::ui {

namespace {

constexpr int kGap = 4;
constexpr int kLeastText = 20; // characters

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
    m_answers->setSpacing(kGap);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 4, 2);
    row->addWidget(m_text, 1);
    row->addLayout(m_answers);
    connect(m_through, &WalkThrough::changed, this, &QuizBar::follow);
    follow();
}

QString QuizBar::text() const {
    return m_text->text();
}

// All answers of the longest names, and a question that still can be read.
int QuizBar::widestRow() const {
    QStringList names;
    if (const WalkSlide* slide = m_view->slide())
        for (const GraphNode& node : slide->graph().model.nodes) names += node.name;
    std::ranges::sort(names, std::greater(), &QString::size);
    int width = kLeastText * fontMetrics().averageCharWidth();
    for (const QString& name : names.first(std::min<qsizetype>(names.size(), kMostChoices)))
        width += QPushButton(QStringLiteral("0  ") + name).sizeHint().width() + kGap;
    return width;
}

void QuizBar::arrange() {
    const int most = static_cast<int>(kMostChoices);
    m_columns = widestRow() <= width() ? most : most / 2;
    const int rows = most / m_columns;
    const int button = QPushButton(QStringLiteral("1")).sizeHint().height();
    setMinimumHeight(std::max(rows * (button + kGap), 2 * fontMetrics().height()) + 6);
}

void QuizBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    const int before = m_columns;
    arrange();
    if (m_columns != before && m_through->isAsking()) setButtons(m_view->choices());
}

void QuizBar::follow() {
    arrange();
    const QString before = m_text->text();
    if (m_through->isAsking())
        ask();
    else
        judge();
    setVisible(m_through->isQuiz());
    setAccessibleName(m_text->text());
    setAccessibleDescription(m_through->verdict() ? m_view->accessibleDescription() : QString());
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
    m_text->setText(begin);
}

QString QuizBar::nameOf(ObjectId id) const {
    return m_viewport->trace() ? words(m_viewport->trace()->object(id).info.name) : QString();
}

void QuizBar::setButtons(const std::vector<QuizChoice>& choices) {
    while (QLayoutItem* item = m_answers->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was pressed
        delete item;
    }
    for (int i = 0; const QuizChoice& choice : choices) {
        m_answers->addWidget(makeButton(choice), i / m_columns, i % m_columns);
        ++i;
    }
}

QPushButton* QuizBar::makeButton(const QuizChoice& choice) {
    const QString name = nameOf(choice.id);
    const QString digit = choice.digit ? QString::number(*choice.digit) : QString();
    auto* button = new QPushButton(digit.isEmpty() ? name : digit + QStringLiteral("  ") + name, this);
    button->setAutoDefault(false);
    button->setToolTip(digit.isEmpty() ? tr("Answers with %1").arg(name)
                                       : tr("Answers with %1 (%2)").arg(name, digit));
    connect(button, &QPushButton::clicked, this, [this, id = choice.id] { m_through->answer(id); });
    return button;
}

} // namespace lockstep::ui
