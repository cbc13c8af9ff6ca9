// SPDX-License-Identifier: GPL-3.0-or-later
// What a failed comparison of texts says: the texts.
#pragma once

#include <QTest>
#include <string>

namespace QTest {

template <>
inline char* toString(const std::string& text) {
    return qstrdup(('"' + text + '"').c_str());
}

} // namespace QTest
