"""Which lines ask for consent: a question, a wish, a plan, terms, work shown; and what such a line is about.

Whether somebody agreed can only be told where something was put to them. A line puts something when it asks outright
(行不 · 您看), wishes (改成蓝的吧), announces what it means to do (我打算砍掉登录), names terms (另要200) or shows work,
and when it says that something was agreed (你上次说过). What tells a fact (打样寄了) or asks for one (听得到吗) puts
nothing.
"""

import re
from functools import lru_cache
from typing import Literal

from archiver.analysis.needed import Triggers
from parsers.message import Kind

AskKind = Literal["question", "choice", "shown", "delay", "change", "plan", "price", "terms", "claim"]

# 行不 · 可以么 · 中不中 · 您看呢 · 你点头我就动 · 介意吗 · 要吗
_CONSENT = r"""
    (?: (?<!还) 行 | 成 | 中 | (?<! [还弄做刻画写印改修你您] ) 好 (?!了) | 可以? | (?<! [听看到记觉值懂] ) 得 | 妥
      | 能行 | 使得 | 要得 | ok
      | 合适 | (?<!您) 方便 | 愿意? | 同意 | 赞[成同] | 接受 | 介意 | 认可?
      | 批 | 准 | 收货? | 接 | 干 (?!嘛) | 应 | 答应 | 点头 | 要 | 够 | 能 | 认 (?!识|得) | 舍得 | 乐意 | 意见
        | 考虑 | 通过 | 松口 | 喜欢
        | 满意 )
"""
_EITHER_OR = (
    "换改加减删拆砍挪调放掐剪补缩扩添做画写录移撤拖延推缓停让降涨付退收接提发选定"
    "按弄搞取留省免扣印搬升用要给送重转卖买走上批准应认可行好中成得妥能愿同介对肯干"
)
_QUESTION = re.compile(
    rf"""
      {_CONSENT} [啦吧的]? (?: 不 | 没 | 吗 | 么 | 嘛 | 呗 | 否 | 咩 | 伐 | 啵 | 撒 | 不啦 | 吧 )? \s* [?？]
    | {_CONSENT} [了啦吧的]? (?: 不 | 没 | 吗 | 么 | 嘛 | 否 | 咩 | 伐
      | 吧 ) (?= [\s,，。!！~～…捂]* (?:哈|呀|啊|呢|哥|姐|老师|老板)? (?: $ | [\s,，。!！~～…\[] ) )
    | (?P<verb> [{_EITHER_OR}] | ok | 合适 | 愿意 | 同意 | 可以 | 接受 | 方便 ) (?: 不 | 唔 | 没 ) (?P=verb)
      | [认同接介可愿] 不 (?: 认可 | 同意 | 接受 | 介意 | 可以 | 愿意 )
    | (?: 能 | 可以 | 能不能 | 可不可以 | 可唔可以 | 可否 | 能否 | 可不可 ) [^,，。\n]* (?: 吗 | 么 | 不 | 咩 | 嘛
      | 没 | [?？] )
    | 能不能 | 可不可以 | 可唔可以 | 可否 | 能否 | 是否 (?= 同意 | 可以 | 接受 ) | 如何(?=[\s,，。?？]*$) | 怎么样
      | 怎样(?=[\s,，。?？]*$) | 咋样
      | 咋看 | 怎么看
    | (?: 你 | 您 | 妳 | 恁 | 侬 | 亲 | 哥 | 姐 | 叔 | 老师 | 老板 ) (?: 看 (?= 呢 | 行 | 成 | 中 | 可 | 好 | [?？]
      | $ ) | 定 | 说呢
      | 拍板 | 觉得 | 觉着 | 考虑 | 点头 | 点个头 | 给个话 | 批 | 评估 | 发话 | 拿主意 )
    | 请[^,，。]{{0,4}}(?: 确认 | 批准 | 同意 | 示下 | 批示 | 过目 | 定夺 | 审核 ) | 望(?:理解|批准|同意|海涵|见谅
      |谅解)
    | 等你(?:一句话|点头|同意|拍板|发话) | (?: 同意 | 没意见 | 认可 | 没问题 | 点头 | ok | 可以 | 相中了? | 行 | 中
      | 满意 | 愿意 ) (?: 的话 | 我就
      | 我出 | 我这就 | 就拍 )
    | 考虑(?:考虑|一下|下|不) | 商量(?:一下|下|商量|个|$|\s) | \w (?: 掉 | 走 | 做 | 改 | 换 | 加 | 删 | 印 | 用
      | 上 | 发
      | 图 ) \s* [?？] $ | 没意见吧 | 想跟你商量
    | (?<=[\u4e00-\u9fff]) [好要行成] [?？] $
    | (?<![还要差]) [给送加改换做画写录剪删减降便出发弄搞调补包配印拍]
      (?: (?![会有在是过到见得]) [^,，。\s?？] ){{1,10}} 不 [\s?？]* $
    | [补加改换删剪调画写录印送] [吗么嘛咩伐] [\s?？]* $
    | (?: ^ | [\s,，。!！] ) (?: 要不 | 那 | 给[你您] | 帮[你您] | 我 | 就 | 咱 | 再 | 直接 )* (?: [换改加减删] | 用
    | 边框 ) (?![了完好过到])
      (?: (?! 什么 | 为 ) [^,，。?？了啥哪几多谁怎咋吗] ){{1,10}} [?？]
    | (?: 需不需要 | 还 [要需用]要? | 需要 ) (?: (?! 什么 ) [^,，。?？啥哪几多谁怎咋] ){{1,12}} [吗么不没] [\s?？]* $
    | 就 (?: (?! 什么 ) [^,，。?？啥哪几多谁怎咋吗] ){{1,10}} 了 [哈咯啊哦]? [?？] \s* $
    | [发传印交做画改换删定] [^,，。?？]{{0,6}} 了 [哈咯] [?？]
    """,
    re.VERBOSE,
)
# 配色A和配色B 您选哪个 · 左边还是右边
_CHOICE = re.compile(
    r"(?<![a-z])a[^b]{1,6}b(?![a-z])[^,，。]{1,6}|出了[两三2-4几][版个种套张款]|哪[个一版张款种套条]|[选挑][\u4e00-\u9fff]?[abc一二三123]|还是(?!先)|二选一|[abAB][,，/、和跟与][bcBC]"
)
# 听得到吗 · 吃了没 · 在吗 · 谈成没 : asks for a fact
_OF_FACT = re.compile(
    r"""
      ^\s* (?: 在 | 在不在 | 人呢 | 忙 | 吃 | 睡 | 醒 )[\u4e00-\u9fff]{0,3}[吗嘛么没不]? [?？]* \s*$
    | (?: 听 | 看 | 收 | 登 | 打 | 找 ) (?: 得到 | 到 | 得见 | 见 | 得开 | 得上 | 得了 | 得清 ) (?: 了 )? (?: 吗
      | 没 | 么 | 不 )
    | ^ [^\d加改换]* 接 (?: 不接 | [单稿活图]? [吗嘛么] ) [^\d]* $
    | (?<! [不还就] ) 是 (?! [否不] ) (?: (?! 可以 | 同意 ) [^,，。?？行成能] ){1,12} (?: 吗 | 么 | 对吧
    | 是吧 ) [\s?？]* $
    | (?: 上班 | 下班 | 到家 | 吃饭 | 吃 | 睡 | 醒 | 到 | 谈成 | 忙完 ) 了? (?: 没 | 吗 | 么 )
    """,
    re.VERBOSE,
)
# 你上次说过包的 · 不是说好 · 就当你同意
_CLAIM = re.compile(
    r"""
      (?: 你 | 您 ) [^,，。?？]{0,10}? (?: 确认 | 批准 | 批 | 接受 | 认可 | 认 | 赞成 | 默许 | 点 | 拍 | 签 | 讲
        | \+1 ) 的?
        (?: 过 (?!吗|没|么) | 了 (?! 算 | 吗 | 没 | 么 | 不 | 吧 | 我 ) ) | (?: 当时 | 当场 | 那天 ) .{0,3} 拍了?板
    | (?: 你 | 您 ) [^,，。?？]{0,6} (?: 说 | 讲 | 答应 | 保证 ) [^,，。?？吗呢]{1,10} 的 [呀啊嘛]? \s* $
    | (?: 你 | 您 ) [^,，。?？]{0,10}? (?: 说 | 答应 | 应承 | 同意 | 点头 | 承诺 | 保证 | 许诺 | ok ) (?: 过 | 好
        | 了(?!算) | 的 | 我
        | 让 | 涨 | 包 ) | 说好 (?: 的 | 了 | 是 ) | 讲好 | 说定 | 默认 | 就当 | 不是 (?: 说 | 讲 | 批准 | 确认 | 接受
        | 让我 | 同意 | 答应
          | 点头 | 定 ) | 当初说
        | 白纸黑字
    """,
    re.VERBOSE,
)
# 我打算砍掉登录 · 要不改竖版 · 申请顺延
_PLAN = re.compile(
    r"""
      (?: 我 | 我们 | 咱 | 俺 | 这边 | 我哋 )? (?: 想(?!起|到|不|死|吃|睡|家|着|想|问|知道|哭|找) | 打算 | 计划
        | 申请 | 提议 | 建议 | 寻思 | 琢磨着 | 准备 (?!好了?|就绪) | 拟 (?=[将以把改换用对]) )
    | 要不(?!要|然|是) | 不如 | 干脆 | 咱们?(?!这|俩) | 我(?: 把 | 给你(?!们?看|发) | 就按 | 按
      | 拿 [^,，。]{1,8} 做 ) | 各退一步
    | 我[^,，。不没]{0,10}[改换加减删去撤砍拆缩挪剪调](?:掉|成[^,，。]{1,8})?了(?:哈|啊|哦|喔|呀
      |啦)(?=[\s,，。~～！!]|$)
    | (?: 行 | 成 ) 的话
    | 我 (?! [^?？]*(?:什么|谁|哪|几|多少|怎么|啥|咋|收到) ) [^?？]{3,24} (?<! [了过到的吗没] ) [?？] \s* $
    """,
    re.VERBOSE,
)
# 改成竖版 · 再加一页 · 第三幕删了吧 · 帮我换张底图
_CHANGE = re.compile(
    r"""
      (?: 把 [^,，。]{1,20} | 将 [^,，。]{2,12} ) [改换做变调加删去撤砍拆缩挪剪弄写画放提移给交]
    | (?: 改 | 换 | 变 | 调 | 写 | 移 | 挪 | 缩 | 剪 | 画 | 弄 | 压 | 提 | 砍 | 省 | 转 | 放 | 做 ) (?: 成 | 为
      | 到 (?!了) | 掉
      | 大 | 小 )
    | (?: 再 | 多 | 另外? | 顺手 | 顺便 | 重新? ) [^,，。\s了]{0,2} (?: 加 | 送 | 改 | 做 | 画 | 写 | 出 | 弄 | 换
      | 来 ) (?!了)
    | 加(?: 个 | 一[个张页条段层] | 两 | 上(?!了|次) | 段 | 条 | 页 | 层 | 十 | \d ) | (?: 换 | 改 | 删 | 去 | 减
      | 撤 | 砍 | 拆 | 缩
      | 挪 | 剪 | 调 )[^,，。\s]{0,12}(?: 吧 | 了吧 | 呗 | 掉 | 啦 | 咯 | 下 | 得了 | 点
      | 回 [^,，。\s]{1,8} ) (?= [\s~～!！。,，]|$ )
    | 再 [\u4e00-\u9fff]{1,3} 下 | ^ [换改] (?: 个 | 一[个张首条段套种] ) (?!人|地方|话)
    | 把 [^,，。]{1,20}? [降修翻润抹] | 帮我(?!看|问|谢) | 替我 | [你您]来(?=[写录做画弄剪改])
    """,
    re.VERBOSE,
)
# 晚两天 · 再给三天 · 顺延至30日 · 来不及了
_DELAY = re.compile(
    r"""
        晚[一两三几半\d点][^,，。]{0,2}(?:天|日|周|小时|个|点|钟|交|发|给) | 延[期后长到迟一两三] | 顺延 | 宽限
          | 缓(?:缓|一|两|几|到|到|个) | 推迟
          | 推到 | 拖到? (?= [一两三几半\d下明后月周] )
            | 得(?:拖|推|延|晚|再要|再等) | 还[要得][一两三几半\d][天个日周] | 再[给要]我?[一两三几半\d]
              | 往后[挪推延拖] | 改期 | 挪到
    """,
    re.VERBOSE,
)
# 全包480 · 便宜点 · 另收两百 · 首付五成
_PRICE = re.compile(
    r"""
        便宜 | 优惠 | 打[折\d一二三四五六七八九] | [一二三四五六七八九]折 | 抹零 | 封顶 | 一口价 | 全包 | 打包价?
          | 另收 | 加收 | 多收 | 要收 | 另算 | 单价
          | 每[单张页千条] | 退你 | 扣你 | 赔你 | 补偿 | 报价? | 加急 | 我?认[一二三四五六七八九十百千两\d] | 另要
            | \d\s*(?:块|元|刀|w|万|千|k|%|蚊|米)
              | (?:^|[^\d.:号])\d{2,5}(?=[\s,，。吧哈呗啦了画做写录剪修译配调]|一[张条页段套]|$)
                | [一二两三四五六七八九十][百千万成](?!上|倍|次|年|人)
    """,
    re.VERBOSE,
)
# 必须 · 归我 · 质保15天 · 周五给我 · …吧
_TERMS = re.compile(
    r"""
        必须 | 只能 | 归我 | 归你 | 质保 | 不退 | 署[我你]?名 | 保密 | 就当 | 截止 | 不能(?:晚|迟) | 之前
          | [号天日周内底晚]前 | (?: 吧 | 呗 | 得了
          | 咯 | 啵 | 啦 ) [\s~～!！。]* $
    """,
    re.VERBOSE,
)
# 寄了 · 发你邮箱了 · 已上传 · 记着呢 · 多穿点
_TELLS = re.compile(
    r"""
      (?: 寄 | 发 | 传 | 上传 | 交 | 打包 ) [^,，。?？]{0,8} (?: 了 | 好 | 完 ) (?![吧吗没不么])
        | 发你(?:邮箱|微信|了) | 已(?:经)?(?: 发 | 寄 | 传 | 上传 | 更新 | 上线 ) | 记着呢 | 多(?:穿|喝|休息|保重)
          | 注意(?:身体|安全|休息)
          | 跟你说(?:声|一声)
        | 通知一下 | 降温 | 我是[^,，。]{1,12}(?:的|群里|加你) | 知会 | 留存 | 备查 | 别外传 | 晚安 | 早点(?:睡
          |休息) | 辛苦
    """,
    re.VERBOSE,
)
OUTRIGHT: frozenset[AskKind] = frozenset(("claim", "choice", "question", "shown"))
"""All that a line puts which tells something beside: that it promises, hands over, pays."""
_PUTTING: tuple[tuple[AskKind, re.Pattern[str]], ...] = (
    ("delay", _DELAY), ("change", _CHANGE), ("plan", _PLAN), ("price", _PRICE), ("terms", _TERMS),
)  # fmt: skip

