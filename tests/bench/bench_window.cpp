// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's thread computes at a stretch while it follows the largest runs there are: for one
// event with all that it brings about, frames and all. Beside 16.7 ms, which a screen of 60 Hz leaves for it.
#include "core/scenarios/catalogue.h"
#include "machine.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/model/run.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <ctime>

using namespace lockstep;
using namespace lockstep::ui;

namespace {

constexpr double kFrame = 1000.0 / 60;
constexpr double kWorthTelling = 1.0; // shorter ones drew nothing

// Of this thread: unlike a clock's, hardly touched by what else the machine does, the run itself included.
double cpuMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Times each event that comes from outside, with all that it brings about; one of them is a frame, painted.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth++ == 0) m_begin = cpuMilliseconds();
        const bool isHandled = QApplication::notify(receiver, event);
        if (--m_depth == 0) add(cpuMilliseconds() - m_begin);
        return isHandled;
    }
    void begin() { m_milliseconds.clear(); }
    std::vector<double> sorted() {
        std::ranges::sort(m_milliseconds);
        return m_milliseconds;
    }

private:
    void add(double milliseconds) {
        if (milliseconds >= kWorthTelling) m_milliseconds.push_back(milliseconds);
    }

    int m_depth = 0;
    double m_begin = 0;
    std::vector<double> m_milliseconds;
};

struct Heavy {
    const char* scenario;
    const char* variant;
    Parameters parameters;
    const char* words;
};

void spin(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

void spinToTheEnd(const Run& run) {
    QEventLoop loop;
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    QObject::connect(&run, &Run::phaseChanged, &loop, [&] {
        if (run.phase() == Phase::Ended) loop.quit();
    });
    loop.exec();
}

void follow(TimedApplication& application, const Heavy& heavy) {
    QTemporaryDir folder;
    MainWindow window(folder.filePath("settings.ini"));
    window.resize(1440, 900);
    window.show();
    window.choose(*findScenario(heavy.scenario));
    if (*heavy.variant) window.parts().scenario->setVariant(heavy.variant);
    for (const auto& [name, value] : heavy.parameters) window.parts().scenario->setParameter(name, value);
    spin(500); // the first pictures of an empty window are none of the run's
    Run& run = *window.parts().run;
    window.start(); // makes threads and views: not a frame
    application.begin();
    spinToTheEnd(run);
    spin(500);
    const auto all = application.sorted();
    if (all.empty()) return;
    const auto at = [&](double share) {
        return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
    };
    std::printf("%-42s %8zu events  %5zu events of >= 1 ms  median %5.1f ms (%.2f frames)  p99 %5.1f (%.2f)  "
                "longest %5.1f\n",
                heavy.words, run.trace()->size(), all.size(), at(0.5), at(0.5) / kFrame, at(0.99),
                at(0.99) / kFrame, all.back());
}

} // namespace

int main(int argc, char** argv) {
    TimedApplication application(argc, argv);
    bench::printMachine();
    follow(application, {"dining-philosophers", "naive", {{"seats", 50}}, "50 philosophers"});
    follow(application, {"pool-or-threads", "threads", {{"tasks", 1000}}, "1,000 threads"});
    follow(application, {"queue", "", {{"producers", 64}, {"consumers", 64}}, "64 producers, 64 consumers"});
}
