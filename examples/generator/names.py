"""Fictional people of real nationalities: given and family names in five scripts.

Each entry is (as the person writes it, as in the passport). Han and Greek-script names put the
family name first or last as their bearers do.
"""

LATIN = {
    "ARG": (["Lucía", "Tomás", "Valentina", "Joaquín"], ["Herrera", "Ojeda", "Quiroga", "Bianchi"]),
    "AUS": (
        ["Isla", "Hamish", "Matilda", "Declan"],
        ["Fairweather", "Doyle", "Nguyen", "Pemberton"],
    ),
    "AUT": (
        ["Annika", "Lukas", "Theresa", "Matthäus"],
        ["Hölzl", "Gruber", "Steinbichler", "Wörndl"],
    ),
    "BRA": (
        ["Beatriz", "Thiago", "Luana", "Caetano"],
        ["Magalhães", "Figueiredo", "Conceição", "Assunção"],
    ),
    "CAN": (
        ["Noémie", "Graham", "Siobhan", "Étienne"],
        ["Tremblay", "MacAskill", "Okafor", "Beauchemin"],
    ),
    "CHL": (["Catalina", "Nicolás", "Isidora"], ["Curihuinca", "Sepúlveda", "Valdivieso"]),
    "CZE": (["Tereza", "Vojtěch", "Zdeňka"], ["Dvořáková", "Řezníček", "Šťastná"]),
    "DEU": (
        ["Friederike", "Jörg", "Käthe", "Lennart"],
        ["Grüneberg", "Hohenstein", "Müller-Lüdenscheidt", "Weiß"],
    ),
    "FIN": (["Aino", "Väinö", "Päivi"], ["Hämäläinen", "Lehtonen", "Yli-Kyyny"]),
    "FRA": (
        ["Éloïse", "Gaëtan", "Maëlle", "Loïc"],
        ["Lefèvre", "de La Rochefontaine", "Guérin", "Béranger"],
    ),
    "GBR": (["Imogen", "Rhys", "Eilidh"], ["Ashworth", "Llewellyn", "Farquharson"]),
    "GHA": (["Akosua", "Kwabena", "Efua"], ["Asante", "Boateng", "Owusu-Ansah"]),
    "HUN": (["Zsófia", "Bálint", "Ágnes"], ["Székely", "Őry", "Kovács-Tóth"]),
    "IDN": (["Dewi", "Bambang", "Sri"], ["Wicaksono", "Lestari", "Hadikusumo"]),
    "ITA": (["Chiara", "Niccolò", "Ludovica"], ["Sant'Agata", "De Benedictis", "Brambilla"]),
    "KEN": (["Wanjiru", "Kipchoge", "Achieng"], ["Mwangi", "Rotich", "Odhiambo"]),
    "MEX": (["Xóchitl", "Íñigo", "Guadalupe"], ["Zúñiga", "Peñaloza", "Montaño"]),
    "NGA": (["Ngozi", "Babatunde", "Aminu"], ["Adébáyọ̀", "Chukwuemeka", "Bello"]),
    "NLD": (["Fenna", "Joost"], ["van der Meulen", "Zuiderwijk"]),
    "NOR": (["Ingebjørg", "Håkon"], ["Ødegård", "Kvåle"]),
    "PER": (["Killa", "Rodrigo"], ["Huamán", "Echeandía"]),
    "PHL": (["Marikit", "Crisanto"], ["Dimaculangan", "Evangelista"]),
    "POL": (["Małgorzata", "Łukasz", "Żaneta"], ["Wiśniewska", "Brzęczyszczykiewicz", "Śliwa"]),
    "PRT": (["Inês", "Gonçalo"], ["Vasconcelos", "Simões"]),
    "ROU": (["Ștefania", "Răzvan"], ["Țepeneag", "Dumitrașcu"]),
    "SEN": (["Aïssatou", "Mamadou"], ["Ndiaye", "Diop"]),
    "SVK": (["Ľubica", "Ondrej"], ["Kováčová", "Hŕška"]),
    "ESP": (["Begoña", "Iñaki"], ["Etxeberria", "Muñoz"]),
    "SWE": (["Åsa", "Björn"], ["Sjöström", "Lindqvist"]),
    "TUR": (["Gülşah", "Çağrı"], ["Yıldırım", "Özdoğan"]),
    "VNM": (["Thảo", "Quốc Bảo"], ["Nguyễn", "Đặng"]),
    "ZAF": (["Nomvula", "Pieter", "Sipho"], ["Dlamini", "van Rensburg", "Mokoena"]),
}

CYRILLIC = {
    "BGR": (
        [("Десислава", "Desislava"), ("Калоян", "Kaloyan")],
        [("Стоянова", "Stoyanova"), ("Василев", "Vasilev")],
    ),
    "BLR": ([("Алеся", "Alesia"), ("Ягор", "Yahor")], [("Кавалёва", "Kavaliova"), ("Жук", "Zhuk")]),
    "KGZ": (
        [("Айгүл", "Aigul"), ("Нурлан", "Nurlan")],
        [("Токтогулова", "Toktogulova"), ("Өмүрбеков", "Omurbekov")],
    ),
    "RUS": (
        [
            ("Екатерина", "Ekaterina"),
            ("Дмитрий", "Dmitrii"),
            ("Юлия", "Iuliia"),
            ("Фёдор", "Fedor"),
        ],
        [
            ("Щербакова", "Shcherbakova"),
            ("Воронцов", "Vorontsov"),
            ("Жемчужникова", "Zhemchuzhnikova"),
            ("Ильин", "Ilin"),
        ],
    ),
    "SRB": (
        [("Љиљана", "Ljiljana"), ("Ђорђе", "Djordje")],
        [("Његован", "Njegovan"), ("Ћирић", "Ciric")],
    ),
    "UKR": (
        [("Оксана", "Oksana"), ("Євген", "Yevhen"), ("Ірина", "Iryna")],
        [("Гриценко", "Hrytsenko"), ("Їжакевич", "Yizhakevych"), ("Шевчук", "Shevchuk")],
    ),
}