_TRIED: tuple[tuple[AskKind | None, re.Pattern[str]], ...] = (
    (None, _OF_FACT), ("claim", _CLAIM), ("choice", _CHOICE), ("question", _QUESTION), (None, _TELLS), *_PUTTING,
)  # fmt: skip
"""What a line is held against, in this order; the first that matches decides."""
_BEHIND_SHOWN = 4
"""From here on work shown goes before the words beside it."""
_SHOWING: frozenset[Kind] = frozenset(("image", "video", "file"))
_TRIGGERS = Triggers(pattern for _, pattern in _TRIED)


def asks_a_fact(words: str) -> bool:
    """Tell whether a line, in one script and case, asks for a fact: 快递是寄到学校吗."""
    return bool(_OF_FACT.search(words))


def telling(words: str) -> bool:
    """Tell whether a line, in one script and case, asks for a fact or tells one: nothing to agree to."""
    return bool(_OF_FACT.search(words) or _TELLS.search(words))


@lru_cache(maxsize=1024)
def asking(words: str, row: Kind) -> AskKind | None:
    """Tell how a line, in one script and case, asks for consent; None where it puts nothing."""
    for number in _TRIGGERS.of(words):
        if number >= _BEHIND_SHOWN and row in _SHOWING:
            return "shown"
        kind, pattern = _TRIED[number]
        if pattern.search(words):
            return kind
    return "shown" if row in _SHOWING else None
