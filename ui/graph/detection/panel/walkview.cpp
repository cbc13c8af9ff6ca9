// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/panel/walkview.h"

#include "ui/graph/detection/slide/marklook.h"
#include "ui/model/words.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace lockstep::ui {

namespace {

bool isDigit(const QKeyEvent& key) {
    const bool isPlain = (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    return isPlain && key.key() >= Qt::Key_0 && key.key() <= Qt::Key_9;
}

} // namespace

WalkView::WalkView(WalkThrough* through, Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_through(through)
    , m_viewport(viewport)
    , m_theme(&Theme::light()) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Deadlock detection, step by step"));
    connect(m_through, &WalkThrough::changed, this, &WalkView::follow);
    const auto repaint = [this] { update(); };
    connect(m_viewport, &Viewport::hoverChanged, this, repaint);
    connect(m_viewport, &Viewport::selectedThreadChanged, this, repaint);
}

void WalkView::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void WalkView::follow() {
    const DetectionWalk* walk = m_through->walk().get();
    if (!walk || !m_slide || &m_slide->walk() != walk) layOut();
    describe();
    update();
}

void WalkView::layOut() {
    const bool hasAny = m_through->walk() && m_viewport->trace();
    m_slide = hasAny ? std::make_unique<WalkSlide>(*m_viewport->trace(), m_through->walk(),
                                                   WalkSlide::Kind::Panel, size(), font())
                     : nullptr;
}

void WalkView::describe() {
    QStringList all;
    if (m_slide) {
        const DetectionWalk& walk = m_slide->walk();
        const DetectionStep& step = walk.steps[m_through->step()];
        all << words(step.sentence);
        if (step.line >= 0 && step.line < std::ssize(walk.pseudoCode))
            all << tr("Line %1: %2")
                       .arg(step.line + 1)
                       .arg(words(walk.pseudoCode[static_cast<std::size_t>(step.line)]));
        QStringList path;
        for (ObjectId id : pictureAt(walk, m_through->step()).stack)
            path << words(m_viewport->trace()->object(id).info.name);
        if (!path.isEmpty()) all << tr("The path so far: %1.").arg(path.join(tr(", ")));
        if (m_through->isAsking()) all << words(m_through->nextStep()->question);
    }
    setAccessibleDescription(all.join(QChar(u' ')));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

std::vector<QuizChoice> WalkView::choices() const {
    if (!m_slide || !m_through->isAsking()) return {};
    return quizChoices(m_slide->graph(), m_slide->walk(), m_through->step() + 1);
}

ObjectId WalkView::lit() const {
    if (m_viewport->hoveredObject().isValid()) return m_viewport->hoveredObject();
    const ThreadId thread = m_viewport->selectedThread();
    return thread.isValid() && m_viewport->trace() ? m_viewport->trace()->thread(thread).info.id : ObjectId{};
}

void WalkView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->background);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (m_slide) return m_slide->paint(painter, *m_theme, m_through->step(), lit());
    painter.setPen(m_theme->textMuted);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("Nothing has happened yet."));
}

void WalkView::resizeEvent(QResizeEvent*) {
    layOut();
}

void WalkView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange) return;
    layOut();
    update();
}

ObjectId WalkView::answerOf(const QKeyEvent& key) const {
    if (!isDigit(key)) return {};
    const auto all = choices();
    const auto chosen = std::ranges::find(all, std::optional(key.key() - Qt::Key_0), &QuizChoice::digit);
    return chosen == all.end() ? ObjectId{} : chosen->id;
}

QString WalkView::nodeWords(ObjectId id) const {
    const DetectionWalk& walk = m_slide->walk();
    const DetectionPicture picture = pictureAt(walk, m_through->step());
    const auto node = std::ranges::find(picture.nodes, id, &DetectionPicture::Node::id);
    if (node == picture.nodes.end()) return {};
    const ObjectInfo& info = m_viewport->trace()->object(id).info;
    return tr("%1: %2").arg(words(info.name), markWords(walk.view, node->mark, info.thread.isValid()));
}

bool WalkView::event(QEvent* event) {
    // in a quiz digits are answers: one that comes too late lets no thread go
    if (event->type() == QEvent::ShortcutOverride && m_through->isQuiz() &&
        isDigit(*static_cast<QKeyEvent*>(event)))
        event->accept();
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const ObjectId node = nodeAt(help->pos());
    QToolTip::showText(help->globalPos(), node.isValid() ? nodeWords(node) : QString(), this);
    return true;
}

void WalkView::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() & ~Qt::KeypadModifier) return event->ignore();
    if (const ObjectId answer = answerOf(*event); answer.isValid()) return m_through->answer(answer);
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_PageDown: return m_through->next();
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_PageUp: return m_through->back();
    case Qt::Key_Home: return m_through->first();
    case Qt::Key_End: return m_through->last();
    default: event->ignore();
    }
}

ObjectId WalkView::nodeAt(QPointF point) const {
    const auto node = m_slide ? m_slide->nodeAt(point) : std::nullopt;
    return node ? m_slide->graph().model.nodes[*node].id : ObjectId{};
}

void WalkView::mousePressEvent(QMouseEvent* event) {
    const ObjectId node = nodeAt(event->position());
    if (event->button() != Qt::LeftButton || !node.isValid()) return;
    if (m_through->isAsking()) return m_through->answer(node);
    const ThreadId thread = m_viewport->trace()->object(node).info.thread;
    if (thread.isValid()) m_viewport->setSelectedThread(thread);
}

void WalkView::mouseMoveEvent(QMouseEvent* event) {
    const ObjectId node = nodeAt(event->position());
    const bool isResource = node.isValid() && !m_viewport->trace()->object(node).info.thread.isValid();
    m_viewport->setHoveredObject(isResource ? node : ObjectId{});
    setCursor(node.isValid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void WalkView::leaveEvent(QEvent*) {
    m_viewport->setHoveredObject({});
}

} // namespace lockstep::ui
