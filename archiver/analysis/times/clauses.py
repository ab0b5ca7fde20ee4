"""What ends the clause around a time, and the words by which it hands something over."""

from archiver.analysis.clauses import Borders
from archiver.analysis.lazy import LazyPattern

OF_TIMES = Borders(
    LazyPattern(r"[,，。.!！?？;；\n\s()（）]|(?<=[吧呢哈啊呀哦嘛喔])(?=[我咱])"), longest=30, closing=True
)
# What is owed at a time: something handed over, done or asked for.
HANDED = LazyPattern(
    r"[交给传寄](?!通|流|谈|班|友)|发(?![布生现展售烧货呆言愁票福薪]|工资)|提交|出[图稿片初样]|[做弄搞改画写赶剪][完好出]|搞定|完成|[^需必主重不只想]要(?=$|[\s,，]|的|给|交|发|吧|哈|啊|成[片品稿图])|\A要(?=$|[\s,，]|的|吧|哈|成[片品稿图])|打款|付|转[你我掉给账]|结[清账]|定下来|来[拿取]|(?:必须|得)到(?![场位班])"
)
