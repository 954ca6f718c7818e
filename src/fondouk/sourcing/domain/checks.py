"""What a request and a quote must say, each with everything that is wrong at once."""

from datetime import date
from decimal import Decimal

from fondouk.kernel.money import Money
from fondouk.kernel.refused import Refused, refuse_all
from fondouk.sourcing.events import QuoteDraft, RfqDraft, RfqLine, Visibility

LINES_MAX = 200
SUPPLIERS_MAX = 100
TITLE_MAX = 160
TEXT_MAX = 4000
SHORT_MAX = 300
LEAD_TIME_DAYS_MAX = 1000
_QUANTITY_MAX, _QUANTITY_DIGITS = Decimal(10) ** 12, 4
_PRICE_MAX, _PRICE_DIGITS = Decimal(10) ** 12, 6


def check_rfq(draft: RfqDraft, buyer_id: str) -> None:
    """What even a draft must keep: sizes, form, sound figures. Fields are named as in the API.

    Refuses `required`, `text_too_long`, `too_many_lines`, `own_company`, `not_positive`,
    `figure_too_fine`, `bad_currency`.
    """
    found = [
        *_length("title", draft.title, TITLE_MAX),
        *_length("note", draft.note, TEXT_MAX),
        *_length("destination.postcode", draft.destination.postcode, 20),
        *_length("destination.place", draft.destination.place, 80),
        *_currency(draft.currency),
    ]
    if not draft.title.strip():
        found.append(Refused("required", "title", what="title"))
    if len(draft.lines) > LINES_MAX:
        found.append(Refused("too_many_lines", "lines", most=LINES_MAX))
    if len(draft.suppliers) > SUPPLIERS_MAX:
        found.append(Refused("too_many_suppliers", "suppliers", most=SUPPLIERS_MAX))
    if buyer_id in draft.suppliers:
        found.append(Refused("own_company", "suppliers"))
    for place, line in enumerate(draft.lines):
        at = f"lines.{place}"
        if line.product is None and not line.text.strip():
            found.append(Refused("required", f"{at}.text", what="text"))
        found += _length(f"{at}.text", line.text, SHORT_MAX)
        found += _length(f"{at}.specification", line.specification, TEXT_MAX)
        found += _figure(f"{at}.quantity", line.quantity.value, _QUANTITY_MAX, _QUANTITY_DIGITS)
        if line.target_price is not None:
            found += _figure(f"{at}.target_price", line.target_price, _PRICE_MAX, _PRICE_DIGITS)
    refuse_all(found)


def check_sending(
    *, visibility: Visibility, lines: int, suppliers: int, needed_by: date | None, on: date
) -> None:
    """What a request must say before suppliers read it; `lines` and `suppliers` are counts.

    Refuses `no_lines`, `no_suppliers` (a private request nobody was chosen for), `day_is_past`.
    """
    found = []
    if not lines:
        found.append(Refused("no_lines", "lines"))
    if visibility is Visibility.PRIVATE and not suppliers:
        found.append(Refused("no_suppliers", "suppliers"))
    if needed_by is not None and needed_by < on:
        found.append(Refused("day_is_past", "needed_by", day=str(needed_by)))
    refuse_all(found)


def check_quote(draft: QuoteDraft, lines: tuple[RfqLine, ...], *, on: date) -> None:
    """A quote answers at least one line of this request, each once, with sound figures.

    Refuses `no_lines`, `unknown_line`, `line_twice`, `day_is_past`, `required`, `not_positive`,
    `figure_too_fine`, `text_too_long`, `bad_currency`.
    """
    asked = {line.id for line in lines}
    found = [
        *_length("terms", draft.terms, TEXT_MAX),
        *_length("place", draft.place, 80),
        *_currency(draft.currency),
    ]
    if not draft.place.strip():
        found.append(Refused("required", "place", what="place"))
    if draft.valid_until < on:
        found.append(Refused("day_is_past", "valid_until", day=str(draft.valid_until)))
    if not draft.lines:
        found.append(Refused("no_lines", "lines"))
    seen: set[str] = set()
    for place, line in enumerate(draft.lines):
        at = f"lines.{place}"
        if line.rfq_line not in asked:
            found.append(Refused("unknown_line", f"{at}.rfq_line"))
        if line.rfq_line in seen:
            found.append(Refused("line_twice", f"{at}.rfq_line"))
        seen.add(line.rfq_line)
        found += _figure(f"{at}.unit_price", line.unit_price, _PRICE_MAX, _PRICE_DIGITS)
        if line.quantity is not None:
            found += _figure(f"{at}.quantity", line.quantity, _QUANTITY_MAX, _QUANTITY_DIGITS)
        days = line.lead_time_days
        if days is not None and not 0 <= days <= LEAD_TIME_DAYS_MAX:
            found.append(Refused("bad_lead_time", f"{at}.lead_time_days", most=LEAD_TIME_DAYS_MAX))
        found += _length(f"{at}.packing", line.packing, SHORT_MAX)
    refuse_all(found)


def check_reason(reason: str) -> str:
    """A reason in a few words. Refuses `required` and `text_too_long`."""
    refuse_all(_length("reason", reason, SHORT_MAX))
    if not reason.strip():
        raise Refused("required", "reason", what="reason")
    return reason.strip()


def _length(field: str, text: str, most: int) -> list[Refused]:
    return [Refused("text_too_long", field, most=most)] if len(text) > most else []


def _currency(code: str) -> list[Refused]:
    try:
        Money(Decimal(0), code)
    except ValueError:
        return [Refused("bad_currency", "currency", value=code[:10])]
    return []


def _figure(field: str, number: Decimal, most: Decimal, digits: int) -> list[Refused]:
    if number <= 0:
        return [Refused("not_positive", field, value=str(number))]
    exponent = number.normalize().as_tuple().exponent
    if number >= most or (isinstance(exponent, int) and -exponent > digits):
        return [Refused("figure_too_fine", field, digits=digits, most=str(most))]
    return []