ARABIC = {
    "DZA": ([("أمينة", "Amina"), ("ياسين", "Yacine")], [("بوزيد", "Bouzid"), ("مزيان", "Meziane")]),
    "IRQ": (
        [("زينب", "Zainab"), ("حيدر", "Haider")],
        [("الجبوري", "Al-Jubouri"), ("التميمي", "Al-Tamimi")],
    ),
    "JOR": (
        [("ليلى", "Layla"), ("عمر", "Omar"), ("هبة", "Hiba")],
        [("العبادي", "Al-Abbadi"), ("حدادين", "Haddadin"), ("الخصاونة", "Al-Khasawneh")],
    ),
    "KWT": (
        [("نورة", "Noura"), ("بدر", "Bader")],
        [("العنزي", "Al-Enezi"), ("المطيري", "Al-Mutairi")],
    ),
    "MAR": (
        [("فاطمة الزهراء", "Fatima-Zahra"), ("إدريس", "Idriss")],
        [("بنجلون", "Benjelloun"), ("العلوي", "El Alaoui")],
    ),
    "OMN": (
        [("مريم", "Maryam"), ("سالم", "Salim")],
        [("الحارثي", "Al-Harthi"), ("البوسعيدي", "Al-Busaidi")],
    ),
    "TUN": (
        [("سارة", "Sarra"), ("أنيس", "Anis")],
        [("الطرابلسي", "Trabelsi"), ("بن عمار", "Ben Ammar")],
    ),
}

HAN = {
    "CHN": (
        [
            ("雅婷", "Yating"),
            ("志强", "Zhiqiang"),
            ("思远", "Siyuan"),
            ("晓梅", "Xiaomei"),
            ("建国", "Jianguo"),
            ("梓涵", "Zihan"),
        ],
        [
            ("欧阳", "Ouyang"),
            ("陈", "Chen"),
            ("刘", "Liu"),
            ("诸葛", "Zhuge"),
            ("王", "Wang"),
            ("赵", "Zhao"),
        ],
    ),
    "SGP": ([("慧玲", "Hui Ling"), ("伟雄", "Wei Xiong")], [("林", "Lim"), ("黄", "Ng")]),
}

GREEK = {
    "CYP": (
        [("Ανδρούλλα", "Androulla"), ("Κυριάκος", "Kyriakos")],
        [("Χατζηγεωργίου", "Hadjigeorgiou"), ("Σάββα", "Savva")],
    ),
    "GRC": (
        [("Ευδοκία", "Evdokia"), ("Θεόδωρος", "Theodoros"), ("Καλλιόπη", "Kalliopi")],
        [
            ("Παπαδοπούλου", "Papadopoulou"),
            ("Ξενάκης", "Xenakis"),
            ("Τριανταφυλλίδη", "Triantafyllidi"),
        ],
    ),
}

LANGUAGES = {
    "ARG": "es en",
    "AUS": "en",
    "AUT": "de en",
    "BRA": "pt en",
    "CAN": "en fr",
    "CHL": "es en",
    "CZE": "cs en",
    "DEU": "de en",
    "FIN": "fi en",
    "FRA": "fr en",
    "GBR": "en",
    "GHA": "en",
    "HUN": "hu en",
    "IDN": "id en",
    "ITA": "it en",
    "KEN": "en sw",
    "MEX": "es en",
    "NGA": "en",
    "NLD": "nl en",
    "NOR": "no en",
    "PER": "es en",
    "PHL": "en",
    "POL": "pl en",
    "PRT": "pt en",
    "ROU": "ro fr en",
    "SEN": "fr en",
    "SVK": "sk en",
    "ESP": "es en",
    "SWE": "sv en",
    "TUR": "tr en",
    "VNM": "vi en",
    "ZAF": "en af",
    "BGR": "bg ru en",
    "BLR": "be ru en",
    "KGZ": "ky ru",
    "RUS": "ru en",
    "SRB": "sr en",
    "UKR": "uk ru en",
    "DZA": "ar fr",
    "IRQ": "ar en",
    "JOR": "ar en",
    "KWT": "ar en",
    "MAR": "ar fr",
    "OMN": "ar en",
    "TUN": "ar fr",
    "CHN": "zh en",
    "SGP": "zh en",
    "CYP": "el en",
    "GRC": "el en",
}


def people() -> list[tuple[str, str, str]]:
    """(State, own name, Latin name) for every given and family name that can be paired, in a
    fixed order; the same pairs each time."""
    found: list[tuple[str, str, str]] = []
    for state, (latin_given, latin_family) in LATIN.items():
        for turn, first in enumerate(latin_given):
            for shift in (0, 1):
                last = latin_family[(turn + shift) % len(latin_family)]
                found.append((state, f"{first} {last}", f"{first} {last}"))
    for table, joined in ((CYRILLIC, " "), (ARABIC, " "), (GREEK, " "), (HAN, "")):
        for state, (given, family) in table.items():
            for turn, (name, name_latin) in enumerate(given):
                for shift in (0, 1):
                    surname, surname_latin = family[(turn + shift) % len(family)]
                    own = f"{surname}{name}" if joined == "" else f"{name} {surname}"
                    found.append((state, own, f"{name_latin} {surname_latin}"))
    return found
