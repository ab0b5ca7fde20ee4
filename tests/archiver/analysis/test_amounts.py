"""Sums as chat writes them, with role and currency; and numbers that are no money."""

import pytest

from archiver.analysis.amounts import amount_of, read_amounts


def _sums(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(found.value, found.min, found.max) for found in read_amounts(text) if found.kind == "money"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两千五", "2500"), ("2k5", "2500"), ("1.2w", "12000"), ("1万2", "12000"), ("2k可以吗", "2000"),
        ("一千二行不行", "1200"), ("尾款600", "600"),
        ("总价两千五", "2500"), ("定金五百", "500"), ("480一口价", "480"), ("四百二吧", "420"), ("全包2000", "2000"),
        ("千把块", "1000"), ("一千块出头", "1000"),
        ("6张毛爷爷", "600"), ("两个w", "20000"), ("3000米", "3000"), ("¥300", "300"), ("￥1,500.00", "1500"),
        ("200r", "200"), ("5块5", "5.5"),
        ("3块2毛5", "3.25"), ("壹万贰仟元整", "12000"), ("退我200", "200"), ("再改一次50", "50"), ("加60", "60"),
        ("150一小时", "150"), ("500吧", "500"), ("一百五", "150"),
        ("３００元", "300"), ("預算兩千", "2000"), ("两百多块", "200"), ("转你500", "500"), ("红包66.6", "66.6"),
    ],
)  # fmt: skip
def test_a_sum_has_its_value(text: str, value: str) -> None:
    assert _sums(text) == [(value, None, None)]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("三五百", "300", "500"), ("三五百块", "300", "500"), ("一千到一千五", "1000", "1500"),
        ("预算2000-3000", "2000", "3000"), ("三到五百", "300", "500"),
        ("1-2k", "1000", "2000"), ("两三千吧", "2000", "3000"), ("小几百", "200", "500"), ("800-1000", "800", "1000"),
    ],
)  # fmt: skip
def test_a_range_has_two_bounds_and_no_value(text: str, least: str, most: str) -> None:
    assert _sums(text) == [(None, least, most)]


@pytest.mark.parametrize(
    ("text", "role", "term"),
    [
        ("定金五百", "deposit", "定金"), ("订金300", "deposit", "订金"), ("首付1000", "deposit", "首付"),
        ("尾款600", "balance", None), ("总价两千五", "total", None),
        ("每期1000", "instalment", None), ("200/节", "unit", None), ("加急加100", "extra", None),
        ("退我200", "refund", None), ("便宜50", "discount", None),
        ("扣你200违约金", "penalty", None), ("和解500", "settlement", None),
    ],
)  # fmt: skip
def test_context_gives_the_role_and_keeps_the_term_as_written(text: str, role: str, term: str | None) -> None:
    assert [(found.role, found.term) for found in read_amounts(text)] == [(role, term)]


def test_each_sum_of_a_sentence_has_its_own_role() -> None:
    found = read_amounts("总价1200，定金500，尾款700验收后付")
    assert [(each.value, each.role) for each in found] == [("1200", "total"), ("500", "deposit"), ("700", "balance")]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("能不能便宜点 600行不", [None]),
        ("砍到800吧", [None]),
        ("优惠价500", [None]),
        ("800 定金200 剩下交片付", [None, "deposit"]),
        ("转了500 剩下的月底给", [None]),
        ("定金1000 上线1000", ["deposit", None]),
        ("670吧 信封不另外收钱", [None]),
        ("三分钟以内300 音乐我给加上", [None]),
    ],
)
def test_a_word_tells_the_role_of_its_own_sum_alone(text: str, roles: list[str | None]) -> None:
    assert [found.role for found in read_amounts(text) if found.kind == "money"] == roles


@pytest.mark.parametrize(
    ("text", "percent", "role"),
    [
        ("八折", "80", "discount"), ("打八五折", "85", "discount"), ("6.5折", "65", "discount"),
        ("半价", "50", "discount"), ("先付30%定金", "30", "deposit"),
        ("三成定金", "30", "deposit"), ("尾款一半", "50", "balance"), ("违约金10%", "10", "penalty"),
        ("百分之三十", "30", None), ("对半分", "50", None),
        ("退一半行不", "50", "refund"),
    ],
)  # fmt: skip
def test_shares_stay_shares(text: str, percent: str, role: str | None) -> None:
    assert [(each.kind, each.percent, each.value, each.role) for each in read_amounts(text)] == [
        ("percent", percent, None, role)
    ]


@pytest.mark.parametrize(
    ("text", "currency"),
    [("20刀", "USD"), ("$20", "USD"), ("30欧", "EUR"), ("1万日元", "JPY"), ("HK$500", "HKD"), ("100", None)],
)
def test_currency_is_as_written_and_yuan_by_default(text: str, currency: str | None) -> None:
    assert [each.currency for each in read_amounts(text)] == ([currency] if currency else [])


