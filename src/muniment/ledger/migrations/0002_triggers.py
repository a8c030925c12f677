"""Guard the ledger's tables by triggers; a later migration that rebuilds one installs them again."""

from django.db import migrations

from muniment.ledger import triggers


def _install(_apps, schema_editor):
    triggers.install(schema_editor.connection)


def _remove(_apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(_install, _remove)]
