// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/compare/comparisonview.h"

#include "ui/figure/picturefile.h"

#include <QFileDialog>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace lockstep::ui {

// Drawn once for each size.
class ComparisonPicture : public QWidget {
public:
    explicit ComparisonPicture(const ComparisonView& view)
        : m_view(view) {
        setAccessibleName(ComparisonView::tr("Runs on one time scale"));
    }
    void setTheme(const Theme& theme) {
        m_theme = &theme;
        forget();
    }
    void forget() {
        m_image = {};
        setAccessibleDescription(inWords());
        update();
    }
    const QImage& image() {
        const QSize wanted = size() * devicePixelRatioF();
        if (m_image.size() == wanted) return m_image;
        m_image = QImage(wanted, QImage::Format_RGB32);
        m_image.setDevicePixelRatio(devicePixelRatioF());
        QPainter painter(&m_image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        paintComparison(painter, QRectF(rect()), runs(), *m_theme, font());
        return m_image;
    }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).drawImage(QPoint(), image()); }

private:
    std::vector<ComparedRun> runs() const {
        std::vector<ComparedRun> all;
        for (const ComparisonView::Entry& entry : m_view.entries()) all.push_back(entry.run);
        return all;
    }
    QString inWords() const {
        QStringList lines;
        for (const ComparedRun& run : runs()) lines += QStringLiteral("%1: %2").arg(run.title, figuresOf(run));
        return lines.join(u'\n');
    }

    const ComparisonView& m_view;
    const Theme* m_theme = &Theme::light();
    QImage m_image;
};

ComparisonView::ComparisonView(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_picture(new ComparisonPicture(*this)) {
    QFont font = m_title->font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 6);
    m_title->setContentsMargins(16, 0, 16, 0);
    m_buttons->setContentsMargins(16, 0, 16, 0);
    column->addWidget(m_title);
    column->addWidget(m_picture, 1);
    column->addLayout(m_buttons);
}

void ComparisonView::setTheme(const Theme& theme) {
    m_picture->setTheme(theme);
}

std::vector<ComparisonView::Entry> ComparisonView::entries() const {
    return m_find ? m_find() : std::vector<Entry>{};
}

void ComparisonView::show(const QString& title, Find find) {
    m_find = std::move(find);
    m_title->setText(title);
    refresh();
}

void ComparisonView::refresh() {
    makeButtons();
    m_picture->forget();
}

void ComparisonView::makeButtons() {
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [this](const QString& text, const QString& tip, auto act) {
        auto* button = new QPushButton(text, this);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, act);
        m_buttons->addWidget(button);
    };
    for (const Entry& entry : entries())
        add(tr("Look at %1").arg(entry.run.title),
            tr("Shows this run in the timeline, the graph and the code"),
            [this, number = entry.number] { emit runWanted(number); });
    m_buttons->addStretch(1);
    add(tr("Save picture..."), tr("Saves this comparison as a PNG file"), [this] { savePicture(); });
    add(tr("Close"), tr("Back to the timeline"), [this] { emit closed(); });
}

void ComparisonView::savePicture() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Save picture"),
                                                      QStringLiteral("comparison.png"), tr("PNG (*.png)"));
    if (path.isEmpty()) return;
    const auto why = saveBytes(pngBytes(m_picture->image()), path);
    m_title->setText(why ? *why : tr("Saved: %1").arg(path));
}

} // namespace lockstep::ui
