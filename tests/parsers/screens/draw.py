"""Draws screenshots of invented chats: what the samples in fixtures/screenshots were made with.

    python -m tests.parsers.screens.draw FOLDER

Needs Pillow and the font Noto Sans CJK. Each picture comes from a script of rows, which also says what must be read.
The looks are those that phones and computers have in common, in the colours of several themes; no client is copied.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, NamedTuple

from PIL import Image, ImageDraw, ImageFont

FONT: Final = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
_SIMPLIFIED: Final = 2

Kind = Literal["me", "peer", "time", "system"]
Colour = tuple[int, int, int]


class Row(NamedTuple):
    """A row of a chat: a bubble, a time line or a tip. `name` stands above the bubbles of groups."""

    kind: Kind
    text: str
    name: str = ""


class Theme(NamedTuple):
    """Colours and measures of a look; `size` is that of the letters in pixels."""

    page: Colour
    bar: Colour
    ink: Colour
    pale: Colour
    mine: Colour
    mine_ink: Colour
    theirs: Colour
    theirs_ink: Colour
    width: int
    size: int
    tail: bool = False
    status: str = "21:36"


LIGHT: Final = Theme((241, 241, 246), (249, 249, 252), (20, 20, 20), (140, 140, 146), (0, 153, 255), (255, 255, 255),
                     (255, 255, 255), (20, 20, 20), 1080, 44)  # fmt: skip
DARK: Final = Theme((17, 17, 17), (25, 25, 25), (230, 230, 230), (120, 120, 120), (0, 102, 204), (255, 255, 255),
                    (44, 44, 44), (230, 230, 230), 1080, 44)  # fmt: skip
GREEN: Final = Theme((237, 237, 237), (237, 237, 237), (20, 20, 20), (140, 140, 140), (149, 236, 105), (20, 20, 20),
                     (255, 255, 255), (20, 20, 20), 1179, 50, tail=True)  # fmt: skip
SMALL: Final = LIGHT._replace(width=720, size=29)
DESK: Final = LIGHT._replace(page=(242, 242, 242), bar=(242, 242, 242), width=760, size=15, status="")


class Shot(NamedTuple):
    """One picture: its look, the words of its title bar, its rows."""

    name: str
    theme: Theme
    title: str
    rows: tuple[Row, ...]


def me(text: str, name: str = "") -> Row:
    """Return a bubble of the phone's owner."""
    return Row("me", text, name)


def peer(text: str, name: str = "") -> Row:
    """Return a bubble of another person."""
    return Row("peer", text, name)


def at(text: str) -> Row:
    """Return a time line."""
    return Row("time", text)


def tip(text: str) -> Row:
    """Return a line of the program's own voice."""
    return Row("system", text)


def draw(shot: Shot) -> Image.Image:
    """Return the picture of a shot, as high as its rows need."""
    return _Sheet(shot).drawn()


