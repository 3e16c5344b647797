"""Recogniser of NAME beside the titles, greetings and labels of scripts other than Latin.

Patterns over projected bytes see no difference between their letters, so these read the text. Titles are few in every
language, and what stands beside one is a person; names in free text are the model's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stream_scanner.evidence.patterns import letters
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

_EDGE = r"(?:^|[^\pL\pN])"
_STOP = r"(?:$|[\s,.;:!?)\]])"
_PAUSE = r"(?:$|[\n,.;:!?،؛)\]])"

# Cyrillic: a given name and a patronymic, with the family name on either side; initials; titles and greetings.
_CYRILLIC = r"[А-ЯЁІЇЄҐЎЈЉЊЋЂЏ][а-яёіїєґўјљњћђџ'’]{1,20}(?:-[А-ЯЁІЇЄҐ][а-яёіїєґ]{1,20})?"
_SURNAME = (
    r"[А-ЯЁІЇЄҐ][а-яёіїєґ'’-]{1,20}(?:ов|ев|ёв|єв|ін|їн|ин|ын|ий|ой|ая|ова|ева|ёва|єва|ина|ына|іна|ко|ук|юк|як|ян|ич"
    r"|ец|дзе|швили)(?:а|у|ым|им|е|ой|ому|ого)?"
)
_PATRONYMIC = r"[А-ЯЁІЇЄ][а-яёіїє'’]{2,20}(?:вич|ич|вн|чн|івн|ївн)(?:а|у|ем|ом|ы|е|ой|і|и|ою|ові)?"
_INITIALS = r"[А-ЯЁІЇЄ]\.[ \x{a0}]?[А-ЯЁІЇЄ]\."
_FATHERS = (
    rf"{_EDGE}((?:{_SURNAME}[ ])?{_CYRILLIC}[ ]{_PATRONYMIC}(?:[ ]{_SURNAME})?|{_INITIALS}[ \x{{a0}}]?{_CYRILLIC}"
    rf"|{_SURNAME}[ \x{{a0}}]{_INITIALS}){_STOP}"
)
_CYRILLIC_TITLED = (
    rf"{_EDGE}(?:(?:[Гг]оспод[иі]н(?:а|у|е)?|[Гг]осп[оа]ж[аеоу]|[Гг](?:-н|-жа|-жо|-же|-ну|осп)[ау]?\.?"
    r"|[Пп]ан(?:у|і|е|ом|ові)?|[Гг]ражданин(?:а|у|ка|ке)?|[Дд]октор(?:у|а|ка)?|[Дд]-р|[Пп]роф(?:ессор(?:у|а)?|\.)|[Мм]ајстор"
    r"|[Уу]важаем(?:ый|ая|ые|и|а)|[Шш]ановн(?:ий|а|і)|[Дд]орог(?:ой|ая)|[Пп]оштован[иа]"
    rf")[ ])+({_CYRILLIC}(?:[ ]{_CYRILLIC}){{0,2}})(?:[ ]{_INITIALS})?{_STOP}"
)
# What is called after somebody, and whom a greeting means that is nobody.
_CALLED_AFTER = r"(?:ул|им|пр|пл|пер|наб|просп|бул|бульв|имени|улица|улице|проспект|проспекте|площадь|вул|пл)\.?[ ]?$"
_GREETS = ("Уважаем", "Дорог", "Шановн", "Поштован", "Господин", "Гражданин")
_NOBODY = frozenset(
    "Клиент Клиенты Клиентка Коллега Коллеги Дамы Господа Родители Родитель Друзья Друг Покупатель"  # noqa: SIM905
    " Покупатели Абонент Абоненты Пользователь Пользователи Партнеры Партнёры Жители Гости Гость Колеги Клієнт Клієнти"
    " Друзі Пані Панове Студенты Участники Участник Пассажиры Читатели Сотрудники Директор Президент Министр Колеге"
    " Πελάτη Πελάτες Συνεργάτες Συνάδελφοι Φίλοι Φίλε Γονείς Κύριοι".split()
)

# Greek
_GREEK = r"[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋΐΰ]{1,24}(?:-[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋΐΰ]{1,24})?"
_GREEK_TITLED = (
    rf"{_EDGE}(?:(?:[Κκ](?:ύρι(?:ος|ε|ο)|υρί(?:α|ας|ου)|\.|α|ος|ο)|[Αα]γαπητ(?:έ|ή)|[Δδ]ρ\.?|[Κκ]αθ\.)[ ])+"
    rf"({_GREEK}(?:[ ]{_GREEK}){{0,2}}){_STOP}"
)

# Hebrew and Arabic have no capitals: one word, or as many as stand before a stop or an honour.
_HEBREW = r"[\x{05d0}-\x{05ea}]{2,15}(?:[-\x{05be}][\x{05d0}-\x{05ea}]{2,15})?"
_HEBREW_TITLED = (
    rf"{_EDGE}(?:(?:מר|גב['׳’]|גברת|אדון|ד[\"״”]ר|עו[\"״”]ד|רו[\"״”]ח|פרופ['׳’])[ ])+"
    rf"(?:({_HEBREW}[ ]{_HEBREW}){_PAUSE}|({_HEBREW}))"
)
_HEBREW_GREETED = rf"(?:^|\n)(?:שלום|היי|הי|לכבוד|ברכה|בברכה|תודה)[,]?[ \n]({_HEBREW}(?:[ ]{_HEBREW})?)[ ]?(?:[,!\n]|$)"
_ARABIC = r"[\x{0621}-\x{064a}]{2,16}"
_ARABIC_TITLE = r"(?:(?:لل?|ال)?(?:سيدة?|أستاذة?|دكتورة?|آنسة|مهندسة?|محامية?)|د\.|أ\.|م\.)"
_ARABIC_TITLED = (
    rf"{_EDGE}(?:{_ARABIC_TITLE}[ /]{{0,2}})+(?:({_ARABIC}(?:[ ]{_ARABIC}){{0,3}})[ ](?:المحترمة?|حفظها?)"
    rf"|({_ARABIC}[ ]{_ARABIC}){_PAUSE}|({_ARABIC}))"
)
_ARABIC_SIGNED = (
    rf"(?:مع (?:خالص )?(?:التحية|تحياتي|التحيات|الشكر)|تحياتي|مع أطيب التحيات)[،,.]?[ \n]{{1,3}}"
    rf"({_ARABIC}(?:[ ]{_ARABIC}){{0,2}})[ ]*(?:\n|$)"
)
_ARABIC_GREETED = rf"(?:^|\n)(?:عزيزي|عزيزتي|مرحبا|أهلا|أهلاً|مرحباً)[ ](?:يا[ ])?({_ARABIC})[ ]?[،,!\n]"
_NO_ONE = frozenset(
    "רב לכולם לכם כולם חברים חברות צוות לך יקרים יקר יקרה ללקוחותינו העמיל العميل العملاء الزميل"  # noqa: SIM905
    " الزملاء الجميع بكم الكرام المدير الرئيس الوزير المشترك فريق إدارة قسم شركة שר ראש נשיא מנהל".split()
)

# Thai and Devanagari
_THAI_TITLED = (
    r"(?:นายแพทย์|แพทย์หญิง|นางสาว|น\.ส\.|นาย|นาง|ด\.ช\.|ด\.ญ\."
    r"|ดร\.)[ ]?([\x{0e01}-\x{0e4e}]{2,20}[ ][\x{0e01}-\x{0e4e}]{2,24})"
)
_DEVANAGARI = r"[\x{0904}-\x{0963}]{3,20}"
_HINDI_TITLED = (
    rf"{_EDGE}(?:श्रीमती|श्री|सुश्री|डॉ\.?|कुमारी)[ ](?:({_DEVANAGARI}[ ]{_DEVANAGARI})(?:[ ]जी)?(?:$|[\s,.;:!?।])"
    rf"|({_DEVANAGARI}))"
)

_HINDI_GREETED = rf"(?:नमस्ते|नमस्कार|प्रिय|आदरणीय)[ ]({_DEVANAGARI})(?:[ ]जी)?[,।! ]"
_BENGALI_GREETED = (
    r"(?:প্রিয়|শ্রদ্ধেয়|গ্রাহক|রোগী)[ ]([\x{0985}-\x{09cd}]{2,20}(?:[ ][\x{0985}-\x{09cd}]{2,20})?)[,! ]"
    r"|ইতি,?[ \n]([\x{0985}-\x{09cd}]{2,20})"
)
_THAI_TOLD = r"คุณ([\x{0e01}-\x{0e4e}]{2,20}[ ][\x{0e01}-\x{0e4e}]{2,24})[ ](?:เลข|โทร|เบอร์|ที่อยู่|บัตร)"
_VIETNAMESE_CALLED = r"(?:Chị|Anh|Em|Cô|Chú|Bác|Ông|Bà)[ ]((?:\p{Lu}\p{Ll}{1,7})(?:[ ]\p{Lu}\p{Ll}{1,7}){0,2})[ ]ơi"
_THAI_GREETED = r"เรียน[ ]?คุณ([\x{0e01}-\x{0e4e}]{2,20})"
_PERSIAN = r"[\x{0621}-\x{06cc}\x{200c}]{2,18}"
_PERSIAN_TITLED = (
    rf"(?:آقای|خانم)[ ](?:دکتر[ ]|مهندس[ ])?({_PERSIAN}(?:[ ]{_PERSIAN})?)[ ](?:برای|از|با|به|در|را|است|که|و|تماس)"
    rf"|(?:آقای|خانم)[ ]({_PERSIAN})"
)

# Korean: a family name of one syllable and two of one's own, before a title or behind a team.
_KOREAN = (
    r"(?:[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현"
    r"함변염여추도석선설마길연위표명기반왕금옥육인맹제탁국][가-힣]{2}"
    r"|(?:남궁|황보|제갈|선우|독고|사공)[가-힣]{1,2})"
)
_KOREAN_TITLED = (
    rf"(?:^|[^가-힣])({_KOREAN})(?:[ ]?(?:님|씨|군|양|과장|대리|부장|차장|사원|주임|팀장|실장|이사|교수|변호사|간호사"
    rf"|선생님|드림|올림)|[ ](?:고객님|환자|배상))"
)
_KOREAN_SELF = rf"(?:팀|부|과|실|사|점|의|저는)[ ]({_KOREAN})(?:입니다|이에요|예요|라고|이라고)"
_ROLES = frozenset(
    "이용자 방문자 신청자 구매자 주문자 지원자 송신자 공급자 여러분 하나님 고객님 선생님 기사님"  # noqa: SIM905
    " 지배인 이사장 전문가 사용자 조합원 조교수 부교수 정교수 임직원 진행자 안내원 여행자 심사관 도우미 주치의 지도자"
    " 유권자 연구원 전임자 차량님 구독자 장애인".split()
)

# Chinese family names that are no words of a sentence.
_FAMILIES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭"
    "陆汪范廖贾夏韦邹孟熊秦邱江尹薛闫段雷侯史陶黎贺顾毛郝龚邵严覃張劉陳楊黃趙吳孫馬羅鄭許韓馮鄧肖葉蘇呂盧鍾譚"
    "陸賈鄒賀顧龔邵嚴"
)
_CHINESE_TITLED = rf"([{_FAMILIES}]\p{{Han}}{{0,2}})(?:先生|女士|小姐|老师|老師|医生|醫生|教授|律师|律師)"
_CHINESE_TOLD = (
    rf"(?:客户|客戶|患者|病人|员工|員工|用户|会员|會員|学生|學生|家长|旅客|乘客|当事人|原告|被告|证人|申请人"
    rf"|負責人|负责人)((?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|令狐|夏侯|皇甫|慕容)\p{{Han}}{{1,2}}|[{_FAMILIES}]\p{{Han}}{{1,2}})"
    r"(?:来电|來電|反映|要求|于|的|，|、|。|,|（|\(|身份|电话|手机|女|男|\s|$)"
)
_CHINESE_GREETED = rf"(?:^|\n)([{_FAMILIES}]\p{{Han}}{{1,2}})[，,]?[ ]?(?:您好|你好)"

# Japanese puts a title behind whom it speaks of; a form or a mail says who is in charge.
_HONOURS = ("様", "さま", "さん", "殿", "先生")
_HONOURED = (
    r"(\p{Han}[\p{Han}々]{0,3}[ \x{3000}][\p{Han}\p{Hiragana}\p{Katakana}々]{1,5})[ \x{3000}]?"
    rf"(?:{'|'.join(_HONOURS)})"
)
_CALLED = (
    r"(?:^|[^\p{Han}\p{Katakana}々ー])(\p{Han}[\p{Han}々]{1,2}"
    r"|\p{Katakana}[\p{Katakana}ー]{2,9})[ \x{3000}]?(?:様|さま|さん)"
)
_CHARGE = (
    r"(?:担当|担当者|責任者|主治医|講師|窓口)(?:は|の)[、 ]?(\p{Han}[\p{Han}々]{1,3})(?:です|でございます|が|まで|へ"
    r"|と|に|、|。|$)|(?:なっております|なります|はじめまして|お疲れ様です"
    r"|失礼いたします)[。、\s][^。\n]{0,24}の(\p{Han}[\p{Han}々]{0,3})(?:です|でございます|と申します)"
)
_NO_PERSONS = "者員社客主方店部課業人様母父姉兄嫁娘子隣屋皆奥妹弟祖"
"""What the last sign of a word for a kind of people is."""

# What forms call a person's name; a colon says that it follows.
_LABELS = (
    "姓名", "氏名", "お名前", "名前", "성명", "이름", "성함", "ФИО", "Ф.И.О.", "Имя", "الاسم", "担当", "担当者",
    "配偶者", "नाम", "Ονοματεπώνυμο", "ผู้รับ", "ผู้ส่ง", "ชื่อ", "ชื่อ-สกุล", "ชื่อ-นามสกุล", "שם", "שם מלא",
    "שם העובד", "שם העובדת", "שם התלמיד", "שם המטופל", "שם הלקוח", "المستلم", "المرسل", "اسم المريض", "اسم العميل",
    "입사자", "예약자", "담당자", "수신자", "발신자", "비상연락", "Прізвище", "ПІБ", "Име", "收件人", "联系人",
    "聯絡人", "받는 사람", "보내는 사람", "受取人", "申込者",
)  # fmt: skip
_UNNAMED = frozenset(("未定", "未入力", "なし", "不明", "无", "無", "없음", "нет"))
_FOLLOWS = (
    r"[\"']?[ ]?[:：][ \"']{0,3}([\pL\pM][\pL\pM'’״־-]{1,16}(?:[ \x{3000}·・][\pL\pM][\pL\pM'’״־-]{1,20}){0,3})"
    r"(?:$|[\s\x{3000}\"'.,;、。，（(<|])"
)
AFTER = 160
"""Characters behind a label that are looked at."""


class _Form(NamedTuple):
    """``source``, whose first group that took part is a name, where one of ``signs`` is in the text."""

    signs: tuple[str, ...]
    source: str


_FORMS = (
    _Form(("а", "о", "е", "и", "і"), _FATHERS),
    _Form(
        ("важ", "анов", "Дорог", "дорог", "оспо", "ан", "г-", "Г-", "окто", "роф", "раждан", "ошт"), _CYRILLIC_TITLED
    ),
    _Form(("κ", "Κ", "γαπητ", "ρ."), _GREEK_TITLED),
    _Form(("מר ", "גב", "אדון", 'ד"', "ד״", "ד”", "עו", "רו", "פרופ"), _HEBREW_TITLED),
    _Form(("שלום", "היי", "הי ", "לכבוד", "ברכה", "תודה"), _HEBREW_GREETED),
    _Form(("آقای", "خانم"), _PERSIAN_TITLED),
    _Form(("প্রিয়", "ইতি"), _BENGALI_GREETED),
    _Form(("नमस्ते", "प्रिय"), _HINDI_GREETED),
    _Form(("เรียน",), _THAI_GREETED),
    _Form(("คุณ",), _THAI_TOLD),
    _Form(("ơi",), _VIETNAMESE_CALLED),
    _Form(("سيد", "أستاذ", "دكتور", "آنسة", "مهندس", "محام", "د.", "أ.", "م."), _ARABIC_TITLED),
    _Form(("تحي", "شكر"), _ARABIC_SIGNED),
    _Form(("عزيز", "مرحبا", "أهلا"), _ARABIC_GREETED),
    _Form(("นา", "แพทย์", "น.ส.", "ด.", "ดร."), _THAI_TITLED),
    _Form(("श्री", "डॉ", "कुमारी"), _HINDI_TITLED),
    _Form(("님", "씨", "군", "양", "장", "리", "원", "임", "사", "수", "드림", "올림", "환자", "배상"), _KOREAN_TITLED),
    _Form(("입니다", "에요", "예요", "라고"), _KOREAN_SELF),
    _Form(("先生", "女士", "小姐", "老师", "老師", "医生", "醫生", "教授", "律"), _CHINESE_TITLED),
    _Form(("客", "者", "人", "员", "員", "户", "生", "长", "告"), _CHINESE_TOLD),
    _Form(("您好", "你好"), _CHINESE_GREETED),
    _Form(_HONOURS, _HONOURED),
    _Form(("様", "さま", "さん"), _CALLED),
    _Form(("担当", "責任者", "主治医", "講師", "窓口", "おります", "なります", "まして", "様です", "します"), _CHARGE),
)


def titled_names(view: View) -> Iterator[Hit]:
    """``Уважаемая Мария Андреевна``, ``السيدة هند القاضي``, ``박도윤 대리``, ``刘芳女士``, ``村上 彩 様``."""
    text = view.text
    if text.isascii():
        return
    for signs, source in _FORMS:
        if any(sign in text for sign in signs):
            for match in letters(source).finditer(text):
                start = match.low + _greeting(text[match.low : match.high])
                if _somebody(text, start, match.high):
                    yield Hit("NAME", start, match.high, 0.75)
    yield from _labelled(text)


def _greeting(name: str) -> int:
    """Characters of a greeting that looks like the first of the family names."""
    first, *rest = name.split(" ", 1)
    return len(first) + 1 if rest and first.startswith(_GREETS) else 0


def _somebody(text: str, start: int, end: int) -> bool:
    """Whether a name is nobody's role, and nothing that is called after somebody."""
    name = text[start:end]
    first = name.split()[0]
    if first in _NOBODY or first in _NO_ONE or name in _ROLES or "様" in name:
        return False
    if "\u3040" <= text[end : end + 1] <= "\u30ff" or text[end : end + 1] == "様":
        return name[-1] not in _NO_PERSONS
    return not letters(_CALLED_AFTER).search(text[max(0, start - 12) : start])


def _labelled(text: str) -> Iterator[Hit]:
    for word in _LABELS:
        at = text.find(word)
        while at >= 0:
            at += len(word)
            if told := letters(_FOLLOWS).match(text[at : at + AFTER]):
                name = text[at + told.low : at + told.high]
                if "\u0e00" <= name[0] <= "\u0e7f":  # a blank parts sentences in Thai, and the two halves of a name
                    name = " ".join(name.split(" ")[:2])
                if not name.isascii() and name not in _UNNAMED:
                    yield Hit("NAME", at + told.low, at + told.low + len(name), 0.7)
            at = text.find(word, at)
