// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dialogs/exportdialog.h"

#include "ui/figure/detectionfigure.h"
#include "ui/figure/graphfigure.h"
#include "ui/figure/picturefile.h"
#include "ui/figure/timelinefigure.h"
#include "ui/model/theme.h"
#include "ui/model/viewport.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>

namespace lockstep::ui {

namespace {

constexpr QSize kPreview(420, 210);
constexpr QSize kSizes[] = {{1200, 600}, {800, 600}, DetectionFigure::kSize}; // by what is pictured
constexpr int kGraph = 1;
constexpr int kDetection = 2;

QString standardFolder() {
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    return QDir(pictures).exists() ? pictures : QDir::homePath();
}

// One that no file has yet.
QString freePath() {
    const QDir folder(standardFolder());
    QString name = "lockstep.png";
    for (int i = 2; folder.exists(name); ++i) name = QStringLiteral("lockstep-%1.png").arg(i);
    return folder.filePath(name);
}

} // namespace

ExportDialog::ExportDialog(const Viewport& viewport, const Theme& theme, const QString& title, SeenWalk seen,
                           QWidget* parent)
    : QDialog(parent)
    , m_viewport(viewport)
    , m_seen(std::move(seen)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export picture"));
    makeFields(title, theme);
    connect(&viewport, &Viewport::traceChanged, this, &QDialog::reject); // what was seen is gone
    preview();
}

void ExportDialog::makeFields(const QString& title, const Theme& theme) {
    auto* form = new QFormLayout(this);
    m_preview = new QLabel(this);
    m_preview->setFixedSize(kPreview);
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setAccessibleName(tr("Preview"));
    m_view = new QComboBox(this);
    m_view->addItems({tr("Timeline, as far as it is in view"), tr("Who waits for whom, at the cursor")});
    if (m_seen.walk) m_view->addItem(tr("Deadlock detection: this step as .png or .svg, all steps as .pdf"));
    m_theme = new QComboBox(this);
    m_theme->addItems({tr("Light"), tr("Dark")});
    m_theme->setCurrentIndex(theme.isDark ? 1 : 0);
    m_title = new QLineEdit(title, this);
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    form->addRow(m_preview);
    form->addRow(tr("&Picture"), m_view);
    form->addRow(tr("&Title"), m_title);
    form->addRow(tr("T&heme"), m_theme);
    form->addRow(tr("&Size in pixels"), makeSizeFields());
    form->addRow(tr("&File"), makePathField());
    for (const auto& [row, field] : {std::pair<QWidget*, QWidget*>{m_width->parentWidget(), m_width},
                                     std::pair<QWidget*, QWidget*>{m_path->parentWidget(), m_path}})
        qobject_cast<QLabel*>(form->labelForField(row))->setBuddy(field); // a row itself takes no focus
    form->addRow(m_problem);
    form->addRow(buttons);
    connect(m_view, &QComboBox::currentIndexChanged, this, &ExportDialog::proposeSize);
    connect(m_theme, &QComboBox::currentIndexChanged, this, &ExportDialog::preview);
    connect(m_title, &QLineEdit::textChanged, this, &ExportDialog::preview);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QSpinBox* ExportDialog::makeSideBox(int value, const QString& name) {
    auto* box = new QSpinBox(this);
    box->setRange(64, 8192);
    box->setSingleStep(50);
    box->setValue(value);
    box->setAccessibleName(name);
    box->setToolTip(name);
    connect(box, &QSpinBox::valueChanged, this, &ExportDialog::preview);
    return box;
}

QWidget* ExportDialog::makeSizeFields() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_width = makeSideBox(1200, tr("Width in pixels"));
    m_height = makeSideBox(600, tr("Height in pixels"));
    m_scale = new QSpinBox(row);
    m_scale->setRange(1, 4);
    m_scale->setPrefix(tr("scale "));
    m_scale->setAccessibleName(tr("Scale"));
    m_scale->setToolTip(tr("So many pixels for each of these, for print"));
    for (QWidget* field :
         std::initializer_list<QWidget*>{m_width, new QLabel(QString::fromUtf8("×"), row), m_height, m_scale})
        layout->addWidget(field);
    layout->addStretch();
    return row;
}

QWidget* ExportDialog::makePathField() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_path = new QLineEdit(freePath(), row);
    m_path->setAccessibleName(tr("File"));
    auto* button = new QPushButton(tr("&Browse..."), row);
    layout->addWidget(m_path, 1);
    layout->addWidget(button);
    connect(button, &QPushButton::clicked, this, &ExportDialog::browse);
    return row;
}

