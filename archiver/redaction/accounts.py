"""Accounts, secrets and papers that a text names."""

import re
from collections.abc import Iterator
from typing import Final

from archiver.redaction import checks
from archiver.redaction.found import Found, Kind
from archiver.redaction.views import Views

_WECHAT: Final = re.compile(
    r"(?:微\s?信|薇信|威信|维信|卫星|徽信|微x|v信|(?<![a-z])(?:wechat|weixin|wx|vx)(?![a-z])|"
    r"(?<![a-z])[vw]x(?=[a-z_\-]{2,}[0-9_\-])|(?<![a-z0-9])v(?=\s?[:：♥❤])|绿泡泡|加v)"
    r"(?:号码?|id|账号)?\s{0,2}(?:也?是|为|同号|[:：=>→~\-♥❤\ufe0f]|\s)*\s{0,2}(?P<is>[a-z][a-z0-9_\-]{5,19}|"
    r"\d{6,12}(?![\d.元块万]))"
)
_WXID: Final = re.compile(r"(?<![a-z0-9])wxid_[a-z0-9]{6,20}")
_ALIPAY: Final = re.compile(
    r"(?:支付宝|支府宝|alipay|(?<![a-z])zfb(?![a-z])|某宝)(?:账号|帐号|账户|号码?|号)\s{0,2}(?:是|为|[:：=]|"
    r"\s)*\s{0,2}"
    r"(?P<is>[a-z0-9][a-z0-9_.@\-]{4,40})"
)
_ALIPAY_BARE: Final = re.compile(
    r"(?:支付宝|alipay|(?<![a-z])zfb(?![a-z]))\s{0,2}[:：]?\s{0,2}(?P<is>(?=[a-z0-9_.\-]{0,30}[0-9])[a-z][a-z0-9_.\-]{4,30})"
)
_ELSEWHERE: Final = re.compile(
    r"(?:抖音|快手|小红书|微博|b站|bilibili|闲鱼|咸鱼|淘宝|旺旺|米画师|lofter|推特|twitter|telegram|discord|steam)"
    r"(?:旺旺)?\s?(?:账号|帐号|号码?|uid|id|昵称|@|[:：]|\s)(?:是|为|[:：@]|\s){0,3}"
    r"(?P<is>(?!v[0-9.]+(?![a-z0-9]))(?=[a-z0-9_.\-]{0,30}[0-9_])[a-z][a-z0-9_.\-]{4,29}|(?<=id)[ :：]{0,2}\d{5,16})"
)
_SECRET: Final = re.compile(
    r"(?:密码|密碼|口令|密钥|(?<![a-z0-9])(?:password|passwd|pwd|passcode|pass|psw|mm|token|secret)(?![a-z])|"
    r"验证码|校验码|动态码|提取码|激活码|取件码|授权码)"
    r"(?:都|就|还|也)?\s{0,2}(?:是|为|[:：=>→]|\s)*\s{0,2}[\"'“‘「]?(?P<is>[!-~]{3,40})"
)
_LOGIN: Final = re.compile(
    r"(?:账号|帐号|账户|用户名|登录名|login|username|user|account)\s{0,2}(?:是|为|[:：=]|"
    r"\s)*\s{0,2}(?P<is>[a-z0-9][a-z0-9_.@\-]{3,40})"
)
_PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][ ]?[a-hj-np-z][ ·.•\-]{0,2}"
    r"(?=[a-z0-9挂学警港澳]{0,5}[0-9])[a-hj-np-z0-9]{4,5}(?:[a-hj-np-z0-9]|[挂学警港澳])(?![a-z0-9])"
)
_PASSPORT: Final = re.compile(r"(?<![a-z0-9])(?:[eg]\d{8}|e[a-hj-np-z]\d{7})(?![a-z0-9])")
_PERMIT: Final = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|军官证|驾驶证|证件|passport)(?:号码?)?\s{0,2}(?:是|为|"
    r"[:：=])?\s{0,2}(?P<is>[a-z]{0,2}[ \-]?\d{7,11})(?!\d)"
)
_ENROLLED: Final = re.compile(
    r"(?:学号|工号|社保号|社保卡号|医保号|档案号|准考证号?|警号)\s{0,2}(?:是|为|[:：=])?\s{0,2}(?P<is>[a-z]{0,3}\d{6,18})(?!\d)"
)
_PARCEL: Final = re.compile(
    r"(?:快递|运单|物流|顺丰|圆通|中通|申通|韵达|极兔|邮政|ems|京东|德邦|丰巢|取件)[^\n0-9a-z]{0,8}(?P<is>[a-z]{0,4}\d{8,20}(?:-\d{1,4})*)(?![0-9a-z])"
)
_NUMBERED: Final = re.compile(r"单号[^\n0-9a-z]{0,8}(?P<is>[a-z]{0,4}\d{8,20}(?:-\d{1,4})*)(?![0-9a-z])")
_SENT: Final = re.compile(r"快递|物流|寄|发货|包裹|驿站|[签查揽]收|派送|收货|记得收|收一下")
"""What tells that a 单号 is a parcel's and not an order's."""
_CARRIER: Final = re.compile(r"(?<![a-z0-9])(?:sf|yt|jd[a-z]{0,2}|jt|zto|sto|ydh?|dpk)\d{10,15}(?![a-z0-9])")
_ORDERED: Final = re.compile(r"(?:订|订单|交易|商户|流水|支付|退款|工)$")
_CREDIT: Final = re.compile(r"(?<![A-Za-z0-9])(?=\d*[A-Za-z])[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}(?![A-Za-z0-9])")
_PICTURE: Final = re.compile(
    r"\{?(?<![0-9a-f])(?=[0-9\-]{0,35}[a-f])[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?![0-9a-f])\}?"
)

_MARKED: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("wechat", _WECHAT),
    ("wechat", _WXID),
    ("alipay", _ALIPAY),
    ("alipay", _ALIPAY_BARE),
    ("handle", _ELSEWHERE),
    ("secret", _SECRET),
    ("secret", _LOGIN),
    ("plate", _PLATE),
    ("passport", _PASSPORT),
    ("passport", _PERMIT),
    ("passport", _ENROLLED),
    ("parcel", _PARCEL),
    ("parcel", _CARRIER),
    ("picture", _PICTURE),
)


def _is_ordered(plain: str, start: int, figures: int) -> bool:
    """Say whether what leads to figures names an order: 订单号, 京东订单."""
    return bool(_ORDERED.search(plain[max(0, start - 4) : start])) or "订单" in plain[start:figures]


def accounts(seen: Views) -> Iterator[Found]:
    """Yield WeChat and Alipay accounts, plates, papers, parcels, passwords and file names of pictures."""
    for kind, pattern in _MARKED:
        for match in pattern.finditer(seen.plain):
            start, end = match.span("is" if pattern.groups else 0)
            if kind == "parcel" and _is_ordered(seen.plain, match.start(), start):
                continue
            yield Found(start, end, kind)
    if _SENT.search(seen.plain):
        for match in _NUMBERED.finditer(seen.plain):
            if not _is_ordered(seen.plain, match.start(), match.start("is")):
                yield Found(*match.span("is"), "parcel")
    for match in _CREDIT.finditer(seen.plain):
        if checks.is_credit_code(match[0].upper()):
            yield Found(*match.span(), "credit_code")
