"""How every form looks: `{{ form }}` and `{{ field.as_field_group }}` use our parts."""

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Django's widgets inside the parts of the design."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
