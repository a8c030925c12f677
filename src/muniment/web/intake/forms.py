"""Forms of the import: the upload, and how a file is understood."""

from django import forms
from django.utils.translation import gettext_lazy

from muniment.intake.domain.plan import FileFormat, Kind
from muniment.intake.queries import Understood
from muniment.sheets.dates import DayOrder
from muniment.sheets.numbers import DecimalStyle
from muniment.sheets.sniff import ENCODINGS
from muniment.web.intake.words import KINDS

_DELIMITERS = (
    (",", gettext_lazy("comma")),
    (";", gettext_lazy("semicolon")),
    ("\t", gettext_lazy("tab")),
    ("|", gettext_lazy("bar")),
)
_DAY_ORDERS = (
    (DayOrder.DAY_FIRST.value, gettext_lazy("day first: 31/12/2026")),
    (DayOrder.MONTH_FIRST.value, gettext_lazy("month first: 12/31/2026")),
)
_DECIMALS = (
    (DecimalStyle.POINT.value, gettext_lazy("point: 1,234.50")),
    (DecimalStyle.COMMA.value, gettext_lazy("comma: 1.234,50")),
)


class UploadForm(forms.Form):
    """What is in the file, and the file."""

    kind = forms.ChoiceField(
        label=gettext_lazy("The file holds"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.RadioSelect,
        initial=Kind.CUSTOMERS.value,
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or Excel (.xlsx); the first row names the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class FormForm(forms.Form):
    """How letters, cells, dates and numbers of the file are read."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"))
    delimiter = forms.ChoiceField(label=gettext_lazy("Between cells"), choices=_DELIMITERS)
    day_order = forms.ChoiceField(label=gettext_lazy("Dates"), choices=_DAY_ORDERS)
    decimal = forms.ChoiceField(label=gettext_lazy("Numbers"), choices=_DECIMALS)
    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        max_length=3,
        required=False,
        help_text=gettext_lazy("For amounts that name none, like USD."),
    )
    region = forms.CharField(
        label=gettext_lazy("Country of phones"),
        max_length=2,
        required=False,
        help_text=gettext_lazy("For numbers without a country code, like GB."),
    )

    def __init__(self, understood: Understood) -> None:
        plan = understood.plan
        start = {
            "encoding": plan.layout.encoding,
            "delimiter": plan.layout.delimiter,
            "day_order": plan.day_order.value,
            "decimal": plan.decimal.value,
            "currency": plan.currency,
            "region": plan.region,
        }
        super().__init__(initial=start)
        if plan.layout.format is FileFormat.WORKBOOK:
            del self.fields["encoding"], self.fields["delimiter"]
        else:
            names = dict.fromkeys([plan.layout.encoding, *ENCODINGS])
            field = self.fields["encoding"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(name, name) for name in names]
        if plan.kind is Kind.ORDERS:
            del self.fields["region"]
