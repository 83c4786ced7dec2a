"""The marks of a draft and of a teacher's copy: fixed words in the document's language; no template changes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    draft: str
    """Large and pale across every page of a draft."""
    student_notice: str
    """The first line of a students' draft."""
    teacher_notice: str
    """The first line of a guide's draft; who has not signed yet follows it."""
    strip: str
    """At the head of every page of a teacher's copy."""


_EN = Marks(
    "DRAFT",
    "DRAFT: this sheet has not been checked and signed yet. Please do not hand it out.",
    "DRAFT: not signed yet. Still to sign:",
    "TEACHER COPY - do not hand out",
)
_BY_LANGUAGE = {
    "en": _EN,
    "ru": Marks(
        "ЧЕРНОВИК",
        "ЧЕРНОВИК: этот лист ещё не проверен и не подписан. Пожалуйста, не раздавайте его.",
        "ЧЕРНОВИК: ещё не подписано. Осталось подписать:",
        "ДЛЯ УЧИТЕЛЯ - не раздавать",
    ),
    "be": Marks(
        "ЧАРНАВІК",
        "ЧАРНАВІК: гэты аркуш яшчэ не правераны і не падпісаны. Калі ласка, не раздавайце яго.",
        "ЧАРНАВІК: яшчэ не падпісана. Засталося падпісаць:",
        "ДЛЯ НАСТАЎНІКА - не раздаваць",
    ),
    "ar": Marks(
        "مسودة",
        "مسودة: لم يراجعها أحد بعد. يرجى عدم توزيعها.",
        "مسودة: لم تُوقَّع بعد. بقي أن يوقّع:",
        "نسخة المعلم - لا توزَّع",
    ),
    "he": Marks(
        "טיוטה",
        "טיוטה: עוד לא נבדקה. נא לא לחלק.",
        "טיוטה: עוד לא נחתמה. נותרו לחתום:",
        "עותק למורה - לא לחלק",
    ),
}


def marks_of(language: str) -> Marks:
    """The marks in the language of a tag; in English where nobody has written them in it."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), _EN)
