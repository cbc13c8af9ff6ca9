// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QHashSeed>

int main(int argc, char* argv[]) {
    QHashSeed::setDeterministicGlobalSeed(); // pictures must not depend on the order of a hash
    return lockstep::app::runProgram(argc, argv);
}
