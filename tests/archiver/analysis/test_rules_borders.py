"""The whole label sets of the contract: what a message is, and what it is not, in its context."""

import pytest

from tests.archiver.analysis import talks

SETS: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "a dated promise": (("provider: 周三前发你",), {"commitment", "deadline"}),
    "a warranty's span is no deadline": (("provider: 质保15天",), {"warranty"}),
    "a warranty that binds": (("provider: 一个月内有bug我免费修",), {"warranty", "commitment"}),
    "how many revisions": (("provider: 免费改3次",), {"revision_limit"}),
    "a price asked for is no act": (("client: 多少钱",), set()),
    "a demanded day": (("client: 12号得全弄完",), {"deadline"}),
    "when it will be ready": (("client: 什么时候能好",), {"reminder"}),
    "yes with the day": (("client: 15号必须给我", "provider: 行 15号给"), {"approval", "commitment", "deadline"}),
    "a new date": (("provider: 周五前给你", "provider: 今天来不及了 得明天"), {"extension_request", "deadline"}),
    "thanks after money": (("client: [transfer 300]", "provider: 收到，谢谢老板"), {"payment"}),
    "收到 after a file": (("provider: [file 初稿.pdf]", "client: 收到"), set()),
    "a change agreed": (("client: 颜色换成蓝的吧", "provider: 同意修改"), {"approval"}),
    "a change agreed for a price": (("client: 再加一页", "provider: 那同意改，加60"), {"approval", "quote"}),
    "never agreed": (("provider: 你说好加钱的", "client: 我没答应过"), {"rejection"}),
    "a sum offered back": (("provider: 退200行不",), {"quote"}),
    "a sum demanded back": (("client: [transfer 300]", "client: 退我200"), {"refund_request"}),
    "half at most": (("provider: 尾款结一下", "client: 最多给一半"), {"payment_refusal", "quote"}),
    "settled": (("provider: [file 终稿.pdf]", "client: 定稿吧"), {"acceptance"}),
    "one of two drafts": (("provider: [image] 两版 你看哪个好", "client: 要右边那个"), {"approval"}),
    "money not seen": (("provider: [file 终稿.pdf]", "provider: 还没收到钱"), {"payment_request"}),
    "the client's own file": (("client: [file 需求.docx]",), set()),
    "a file of a draft": (("provider: [file logo初稿.ai]",), {"progress"}),
    "a final file": (("provider: [file logo终稿.ai]",), {"delivery"}),
    "a promise of somebody else": (("client: 他说三天内给我",), set()),
    "a yes that answers nothing": (("client: 昨天下雨了", "provider: 嗯嗯"), set()),
    "a passer-by": (("passer: 全包2000给你做",), set()),
    "an arbiter promises nothing": (("arbiter: 周五前发你",), {"deadline"}),
    "a past time": (("provider: 昨天下午发你了",), {"delivery"}),
}


@pytest.mark.parametrize("name", SETS)
def test_the_label_set_of(name: str) -> None:
    spoken, wanted = SETS[name]
    assert talks.acts(*spoken) == wanted
