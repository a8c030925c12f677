"""Forms of the access table."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from muniment.vault.domain.policy import AccessTable, Problem, TableInvalid
from muniment.vault.domain.table import NOT_A_TABLE
from muniment.vault.services.tables import LONGEST_NOTE

LARGEST_FILE = 1_000_000  # bytes; a sheet of 500 fields has a tenth of it


class NoteForm(forms.Form):
    """Why a table is proposed."""

    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("The second person reads this first, and it stays on record."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FileForm(forms.Form):
    """A sheet from a spreadsheet program."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("A cell left empty, a row or a column left out is shut."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse what cannot be a sheet before reading it."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(gettext_lazy("A sheet has one megabyte at the most."))
        return file

    def table(self, fields: Any) -> AccessTable:
        """Read the sheet for the fields in use.

        Raises:
            TableInvalid: with every place that cannot stand.
        """
        return AccessTable.from_csv(_text(self.cleaned_data["file"]), fields)


def _text(file: "UploadedFile[bytes]") -> str:
    """Decode what spreadsheet programs write: UTF-8, or the Chinese encoding of Windows."""
    data = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return _with_commas(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise TableInvalid([Problem("", "", NOT_A_TABLE)])


def _with_commas(text: str) -> str:
    """Read the semicolons that spreadsheet programs write where the comma marks decimals.

    Labels are not looked at and cells are plain words, so nothing else can hold a semicolon.
    """
    heading = text.partition("\n")[0]
    return text if "," in heading else text.replace(";", ",")
