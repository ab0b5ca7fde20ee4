"""Golden dossiers, written by hand: a quarrel over a poster, an empty one, one made of hostile text, a long one."""

from datetime import date, datetime, timedelta, timezone
from hashlib import sha256

import msgspec

from reports.dossier import (
    Account,
    CatalogueGroup,
    CatalogueItem,
    Change,
    Chat,
    Citation,
    Delivery,
    Door,
    Dossier,
    Entry,
    Factor,
    FactorSheet,
    Field,
    File,
    Integrity,
    Issue,
    Line,
    Looked,
    Missing,
    Named,
    Notice,
    Obligation,
    Party,
    Payment,
    Plain,
    Ref,
    Scope,
    Sentence,
    SidePoints,
    Silence,
    Source,
    Sum,
    Summary,
    Term,
    TermVersion,
    Who,
    Words,
)

ZONE = timezone(timedelta(hours=8))
DIGEST = "sha256:" + sha256(b"poster").hexdigest()
SM3 = "sm3:" + sha256(b"not really sm3").hexdigest()
CLIENT = Who("甲", "糯米团", "9000110021")
PROVIDER = Who("乙", "山雀设计～接单中", "9000110022")
SYSTEM = Who("", "系统消息", "")

_TALK = """
03-05 10:20:33 甲 在吗 我们奶茶店开业 想做一张海报
03-05 10:21:02 乙 在的 尺寸和内容发我看看
03-05 10:22:40 甲 60x90 竖版，要放菜单和开业优惠，配色清爽一点
03-05 10:24:18 乙 420一张，含源文件，先付100定金
03-05 10:25:01 甲 可以
03-05 10:25:40 甲 [转账]100元
03-05 10:26:12 乙 收到，谢谢老板
03-05 10:26:30 乙 周五晚上之前给你初稿
03-05 10:27:05 甲 行，开业是12号，别晚了哈
03-05 10:27:44 乙 放心 免费改3次
03-08 18:02:11 甲 今天能好吗
03-08 23:40:09 乙 不好意思今天来不及了 明天给你
03-09 21:15:30 乙 [文件]海报初稿.jpg
03-09 21:15:44 乙 你看下这版
03-09 21:30:02 甲 整体可以，标题再大一点，再加个会员日的小标
03-09 21:31:20 乙 加小标的话加50
03-09 21:33:00 甲 那先这样吧
03-10 09:12:00 甲 源文件什么时候给
03-10 09:40:51 乙 明天中午12点前发你
03-11 14:05:19 甲 到点了 文件呢？
03-11 20:22:37 甲 在不在
03-12 08:00:04 甲 今天开业了 我只能先用初稿打印了
03-14 11:30:00 乙 [文件]海报终稿.psd
03-14 11:30:31 乙 源文件发了 尾款320麻烦结下
03-14 12:01:10 甲 晚了三天 开业都过了 我最多再付120
03-14 12:03:55 乙 说好的420 改稿我还没收你钱呢
03-14 12:10:08 甲 [转账]120元
03-14 12:11:30 乙 收到120 还差200
""".strip().splitlines()


def talk() -> tuple[Line, ...]:
    """Return the transcript lines; every line takes its own bytes, head included."""
    lines, at = [], 231
    for ordinal, row in enumerate(_TALK, 1):
        day, clock, label, text = row.split(" ", 3)
        time = datetime.fromisoformat(f"2024-{day}T{clock}").replace(tzinfo=ZONE)
        end = at + 60 + len(text.encode())
        who = CLIENT if label == "甲" else PROVIDER
        files: tuple[File, ...] = ()
        kind = "文字"
        if text.startswith("[文件]"):
            kind, files = "文件", (File("文件", text[4:], 2411724, sha256="", md5="md5:" + "5" * 32),)
        elif text.startswith("[转账]"):
            kind = "转账"
        raw = f"{time:%Y-%m-%d %H:%M:%S}"
        lines.append(Line(f"E1-{ordinal:04d}", time, who, text, DIGEST, at, end, kind, raw, files=files))
        at = end
    return tuple(lines)


TALK = talk()


