"""Columns are found in layouts nobody has seen, in many languages, by heading and by content."""

import pytest

from muniment.customs_data.domain.mapping import map_columns, with_chosen
from muniment.customs_data.domain.roles import Direction, Role

R = Role
LAYOUTS = {
    "English, glued": (
        "EXPORTERNAME|BUYERNAME|HSCODE|TOTALVALUEUSD|SUMOFQUANTITY|GROSSWEIGHT|MONTHYEAR",
        {R.SELLER: 0, R.BUYER: 1, R.HS_CODE: 2, R.VALUE: 3, R.QUANTITY: 4, R.WEIGHT: 5, R.DATE: 6},
    ),
    "Chinese": (
        "日期|采购商|供应商|海关编码|产品描述|数量|数量单位|毛重|金额(美元)|原产国|目的港|提单号",
        {R.DATE: 0, R.BUYER: 1, R.SELLER: 2, R.HS_CODE: 3, R.DESCRIPTION: 4, R.QUANTITY: 5,
         R.UNIT: 6, R.WEIGHT: 7, R.VALUE: 8, R.ORIGIN: 9, R.PORT_DISCHARGE: 10, R.BILL: 11},
    ),
    "Spanish": (
        "Fecha de importación|Importador|Proveedor|Partida arancelaria|Descripción de la mercancía"
        "|Cantidad|Peso neto (kg)|Valor CIF USD|País de origen",
        {R.DATE: 0, R.BUYER: 1, R.SELLER: 2, R.HS_CODE: 3, R.DESCRIPTION: 4, R.QUANTITY: 5,
         R.WEIGHT: 6, R.VALUE: 7, R.ORIGIN: 8},
    ),
    "Portuguese": (
        "Data|Importador|Exportador|Código NCM|Descrição do produto|Quantidade|Peso líquido"
        "|Valor FOB US$|País de origem",
        {R.DATE: 0, R.BUYER: 1, R.SELLER: 2, R.HS_CODE: 3, R.DESCRIPTION: 4, R.QUANTITY: 5,
         R.WEIGHT: 6, R.VALUE: 7, R.ORIGIN: 8},
    ),
    "Russian": (
        "Дата|Наименование получателя|Наименование отправителя|Код ТН ВЭД|Описание товара"
        "|Количество|Вес нетто|Статистическая стоимость (USD)|Страна происхождения",
        {R.DATE: 0, R.BUYER: 1, R.SELLER: 2, R.HS_CODE: 3, R.DESCRIPTION: 4, R.QUANTITY: 5,
         R.WEIGHT: 6, R.VALUE: 7, R.ORIGIN: 8},
    ),
    "Turkish": (
        "Tarih|İthalatçı Ünvanı|Gönderici|GTİP|Eşya Tanımı|Miktar|Net Ağırlık|Fatura Bedeli USD"
        "|Menşe Ülke",
        {R.DATE: 0, R.BUYER: 1, R.SELLER: 2, R.HS_CODE: 3, R.DESCRIPTION: 4, R.QUANTITY: 5,
         R.WEIGHT: 6, R.VALUE: 7, R.ORIGIN: 8},
    ),
    "Vietnamese": (
        "Ngày|Nhà nhập khẩu|Nhà xuất khẩu|Mã HS|Tên hàng|Số lượng|Đơn vị tính|Trị giá USD",
        {R.DATE: 0, R.BUYER: 1, R.SELLER: 2, R.HS_CODE: 3, R.DESCRIPTION: 4, R.QUANTITY: 5,
         R.UNIT: 6, R.VALUE: 7},
    ),
    "French": (
        "Date|Nom importateur|Nom fournisseur|Code SH|Désignation|Quantité|Poids net|Valeur FOB",
        {R.DATE: 0, R.BUYER: 1, R.SELLER: 2, R.HS_CODE: 3, R.DESCRIPTION: 4, R.QUANTITY: 5,
         R.WEIGHT: 6, R.VALUE: 7},
    ),
    "Indonesian": (
        "Tanggal|Importir|Eksportir|Kode HS|Uraian Barang|Jumlah|Satuan|Berat Bersih|Nilai USD",
        {R.DATE: 0, R.BUYER: 1, R.SELLER: 2, R.HS_CODE: 3, R.DESCRIPTION: 4, R.QUANTITY: 5,
         R.UNIT: 6, R.WEIGHT: 7, R.VALUE: 8},
    ),
    "Ukrainian": (
        "Дата|Імпортер|Відправник|Код УКТЗЕД|Опис товару|Кількість|Вага нетто кг"
        "|Фактурна вартість USD|Країна походження",
        {R.DATE: 0, R.BUYER: 1, R.SELLER: 2, R.HS_CODE: 3, R.DESCRIPTION: 4, R.QUANTITY: 5,
         R.WEIGHT: 6, R.VALUE: 7, R.ORIGIN: 8},
    ),
    "camel case, misspelt": (
        "arrivalDate|consigneeName|shiperName|hsCode|productDescripton|grossWeightKgs|packageQty",
        {R.DATE: 0, R.BUYER: 1, R.HS_CODE: 3, R.DESCRIPTION: 4, R.WEIGHT: 5},
    ),
    "shares beside sums": (
        "%GTSUMOFFOB_USD|IMPORTER|SUMOFFOB_USD|%GTTOTALQUANTITY|TOTALQUANTITY|HS CODE 2|HS CODE",
        {R.BUYER: 1, R.VALUE: 2, R.QUANTITY: 4, R.HS_CODE: 6},
    ),
    "unit prices, taxes, rates": (
        "UNIT PRICE USD|EXCHANGE RATE USD|VAT|FREIGHT USD|INVOICE VALUE USD|WEIGHT UNIT"
        "|NET WEIGHT|QUANTITY UNIT|QUANTITY|IMPORTER ADDRESS|IMPORTER|IMPORTER PHONE",
        {R.VALUE: 4, R.WEIGHT_UNIT: 5, R.WEIGHT: 6, R.UNIT: 7, R.QUANTITY: 8,
         R.BUYER_ADDRESS: 9, R.BUYER: 10, R.BUYER_PHONE: 11},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_columns_are_found_by_their_headings_in_many_languages(name):
    headings, expected = LAYOUTS[name]

    found = map_columns(headings.split("|"), [], Direction.IMPORT)

    assert {role: found[role].column for role in expected if role in found} == expected


def test_columns_without_headings_are_found_by_what_stands_in_them():
    rows = [
        ("2025-03-01", "69072100", "ORION TRADING LLC", "glazed ceramic floor tiles 600 mm", "USD"),
        (
            "2025-03-04",
            "69072100",
            "BLUE DOOR IMPORT LTD",
            "matt porcelain wall tiles 300 mm",
            "USD",
        ),
        ("2025-04-09", "69072300", "ORION TRADING LLC", "polished porcelain slabs 1200 mm", "USD"),
    ]

    found = map_columns(["A1", "B7", "Q", "Z", "K"], rows)

    assert found[R.DATE].column == 0
    assert found[R.HS_CODE].column == 1
    assert {found[R.BUYER].column} == {2} or {found[R.SELLER].column} == {2}
    assert found[R.CURRENCY].column == 4
    assert all(found[role].confidence < 0.6 for role in (R.DATE, R.HS_CODE))


def test_a_column_of_zeros_gives_way_to_one_that_holds_values():
    headings = ["CARGO VALUE USD", "CUSTOMS VALUE USD"]

    found = map_columns(headings, [("0", "359.8"), ("0.0", "7362.1")])

    assert found[R.VALUE].column == 1


def test_a_name_in_another_script_gives_way_to_the_latin_one_which_stays_its_fallback():
    headings = ["IMPORTER_NAME", "IMPORTER_NAME_EN"]

    cyrillic = map_columns(headings, [("ТОВ ОРІОН", "ORION LLC"), ("ПП КЕДР", "KEDR PE")])
    latin = map_columns(headings, [("IMPORTADORA SOL LTDA", "SUN IMPORTER LTDA")])

    assert cyrillic[R.BUYER].column == 1
    assert latin[R.BUYER].column == 0
    assert latin[R.BUYER].fallbacks == (1,)


@pytest.mark.parametrize(("direction", "role"), [("import", R.ORIGIN), ("export", R.DESTINATION)])
def test_the_direction_tells_what_a_bare_country_is(direction, role):
    found = map_columns(["COUNTRY", "HS CODE"], [("CHINA", "690721")], Direction(direction))

    assert found[role].column == 0


def test_what_a_person_says_stands_and_takes_the_column_from_other_roles():
    found = map_columns(["IMPORTER", "SUPPLIER", "CONSIGNEE"], [])

    said = with_chosen(found, {R.BUYER: 2, R.SELLER: None})

    assert said[R.BUYER].column == 2
    assert said[R.BUYER].confidence == 1.0
    assert R.SELLER not in said
