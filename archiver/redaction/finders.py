"""All finders over one text, behind a gate that lets ordinary talk pass at the cost of one search."""

import re
from collections.abc import Iterator
from typing import Final

from archiver.redaction.accounts import accounts
from archiver.redaction.addresses import addresses
from archiver.redaction.fillers import filled
from archiver.redaction.found import Found
from archiver.redaction.mails import mails
from archiver.redaction.names import names_told
from archiver.redaction.numbers import numbers
from archiver.redaction.said import numbers_said, parts_told
from archiver.redaction.views import FIGURE, views

_GATE: Final = re.compile(
    r"[^\W_](?:[\W_]{0,4}\d){3}"
    rf"|{FIGURE}(?:(?:[\W_]|[\[/][\u4e00-\u9fff]{{1,6}}\]?){{0,6}}{FIGURE}){{2}}"
    r"|[①-⑳❶-➓\u2070-\u209f\U0001d7ce-\U0001d7ff]"
    r"|[@＠#＃*＊ⓐ]|圈\s?[aAａＡ]|艾特|爱特|小老鼠|[Ⓐ]|[(\[【{<（]\s?at?\s?[)\]】}>）]|[_\-]at[_\-]|\b(?:at|dot)\b|邮箱|mail|点\s?(?:com|cn|net)|[vｖ]\s?[:：]|[证取活校动权件]码|"
    r"[qｑ][qｑ]|扣扣|企鹅|微信|薇信|威信|[vwｖｗ][xｘ信]|支付宝|zfb|alipay|"
    r"密[码碼]|口令|密钥|pass|pwd|token|secret"
    r"|[账帐][号户]|login|user|account|[号弄栋幢室房座][ ]?|单元|地址|住址|家住|住在|[寄送发]到|收货|快递|小区|"
    r"花园|公寓|大厦|广场|家园|苑|大学|学院"
    r"|抖音|快手|小红书|微博|b站|bilibili|[闲咸]鱼|淘宝|旺旺|米画师|lofter|推特|twitter|telegram|discord|steam"
    r"|[学工警]号|社保|医保|档案号|准考证|微\s信|passport|[vw]x|尾号|出生|生日|[扣叩抠]\s?[扣叩抠]|蔻蔻|寇寇|q.q"
    r"|姓名|户名|人[:： 是]|[款件]方|我叫|我是|本名|全名|真名|名字|大名|实名|本人|[他她]叫|"
    r"[向给到自](?=.{2,5}(?:的|转账|付款|红包))|wxid|护照|通行证|证[件号]"
    r"|[a-z0-9]{8}|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][ ]?[a-zａ-ｚ]",
    re.IGNORECASE,
)


def found_in(text: str, known: frozenset[str] = frozenset()) -> Iterator[Found]:
    """Yield everything in a text that the finders take for personal, unsorted and possibly overlapping.

    `known` are account numbers of the roster; they are found wherever they stand.
    """
    if not _GATE.search(text):
        return
    seen = views(text)
    found = [*numbers(seen, known), *numbers_said(seen), *parts_told(seen), *filled(seen, known)]
    found += [*mails(seen), *accounts(seen), *addresses(seen)]
    yield from found
    yield from names_told(seen, found)