def cite(number: int, quote: str | None = None, lines: tuple[Line, ...] = TALK) -> Citation:
    """Cite line `number`: the words `quote` of it, or the whole."""
    line = lines[number - 1]
    words = line.text if quote is None else quote
    start = line.text.index(words)
    time = line.time.isoformat() if line.time else ""
    place = (line.start, line.end)
    chars = (start, start + len(words))
    return Citation(line.ref, line.sha256, words, chars, *place, time, line.who.name, line.who.account, line.place)


def said(before: str, number: int, quote: str | None = None, after: str = "") -> Sentence:
    """A fact: our words, their words, our words."""
    tail = (Plain(after),) if after else ()
    return Sentence((Plain(before), Words(cite(number, quote)), *tail))


def entry(number: int, act: str, quote: str | None = None, answers: Sentence | None = None) -> Entry:
    line = TALK[number - 1]
    verb = "发送" if line.files else "称"
    return Entry(
        line.ref, line.time, line.who, act, said(f"{line.who.label}{verb}", number, quote), answers, line.files
    )


def source(**changes: object) -> Source:
    base = Source(
        number="E1",
        name="与 山雀设计 的聊天记录.txt",
        sha256=DIGEST,
        sm3=SM3,
        size=10240,
        format="QQ 消息管理器导出的文本",
        encoding="UTF-8（带 BOM）",
        zone="Asia/Shanghai（推定）",
        messages=len(TALK),
        first=TALK[0].time,
        last=TALK[-1].time,
        unread_bytes=0,
        archived=datetime(2024, 3, 20, 9, 0, tzinfo=ZONE),
        exporter="QQ 9.7.21",
        origin="提交人自己的电脑，2024-03-20 导出",
        grade="由客户端直接导出的文本",
        chats=(Chat("山雀设计", len(TALK), len(TALK)), Chat("妈妈", 812, 0)),
        gaps=("2024-03-05 10:27 至 2024-03-08 18:02 之间没有记录（可能是没有联系，也可能是未载入）",),
    )
    return msgspec.structs.replace(base, **changes)


INTEGRITY = Integrity(
    ledger_head="sha256:" + sha256(b"ledger").hexdigest(),
    ledger_entries=7,
    program="juzheng 0.1.0",
    rules="sha256:" + sha256(b"rules").hexdigest(),
    model="sha256:" + sha256(b"model").hexdigest(),
    commands=("juzheng verify 报告.html", "sha256sum 与山雀设计的聊天记录.txt"),
    checked=datetime(2024, 3, 20, 9, 5, tzinfo=ZONE),
    holds=True,
)


def _obligations() -> tuple[Obligation, ...]:
    late = Sentence((Plain("乙称"), Words(cite(8)), Plain("；文件见于"), Ref(cite(13))))
    final = Sentence((Plain("乙称"), Words(cite(19)), Plain("；文件见于"), Ref(cite(23))))
    return (
        Obligation(
            "o1",
            "乙",
            "甲",
            "deliver",
            "海报初稿",
            "late",
            late,
            "2024-03-08 当日结束前",
            TALK[7].time,
            datetime(2024, 3, 9, tzinfo=ZONE),
            TALK[12].time,
            1,
            moves=(said("乙告知延后：", 12, "明天给你", "，未见甲答复"),),
        ),
        Obligation(
            "o2",
            "乙",
            "甲",
            "deliver",
            "海报源文件",
            "late",
            final,
            "2024-03-11 12:00",
            TALK[18].time,
            datetime(2024, 3, 11, 12, tzinfo=ZONE),
            TALK[22].time,
            3,
        ),
        Obligation(
            "o3",
            "甲",
            "乙",
            "pay",
            "定金",
            "kept",
            said("系统提示", 6),
            "2024-03-05",
            TALK[4].time,
            TALK[5].time,
            TALK[5].time,
            value="100 元",
        ),
        Obligation(
            "o4", "甲", "乙", "pay", "尾款", "open", said("乙称", 28, "还差200"), "", TALK[4].time, value="320 元"
        ),
    )


