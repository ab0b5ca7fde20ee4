"""From opened exports to report files: all are made before the first is written."""

from pathlib import Path

from msgspec.structs import replace

from archiver.analyzer import Request, Studied, study
from archiver.compose.dossier import Wanted, compose
from archiver.compose.outputs import Tell, publish_run
from archiver.compose.public import approved_in, masked, require_tight
from archiver.durable import publish
from archiver.errors import CaseError
from archiver.inputs import Inputs
from reports.formats.format import WriterError
from reports.markup import TemplateError
from reports.render import render_volumes, suffix_of

Document = tuple[Path, bytes]
"""A finished file and where it goes."""


def write_reports(
    inputs: Inputs, request: Request, wanted: Wanted, folder: Path, tell: Tell = lambda _: None
) -> tuple[Path, ...]:
    """Study, compose and write `folder/<template>.<format>` for each format asked for; return what was written.

    What an earlier run wrote of this template is taken away; `tell` hears of files that are not ours and were in the
    way. Raises CaseError for an unknown template or format, for a talk that does not say which deal is meant, and where
    a masked edition would still show what it masks; nothing is written then.
    """
    studied = study(inputs.opened, request.within(inputs.case), inputs.records)
    made = _made(studied, inputs, wanted, folder, request.deal, "")
    publish_run(folder, wanted.template, made, tell)
    return tuple(path for path, _ in made)


def write_reports_of(
    studied: Studied, inputs: Inputs, wanted: Wanted, folder: Path, deal: str | None = None, mark: str = ""
) -> tuple[Path, ...]:
    """Compose and write what is already studied, as `folder/<template><mark>.<format>`; return what was written.

    The folder is a new one. Raises as `write_reports` does.
    """
    made = _made(studied, inputs, wanted, folder, deal, mark)
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in made:
        publish(path, content)
    return tuple(path for path, _ in made)


def _made(
    studied: Studied, inputs: Inputs, wanted: Wanted, folder: Path, deal: str | None, mark: str
) -> tuple[Document, ...]:
    """Return all files of a report, searched where they are masked; nothing is written yet."""
    approved = approved_in(inputs)
    dossier = compose(studied, inputs, replace(wanted, approved=approved), deal)
    published = masked(dossier, studied, inputs, wanted.listed, approved) if wanted.edition == "group" else None
    dossier = published.dossier if published else dossier
    try:
        made = [(form, tuple(render_volumes(dossier, wanted.template, form))) for form in wanted.formats]
    except TemplateError as error:
        raise CaseError(f"做不出这样的报告（{error}）", "请检查 --template、--format 和 --edition") from error
    except WriterError as error:
        raise CaseError(error.what, error.remedy) from error
    documents = tuple(
        (folder / f"{wanted.template}{mark}{_number(number, len(volumes))}.{suffix_of(form)}", content)
        for form, volumes in made
        for number, content in enumerate(volumes, 1)
    )
    if published:
        require_tight(published, ((path.name, content) for path, content in documents))
    return documents


def _number(number: int, of: int) -> str:
    """Return what tells volumes apart and sorts them: -1, -2 or -01, -02; nothing for a single one."""
    return "" if of == 1 else f"-{number:0{len(str(of))}}"
