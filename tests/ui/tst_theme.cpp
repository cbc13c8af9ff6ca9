// SPDX-License-Identifier: GPL-3.0-or-later
// Colour distance: CIEDE2000 (Sharma, Wu, Dalal 2005) between colours as people with full colour vision and
// with protanopia, deuteranopia and tritanopia see them (Machado, Oliveira, Fernandes 2009, severity 1).
#include "ui/model/theme.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

Vector times(const Matrix& m, const Vector& v) {
    Vector result{};
    for (int row = 0; row < 3; ++row)
        for (int i = 0; i < 3; ++i) result[row] += m[row][i] * v[i];
    return result;
}

Vector linear(const QColor& color) {
    const auto channel = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return {channel(color.redF()), channel(color.greenF()), channel(color.blueF())};
}

struct Vision {
    const char* name;
    Matrix matrix;
};
const std::array kVisions{
    Vision{"full", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    Vision{"protan",
           {{{0.152286, 1.052583, -0.204868},
             {0.114503, 0.786281, 0.099216},
             {-0.003882, -0.048116, 1.051998}}}},
    Vision{
        "deutan",
        {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    Vision{"tritan",
           {{{1.255528, -0.076749, -0.178779},
             {-0.078411, 0.930809, 0.147602},
             {0.004733, 0.691367, 0.303900}}}}};

Vector lab(const QColor& color, const Matrix& vision) {
    Vector seen = times(vision, linear(color));
    for (double& c : seen) c = std::clamp(c, 0.0, 1.0);
    const Vector xyz = times({{{0.4124564, 0.3575761, 0.1804375},
                               {0.2126729, 0.7151522, 0.0721750},
                               {0.0193339, 0.1191920, 0.9503041}}},
                             seen);
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    const double x = f(xyz[0] / 0.95047);
    const double y = f(xyz[1]);
    const double z = f(xyz[2] / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

double hueOf(double a, double b) {
    if (a == 0 && b == 0) return 0;
    const double degrees = std::atan2(b, a) * 180 / std::numbers::pi;
    return degrees < 0 ? degrees + 360 : degrees;
}

double ciede2000(const Vector& one, const Vector& two) {
    const double meanC = (std::hypot(one[1], one[2]) + std::hypot(two[1], two[2])) / 2;
    const double g = 0.5 * (1 - std::sqrt(std::pow(meanC, 7) / (std::pow(meanC, 7) + std::pow(25.0, 7))));
    const double a1 = one[1] * (1 + g);
    const double a2 = two[1] * (1 + g);
    const double c1 = std::hypot(a1, one[2]);
    const double c2 = std::hypot(a2, two[2]);
    const double h1 = hueOf(a1, one[2]);
    const double h2 = hueOf(a2, two[2]);
    double dh = c1 * c2 == 0 ? 0 : h2 - h1;
    if (dh > 180) dh -= 360;
    if (dh < -180) dh += 360;
    const double dL = two[0] - one[0];
    const double dC = c2 - c1;
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(radians(dh / 2));
    const double l = (one[0] + two[0]) / 2;
    const double c = (c1 + c2) / 2;
    double h = c1 * c2 == 0 ? h1 + h2 : (h1 + h2) / 2;
    if (c1 * c2 != 0 && std::abs(h1 - h2) > 180) h += h1 + h2 < 360 ? 180 : -180;
    const double t = 1 - 0.17 * std::cos(radians(h - 30)) + 0.24 * std::cos(radians(2 * h)) +
                     0.32 * std::cos(radians(3 * h + 6)) - 0.20 * std::cos(radians(4 * h - 63));
    const double sL = 1 + 0.015 * (l - 50) * (l - 50) / std::sqrt(20 + (l - 50) * (l - 50));
    const double sC = 1 + 0.045 * c;
    const double sH = 1 + 0.015 * c * t;
    const double rC = 2 * std::sqrt(std::pow(c, 7) / (std::pow(c, 7) + std::pow(25.0, 7)));
    const double turn = 30 * std::exp(-std::pow((h - 275) / 25, 2));
    const double rT = -std::sin(radians(2 * turn)) * rC;
    return std::sqrt(std::pow(dL / sL, 2) + std::pow(dC / sC, 2) + std::pow(dH / sH, 2) +
                     rT * (dC / sC) * (dH / sH));
}

constexpr std::array kFilled{ThreadState::New,       ThreadState::Runnable, ThreadState::Running,
                             ThreadState::Blocked,   ThreadState::Waiting,  ThreadState::Sleeping,
                             ThreadState::Terminated};

const std::array<std::pair<const char*, const Theme*>, 2> themes() {
    return {{{"light", &Theme::light()}, {"dark", &Theme::dark()}}};
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void theDistanceFormulaGivesThePublishedValues() {
        // from the table of test data by Sharma, Wu and Dalal
        QVERIFY(std::abs(ciede2000({50, 2.6772, -79.7751}, {50, 0, -82.7485}) - 2.0425) < 1e-4);
        QVERIFY(std::abs(ciede2000({50, 2.5, 0}, {73, 25, -18}) - 27.1492) < 1e-4);
        QVERIFY(std::abs(ciede2000({50, -0.001, 2.49}, {50, 0.0011, -2.49}) - 4.7461) < 1e-4);
    }

    void theColoursAreThoseOfTheTable() {
        QCOMPARE(Theme::light().look(ThreadState::Blocked).fill, QColor("#AC1F0E"));
        QCOMPARE(Theme::light().look(ThreadState::Runnable).fill, QColor("#EB9F18"));
        QCOMPARE(Theme::dark().look(ThreadState::Running).fill, QColor("#7EC49B"));
        QCOMPARE(Theme::dark().look(ThreadState::Terminated).fill, QColor("#354148"));
        QCOMPARE(Theme::light().background, QColor("#FFFFFF"));
        QCOMPARE(Theme::dark().background, QColor("#1B1E20"));
    }

    void anyTwoStatesAreToldApartByColourInAnyVision() {
        for (const auto& [name, theme] : themes())
            for (const Vision& vision : kVisions)
                for (std::size_t i = 0; i < kFilled.size(); ++i)
                    for (std::size_t j = 0; j < i; ++j) {
                        const double distance = ciede2000(lab(theme->look(kFilled[i]).fill, vision.matrix),
                                                          lab(theme->look(kFilled[j]).fill, vision.matrix));
                        QVERIFY2(distance >= 15, qPrintable(QString("%1, %2: states %3 and %4 are %5 apart")
                                                                .arg(name, vision.name)
                                                                .arg(int(kFilled[i]))
                                                                .arg(int(kFilled[j]))
                                                                .arg(distance)));
                    }
    }

    void statesOfOneColourDifferInShape() {
        for (const auto& [name, theme] : themes())
            for (int i = 0; i < kThreadStates; ++i)
                for (int j = 0; j < i; ++j) {
                    const StateLook& a = theme->look(static_cast<ThreadState>(i));
                    const StateLook& b = theme->look(static_cast<ThreadState>(j));
                    const bool isSameShape = a.isHollow == b.isHollow && a.pattern == b.pattern;
                    QVERIFY(!isSameShape || a.fill != b.fill);
                    QVERIFY(a.icon != b.icon && a.glyph != b.glyph);
                }
    }

    void textIsReadable() {
        for (const auto& [name, theme] : themes()) {
            for (const QColor& under : {theme->background, theme->laneAlternate})
                for (const QColor& text : {theme->text, theme->textMuted, theme->deadlock, theme->loss})
                    QVERIFY(contrast(text, under) >= 4.5);
            for (int i = 0; i < kThreadStates; ++i) {
                const StateLook& look = theme->look(static_cast<ThreadState>(i));
                QVERIFY(contrast(look.text, look.isHollow ? theme->lane : look.fill) >= 4.5);
            }
            for (const LockState state : {LockState::Held, LockState::HeldAndWanted})
                QVERIFY(contrast(theme->look(state).text, theme->look(state).fill) >= 4.5);
        }
    }

    void shapesStandOutOrAreOutlined() {
        for (const auto& [name, theme] : themes()) {
            for (int i = 0; i < kThreadStates; ++i) {
                const StateLook& look = theme->look(static_cast<ThreadState>(i));
                QVERIFY(look.isOutlined || contrast(look.fill, theme->lane) >= 3);
                QVERIFY(contrast(look.outline, theme->lane) >= 3);
            }
            for (const QColor& line : {theme->deadlock, theme->cursor, theme->accent, theme->selection})
                QVERIFY(contrast(line, theme->lane) >= 3);
        }
    }

    void thePrintThemeIsGreyAndItsStatesDifferInLightnessOrPattern() {
        const Theme& theme = Theme::print();
        for (int i = 0; i < kThreadStates; ++i) {
            const StateLook& a = theme.look(static_cast<ThreadState>(i));
            QCOMPARE(a.fill.saturation(), 0);
            for (int j = 0; j < i; ++j) {
                const StateLook& b = theme.look(static_cast<ThreadState>(j));
                const int apart = std::abs(a.fill.lightness() - b.fill.lightness());
                QVERIFY(apart >= 24 || a.pattern != b.pattern || a.isHollow != b.isHollow);
            }
        }
    }

    void thePaletteIsReadable() {
        for (const auto& [name, theme] : themes()) {
            const QPalette palette = theme->palette();
            QVERIFY(contrast(palette.color(QPalette::WindowText), palette.color(QPalette::Window)) >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::Text), palette.color(QPalette::Base)) >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)) >=
                    4.5);
            QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >=
                    4.5);
        }
    }

    void everyGlyphLeavesAMarkOfItsOwn() {
        std::vector<QImage> pictures;
        for (int g = static_cast<int>(Glyph::Circle); g <= static_cast<int>(Glyph::Cpu); ++g) {
            QImage image(14, 14, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            drawGlyph(painter, static_cast<Glyph>(g), QRectF(0, 0, 14, 14), Qt::black);
            painter.end();
            for (const QImage& other : pictures) QVERIFY(image != other);
            pictures.push_back(image);
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