def _catalogue() -> tuple[CatalogueGroup, ...]:
    chat = "QQ 聊天记录"
    price = CatalogueItem("证据1-1", chat, "E1", "价款与定金", (said("乙称", 4),), ("E1-0004", "E1-0007"), "复制件")
    draft = CatalogueItem("证据2-1", chat, "E1", "初稿时间", (said("乙发送", 13),), ("E1-0013",))
    final = CatalogueItem("证据2-2", chat, "E1", "源文件时间", (said("乙发送", 23),), ("E1-0023", "E1-0028"))
    return (
        CatalogueGroup("证据1", "约定的内容", (price,)),
        CatalogueGroup("证据2", "交付的时间", (draft, final)),
    )


def poster() -> Dossier:
    """A late delivery with a part payment: every section has something in it."""
    return Dossier(
        title="奶茶店开业海报：交付时间与尾款",
        edition="own",
        issued=date(2024, 3, 20),
        scope=Scope(len(TALK), len(TALK), "2024-03-05 至 2024-03-14，与「山雀设计」的会话"),
        parties=(
            Party(
                "甲",
                "client",
                (Account("9000110021", ("糯米团",)),),
                "由提交人指明",
                submitter=True,
            ),
            Party(
                "乙",
                "provider",
                (Account("9000110022", ("山雀设计", "山雀设计～接单中")),),
                "推断：报价并发送文件的一方",
            ),
        ),
        sources=(source(),),
        transcript=TALK,
        summary=Summary(
            question="甲要求：按迟交的天数减少尾款，只再付 120 元；乙要求：付清余款 200 元。",
            story=(
                said("2024 年 3 月 5 日，乙报价", 4, "420一张，含源文件，先付100定金"),
                said("同日，乙称", 8),
                Sentence((Plain("3 月 9 日，乙发送"), Words(cite(13)), Plain("，比所说的周五晚一天"))),
                said("3 月 10 日，乙称源文件", 19),
                Sentence(
                    (Plain("3 月 14 日，乙发送"), Words(cite(23)), Plain("；甲称"), Words(cite(25, "我最多再付120")))
                ),
            ),
            reckoning=(
                Sum("约定总价", "420", said("乙报价", 4, "420一张")),
                Sum("已付（QQ 系统提示）", "-220", Sentence((Plain("两笔转账："), Words(cite(6)), Words(cite(27))))),
                Sum(
                    "差额",
                    "200",
                    Sentence((Plain("乙称"), Words(cite(28, "还差200"))), "claim"),
                ),
            ),
            reckoning_note="420 − 100 − 120 = 200 元；加做小标的 50 元未见双方谈定，未计入。",
        ),
        integrity=INTEGRITY,
        entries=(
            entry(3, "提出要求", "要放菜单和开业优惠，配色清爽一点"),
            entry(4, "报价或议价"),
            entry(5, "表示同意", answers=said("乙的报价", 4, "420一张，含源文件，先付100定金")),
            entry(6, "付款或确认收款"),
            entry(8, "表示将…", "周五晚上之前给你初稿"),
            entry(10, "说明修改次数", "免费改3次"),
            entry(11, "催促"),
            entry(12, "提出或告知延后", "今天来不及了 明天给你"),
            entry(13, "告知进度"),
            entry(15, "提出变更", "再加个会员日的小标"),
            entry(16, "报价或议价"),
            entry(18, "催促"),
            entry(19, "表示将…"),
            entry(20, "催促"),
            entry(23, "发送成果"),
            entry(24, "请求付款", "尾款320麻烦结下"),
            entry(25, "表示不付、少付或附条件", "我最多再付120"),
            entry(27, "付款或确认收款"),
            entry(28, "请求付款", "还差200"),
        ),
        terms=(
            Term(
                "price",
                "价款",
                "420 元",
                (TermVersion("420 元", said("乙提出", 4, "420一张")), TermVersion("420 元", said("甲答", 5))),
            ),
            Term("deadline", "期限", "初稿 3 月 8 日", (TermVersion("3 月 8 日", said("乙提出", 8)),)),
            Term("revision_limit", "修改次数", "3 次", (TermVersion("3 次", said("乙称", 10, "免费改3次")),)),
            Term("acceptance_standard", "成果标准", None),
        ),
        obligations=_obligations(),
        changes=(Change(said("甲称", 15, "标题再大一点，再加个会员日的小标"), said("乙称", 16), said("甲答", 17)),),
        payments=(
            Payment(TALK[5].time, "甲", "pay", "100", "QQ 转账", "notice", said("系统提示", 6)),
            Payment(TALK[26].time, "甲", "pay", "120", "QQ 转账", "notice", said("系统提示", 27)),
        ),
        deliveries=(
            Delivery(TALK[12].time, "乙", 1, "notice", said("乙发送", 13), TALK[12].files[0]),
            Delivery(TALK[22].time, "乙", 2, "notice", said("乙发送", 23), TALK[22].files[0]),
        ),
        silences=(
            Silence(
                "乙",
                datetime(2024, 3, 11, 14, 5, 19, tzinfo=ZONE),
                datetime(2024, 3, 14, 11, 30, tzinfo=ZONE),
                3,
                said("甲问", 20),
            ),
        ),
        missing=(
            Missing("成果标准", "双方", "全部 28 条中未见约定怎样算做好"),
            Missing("海报终稿.psd 的文件本身", "乙；甲的电脑接收文件夹", "导出时未保存，无法计算摘要"),
        ),
        issues=(
            Issue(
                "源文件是否晚交",
                "undisputed",
                (
                    SidePoints(
                        "甲", (Sentence((Plain("甲称"), Words(cite(25, "晚了三天"))), "claim"),), (said("约定：", 19),)
                    ),
                    SidePoints("乙", (), (Sentence((Plain("发送记录 "), Ref(cite(23)))),)),
                ),
                ("乙为何晚交，记录中未说明",),
            ),
            Issue(
                "余款应付多少",
                "disputed",
                (
                    SidePoints("甲", (Sentence((Plain("甲称"), Words(cite(25, "我最多再付120"))), "claim"),)),
                    SidePoints("乙", (Sentence((Plain("乙称"), Words(cite(26, "说好的420"))), "claim"),)),
                ),
            ),
        ),
        contrary=(
            said("甲对初稿称", 15, "整体可以"),
            Sentence(
                (Named(CLIENT), Plain("已使用初稿："), Words(cite(22, "我只能先用初稿打印了"))),
                "inference",
                "甲自述用途",
                0.91,
            ),
        ),
        looked=(
            Looked("甲是否同意过延后", "查找「同意」「行」「可以」「没事」等答复及其所指", "E1 全部 28 条"),
            Looked(
                "乙是否说明过迟交原因",
                "查找 3 月 8 日后乙的全部 9 条",
                "E1 全部 28 条",
                (said("乙称", 12, "不好意思今天来不及了"),),
            ),
        ),
        notices=(Notice("media_not_saved", "有文件在导出时没有保存", 2, ("E1-0013", "E1-0023")),),
        warnings=(said("你曾表示", 17, "那先这样吧", "，对加价没有明确答复"),),
        statements=("我在 3 月 12 日开业，当天店里只能贴初稿。\n打印费 85 元另有小票。",),
        catalogue=_catalogue(),
        factor_sheets=(FactorSheet("E1", (Factor("第九十三条", "是否被完整地保存", "存入时已计算摘要", "存入之前"),)),),
        doors=(Door("12315", ("对方是不是经营者？",), "2026-04-15"),),
        fields=(Field("demand_date", "要求答复的日期", "2024-04-01"), Field("addressee", "对方", "山雀设计")),
        method=("未回复时段自 24 小时或该方平均答复时间的 8 倍起算，23 时至 8 时与节假日不计。",),
        limits=("图片、语音的内容没有识别。",),
    )


