// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QHashSeed>

#include <csignal>

int main(int argc, char* argv[]) {
    QHashSeed::setDeterministicGlobalSeed(); // pictures must not depend on the order of a hash
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow further is told as a full disk is
    return lockstep::app::runProgram(argc, argv);
}
