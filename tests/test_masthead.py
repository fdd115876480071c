"""Front matter: which lines can stand in a masthead only, and what symbol and date they give."""

import pytest

from align.document import Block
from align.readers.masthead import date_of, is_label, is_masthead, opens_contents, stands_alone, symbol_of


@pytest.mark.parametrize(
    "line",
    [
        "United Nations", "联 合 国", "A/HRC/47/29", "United Nations A/RES/75/1", "Distr.: General", "大 会", "大會",
        "General Assembly Distr.: Limited", "Original: English", "原文：英文", "Chinese", "Arabic/English only",
        "21 June 2021", "2021年6月21日", "21 June–9 July 2021", "2021年6月21日至7月9日", "Forty-seventh session",
        "第四十七届会议", "Third Committee", "人权事务委员会", "Agenda items 2 and 3", "Agenda item 119 (b)", "议程项目2和3",
        "临时议程*项目3", "Nations Unies", "Assemblée générale", "Distr. générale", "14 juillet 2025", "1er mai 2020",
        "Français", "Original : anglais", "Soixante et onzième session", "Point 18 c) de l’ordre du jour provisoire",
        "Session de fond de 2010", "7364e séance", "Anglais et français seulement", "Naciones Unidas",
        "Asamblea General", "Distr. general", "14 de julio de 2025", "Español", "Original: inglés",
        "Sexagésimo noveno período de sesiones", "Período de sesiones sustantivo de 2010", "7364ª sesión",
        "Tema 18 c) del programa provisional", "Организация Объединенных Наций", "Генеральная Ассамблея",
        "14 июля 2025 года", "Семьдесят пятая сессия", "Основная сессия 2010 года", "7364-е заседание",
        "Пункт 18 с) предварительной повестки дня", "Третий комитет", "الأمم المتحدة", "الجمعية العامة",
        "14 تموز/يوليه 2025", "الدورة الثمانون", "الدورة الخامسة والسبعون", "الدورة الموضوعية لعام 2010",
        "البند 18 (ج) من جدول الأعمال المؤقت", "اللجنة الثالثة", "Item 3 of the provisional agenda*", "01-66657 (E) 291101", "GE.21-04321 (C)",
    ],
)  # fmt: skip
def test_lines_of_a_masthead(line: str) -> None:
    assert is_masthead(line)
    assert stands_alone(line)


@pytest.mark.parametrize(
    "line",
    [
        "ODA/GNI to least developed countries", "Report of the Secretary-General", "The right to development", "The General Assembly,", "and/or", "国际",
        "It met on 21 June 2021.", "General comment No. 36", "联合国人权事务高级专员的报告", "第一节 概述", "12. 委员会",
        "The Committee met in its third session, as the Council had asked.", "",
        "L’Assemblée générale,", "Rapport du Secrétaire général", "Elle s’est réunie le 21 juin 2021.", "La session a duré trois jours.",
        "La Asamblea General,", "Informe del Secretario General", "Se reunió el 21 de junio de 2021.", "Генеральная Ассамблея,",
        "Доклад Генерального секретаря", "Сессия открылась 21 июня 2021 года.", "إن الجمعية العامة،", "تقرير الأمين العام",
        "الدورة التي عقدتها اللجنة",
    ],
)  # fmt: skip
def test_lines_of_the_text(line: str) -> None:
    assert not is_masthead(line)


def test_labels() -> None:
    assert all(
        map(
            is_label,
            [
                "Summary",
                "概要",
                "摘 要",
                "Preamble",
                "序　言",
                "Executive summary",
                "Résumé",
                "Resumen",
                "Резюме",
                "موجز",
                "Avant-propos",
                "Préambule",
            ],
        )
    )
    assert all(
        map(
            opens_contents,
            [
                "Contents",
                "目录",
                "目 次",
                "Table of contents",
                "Table des matières",
                "Índice",
                "Tabla de contenidos",
                "Table des contenus",
                "جدول المحتويات",
                "Содержание",
                "المحتويات",
            ],
        )
    )
    assert not any(map(is_label, ["Summary of the debate", "概要说明", "Contents"]))


@pytest.mark.parametrize(
    ("texts", "symbol"),
    [
        (["United Nations", "A/HRC/47/29"], "A/HRC/47/29"),
        (["General Assembly A/C.3/56/L.31/Rev.1"], "A/C.3/56/L.31/Rev.1"),
        (["S/RES/1325 (2000)"], "S/RES/1325 (2000)"),
        (["E/C.12/2020/1*"], "E/C.12/2020/1"),
        (["Distr.: General"], ""),
    ],
)
def test_symbols(texts: list[str], symbol: str) -> None:
    assert symbol_of([Block(text, "masthead") for text in texts]) == symbol


def test_a_symbol_in_the_text_is_not_the_documents() -> None:
    assert symbol_of([Block("See A/HRC/47/29.", "paragraph")]) == ""


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("A_HRC_47_29-EN.docx", "A/HRC/47/29"), ("A-RES-75-1_E.pdf", "A/RES/75/1"), ("CCPR_C_GC_36.zh", "CCPR/C/GC/36"),
        ("1915012E.docx", ""), ("report.txt", ""), ("A_plan.txt", ""), ("S_notes_of_may.txt", ""),
    ],
)  # fmt: skip
def test_symbols_in_names(name: str, symbol: str) -> None:
    assert symbol_of([], name) == symbol


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("21 June 2021", "2021-06-21"), ("Distr.: General 3 September 2019", "2019-09-03"), ("June 5, 2020", "2020-06-05"),
        ("2021年6月21日", "2021-06-21"), ("2021 年 6 月 1 日", "2021-06-01"), ("31 June 2021", ""),
        ("21 June–9 July 2021", ""), ("2021年6月21日至7月9日", ""), ("6 to 12 March 1995", ""),
    ],
)  # fmt: skip
def test_dates(text: str, date: str) -> None:
    assert date_of([Block(text, "masthead")]) == date
