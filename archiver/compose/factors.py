"""What is known and unknown of an exhibit, question by question (证据规定 2019, art. 93 and art. 87)."""

from typing import Final

from archiver.compose.records import CHAT
from reports.dossier import Door, Factor, FactorSheet, Source

_UNKNOWN_DEVICE: Final = "导出时所用的设备、客户端版本与运行状况，请当事人补充"

_DOORS: Final = (
    Door(
        "群主或群管理",
        ("群里是否有事先约定的处理办法", "双方是否都愿意由群管理听取", "对方现在是否还在群里"),
        "没有专门的法规，按群里事先的约定",
        ("群内调处简报（遮盖后的群内版）", "请双方回复的问题单", "群里事先约定的记录保存办法"),
    ),
    Door(
        "平台客服",
        ("交易是否在平台上进行", "平台是否保存有订单、付款与沟通记录", "平台的申诉期限是否已过"),
        "电子商务法 2019-01-01 起施行；各平台的规则以其页面为准",
        ("订单号", "付款凭据", "投诉材料"),
    ),
    Door(
        "12315（市场监督管理部门）",
        ("对方是否为经营者", "是否为生活消费需要", "有没有对方的名称与地址", "是否在三年以内", "是否已由其他部门处理"),
        "市场监督管理投诉举报处理办法（总局令第 121 号），2026-04-15 起施行；表格字段以受理页面为准",
        ("自己的姓名、电话、通讯地址", "对方的名称与地址", "具体的请求和事实（见投诉材料）"),
    ),
    Door(
        "人民调解",
        ("双方是否都同意调解", "双方是否能联系上"),
        "人民调解法 2011-01-01 起施行",
        ("争议情况报告（提交版）", "双方的联系方式"),
    ),
    Door(
        "小额诉讼",
        (
            "知不知道对方的真实身份与住址",
            "请求是否只是给付金钱",
            "数额是否在当地上一年度就业人员年平均工资的百分之五十以下（双方同意的为两倍以下）",
            "是否需要鉴定",
        ),
        "民事诉讼法（2023 年修正，2024-01-01 起施行）第 165 至 168 条",
        (
            "起诉状材料（事实部分）",
            "证据目录，按对方人数提出副本",
            "原始手机或电脑，供当庭出示（见当庭演示指引）",
        ),
    ),
)


def doors() -> tuple[Door, ...]:
    """Return where a dispute can be taken and what each place asks, as questions; none is recommended."""
    return _DOORS


def factor_sheets(sources: tuple[Source, ...]) -> tuple[FactorSheet, ...]:
    """Return one sheet for each exhibit."""
    return tuple(FactorSheet(source.number, (*_integrity_factors(source), *_self_check(source))) for source in sources)


def _integrity_factors(source: Source) -> tuple[Factor, ...]:
    span = f"{source.first:%Y-%m-%d} 至 {source.last:%Y-%m-%d}" if source.first and source.last else "未载明"
    archived = f"{source.archived:%Y-%m-%d %H:%M:%S}" if source.archived else "未存入案卷"
    exporter = source.exporter or "文件未注明导出工具"
    rows = (
        ("生成、存储、传输所依赖的系统环境是否完整、可靠", f"格式 {source.format}，{exporter}", _UNKNOWN_DEVICE),
        ("系统环境是否处于正常运行状态，或不正常时是否影响", "文件可以完整解析到末尾", "导出当时客户端的运行状况"),
        ("是否具备有效的防止出错的监测、核查手段", "逐字节核对，未读出的字节计数并列出", "QQ 客户端自身的核查手段"),
        (
            "是否被完整地保存、传输、提取，方法是否可靠",
            f"原样副本，{archived} 存入，摘要见来源表",
            "存入之前的保存经过",
        ),
        (
            "是否在正常的往来活动中形成和存储",
            f"记录跨度 {span}，共 {source.messages if source.kind == CHAT else source.rows} 条",
            "双方实际往来是否还有其他渠道",
        ),
        ("保存、传输、提取的主体是否适当", source.origin or "未填写提供人说明", "由谁、在哪台设备上导出"),
        ("影响完整性和可靠性的其他因素", "见读取时的提示", "另一方的导出文件可供对照"),
    )
    return tuple(
        Factor(f"第九十三条第一款第（{number}）项", *row) for number, row in zip("一二三四五六七", rows, strict=True)
    )


def _self_check(source: Source) -> tuple[Factor, ...]:
    rows = (
        (
            "是否为原件、原物，复制件与原件是否相符",
            "导出文件的原样副本，可用摘要核对",
            "手机或电脑中的原始记录能否当庭出示",
        ),
        (
            "与本案事实是否相关",
            f"{source.kind}，用来与聊天对照"
            if source.kind != CHAT
            else f"本报告取用的会话 {sum(chat.used > 0 for chat in source.chats)} 个",
            "请当事人说明各条与请求的关系",
        ),
        ("形式、来源是否符合法律规定", "由账号持有人自行导出", "账号持有人与提交人是否为同一人"),
        ("内容是否真实", "程序不判断内容真假", "转账、文件、对方导出等可以印证的材料"),
        ("提供人与当事人有无利害关系", "由一方当事人提供", "对方对这份记录的意见"),
    )
    return tuple(Factor(f"第八十七条第（{number}）项", *row) for number, row in zip("一二三四五", rows, strict=True))
