"""Real names that a text itself gives: where a form asks for one, beside a phone or an address, or half starred out."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from archiver.redaction.found import Found
from archiver.redaction.views import Views

_SINGLE: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙"
    "史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游"
    "辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池麻苑迟邝"
)
_DOUBLE: Final = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|南宫|西门|轩辕"
_SURNAME: Final = rf"(?:{_DOUBLE}|[{_SINGLE}])"
_HAN: Final = r"[\u4e00-\u9fff]"
_FULL: Final = rf"{_SURNAME}{_HAN}{{1,2}}(?:·{_HAN}{{1,6}})?"
_FORM: Final = re.compile(
    r"(?:收件人|收货人|联系人|户名|持卡人|(?:收货姓名|寄件人|发件人|经办人|姓名|开户人|开户名|账户名|收款人|收款方|收款户名|"
    r"付款人|付款方|汇款人|真名|实名|法人|法定代表人|投诉人|原告|被告|签名|对方账户)(?=是|为|叫|[:：\-=\]】)）\s]))"
    rf"(?:是|为|叫|[:：\-=\]】)）]|\s)*(?P<is>{_FULL}|{_HAN}{{2,4}})(?!{_HAN})"
)
_CALLED: Final = re.compile(
    rf"(?:我叫|我是|本名|全名|名字叫|大名|真名叫|名字是|他叫|她叫|本人)\s?(?P<is>{_FULL})(?=$|"
    rf"[\s,，。.!！;；、(（的0-9a-z])"
)
_PAID: Final = re.compile(
    rf"(?:向|给|转给|付给|打给|汇给|收到|来自)\s?(?P<is>{_FULL})\s?(?=的?(?:转账|付款|红包|汇款|打款|收款))"
)
_STARRED: Final = re.compile(
    rf"(?:{_HAN}[*＊]{{1,2}}{_HAN}?|(?<![{_HAN[1:-1]}*＊])[*＊]{{1,2}}{_HAN})(?=$|[\s,，。)）(（:：\]】0-9])"
)
_BESIDE: Final = re.compile(
    rf"(?<!{_HAN})(?P<is>{_FULL})[\s,，、:：;；(（/|\-]{{0,3}}(?:收|电话|手机|tel)?[\s:：,，]{{0,2}}$"
)
_AFTER: Final = re.compile(rf"^[\s,，、:：;；(（/|\-]{{1,3}}(?P<is>{_FULL})(?=$|[\s,，。)）(（:：0-9]|收(?!到))")
_RECEIVES: Final = re.compile(rf"(?<!{_HAN})(?P<is>{_HAN}{{2,3}}?)代?收(?=$|[\s,，。0-9])")
_REACH: Final = 16
TITLES: Final = "总|哥|姐|叔|姨|工|老师|先生|女士|小姐|同学|经理|老板|师傅|医生|律师|主任"
_NO_NAME: Final = re.compile(
    r"商务|单号|方便|高兴|包邮|时间|成功|完成|微信|支付宝|银行|公司|平台|客服|商家|店铺|本人|自己|对方|高清|金额|明天|"
    r"时间|文件|方案|安排|成品|万一|单价|于是|全部|何时|石头|任何|和你|时候|路上|关于"
)
_BLANK_OF_FORM: Final = re.compile(
    r"电话|手机|号码|地址|微信|姓名|邮箱|栏|空着|填|写|一样|不对|不是|是谁|错了|什么|哪|没|多少|[都那这要给的吗呢]$"
)
"""What follows the word of a form where no name does: 收件人电话, 户名栏空着."""

_EDGES: Final = re.compile(r"[\s\W_]+")
_FAMILIAR: Final = re.compile(r"(.{2,}?)(?:酱|君|桑|喵|大大|太太|老师|同学|sama|姐姐|哥哥)")
_TRADE: Final = re.compile(
    r"画|稿|设计|美工|代做|代写|工作|客服|售|运营|剪辑|视频|配音|翻译|程序|开发|代码|老板|甲方|乙方|单$|^单|[接订排下做]单|"
    r"图片|[出约作修接改]图|图$|头像|立绘|建模|临摹|上色|线稿|草稿|成品|样片|修改|版权|版本|加急|急单|店铺|[网小本]店|群主|群友|本群|"
    r"号$|忙|在线|离线|勿扰|请假|休息|上班|营业|暂停|停接|[排约已]满|满员|排期|置顶|公告|私聊|私信|加我|微信|联系|价|[元钱款]$|付款|支付|"
    r"结算|验收|新人|管理|学生|老师|先生|女士|大学|中学|公司|官方|平台|中心|有限|北京|上海|广州|深圳|杭州|成都|"
    r"技术|咨询|值班|前任|团员|群管|后期|接本|约拍|硬件|软件|产品|项目|出纳|[一二三四五六七八九十]店$|"
    r"名字|昵称|用户|匿名|备注|本人|不|没|无|的|了|吗|中$|"
    r"logo|design|studio|admin|work|free|busy|offline|online|draw|paint|photo|video|shop|live2d|vtuber|only|team|official"
)
"""Words that stand in nicknames beside the name; masked everywhere they would take the talk of work away."""


def names_told(seen: Views, others: Iterable[Found]) -> Iterator[Found]:
    """Yield names of a form, and those beside the phones and addresses found before (`others`)."""
    for pattern in (_FORM, _CALLED, _PAID):
        for match in pattern.finditer(seen.plain):
            if not _NO_NAME.fullmatch(match["is"]) and not _BLANK_OF_FORM.search(match["is"]):
                yield Found(*match.span("is"), "name")
    if "*" in seen.plain:
        yield from (Found(*match.span(), "name") for match in _STARRED.finditer(seen.plain))
    if any(one.kind in {"phone", "address"} for one in others):
        yield from (Found(*match.span("is"), "name") for match in _RECEIVES.finditer(seen.plain))
    for one in others:
        if one.kind in {"phone", "address", "identity", "card", "parcel"}:
            yield from _neighbours(seen.plain, one)


def _neighbours(text: str, found: Found) -> Iterator[Found]:
    before = _BESIDE.search(text[max(0, found.start - _REACH) : found.start])
    if before and not _NO_NAME.fullmatch(before["is"]):
        at = max(0, found.start - _REACH)
        yield Found(at + before.start("is"), at + before.end("is"), "name")
    after = _AFTER.search(text[found.end : found.end + _REACH])
    if after and not _NO_NAME.fullmatch(after["is"]):
        yield Found(found.end + after.start("is"), found.end + after.end("is"), "name")


def is_real(name: str) -> bool:
    """Say whether a name looks like one on a paper: a known surname and one or two more characters."""
    return bool(re.fullmatch(_FULL, name))


def inner(name: str) -> tuple[str, ...]:
    """Return what a nickname is called by in talk: 阿澈 of 阿澈（接稿中）, 山雀 of 【画师】山雀, Luna of Luna酱.

    Words of the trade and of where somebody is (接稿, 勿扰) name nobody, and are left in sight.
    """
    cut = [one for one in _EDGES.split(name) if one]
    bare = [ending.group(1) for one in cut if (ending := _FAMILIAR.fullmatch(one))]
    return tuple(one for one in dict.fromkeys((*cut, *bare)) if one != name and _is_inner(one))


def _is_inner(piece: str) -> bool:
    han = len(re.findall(_HAN, piece))
    if re.search(r"[0-9]", piece) and not re.fullmatch(r"[A-Za-z]{2,}[0-9]{1,4}", piece):
        return False
    return (2 <= han <= 6 or (not han and len(piece) >= 4)) and not _TRADE.search(piece.casefold())


def shorter(name: str) -> tuple[str, ...]:
    """Return the ways a real name is shortened in talk: the given name, 小王, 王总."""
    double = re.match(_DOUBLE, name)
    surname = double[0] if double else name[0]
    given = name[len(surname) :]
    return tuple(
        [*([given] if len(given) == 2 else []), *(f"{before}{surname}" for before in "小老阿")]
        + [f"{surname}{title}" for title in TITLES.split("|")]
    )