@pytest.mark.parametrize(
    "text",
    [
        "5号", "1080p", "v2.1", "3.5版", "12点", "100字", "25页", "3套配色", "一个月", "两千字", "4k视频", "2k屏",
        "15秒", "改3次", "加3页", "第5页", "2024年", "12/5",
        "QQ 9000110011", "13812345678", "三个版本", "一号方案", "十分满意", "千万别", "万一", "1920x1080", "16:9",
        "3000字论文", "100米跑", "给你3个版本", "给你发3张图",
        "转了3个群", "最多改3次", "不超过20页", "大概25页", "24k", "300dpi", "订单号20240301", "密码123456",
        "一百多页", "三五天", "1.5倍", "1314",
    ],
)  # fmt: skip
def test_numbers_without_money_are_no_money(text: str) -> None:
    assert _sums(text) == []


def test_half_of_the_work_is_no_share_of_a_price() -> None:
    assert read_amounts("完成了一半") == ()


def test_every_number_lists_plain_numbers_beside_the_sums() -> None:
    found = read_amounts("20页，定金500", every_number=True)
    assert [(each.kind, each.value) for each in found] == [("number", "20"), ("money", "500")]


def test_offsets_and_words_are_those_of_the_text_as_given() -> None:
    text = "😀尾款６００塊，先付三成"
    assert [(each.start, each.end, each.text) for each in read_amounts(text)] == [(3, 7, "６００塊"), (10, 12, "三成")]


def test_amount_of_carries_every_field() -> None:
    (found,) = read_amounts("定金大概三五百块")
    amount = amount_of(found)
    assert (amount.text, amount.kind, amount.min, amount.max, amount.approx, amount.currency, amount.role,
    amount.term) == (
        "三五百块", "money", "300", "500", True, "CNY", "deposit", "定金",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("80美元一首", ["80"]), ("30元二十张", ["30"]), ("三十块五", ["30.5"]), ("三百蚊", ["300"]),
        ("八万的单子", ["80000"]),
        ("两千零八十给你做", ["2080"]), ("跑腿费三十", ["30"]), ("会员续费98一年", ["98"]),
        ("名片设计160不还价", ["160"]),
        ("封面四百", ["400"]), ("90 三张270", ["90", "270"]), ("给你二百五", ["250"]),
    ],
)  # fmt: skip
def test_sums_after_fees_and_work_and_before_counted_pieces(text: str, values: list[str]) -> None:
    assert [value for value, _, _ in _sums(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "粉丝破3w了", "点赞都过2k", "阅读量2万多", "面数不超过9000", "我们一块弄吧", "一块儿改", "两块地方要改",
        "你二百五啊",
        "免费500次", "封面1080", "要3张1080", "蚊子500只",
    ],
)  # fmt: skip
def test_counts_togetherness_and_insults_are_no_money(text: str) -> None:
    assert _sums(text) == []


def test_what_a_share_is_taken_of_gives_way_to_what_it_is() -> None:
    assert [(each.percent, each.role) for each in read_amounts("违约金按合同价15%")] == [("15", "penalty")]
    assert [(each.percent, each.role) for each in read_amounts("按总价15%")] == [("15", "total")]
    assert [(each.value, each.role) for each in read_amounts("每千字60元")] == [("60", "unit")]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("这本书卖20港币", "20", "HKD"), ("日币5000元", "5000", "JPY"), ("新台币一千元", "1000", "TWD"),
        ("3000泰铢", "3000", "THB"), ("CAD 30", "30", "CAD"), ("一百万印尼盾", "1000000", "IDR"),
        ("两英镑五十便士", "2.5", "GBP"), ("五美分", "0.05", "USD"), ("三欧分", "0.03", "EUR"),
        ("2枚比特币", "2", "BTC"), ("人民币五万元整", "50000", "CNY"),
        ("八分钱", "0.08", "CNY"), ("五角钱", "0.5", "CNY"),
        ("壹佰贰拾叁元肆角伍分", "123.45", "CNY"), ("半块钱", "0.5", "CNY"), ("两块半", "2.5", "CNY"),
        ("500多万元", "5000000", "CNY"), (".5美元", "0.5", "USD"), ("1 000元", "1000", "CNY"),
        ("三百 五十 美元", "350", "USD"), ("40美元1桶", "40", "USD"), ("10块3瓶", "10", "CNY"),
        ("五百臺幣", "500", "TWD"), ("8000KRW", "8000", "KRW"),
    ],
)  # fmt: skip
def test_a_sum_has_its_currency(text: str, value: str, currency: str) -> None:
    found = [(each.value, each.currency) for each in read_amounts(text) if each.kind == "money"]
    assert found == [(value, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "流量5w", "播放量3w", "月活3w", "热度破50w", "跑了10k", "三角面5w", "4w多边形", "5w步", "采样率48k",
        "评论区5k多评论",
        "一分钱一分货", "库存2w", "词汇量5k", "获赞2w",
    ],
)  # fmt: skip
def test_what_is_counted_is_no_money(text: str) -> None:
    assert [each.text for each in read_amounts(text) if each.kind == "money"] == []


@pytest.mark.parametrize("text", ["七八成", "二三成把握", "两三个百分点", "他八成不来了", "一成不变"])
def test_two_guesses_are_not_one_share(text: str) -> None:
    assert [each.percent for each in read_amounts(text) if each.kind == "percent"] == []
