"""What each notice of the parsers means, in the words that people read."""

from typing import Final

MEANINGS: Final[dict[str, str]] = {
    "ambiguous_head": "这一行像消息头，但文件被重新保存过，无法确定是消息头还是正文",
    "chunk_differs": "一个分块文件的大小或条数与清单所列不同，导出后可能被改动；详情列明文件",
    "claimed_file_event": "正文像 QQ 的传文件提示，但发送者是普通账号，只能算其自称",
    "count_differs": "文件自称的消息条数与实际读到的不同，可能被截断或筛选过",
    "cut_character": "文件末尾的字被截断",
    "encoding_guessed": "文件没有标明编码，按内容推定；推定已通过还原校验",
    "encoding_not_proven": "有些字节在推定的编码下还原不回原样",
    "filtered_export": "导出时用过筛选条件，不是全部聊天",
    "head_in_body": "正文里有像消息头的内容，可能是粘贴的文字，未当作新消息",
    "hidden_characters": "含有看不见或会改变显示顺序的字符，已标出",
    "impossible_time": "打印的时间不存在，按原样保留",
    "later_than_format": "时间晚于这种导出格式停用的年代",
    "line_ends_changed": "换行方式与原始导出不同，文件被重新保存过",
    "missing_chunk": "清单列出的一个分块文件不在，这一段聊天缺失；详情列明文件、起止时间和条数，请给出整个导出文件夹",
    "mixed_clock": "同一文件里混用了 12 小时制与 24 小时制",
    "no_messages": "文件里没有消息；已删除的好友可能导出为空白文件，请重新导出",
    "receipt_without_name": "对方接收文件的提示没有文件名，与前面最近的文件对应属于推断",
    "repeated_chat": "同一会话在文件里出现两次，只分析第一次，两次都保留",
    "repeated_chat_differs": "同一会话在文件里出现两次，两次的消息条数不同，请逐一核对",
    "short_chunk": "一个分块文件读到的消息比清单所列少，这一段聊天有缺；详情列明文件、起止时间和条数",
    "text_contradiction": "消息的各部分与整条文字不一致",
    "time_contradiction": "同一条消息的两处时间不一致",
    "time_runs_back": "时间比上一条早；有些导出版本会打乱顺序，不等于被改动",
    "truncated": "文件在一条消息中间断开，之前的已全部读出；请重新导出",
    "undecodable_bytes": "有些字节无法解码，显示为 ␚，原字节保留",
    "unknown_part": "有不认识的内容，原样保留，未作分析",
    "unlisted_chunk": "文件夹里有清单没有列出的分块文件，原样保留，未作分析",
    "unread_json": "有一段不是有效的 JSON，原样保留，未能读出",
    "unread_text": "有一段不属于任何消息，原样保留，未能读出",
    "unreadable_element": "消息里有一个部分读不懂，其余部分已读出",
    "wallet_kind_unknown": "钱包消息（红包或转账），导出文件没有写明种类和金额；请用账单佐证",
}
"""Notice code → one Chinese sentence without full stop."""
