"""Languages of which we know the name alone: whatever a text is recognised to be in can be told.

English names of the Unicode CLDR, for the codes that the recogniser knows beside those of `LANGUAGES`.
"""

_TABLE = """
ace Acehnese; af Afrikaans; am Amharic; an Aragonese; ary Moroccan Arabic; arz Egyptian Arabic;
as Assamese; az Azerbaijani; ba Bashkir; br Breton; bs Bosnian; crh Crimean Tatar; cs Czech;
cy Welsh; da Danish; dz Dzongkha; el Greek; eo Esperanto; et Estonian; eu Basque; ext Extremaduran;
fi Finnish; fo Faroese; fy Western Frisian; ga Irish; gd Scottish Gaelic; gl Galician;
grc Ancient Greek; gu Gujarati; ha Hausa; hr Croatian; ht Haitian Creole; hu Hungarian;
hy Armenian; ig Igbo; is Icelandic; jv Javanese; ka Georgian; kab Kabyle; kk Kazakh; km Khmer;
kn Kannada; ku Kurdish; ky Kyrgyz; la Latin; lb Luxembourgish; lg Ganda; lij Ligurian; ln Lingala;
lo Lao; lt Lithuanian; ltg Latgalian; lv Latvian; mg Malagasy; mk Macedonian; ml Malayalam;
mn Mongolian; mr Marathi; ms Malay; mt Maltese; my Burmese; nb Norwegian Bokmål; ne Nepali;
nn Norwegian Nynorsk; no Norwegian; nso Northern Sotho; oc Occitan; om Oromo; or Odia; pa Punjabi;
pcm Nigerian Pidgin; ps Pashto; qu Quechua; rw Kinyarwanda; sa Sanskrit; sdh Southern Kurdish;
se Northern Sami; si Sinhala; sk Slovak; sl Slovenian; sn Shona; so Somali; sq Albanian;
sr Serbian; st Southern Sotho; sv Swedish; ta Tamil; te Telugu; tg Tajik; tk Turkmen; tl Tagalog;
tt Tatar; ug Uyghur; uz Uzbek; vec Venetian; vo Volapük; wa Walloon; wuu Wu Chinese; xh Xhosa;
yo Yoruba; yue Cantonese; zu Zulu
"""

NAMES: dict[str, str] = {
    code: name for code, _, name in (each.partition(" ") for each in " ".join(_TABLE.split()).split("; "))
}
"""The name of each code."""
