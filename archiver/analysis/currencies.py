"""The currencies of the world by the names that Chinese gives them, and their ISO 4217 codes.

Where several countries share a name (法郎, 比索), the bare name stands for the one that is spoken of most. Short names
that are also names of people or things (马克, 比尔, 里亚) are listed only with their country.
"""

# Code, a colon, the names it goes by. Currencies that the euro replaced keep the codes they had.
_NAMES = """
USD:美元 美金 美刀 刀 刀乐 us$ $ 美圆 美元元 美分 美块
EUR:欧元 欧 € 欧圆 欧分
GBP:英镑 镑 £ 便士
JPY:日元 日圆 日币 円
HKD:港元 港币 港纸 hk$ 港圆
TWD:台币 新台币 台元 ntd nt$
KRW:韩元 韩币 韩圆
KPW:朝鲜元 朝元 朝鲜圆
AUD:澳元 澳币 澳洲元 澳大利亚元
CAD:加元 加币 加拿大元
SGD:新元 新币 坡币 新加坡元 新加坡币
NZD:新西兰元 纽元 纽币
MOP:澳门元 澳门币 葡币 澳门葡币
CHF:瑞士法郎 瑞郎 法郎
RUB:卢布 俄罗斯卢布
BYN:白俄罗斯卢布
THB:泰铢 铢
INR:卢比 印度卢比
PKR:巴基斯坦卢比
LKR:斯里兰卡卢比
NPR:尼泊尔卢比
MUR:毛里求斯卢比
SCR:塞舌尔卢比
MVR:马尔代夫卢比 马尔代夫拉菲亚
IDR:印尼盾 印尼卢比 印度尼西亚盾
VND:越南盾 盾
MYR:林吉特 马来西亚林吉特 令吉 马币 零吉
PHP:比索 菲律宾比索
MXN:墨西哥比索
ARS:阿根廷比索
CLP:智利比索
COP:哥伦比亚比索
CUP:古巴比索
UYU:乌拉圭比索
DOP:多米尼加比索
TRY:里拉 土耳其里拉
BRL:雷亚尔 巴西雷亚尔
ZAR:兰特 南非兰特
AED:迪拉姆 阿联酋迪拉姆
MAD:摩洛哥迪拉姆
SAR:里亚尔 沙特里亚尔
QAR:卡塔尔里亚尔
OMR:阿曼里亚尔
YER:也门里亚尔
IRR:伊朗里亚尔
KWD:第纳尔 科威特第纳尔
BHD:巴林第纳尔
JOD:约旦第纳尔
IQD:伊拉克第纳尔
TND:突尼斯第纳尔
DZD:阿尔及利亚第纳尔
LYD:利比亚第纳尔
RSD:塞尔维亚第纳尔
MKD:马其顿第纳尔
SEK:瑞典克朗 克朗
DKK:丹麦克朗
NOK:挪威克朗
ISK:冰岛克朗
CZK:捷克克朗
PLN:兹罗提 波兰兹罗提
HUF:福林 匈牙利福林
ILS:谢克尔 以色列谢克尔 新谢克尔 以色列新谢克尔
EGP:埃及镑
SYP:叙利亚镑
LBP:黎巴嫩镑
SDG:苏丹镑
SSP:南苏丹镑
FKP:福克兰镑
GIP:直布罗陀镑
CYP:塞浦路斯镑
IEP:爱尔兰镑
NGN:奈拉 尼日利亚奈拉
UAH:格里夫纳 乌克兰格里夫纳
KZT:坚戈 哈萨克斯坦坚戈
KGS:吉尔吉斯斯坦索姆
UZS:乌兹别克斯坦苏姆
TJS:塔吉克斯坦索莫尼
TMT:土库曼斯坦马纳特
AZN:阿塞拜疆马纳特
GEL:格鲁吉亚拉里
AMD:亚美尼亚德拉姆
RON:罗马尼亚列伊
MDL:摩尔多瓦列伊
BGN:保加利亚列弗
HRK:克罗地亚库纳
ALL:阿尔巴尼亚列克
BAM:波黑马克 波斯尼亚马克
MNT:图格里克 蒙古图格里克
BDT:孟加拉塔卡
MMK:缅元 缅甸元 缅币
KHR:瑞尔 柬埔寨瑞尔
LAK:老挝基普
BND:文莱元
AFN:阿富汗尼
BTN:不丹努尔特鲁姆
PEN:新索尔 秘鲁新索尔 秘鲁索尔
BOB:玻利维亚诺
PYG:瓜拉尼 巴拉圭瓜拉尼
VEF:玻利瓦尔 委内瑞拉玻利瓦尔
CRC:哥斯达黎加科朗
NIO:尼加拉瓜科多巴
GTQ:危地马拉格查尔
HNL:洪都拉斯伦皮拉
PAB:巴拿马巴波亚
HTG:海地古德
JMD:牙买加元
BSD:巴哈马元
BBD:巴巴多斯元
BZD:伯利兹元
BMD:百慕大元
KYD:开曼元 开曼群岛元
TTD:特立尼达和多巴哥元
XCD:东加勒比元
GYD:圭亚那元
SRD:苏里南元
FJD:斐济元
SBD:所罗门群岛元
PGK:巴布亚新几内亚基那
ZWD:津巴布韦元
NAD:纳米比亚元
LRD:利比里亚元
KES:先令 肯尼亚先令
TZS:坦桑尼亚先令
UGX:乌干达先令
SOS:索马里先令
ATS:奥地利先令
ETB:埃塞俄比亚比尔
GHS:塞地 加纳塞地
ZMW:赞比亚克瓦查
MWK:马拉维克瓦查
AOA:安哥拉宽扎
MZN:莫桑比克梅蒂卡尔
BWP:博茨瓦纳普拉
GMD:冈比亚达拉西
SLL:塞拉利昂利昂
MGA:马达加斯加阿里亚里
MRO:毛里塔尼亚乌吉亚
XAF:中非法郎 中非金融合作法郎
XOF:西非法郎
XPF:太平洋法郎
RWF:卢旺达法郎
BIF:布隆迪法郎
DJF:吉布提法郎
GNF:几内亚法郎
KMF:科摩罗法郎
CDF:刚果法郎
FRF:法国法郎
BEF:比利时法郎
LUF:卢森堡法郎
DEM:德国马克
FIM:芬兰马克
ITL:意大利里拉
ESP:比塞塔 西班牙比塞塔
NLG:荷兰盾
PTE:埃斯库多 葡萄牙埃斯库多
GRD:德拉克马 希腊德拉克马
BTC:比特币
ETH:以太币
USDT:u
"""
# These are also written by their code.
_BY_CODE = (
    "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "AUD", "CAD", "SGD", "NZD", "MOP", "CHF", "RUB", "THB", "INR",
    "IDR", "VND", "MYR", "PHP", "BRL", "ZAR", "AED", "BTC", "ETH", "USDT",
)  # fmt: skip

CURRENCY_CODES: dict[str, str] = {
    name: code
    for code, _, names in (line.partition(":") for line in _NAMES.split("\n") if line)
    for name in names.split()
} | {code.lower(): code for code in _BY_CODE}
