"""What every reader of files hands out: lines of text cells, and the trouble a file can have."""

from dataclasses import dataclass

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a file.

    Attributes:
        number: the line of the file (the row of the sheet) where it begins, from 1.
        cells: the texts as they stand, not yet trimmed.
        trouble: the code of what makes the whole line unreadable, or "".
    """

    number: int
    cells: tuple[str, ...]
    trouble: str = ""

    @property
    def is_blank(self) -> bool:
        """Say whether nothing at all stands here."""
        return not self.trouble and not any(cell.strip() for cell in self.cells)


class FileUnreadable(MunimentError):
    """Base of everything that makes a whole file unusable; nothing was read from it."""

    code = "intake.file.unreadable"
    kind = ErrorKind.INVALID
    title = gettext_noop("This file cannot be read as a table.")
    next_step = gettext_noop(
        "Save it as CSV (UTF-8) or as an Excel workbook (.xlsx) and try again."
    )


class FileEmpty(FileUnreadable):
    """There is no line with anything in it."""

    code = "intake.file.empty"
    title = gettext_noop("This file is empty.")
    next_step = gettext_noop(
        "Choose the file that holds the rows; the first row names the columns."
    )


class OldWorkbook(FileUnreadable):
    """An Excel 97 workbook, or one with a password: both look alike from outside."""

    code = "intake.file.old_workbook"
    title = gettext_noop("This is an old or password-protected Excel file.")
    next_step = gettext_noop("Open it in Excel, take the password off, and save it as .xlsx.")


class PageNotTable(FileUnreadable):
    """A web page or a document with the name of a table; many export buttons make these."""

    code = "intake.file.page"
    title = gettext_noop("This is a web page or a document, not a table.")
    next_step = gettext_noop("Open it in Excel and save it as .xlsx, then try again.")


class WorkbookDamaged(FileUnreadable):
    """The workbook breaks off or breaks the rules of its format."""

    code = "intake.file.damaged"
    title = gettext_noop("This workbook is damaged.")
    next_step = gettext_noop("Open it in Excel, save it under a new name, and try again.")


class WorkbookTooLarge(FileUnreadable):
    """Unpacked, the workbook would not fit into the memory it may take."""

    code = "intake.file.too_large"
    title = gettext_noop("Unpacked, this workbook is too large to read.")
    next_step = gettext_noop(
        "Save the sheet as CSV (UTF-8) and import that; its size does not matter."
    )
