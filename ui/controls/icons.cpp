// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/icons.h"

#include <QPainter>
#include <QPainterPath>

namespace lockstep::ui {

namespace {

// All shapes in a square of 16 by 16.
QPainterPath polygon(std::initializer_list<QPointF> points) {
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points)));
    path.closeSubpath();
    return path;
}

QPainterPath box(double x, double y, double width, double height) {
    QPainterPath path;
    path.addRect(x, y, width, height);
    return path;
}

QPainterPath stroked(const QPainterPath& line, double width = 1.8) {
    QPainterPathStroker stroker;
    stroker.setWidth(width);
    stroker.setCapStyle(Qt::FlatCap);
    stroker.setJoinStyle(Qt::MiterJoin);
    return stroker.createStroke(line);
}

QPainterPath line(std::initializer_list<QPointF> points) {
    QPainterPath path(*points.begin());
    for (const QPointF& point : points) path.lineTo(point);
    return stroked(path);
}

QPainterPath triangle(double left, double right) { // its point at `right`
    return polygon({{left, 3}, {right, 8}, {left, 13}});
}

QPainterPath circleArrow() {
    QPainterPath arc;
    arc.arcMoveTo(QRectF(2.5, 2.5, 11, 11), 60);
    arc.arcTo(QRectF(2.5, 2.5, 11, 11), 60, 290);
    QPainterPath path = stroked(arc);
    path.addPath(polygon({{9.5, 0.2}, {14.4, 3.2}, {9.2, 5.8}}));
    return path;
}

QPainterPath sign(const QPainterPath& outline) { // a "!" within
    return stroked(outline, 1.5).united(box(7.2, 5.5, 1.6, 4)).united(box(7.2, 10.4, 1.6, 1.6));
}

QPainterPath circle() {
    QPainterPath path;
    path.addEllipse(QRectF(1.6, 1.6, 12.8, 12.8));
    return path;
}

QPainterPath lock() {
    QPainterPath bow;
    bow.arcMoveTo(QRectF(10, 3.2, 4, 6), 0);
    bow.arcTo(QRectF(10, 3.2, 4, 6), 0, 180);
    return stroked(bow, 1.4).united(box(9, 6.6, 6, 5.4));
}

QPainterPath shape(IconName name) {
    switch (name) {
    case IconName::None: return {};
    case IconName::Run: return polygon({{4, 2}, {14, 8}, {4, 14}});
    case IconName::Pause: return box(3.5, 2.5, 3, 11).united(box(9.5, 2.5, 3, 11));
    case IconName::Stop: return box(3, 3, 10, 10);
    case IconName::Restart: return circleArrow();
    case IconName::ToStart: return box(2.5, 3, 2, 10).united(triangle(13, 5));
    case IconName::Back: return triangle(9, 3).united(box(11, 3, 2, 10));
    case IconName::Forward: return triangle(7, 13).united(box(3, 3, 2, 10));
    case IconName::ToEnd: return box(11.5, 3, 2, 10).united(triangle(3, 11));
    case IconName::UntilBlocked: return triangle(1.5, 8).united(lock());
    case IconName::UntilEnds: return triangle(1.5, 8).united(box(9.5, 5, 5.5, 6));
    case IconName::ToCursor: return triangle(1.5, 8).united(box(11, 1.5, 1.8, 13));
    case IconName::FreeFromCursor:
        return box(2, 1.5, 1.8, 13).united(triangle(5.5, 10)).united(triangle(10, 14.5));
    case IconName::Follow:
        return line({{2, 8}, {10, 8}})
            .united(line({{6.5, 4}, {10.5, 8}, {6.5, 12}}))
            .united(box(12.4, 2, 1.6, 12));
    case IconName::Arrows:
        return line({{3, 3}, {3, 6}, {12, 11}}).united(polygon({{14.5, 12.6}, {9.6, 12.4}, {11.9, 8.4}}));
    case IconName::Fit:
        return line({{1.5, 3}, {1.5, 13}})
            .united(line({{14.5, 3}, {14.5, 13}}))
            .united(box(4.5, 7.1, 7, 1.8))
            .united(polygon({{2.6, 8}, {6, 5}, {6, 11}}))
            .united(polygon({{13.4, 8}, {10, 5}, {10, 11}}));
    case IconName::Export:
        return line({{2.5, 9}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 9}})
            .united(box(7.1, 5, 1.8, 6))
            .united(polygon({{4, 6}, {8, 1.5}, {12, 6}}));
    case IconName::Warning: return sign(polygon({{8, 1.2}, {15, 14}, {1, 14}}));
    case IconName::Information:
        return stroked(circle(), 1.5).united(box(7.2, 7, 1.6, 5)).united(box(7.2, 4, 1.6, 1.7));
    case IconName::Done: return line({{2.5, 8.5}, {6.5, 12.5}, {13.5, 4}});
    }
    return {};
}

QString desktopName(IconName name) {
    switch (name) {
    case IconName::Run: return "media-playback-start";
    case IconName::Pause: return "media-playback-pause";
    case IconName::Stop: return "media-playback-stop";
    case IconName::Restart: return "view-refresh";
    case IconName::ToStart: return "go-first";
    case IconName::Back: return "go-previous";
    case IconName::Forward: return "go-next";
    case IconName::ToEnd: return "go-last";
    case IconName::Fit: return "zoom-fit-best";
    case IconName::Export: return "document-export";
    case IconName::Warning: return "dialog-warning";
    case IconName::Information: return "dialog-information";
    default: return {};
    }
}

QPixmap drawn(const QPainterPath& path, int side, const QColor& colour) {
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(side / 16.0, side / 16.0);
    painter.fillPath(path.simplified(), colour);
    return pixmap;
}

} // namespace

QIcon icon(IconName name, const QPalette& palette, bool usesDesktop) {
    const QString desktop = desktopName(name);
    if (usesDesktop && !desktop.isEmpty() && QIcon::hasThemeIcon(desktop)) return QIcon::fromTheme(desktop);
    QIcon icon;
    for (const int side : {16, 20, 24, 32, 48, 64}) {
        icon.addPixmap(drawn(shape(name), side, palette.color(QPalette::Active, QPalette::ButtonText)));
        icon.addPixmap(drawn(shape(name), side, palette.color(QPalette::Disabled, QPalette::ButtonText)),
                       QIcon::Disabled);
    }
    return icon;
}

} // namespace lockstep::ui