class _Sheet:
    def __init__(self, shot: Shot) -> None:
        self._shot, self._theme = shot, shot.theme
        size = self._theme.size
        self._font = _font(size)
        self._little = _font(round(size * 0.72))
        self._image = Image.new("RGB", (self._theme.width, 40 * size * (len(shot.rows) + 3)), self._theme.page)
        self._pen = ImageDraw.Draw(self._image)
        self._y = 0

    def drawn(self) -> Image.Image:
        self._bar()
        for row in self._shot.rows:
            if row.kind in {"me", "peer"}:
                self._bubble(row)
            else:
                self._middle(row.text)
        self._foot()
        return self._image.crop((0, 0, self._theme.width, self._y))

    def _bar(self) -> None:
        theme, size = self._theme, self._theme.size
        height = round(size * (4.2 if theme.status else 2.6))
        self._pen.rectangle((0, 0, theme.width, height), fill=theme.bar)
        if theme.status:
            self._pen.text((size, size * 0.5), theme.status, font=self._little, fill=theme.ink)
            self._pen.text((theme.width - size, size * 0.5), "5G 87%", font=self._little, fill=theme.ink, anchor="ra")
            self._pen.line([(size * 1.3, height - size * 2.0), (size * 0.9, height - size * 1.55),
                            (size * 1.3, height - size * 1.1)], fill=theme.ink, width=max(2, size // 12))  # fmt: skip
        if self._shot.title:
            self._pen.text((theme.width / 2, height - size * 2.1), self._shot.title, font=_font(round(size * 1.08)),
                           fill=theme.ink, anchor="ma")  # fmt: skip
        self._y = height + size

    def _middle(self, text: str) -> None:
        self._pen.text((self._theme.width / 2, self._y), text, font=self._little, fill=self._theme.pale, anchor="ma")
        self._y += round(self._theme.size * 2.2)

    def _bubble(self, row: Row) -> None:
        theme, size = self._theme, self._theme.size
        mine = row.kind == "me"
        gutter, pad = round(size * 3.1), round(size * 0.6)
        lines = tuple(self._wrapped(row.text, theme.width - 2 * gutter - 2 * pad - size))
        width = max(int(self._pen.textlength(line, font=self._font)) for line in lines)
        height = round(len(lines) * size * 1.45)
        left = theme.width - gutter - 2 * pad - width if mine else gutter
        top = self._y + (round(size * 1.25) if row.name else 0)
        if row.name:
            edge = left + 2 * pad + width if mine else left
            self._pen.text((edge, self._y), row.name, font=self._little, fill=theme.pale, anchor="ra" if mine else "la")
        area = (left, top, left + width + 2 * pad, top + height + pad)
        self._pen.rounded_rectangle(area, round(size * 0.35), fill=theme.mine if mine else theme.theirs)
        face = (theme.width - round(size * 2.6) if mine else round(size * 0.5), self._y)
        self._pen.ellipse((*face, face[0] + size * 2.1, face[1] + size * 2.1), fill=(206, 150, 120) if mine else
                          (110, 140, 190))  # fmt: skip
        for number, line in enumerate(lines):
            place = (left + pad, top + pad * 0.5 + number * size * 1.45)
            self._pen.text(place, line, font=self._font, fill=theme.mine_ink if mine else theme.theirs_ink)
        self._y = area[3] + round(size * 0.9)

    def _wrapped(self, text: str, room: float) -> Iterator[str]:
        for paragraph in text.split("\n"):
            line = ""
            for letter in paragraph:
                if self._pen.textlength(line + letter, font=self._font) > room:
                    yield line
                    line = ""
                line += letter
            yield line

    def _foot(self) -> None:
        theme, size = self._theme, self._theme.size
        top = self._y + round(size * 0.4)
        self._y = top + round(size * 2.6)
        self._pen.rectangle((0, top, theme.width, self._y), fill=theme.bar)
        box = (size * 1.2, top + size * 0.5, theme.width - size * 3, self._y - size * 0.5)
        self._pen.rounded_rectangle(box, size * 0.3, fill=theme.theirs)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size, index=_SIMPLIFIED)


def save(shot: Shot, folder: Path) -> Path:
    """Write a shot as a small PNG; return where."""
    path = folder / f"{shot.name}.png"
    draw(shot).quantize(48).save(path, optimize=True)
    return path


_LABELS: Final = (
    at("2024年9月25日 13:30"),
    peer("做"),
    me("六个口味 六张"),
    me("每张正反面都要"),
    peer("一款200"),
    me("六款能少点不"),
    peer("180 六款1080"),
    me("好 那1080"),
    at("2024年9月25日 13:40"),
    me("你看这东西难吗 别翻车"),
    peer("放一百个心 我出手从没翻过"),
    me("什么节奏出"),
    peer("打款起 两天一款"),
    me("双十一前六款得全部给齐"),
    peer("够够的"),
    me("先付540 剩下六款齐了给"),
    peer("ok"),
)
"""Words of the bundled case late-delivery."""

SHOTS: Final = (
    Shot("light", LIGHT, "山雀", (
        at("2024年3月5日 10:20"),
        me("海报今晚能出初稿吗？"),
        peer("可以，8点前发你，定金500元先付"),
        me("已经转了，注意查收"),
        tip("山雀撤回了一条消息"),
        peer("收到。3月8日前交终稿，改两次免费，第三次起每次另收100元，加急再加二百"),
        at("昨天 21:03"),
        peer("初稿发你了，看看配色行不行？"),
        me("配色太暗，logo放大一点，右下角加上门店电话：\n0571-0000 1234\n其他就按这个来"),
    )),
    Shot("dark", DARK, "山雀", (
        at("星期二 下午3:20"), peer("老板在吗？方案改好了"), me("在的，发来看看"), peer("发邮箱了，一共18页，含封面"),
        me("第7页的数据还是去年的，麻烦更新到2024年6月"),
        peer("好的，今晚12点前给你"),
        at("昨天 09:12"),
        peer("改完了，尾款什么时候结？"),
        me("这周五结，先欠着800元"),
    )),
    Shot("green", GREEN, "江河装修-陈工", (
        at("3月5日 晚上8:15"),
        me("陈工，水电图纸什么时候出"),
        peer("后天出，先付30%定金，也就是4500元"),
        me("可以走支付宝吗"),
        peer("微信支付宝都行"),
        tip("你已添加了江河装修-陈工，现在可以开始聊天了。"),
        me("好，那我现在转4500，备注写“水电定金”，你收到回我一声"),
        peer("收到了，谢谢"),
    )),
    Shot("group", SMALL, "验收沟通群(12)", (
        at("14:08"),
        peer("@江河 第二版的报价单麻烦再发一次", "【甲方】山雀"),
        me("稍等，我找一下"),
        peer("上次说的是3800，不含税", "白鹭"),
        peer("对，税点另算，6个点", "【甲方】山雀"),
        tip("“白鹭”邀请“老槐”加入了群聊"),
        me("含税一共4028元，月底前要开票"),
        peer("OK", "老槐"),
        at("14:31"), peer("那就按4028签，下周一打款50%", "【甲方】山雀"),
    )),
    Shot("desk", DESK, "山雀", (
        at("2024/9/25 13:30:46"),
        peer("你好，论文排版能做吗？一百二十页左右，要求按学校模板"),
        me("能做，300元，两天交稿，图表另算每张5元"),
        peer("那一共多少钱"),
        me("20张图就是100，合计400元。先付一半定金，交稿后付清"),
        peer("好"),
        at("2024/9/25 13:52:10"),
        peer("已付200，请查收"), me("收到，周五晚上之前发你"),
    )),
    Shot("labels-1", LIGHT, "鹿白设计", _LABELS[:11]),
    Shot("labels-2", LIGHT, "鹿白设计", _LABELS[7:]),
    Shot("labels-altered", LIGHT, "鹿白设计", (
        at("2024年9月25日 13:30"),
        peer("做"),
        me("六个口味 六张"),
        me("每张正反面都要"),
        peer("一款200"),
        me("六款能少点不"),
        peer("280 六款1680"), me("好 那1080"), me("不满意可以全额退款吗"), peer("可以退"), at("2024年9月25日 13:40"),
        me("你看这东西难吗 别翻车"), peer("放一百个心 我出手从没翻过"),
    )),
)  # fmt: skip
"""The samples. `labels-altered` says what nobody said in the case."""


def said(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """Return the bubbles and tips, each with the time line above it."""
    raw, found = "", list[tuple[Row, str]]()
    for row in rows:
        if row.kind == "time":
            raw = row.text
        else:
            found.append((row, raw))
    return found


def overlap(one: Shot, other: Shot) -> int:
    """Return how many bubbles two shots of one talk share."""
    mine, theirs = ([row for row, _ in said(shot.rows)] for shot in (one, other))
    return max((n for n in range(min(len(mine), len(theirs)) + 1) if mine[len(mine) - n :] == theirs[:n]), default=0)


if __name__ == "__main__":
    for each in SHOTS:
        sys.stdout.write(f"{save(each, Path(sys.argv[1]))}\n")
    sys.stdout.write(f"{[overlap(*two) for two in pairwise(SHOTS)]}\n")