def empty() -> Dossier:
    """The least a report can rest on: one line, no findings."""
    line = TALK[0]
    return Dossier(
        "无内容",
        "submit",
        date(2024, 3, 20),
        Scope(1, 28, "仅所选一条"),
        (),
        (source(chats=(), gaps=(), first=None, last=None, archived=None),),
        (line,),
        Summary("记录中未见请求。", ()),
        msgspec.structs.replace(INTEGRITY, checked=None, holds=None),
    )


def hostile(*texts: str) -> Dossier:
    """Put every one of `texts` into every field that a stranger writes; the first two also into title and question."""
    lines, sentences, files = _hostile_lines(texts)
    known = dict(zip(texts, sentences, strict=True))
    at = lines[0].time
    base = poster()
    first, last = texts[0], texts[min(1, len(texts) - 1)]
    promise = base.obligations[0]
    return msgspec.structs.replace(
        empty(),
        title=first,
        scope=Scope(len(lines), len(lines) + 3, last),
        parties=tuple(Party("乙", "provider", (Account(t, (t,), uid=t),), t) for t in texts),
        sources=tuple(
            source(name=t, exporter=t, origin=t, grade=t, encoding=t, chats=(Chat(t, 1, 1),), gaps=(t,)) for t in texts
        ),
        transcript=lines,
        summary=Summary(last, tuple(sentences), tuple(Sum(t, None, known[t]) for t in texts), first),
        entries=tuple(
            Entry(line.ref, at, line.who, "发送成果", known[t], known[t], line.files, recalled=True)
            for t, line in zip(texts, lines[::2], strict=True)
        ),
        terms=tuple(Term("price", t, t, (TermVersion(t, known[t]),)) for t in texts),
        obligations=tuple(
            msgspec.structs.replace(promise, what=t, value=t, due=t, why=known[t], moves=(known[t],)) for t in texts
        ),
        changes=tuple(Change(one, one, one) for one in sentences),
        payments=tuple(Payment(at, "乙", "pay", None, t, "claimed", known[t]) for t in texts),
        deliveries=tuple(
            Delivery(at, "乙", 1, "claimed", one, file, one) for one, file in zip(sentences, files, strict=True)
        ),
        missing=tuple(Missing(t, t, t) for t in texts),
        issues=tuple(Issue(t, "disputed", (SidePoints("乙", (known[t],), (known[t],)),), (t,)) for t in texts),
        contrary=tuple(sentences),
        looked=tuple(Looked(t, t, t, (known[t],)) for t in texts),
        notices=tuple(Notice("x", t, 1, (t, "E1-0001")) for t in texts),
        statements=texts,
        fields=(Field("request", first, last),),
        method=texts,
        limits=texts,
    )


