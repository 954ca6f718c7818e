"""What a category's attributes must be before products can state them."""

import re
from collections import Counter
from collections.abc import Iterable

from fondouk.catalogue.events import AttributeKind, AttributeSpec
from fondouk.kernel.refused import Refused

ATTRIBUTES_MAX = 40
CHOICES_MAX = 100
CODE_LENGTH_MAX = 60

_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


def check_attributes(specs: tuple[AttributeSpec, ...]) -> list[Refused]:
    """What is wrong with a category's attributes. A refusal's field tells the place:
    `attributes.2.code`, `attributes.2.choices.0.name`.

    Refusals: `too_many_entries`, `bad_attribute_code`, `attribute_code_twice`,
    `attribute_name_required`, `choices_required`.
    """
    found: list[Refused] = []
    if len(specs) > ATTRIBUTES_MAX:
        found.append(
            Refused("too_many_entries", "attributes", limit=ATTRIBUTES_MAX, found=len(specs))
        )
    twice = _twice(spec.code for spec in specs)
    for number, spec in enumerate(specs):
        place = f"attributes.{number}"
        found += _coded(spec.code, place, twice)
        if not spec.names:
            found.append(Refused("attribute_name_required", f"{place}.name", value=spec.code))
        if spec.kind is AttributeKind.CHOICE:
            found += _choices(spec, place)
    return found


def _choices(spec: AttributeSpec, place: str) -> list[Refused]:
    if not spec.choices:
        return [Refused("choices_required", place, attribute=spec.code)]
    if len(spec.choices) > CHOICES_MAX:
        return [Refused("too_many_entries", place, limit=CHOICES_MAX, found=len(spec.choices))]
    found: list[Refused] = []
    twice = _twice(choice.code for choice in spec.choices)
    for number, choice in enumerate(spec.choices):
        here = f"{place}.choices.{number}"
        found += _coded(choice.code, here, twice)
        if not choice.names:
            found.append(Refused("attribute_name_required", f"{here}.name", value=choice.code))
    return found


def _coded(code: str, place: str, twice: set[str]) -> list[Refused]:
    if len(code) > CODE_LENGTH_MAX or not _CODE.fullmatch(code):
        return [Refused("bad_attribute_code", f"{place}.code", value=code[:CODE_LENGTH_MAX])]
    if code in twice:
        return [Refused("attribute_code_twice", f"{place}.code", value=code)]
    return []


def _twice(codes: Iterable[str]) -> set[str]:
    return {code for code, count in Counter(codes).items() if count > 1}
