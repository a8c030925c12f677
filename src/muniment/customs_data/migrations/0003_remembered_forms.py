from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customs_data', '0002_our_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='rememberedlayout',
            name='currency',
            field=models.CharField(blank=True, default='', max_length=3),
        ),
        migrations.AddField(
            model_name='rememberedlayout',
            name='date_form',
            field=models.CharField(blank=True, default='', max_length=12),
        ),
    ]