def _hostile_lines(texts: tuple[str, ...]) -> tuple[tuple[Line, ...], list[Sentence], list[File]]:
    """Return two lines for each text, a sentence that quotes the first of them, and its file."""
    at = datetime(2024, 3, 5, 10, 20, 33, tzinfo=ZONE)
    lines: list[Line] = []
    sentences, files = [], []
    for text in texts:
        who = Who("乙", text, text)
        file = File("文件", text, 1, sha256=DIGEST)
        ref, ordinal = f"E1-{len(lines) + 1:04d}", len(lines)
        span = (9 * ordinal, 9 * ordinal + 9)
        line = Line(ref, at, who, text, DIGEST, *span, text, text, text, text, (file,), recalled=True)
        reply = msgspec.structs.replace(line, ref=f"E1-{ordinal + 2:04d}", reply=ref, skipped=3, time=None)
        lines += [line, reply]
        cited = Citation(ref, DIGEST, text, (0, len(text)), *span, at.isoformat(), text, text, text)
        sentences.append(Sentence((Plain("乙称"), Words(cited), Named(who)), "inference", "字面"))
        files.append(file)
    return tuple(lines), sentences, files


def long(count: int) -> Dossier:
    """A poster quarrel followed by `count` more lines of small talk."""
    first = datetime(2024, 4, 1, tzinfo=ZONE)
    more = tuple(
        Line(
            f"E1-{ordinal:04d}",
            first + timedelta(minutes=7 * ordinal),
            CLIENT if ordinal % 3 else PROVIDER,
            f"第{ordinal}句：后来又聊到门店的灯箱和菜单怎么排",
            DIGEST,
            100_000 + 120 * ordinal,
            100_120 + 120 * ordinal,
            raw="",
        )
        for ordinal in range(len(TALK) + 1, len(TALK) + count + 1)
    )
    lines = TALK + more
    return msgspec.structs.replace(
        poster(), transcript=lines, scope=Scope(len(lines), len(lines), "全部"), sources=(source(messages=len(lines)),)
    )
