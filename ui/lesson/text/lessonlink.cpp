// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/text/lessonlink.h"

#include <QStringList>

namespace lockstep::ui {

namespace {

bool set(TryLink& link, const QString& name, const QString& value) {
    bool isGood = !name.isEmpty() && !value.isEmpty();
    if (name == u"mode")
        link.mode = value;
    else if (name == u"speed")
        link.speed = value.toDouble(&isGood);
    else if (name == u"seed")
        link.seed = value.toULongLong(&isGood);
    else
        link.parameters[name] = value.toLongLong(&isGood);
    return isGood;
}

std::optional<LessonLink> parsedTry(const QString& rest) {
    TryLink link;
    const qsizetype mark = rest.indexOf(u'?');
    link.variant = rest.left(mark);
    if (mark < 0) return link;
    for (const QString& setting : rest.mid(mark + 1).split(u'&')) {
        const qsizetype equals = setting.indexOf(u'=');
        if (equals < 0 || !set(link, setting.left(equals), setting.mid(equals + 1))) return std::nullopt;
    }
    return link;
}

} // namespace

std::optional<LessonLink> parsedLink(const QString& target) {
    const qsizetype colon = target.indexOf(u':');
    if (colon < 0) return std::nullopt;
    const QString scheme = target.left(colon);
    const QString rest = target.mid(colon + 1);
    if (scheme == u"try") return parsedTry(rest);
    if (scheme == u"compare") return CompareLink{rest};
    if (scheme == u"find" && !rest.isEmpty()) return FindLink{rest};
    if (scheme == u"open" && !rest.isEmpty()) return OpenLink{rest};
    bool isNumber = false;
    const int question = rest.toInt(&isNumber);
    if (scheme == u"fold" && isNumber) return FoldLink{question};
    return std::nullopt;
}

} // namespace lockstep::ui
