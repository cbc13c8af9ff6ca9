// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the spans and mixed columns of lanes straight into an image: no painter, no item per interval.
//
// Works in device pixels; the image's width is the number of columns. Cost grows with the pixels and lanes
// drawn, not with the intervals behind them.
#pragma once

#include "ui/timeline/lanes/columnrun.h"
#include "ui/timeline/lanes/laneink.h"
#include "ui/timeline/lanes/lanepieces.h"
#include "ui/timeline/scene/timelinelayout.h"

#include <QImage>
#include <QRect>

#include <vector>

namespace lockstep::ui {

/// A span that was drawn wide enough to say something in it, in device pixels.
struct SpanBox {
    LaneKey lane;
    std::size_t change = 0;
    std::uint8_t state = 0;
    QRect rect; ///< as drawn: of the state's own height
};

class LaneRaster {
public:
    static constexpr int kLeastBox = 14; ///< logical pixels of width from which a span can hold a glyph

    /// The image must be RGB32 and outlive this. Rows [rows.top(), rows.bottom()] are filled with the
    /// backdrop: a colour for each column (grid lines stand in it), the lane's colour where it ends early.
    /// Several rasters may draw into rows of their own at the same time.
    LaneRaster(PixelRows image, QRect rows, const Theme& theme, double scale,
               std::vector<QRgb> backdrop = {});
    LaneRaster(QImage& image, const Theme& theme, double scale, std::vector<QRgb> backdrop = {})
        : LaneRaster(PixelRows(image), image.rect(), theme, scale, std::move(backdrop)) {
        Q_ASSERT(image.format() == QImage::Format_RGB32);
        finish();
    }

    void drawThread(const ThreadLane& lane, const PixelColumns& columns, Timestamp traceEnd, int top,
                    int height);
    void drawLock(const ObjectLane& lane, const PixelColumns& columns, Timestamp traceEnd, int top,
                  int height);
    void drawCpu(const Trace& trace, std::size_t cpu, const PixelColumns& columns, int top, int height);

    /// Fills the rows below the last lane. Lanes that were not drawn from top to bottom need it before.
    void finish() { fillBackdrop(m_rowsEnd); }

    void fill(QRect rect, QRgb color);
    const std::vector<SpanBox>& boxes() const { return m_boxes; }

private:
    void begin(LaneKey key, const Inks& inks, int top, int height);
    template <class LaneTrack>
    void draw(const LaneTrack& track, const PixelColumns& columns, Timestamp traceEnd);
    void span(const SpanPiece& piece, std::uint8_t state, int phase);
    void outline(QRect rect, const Ink& ink, bool isDashed);
    void grain(QRect rect, const Ink& ink, int phase);
    void hatch(QRect rect, QRgb color, int phase);
    void dots(QRect rect, QRgb color, int phase);
    void lines(QRect rect, QRgb color);
    void crosses(QRect rect, QRgb color, int phase);
    template <class Totals>
    void findLayers(const Totals& totals);
    template <class Totals>
    void mix(int column, const Totals& totals);
    void set(int x, int y, QRgb color);
    void fillBackdrop(int end);

    PixelRows m_rows;
    int m_unit; // device pixels of a fine line
    double m_scale;
    Inks m_threads;
    Inks m_locks;
    Inks m_cpus;
    std::vector<QRgb> m_backdrop;
    int m_filled; // rows above it have their backdrop
    int m_rowsEnd;
    ColumnRun m_run;
    std::vector<SpanBox> m_boxes;

    // of the lane being drawn
    const Inks* m_inks = nullptr;
    LaneKey m_key;
    int m_top = 0;
    int m_height = 0;
    std::vector<Layer> m_layers;
};

} // namespace lockstep::ui
