// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/files/openingdialog.h"

#include "ui/timeline/timelinepainter.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPixmap>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

namespace lockstep::ui {

namespace {
constexpr int kThousand = 1000;
constexpr double kShareOfWindow = 0.9;
} // namespace

OpeningDialog::OpeningDialog(const QString& fileName, const Theme& theme, QWidget* window)
    : QDialog(window)
    , m_theme(theme)
    , m_picture(new QLabel(this))
    , m_bar(new QProgressBar(this)) {
    setWindowTitle(tr("Opening '%1'").arg(fileName));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    m_bar->setRange(0, kThousand);
    m_picture->setText(tr("Opening '%1'").arg(fileName));
    m_picture->setMinimumSize(1, 1); // a picture is drawn for the room there is
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_picture, 1);
    column->addWidget(m_bar);
    column->addWidget(buttons);
}
OpeningDialog::~OpeningDialog() = default;

void OpeningDialog::setProgress(double share) {
    m_bar->setValue(static_cast<int>(share * kThousand));
}

void OpeningDialog::showOverview(std::unique_ptr<Trace> seenFromFar) {
    m_trace = std::move(seenFromFar);
    m_picture->setAccessibleName(tr("The whole run, seen from far away"));
    const int around = height() - m_picture->height();
    const int lanes = TimelinePainter::kRulerHeight + TimelineLayout(*m_trace).height();
    const QSize most = (QSizeF(parentWidget()->size()) * kShareOfWindow).toSize();
    resize(most.width(), std::min(most.height(), lanes + around));
    draw();
}

void OpeningDialog::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    draw();
}

void OpeningDialog::draw() {
    if (!m_trace) return;
    TimelineScene scene;
    scene.trace = m_trace.get();
    scene.theme = &m_theme;
    scene.layout = TimelineLayout(*m_trace);
    scene.range = {0, m_trace->end()};
    scene.showsCursor = false;
    scene.arrows = ArrowMode::Off;
    const double ratio = devicePixelRatioF();
    QPixmap pixmap((QSizeF(m_picture->size()) * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(m_theme.lane);
    QPainter painter(&pixmap);
    LanesPicture lanes;
    TimelinePainter(scene, QRect(QPoint(), m_picture->size()), font(), ratio).paint(painter, lanes);
    painter.end();
    m_picture->setPixmap(pixmap);
}

} // namespace lockstep::ui
