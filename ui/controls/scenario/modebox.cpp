// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/scenario/modebox.h"

#include "ui/controls/scenario/speedslider.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QRandomGenerator>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr int kLargestSeed = 999'999'999;

QLabel* makeSentence(Mode mode, QWidget* parent) {
    auto* label = new QLabel(ModeBox::tip(mode) + '.', parent);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

} // namespace

QString ModeBox::title(Mode mode) {
    switch (mode) {
    case Mode::Free: return tr("Free run");
    case Mode::Slow: return tr("Slow motion");
    case Mode::Step: return tr("Step");
    case Mode::Random: return tr("Random");
    case Mode::Replay: break;
    }
    return tr("Replay");
}

QString ModeBox::tip(Mode mode) {
    switch (mode) {
    case Mode::Free: return tr("All threads go as fast as they can, truly in parallel");
    case Mode::Slow: return tr("All threads go, paced so that they can be watched");
    case Mode::Step: return tr("One thread moves at a time, and you choose which");
    case Mode::Random: return tr("One thread moves at a time, by chance; the same seed repeats the run");
    case Mode::Replay: break;
    }
    return tr("One thread moves at a time, as a schedule says");
}

ModeBox::ModeBox(QWidget* parent)
    : QWidget(parent)
    , m_modes(new QButtonGroup(this))
    , m_details(new QStackedWidget(this))
    , m_speed(new SpeedSlider(this)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(8, 4, 8, 8);
    grid->setVerticalSpacing(4);
    for (std::size_t i = 0; i < kModes.size(); ++i) {
        auto* button = new QRadioButton(title(kModes[i]), this);
        button->setToolTip(tip(kModes[i]));
        m_modes->addButton(button, static_cast<int>(kModes[i]));
        grid->addWidget(button, static_cast<int>(i) / 2, static_cast<int>(i) % 2);
    }
    for (QWidget* page : std::initializer_list<QWidget*>{makeSentence(Mode::Free, this), m_speed,
                                                         makeSentence(Mode::Step, this), makeSeedRow()})
        m_details->addWidget(page);
    grid->addWidget(m_details, 2, 0, 1, 2);
    m_details->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_modes, &QButtonGroup::idToggled, this, [this](int, bool isOn) {
        if (isOn) showMode();
    });
    setMode(Mode::Free);
}

QWidget* ModeBox::makeSeedRow() {
    auto* row = new QWidget(this);
    auto* label = new QLabel(tr("Seed"), row);
    m_seed = new QSpinBox(row);
    m_seed->setRange(0, kLargestSeed);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("Every seed makes its own run, and always the same. On the command line: --seed"));
    label->setBuddy(m_seed);
    auto* other = new QPushButton(tr("New seed"), row);
    other->setToolTip(tr("Draws another seed for the next run"));
    connect(other, &QPushButton::clicked, this, &ModeBox::drawSeed);
    auto* grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_seed, 0, 1);
    grid->addWidget(other, 1, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    return row;
}

void ModeBox::showMode() {
    const auto at = std::ranges::find(kModes, mode()) - kModes.begin();
    m_details->setCurrentIndex(static_cast<int>(at));
    emit modeChanged();
}

Mode ModeBox::mode() const {
    return static_cast<Mode>(m_modes->checkedId());
}

void ModeBox::setMode(Mode mode) {
    if (QAbstractButton* button = m_modes->button(static_cast<int>(mode))) button->setChecked(true);
}

std::uint64_t ModeBox::seed() const {
    return static_cast<std::uint64_t>(m_seed->value());
}

void ModeBox::setSeed(std::uint64_t seed) {
    m_seed->setValue(static_cast<int>(std::min<std::uint64_t>(seed, kLargestSeed)));
}

void ModeBox::drawSeed() {
    m_seed->setValue(QRandomGenerator::global()->bounded(kLargestSeed));
}

} // namespace lockstep::ui
