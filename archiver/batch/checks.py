"""What must be known before a batch begins: who makes it, and whether what is asked can be made at all."""

from archiver import __version__, trained
from archiver.analysis.reader import rules_digest
from archiver.batch.settings import Settings
from archiver.errors import CaseError
from archiver.settings import refuse_unknown_zone
from reports.formats import FORMATS
from reports.markup import TemplateError
from reports.template import template_info


def made_by() -> tuple[str, ...]:
    """Return what results depend on besides the inputs: program, rules and trained reader."""
    return f"juzheng {__version__}", f"规则 {rules_digest()}", f"模型 {trained.model_digest()}"


def refuse_impossible(settings: Settings) -> None:
    """CaseError for a template, format, edition or zone that would fail every single report."""
    refuse_unknown_zone(settings.zone)
    try:
        info = template_info(settings.template)
    except TemplateError as error:
        raise CaseError(f"没有这种报告样式（{error}）", "请检查 --template") from error
    if settings.edition not in info.editions:
        raise CaseError(f"样式 {settings.template} 没有这种版本", f"可用的版本：{'、'.join(info.editions)}")
    known = [one.name for one in FORMATS]
    unknown = [name for name in settings.formats if name not in known]
    if unknown:
        raise CaseError(f"没有格式 {'、'.join(unknown)}", f"可用：{'、'.join(known)}")
