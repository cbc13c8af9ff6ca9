// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dialogs/exportdialog.h"

#include "ui/model/figurecontent.h"
#include "ui/model/run.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTimer>

namespace lockstep::ui {

namespace {

constexpr QSize kPreview(440, 330);
constexpr int kPatienceMs = 60; // between a change and the preview: typing goes on meanwhile
constexpr double kMostPixels = 100e6;
enum Ranges { kAll, kInView, kSelected };

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

ExportDialog::ExportDialog(const Run& run, const Viewport& viewport, SeenFigure seen, QWidget* parent)
    : QDialog(parent)
    , m_run(run)
    , m_viewport(viewport)
    , m_seen(std::move(seen))
    , m_timer(new QTimer(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export figure"));
    makeLayout();
    m_timer->setSingleShot(true);
    m_timer->setInterval(kPatienceMs);
    connect(m_timer, &QTimer::timeout, this, &ExportDialog::preview);
    connect(&viewport, &Viewport::traceChanged, this, &QDialog::reject); // what was seen is gone
    setView(m_seen.view);
    fitFields();
    preview();
}

void ExportDialog::makeLayout() {
    auto* rows = new QVBoxLayout(this);
    auto* columns = new QHBoxLayout;
    m_preview = new QLabel(this);
    m_preview->setFixedSize(kPreview);
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setAccessibleName(tr("Preview"));
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->hide();
    columns->addWidget(makeForm(), 1);
    columns->addWidget(m_preview);
    rows->addLayout(columns);
    rows->addWidget(m_problem);
    rows->addWidget(makeButtons());
}

QComboBox* ExportDialog::makeBox(const QStringList& items) {
    auto* box = new QComboBox(this);
    box->addItems(items);
    connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::previewSoon);
    return box;
}

QWidget* ExportDialog::makeForm() {
    auto* fields = new QWidget(this);
    auto* form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    m_view = makeBox({tr("Timeline"), tr("Who waits for whom, at the cursor"), tr("Queue depths"),
                      tr("Deadlock detection, step by step"), tr("The whole window")});
    if (!m_seen.walk) m_view->removeItem(static_cast<int>(FigureView::Detection));
    m_range = makeBox({tr("All"), tr("What is in view")});
    if (m_viewport.selection()) m_range->addItem(tr("The selection"));
    m_range->setCurrentIndex(kInView);
    m_theme = makeBox({tr("Light"), tr("Dark"), tr("Print, in greys")});
    m_theme->setCurrentIndex(m_seen.isDark ? 1 : 0);
    m_title = new QLineEdit(m_seen.title, this);
    form->addRow(tr("&Picture"), m_view);
    form->addRow(tr("&Range"), m_range);
    form->addRow(tr("&Title"), m_title);
    form->addRow(tr("T&heme"), m_theme);
    form->addRow(tr("&Size in pixels"), makeSizeFields());
    form->addRow(tr("&File"), makePathField());
    for (const auto& [row, field] : {std::pair<QWidget*, QWidget*>{m_width->parentWidget(), m_width},
                                     std::pair<QWidget*, QWidget*>{m_path->parentWidget(), m_path}})
        qobject_cast<QLabel*>(form->labelForField(row))->setBuddy(field); // a row itself takes no focus
    auto* hint =
        new QLabel(tr("The ending of the file says its kind: .png, .svg or .pdf. A figure carries its run: "
                      "opened in Lockstep it leads back to this moment."),
                   this);
    hint->setWordWrap(true);
    form->addRow(hint);
    connect(m_view, &QComboBox::currentIndexChanged, this, &ExportDialog::proposeSize);
    connect(m_title, &QLineEdit::textChanged, this, &ExportDialog::previewSoon);
    return fields;
}

QWidget* ExportDialog::makeButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    auto* button = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    button->setToolTip(tr("Puts the figure on the clipboard, as PNG and as SVG"));
    connect(button, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

QSpinBox* ExportDialog::makeSideBox(int value, const QString& name) {
    auto* box = new QSpinBox(this);
    box->setRange(64, 8192);
    box->setSingleStep(50);
    box->setValue(value);
    box->setAccessibleName(name);
    box->setToolTip(name);
    connect(box, &QSpinBox::valueChanged, this, &ExportDialog::previewSoon);
    return box;
}

QWidget* ExportDialog::makeSizeFields() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    const QSize size = FigureOrder::standardSize(FigureView::Timeline);
    m_width = makeSideBox(size.width(), tr("Width in pixels"));
    m_height = makeSideBox(size.height(), tr("Height in pixels"));
    m_scale = new QSpinBox(row);
    m_scale->setRange(1, 4);
    m_scale->setPrefix(tr("scale "));
    m_scale->setAccessibleName(tr("Scale"));
    m_scale->setToolTip(tr("So many pixels for each of these, in a PNG for print"));
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

FigureView ExportDialog::view() const {
    const int index = m_view->currentIndex();
    const bool isLeftOut = !m_seen.walk && index >= static_cast<int>(FigureView::Detection);
    return static_cast<FigureView>(isLeftOut ? index + 1 : index);
}

void ExportDialog::setView(FigureView view) {
    const bool isLeftOut = !m_seen.walk && view > FigureView::Detection;
    m_view->setCurrentIndex(static_cast<int>(view) - (isLeftOut ? 1 : 0));
}

void ExportDialog::proposeSize() {
    const QSize proposed = FigureOrder::standardSize(view());
    m_width->setValue(proposed.width());
    m_height->setValue(proposed.height());
    fitFields();
}

// What has no meaning for the view cannot be chosen: the window shows what it shows.
void ExportDialog::fitFields() {
    m_range->setEnabled(order().hasRange() && view() != FigureView::Window);
}

QSize ExportDialog::pixels() const {
    return {m_width->value(), m_height->value()};
}

TimeRange ExportDialog::range() const {
    const bool isWindow = view() == FigureView::Window;
    if (isWindow || m_range->currentIndex() == kInView) return m_viewport.range();
    return m_range->currentIndex() == kSelected ? m_viewport.selection().value_or(m_viewport.range())
                                                : m_viewport.bounds();
}

FigureOrder ExportDialog::order() const {
    FigureOrder order = seenIn(m_viewport);
    order.view = view();
    order.range = range();
    order.theme = static_cast<FigureTheme>(m_theme->currentIndex());
    order.size = pixels();
    order.scale = m_scale->value();
    order.title = m_title->text();
    if (order.view != FigureView::Detection) return order;
    order.walk = m_seen.walk;
    order.step = m_seen.step;
    return order;
}

Figure ExportDialog::figure() const {
    return {*m_viewport.trace(), order(), runWords(*m_run.session()), m_seen.paintWindow};
}

QByteArray ExportDialog::bytes(PictureKind kind) const {
    return figure().bytes(kind, contentOf(*m_run.session(), order()));
}

void ExportDialog::previewSoon() {
    m_timer->start();
}

// The figure itself, at the size that was chosen, drawn in fewer pixels.
void ExportDialog::preview() {
    const QSizeF size = pixels();
    const QSizeF room = size.scaled(kPreview, Qt::KeepAspectRatio);
    QPixmap small = QPixmap::fromImage(figure().image(room.width() / size.width() * devicePixelRatioF()));
    small.setDevicePixelRatio(devicePixelRatioF());
    m_preview->setPixmap(small);
    m_preview->setAccessibleDescription(figure().caption());
    m_preview->setToolTip(figure().caption());
}

void ExportDialog::browse() {
    const QString path =
        QFileDialog::getSaveFileName(this, windowTitle(), m_path->text(), tr("Figures (*.png *.svg *.pdf)"));
    if (path.isEmpty()) return;
    m_path->setText(path);
    m_replaceable = path; // that dialog has asked
}

void ExportDialog::setPath(const QString& path) {
    m_path->setText(path);
}

QString ExportDialog::problem() const {
    return m_problem->text();
}

// Why it cannot be written, or must be asked about first: an old file goes only when told twice.
std::optional<QString> ExportDialog::objection(const QString& path) {
    using enum PictureKind;
    if (auto why = whyNotWritable(path, {Png, Svg, Pdf})) return why;
    const double pixelCount =
        double(pixels().width()) * pixels().height() * m_scale->value() * m_scale->value();
    if (pictureKind(path) == Png && pixelCount > kMostPixels)
        return tr("The picture would have more than 100 million pixels: choose a smaller size or scale.");
    if (!QFile::exists(path) || m_replaceable == path) return std::nullopt;
    m_replaceable = path;
    return tr("'%1' exists already. Save once more to replace it.").arg(path);
}

void ExportDialog::tell(const QString& problem) {
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void ExportDialog::save() {
    const QString path = m_path->text();
    auto why = objection(path);
    if (!why) why = saveBytes(bytes(*pictureKind(path)), path);
    tell(why.value_or(QString()));
    if (why) return m_path->setFocus();
    emit saved(path);
    accept();
}

void ExportDialog::copy() {
    auto* mime = new QMimeData;
    mime->setData("image/png", bytes(PictureKind::Png));
    mime->setData("image/svg+xml", bytes(PictureKind::Svg));
    QGuiApplication::clipboard()->setMimeData(mime);
    tell(tr("The figure is on the clipboard."));
    emit copied();
}

} // namespace lockstep::ui
