// SPDX-License-Identifier: GPL-3.0-or-later
// A run inside a picture of it: put into PNG, SVG and PDF files, and found in them again.
//
// In a PNG it is a text named "Lockstep", in an SVG a <metadata> element of that id, both in base64; in a PDF
// an attachment named "run.lockstep". Pure; any thread.
#pragma once

#include <QByteArray>

#include <optional>

class QImage;
class QPdfWriter;

namespace lockstep::ui {

void encloseInImage(QImage& image, const QByteArray& run);
/// Before the first page is drawn.
void encloseInPdf(QPdfWriter& writer, const QByteArray& run);
QByteArray enclosedInSvg(const QByteArray& svg, const QByteArray& run);

/// The run in a picture's file; nothing where there is none, and for a file of any other kind.
std::optional<QByteArray> enclosedRun(const QByteArray& file);

} // namespace lockstep::ui