void ExportDialog::proposeSize() {
    const QSize proposed = kSizes[m_view->currentIndex()];
    m_width->setValue(proposed.width());
    m_height->setValue(proposed.height());
    preview();
}

const Theme& ExportDialog::theme() const {
    return m_theme->currentIndex() == 1 ? Theme::dark() : Theme::light();
}

bool ExportDialog::isDetection() const {
    return m_view->currentIndex() == kDetection;
}

QSize ExportDialog::pixels() const {
    return {m_width->value(), m_height->value()};
}

DetectionFigure ExportDialog::detection() const {
    return {*m_viewport.trace(), *m_seen.walk, theme(), pixels(), m_title->text()};
}

QImage ExportDialog::picture(double scale) const {
    const Trace& trace = *m_viewport.trace();
    if (isDetection()) return detection().image(m_seen.step, scale);
    if (m_view->currentIndex() == kGraph)
        return renderGraph(trace, m_viewport.cursor(), theme(), pixels(), scale, m_title->text());
    return renderTimeline(trace, m_viewport.range(), m_viewport.cursor(), theme(), pixels(), scale,
                          m_title->text());
}

QByteArray ExportDialog::bytes() const {
    switch (pictureKind(m_path->text()).value_or(PictureKind::Png)) {
    case PictureKind::Svg: return detection().svg(m_seen.step);
    case PictureKind::Pdf: return detection().pdf();
    case PictureKind::Png: break;
    }
    return pngBytes(picture(m_scale->value()));
}

void ExportDialog::preview() {
    const QImage image = picture(1);
    const qreal ratio = devicePixelRatioF();
    QPixmap small =
        QPixmap::fromImage(image.scaled(kPreview * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    small.setDevicePixelRatio(ratio);
    m_preview->setPixmap(small);
}

void ExportDialog::browse() {
    const QString path = QFileDialog::getSaveFileName(this, windowTitle(), m_path->text(),
                                                      isDetection() ? tr("Pictures (*.png *.svg *.pdf)")
                                                                    : tr("Pictures (*.png)"));
    if (path.isEmpty()) return;
    m_path->setText(path);
    m_replaceable = path; // that dialog has asked
}

void ExportDialog::setPath(const QString& path) {
    m_path->setText(path);
}

void ExportDialog::setGraph(bool isGraph) {
    m_view->setCurrentIndex(isGraph ? kGraph : 0);
}

void ExportDialog::setDetection() {
    m_view->setCurrentIndex(kDetection);
}

QString ExportDialog::problem() const {
    return m_problem->text();
}

// Why it cannot be written, or must be asked about first: an old file goes only when told twice.
std::optional<QString> ExportDialog::objection(const QString& path) {
    using enum PictureKind;
    if (auto why = whyNotWritable(path, isDetection() ? QList{Png, Svg, Pdf} : QList{Png})) return why;
    if (!QFile::exists(path) || m_replaceable == path) return std::nullopt;
    m_replaceable = path;
    return tr("'%1' exists already. Save once more to replace it.").arg(path);
}

void ExportDialog::save() {
    const QString path = m_path->text();
    auto why = objection(path);
    if (!why) why = saveBytes(bytes(), path);
    m_problem->setText(why.value_or(QString()));
    m_problem->setVisible(why.has_value());
    if (why) return m_path->setFocus();
    emit saved(path);
    accept();
}

} // namespace lockstep::ui
