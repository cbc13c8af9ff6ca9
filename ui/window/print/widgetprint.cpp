// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/print/widgetprint.h"

#include "ui/window/print/cutter.h"

#include <QPaintEngine>
#include <QPainterPath>
#include <QTabBar>

#include <algorithm>

namespace lockstep::ui {

namespace {

/// Passes on to another painter what is drawn, as far as it is seen.
class PassingEngine final : public QPaintEngine {
public:
    /// `seen`: what is seen of the widget, whose origin stands at `corner` of the target.
    PassingEngine(QPainter& target, QPoint corner, const QRect& seen)
        : QPaintEngine(AllFeatures)
        , m_target(target)
        , m_base(QTransform::fromTranslate(corner.x(), corner.y()) * target.transform())
        , m_seen(seen)
        , m_cutter(target, m_base)
        , m_cuts(target.paintEngine()->type() == SVG) {
        m_target.save();
    }
    ~PassingEngine() override { m_target.restore(); }

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; } // what it passes on is told by keepsShapes()

    // Anew each time, for a clip can only be lifted together with all else.
    void updateState(const QPaintEngineState& now) override {
        m_target.restore();
        m_target.save();
        m_target.setTransform(m_base);
        const QPainterPath clip = clipOf(now);
        if (m_cuts)
            m_cutter.setClip(clip, now.transform());
        else
            m_target.setClipPath(clip, Qt::IntersectClip);
        m_target.setTransform(now.transform() * m_base);
        m_target.setPen(now.pen());
        m_target.setBrush(now.brush());
        m_target.setBrushOrigin(now.brushOrigin());
        m_target.setBackground(now.backgroundBrush());
        m_target.setBackgroundMode(now.backgroundMode());
        m_target.setOpacity(now.opacity());
        m_target.setFont(now.font());
        m_target.setRenderHints(m_target.renderHints(), false);
        m_target.setRenderHints(now.renderHints());
    }

    void drawPath(const QPainterPath& path) override {
        m_cuts ? m_cutter.drawPath(path, true) : m_target.drawPath(path);
    }
    using QPaintEngine::drawPolygon;
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override {
        const bool isFilled = mode != PolylineMode;
        const auto rule = mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill;
        if (m_cuts) return m_cutter.drawPath(pathOf(points, count, isFilled, rule), isFilled);
        isFilled ? m_target.drawPolygon(points, count, rule) : m_target.drawPolyline(points, count);
    }
    void drawTextItem(const QPointF& place, const QTextItem& item) override {
        m_cuts ? m_cutter.drawText(place, item) : m_target.drawTextItem(place, item);
    }
    void drawPixmap(const QRectF& room, const QPixmap& pixmap, const QRectF& part) override {
        m_cuts ? m_cutter.drawImage(room, pixmap.toImage(), part) : m_target.drawPixmap(room, pixmap, part);
    }
    void drawImage(const QRectF& room, const QImage& image, const QRectF& part,
                   Qt::ImageConversionFlags flags) override {
        m_cuts ? m_cutter.drawImage(room, image, part) : m_target.drawImage(room, image, part, flags);
    }

private:
    QPainterPath clipOf(const QPaintEngineState& now) const {
        QPainterPath clip;
        clip.addRect(m_seen);
        const bool hasOwn = now.isClipEnabled() && painter()->hasClipping();
        return hasOwn ? now.transform().map(painter()->clipPath()).intersected(clip) : clip;
    }
    static QPainterPath pathOf(const QPointF* points, int count, bool isClosed, Qt::FillRule rule) {
        QPainterPath path;
        path.addPolygon(QPolygonF(QList<QPointF>(points, points + count)));
        if (isClosed) path.closeSubpath();
        path.setFillRule(rule);
        return path;
    }

    QPainter& m_target;
    const QTransform m_base;
    const QRect m_seen;
    Cutter m_cutter;
    const bool m_cuts; // what lies outside, for the target knows no clips
};

/// As large and as fine as the widget itself.
class PassingDevice final : public QPaintDevice {
public:
    PassingDevice(const QWidget& widget, QPainter& target, QPoint corner, const QRect& seen)
        : m_widget(widget)
        , m_engine(target, corner, seen) {}

    QPaintEngine* paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric what) const override {
        switch (what) {
        case PdmWidth: return m_widget.width();
        case PdmHeight: return m_widget.height();
        case PdmWidthMM: return m_widget.widthMM();
        case PdmHeightMM: return m_widget.heightMM();
        case PdmDpiX:
        case PdmPhysicalDpiX: return m_widget.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY: return m_widget.logicalDpiY();
        default: return QPaintDevice::metric(what);
        }
    }

private:
    const QWidget& m_widget;
    mutable PassingEngine m_engine;
};

// What is visible, in the order in which it is stacked. A main window makes the tabs of its docks in an order
// that is another in each process; they never overlap.
QList<QWidget*> partsOf(const QWidget& widget) {
    QList<QWidget*> parts;
    QList<QWidget*> tabs;
    for (QObject* child : widget.children()) {
        auto* part = qobject_cast<QWidget*>(child);
        if (part && part->isVisible() && !part->isWindow())
            (qobject_cast<QTabBar*>(part) ? tabs : parts).append(part);
    }
    std::ranges::sort(tabs, {}, [](const QWidget* bar) { return std::pair(bar->y(), bar->x()); });
    return parts + tabs;
}

void printTree(QWidget& widget, QPainter& painter, QPoint corner, const QRect& seen) {
    const QRect visible = seen.intersected(QRect(corner, widget.size()));
    if (visible.isEmpty()) return;
    {
        PassingDevice device(widget, painter, corner, visible.translated(-corner));
        widget.render(&device, {}, {},
                      widget.isWindow() ? QWidget::DrawWindowBackground : QWidget::RenderFlags());
    }
    for (QWidget* part : partsOf(widget)) printTree(*part, painter, corner + part->pos(), visible);
}

} // namespace

void printWidget(QWidget& widget, QPainter& painter) {
    printTree(widget, painter, {}, widget.rect());
}

} // namespace lockstep::ui
