"""Let a search read the index of blind keys alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0002_fewer_indexes"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="blindkey",
            name="vault_blind_key_look_up",
        ),
        migrations.AddIndex(
            model_name="blindkey",
            index=models.Index(
                fields=["index", "digest", "field", "current", "dossier"],
                name="vault_blind_key_search",
            ),
        ),
    ]
