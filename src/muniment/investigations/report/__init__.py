"""The report of a case: one file that convinces a boss, a bank or a judge, and can be checked.

`content` chooses and words what is told, `drawn` the pictures, `html` and `pdf` set it. The
same case, language, form, copy number and moment give the same bytes.
"""

from muniment.investigations.report.content import Copy, Form, Language, Report, content_of
from muniment.investigations.report.html import as_html
from muniment.investigations.report.pdf import as_pdf

__all__ = ["Copy", "Form", "Language", "Report", "as_html", "as_pdf", "content_of"]
