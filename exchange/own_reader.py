"""Fields, marks and confirmations out of their sheets, as a document of answers.

Only what differs from the answers so far gets into the document; a blank cell never does, 清空
erases.

Source: interface.md, Excel and Command line (the shape of `fill`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exchange.cell_values import NOTES, CellReader
from exchange.cells import CLEAR, Cell, Cells, place_of
from exchange.contents import unguard
from exchange.findings import Findings
from exchange.matching import Matched
from exchange.places import Places
from exchange.vocabulary import ROLES, STATES, fold, read_word
from questionnaire.answer_scope import indicator_of
from questionnaire.answers import ROLES as ROLE_CODES
from questionnaire.answers import AnswerSet, Mark, State
from questionnaire.canonical_json import normal_text
from questionnaire.catalogue import Catalogue, Field, FieldType, References
from questionnaire.fill_shape import FillDocument
from questionnaire.messages import msg
from questionnaire.value_problem import ValueProblem
from questionnaire.values import is_blank, value_to_json

_MARK_PARTS = ("name", "time", "reason")


@dataclass
class OwnReader:
    """Reads the sheets that are no tables.

    Attributes:
        base: the answers so far.
        document: what shall change, in the shape of `fill`.
        places: where each part of it stands.
    """

    catalogue: Catalogue
    references: References
    base: AnswerSet
    findings: Findings
    places: Places
    document: FillDocument = field(default_factory=dict)

    def take(self, matched: Matched, number: int, cells: Cells) -> None:
        """Read a row of a page, of the marks or of the confirmations."""
        row = _Row(matched, number, cells)
        if matched.plan.kind == "page":
            self._take_field(row)
        elif matched.plan.kind == "marks":
            self._take_mark(row)
        elif matched.plan.kind == "confirmations":
            self._take_confirmation(row)

    # Pages

    def _take_field(self, row: _Row) -> None:
        field_found = self._field_of(row)
        if field_found is None:
            return
        self._take_value(row, field_found)
        self._take_state(row, field_found)
        self._take_quality(row, field_found)

    def _field_of(self, row: _Row) -> Field | None:
        code = row.key if row.matched.by_code else row.text("code")
        if code in self.catalogue.fields:
            return self.catalogue.fields[code]
        if code:
            message = msg(
                "There is no field {code} in this catalogue; the row is not read.", code=code
            )
            self.findings.note(row.place("label"), "unknown-field", message)
            return None
        wanted = fold(row.text("label"))
        page = int(row.matched.plan.code)
        return next(
            (
                item
                for item in self.catalogue.fields.values()
                if item.page == page
                and wanted
                and wanted in (fold(item.label.zh), fold(item.label.en))
            ),
            None,
        )

    def _take_value(self, row: _Row, item: Field) -> None:
        cell = row.cell("value")
        if item.type is FieldType.TABLE or cell is None:
            return
        part = f"fields.{item.code}"
        self.places.parts[part] = row.place("value")
        if _is_clear(cell):
            if self.base.state(item.code) is not None:
                self._put("fields", item.code, "")
            return
        reader = CellReader(item, self.references)
        before = self.base.value(item.code)
        try:
            value, noted = reader.read(cell)
        except ValueProblem as problem:
            if before is None or reader.code_in(cell) != before or not isinstance(before, str):
                self.findings.refuse(row.place("value"), problem.rule, problem.message)
            return
        if noted:
            self.findings.note(row.place("value"), noted, NOTES[noted])
        if value != before:
            self._put("fields", item.code, value_to_json(item, value))

    def _take_state(self, row: _Row, item: Field) -> None:
        code = indicator_of(item.code) if item.type is FieldType.LEVEL else item.code
        before = self.base.answers.get(code)
        old_state = None if before is None or before.state is State.VALUE else before.state
        old_reason = None if before is None else before.reason
        state, reason = self._state_of(row), row.text("reason")
        self.places.parts[f"status.{code}"] = row.place("state")
        self.places.parts[f"status.{code}.reason"] = row.place("reason")
        if state == CLEAR:
            if old_state is not None:
                self._put("status", code, "")
            return
        if row.is_clear("reason"):
            reason_changed, reason = old_reason is not None, ""
        else:
            reason_changed = bool(reason) and reason != old_reason
            reason = reason or old_reason or ""
        new_state = State(state) if state else None
        if new_state is not None and new_state is not old_state:
            self._put("status", code, _status(new_state, reason))
        elif not reason_changed or self._has_new_value(item, old_state):
            return
        elif item.type is FieldType.LEVEL and old_state is None:
            message = msg("A level takes no note here; write it beside its mark.")
            self.findings.note(row.place("reason"), "level-note", message)
        else:
            self._put("status", code, _status(old_state or State.VALUE, reason))

    def _has_new_value(self, item: Field, old_state: State | None) -> bool:
        """Whether a value takes the place of the state, so that its reason goes with it."""
        return old_state is not None and item.code in self.document.get("fields", {})

    def _state_of(self, row: _Row) -> str:
        """The state of a row, 清空, or empty."""
        typed = row.text("state")
        if not typed or typed == CLEAR:
            return typed
        known = read_word({key.value: text for key, text in STATES.items()}, typed)
        if known is None:
            message = msg("{typed} is no state; choose one from the list.", typed=typed)
            self.findings.refuse(row.place("state"), "unknown-status", message)
        return known or ""

    def _take_quality(self, row: _Row, item: Field) -> None:
        typed = row.text("quality")
        before = self.base.answers.get(item.code)
        old = None if before is None else before.quality
        self.places.parts[f"quality.{item.code}"] = row.place("quality")
        if typed == CLEAR:
            if old is not None:
                self._put("quality", item.code, "")
        elif typed and typed.upper() != old:
            self._put("quality", item.code, typed.upper())

    # Marks

    def _take_mark(self, row: _Row) -> None:
        code, _, role = row.key.partition(":") if row.matched.by_code else ("", "", "")
        code = code or row.text("code")
        role = (
            role
            or read_word({str(key): text for key, text in ROLES.items()}, row.text("role"))
            or ""
        )
        if not code or role not in ROLE_CODES:
            if code:
                message = msg("The row does not say who marked; leave that cell as it was.")
                self.findings.refuse(row.place("role"), "unknown-role", message)
            return
        part = f"marks.{code}.{role}"
        self.places.parts[part] = row.place("level")
        before = self.base.marks.get(code, {}).get(role)
        if row.is_clear("code") or row.is_clear("level"):
            if before is not None:
                self._put_mark(code, role, None)
            return
        mark = {
            name: None if row.is_clear(name) else row.text(name) for name in ("level", *_MARK_PARTS)
        }
        for name in _MARK_PARTS:
            self.places.parts[f"{part}.{name}"] = row.place(name)
        after = _laid_over(before, mark)
        if after and after != _mark_parts(before):
            self._put_mark(code, role, after)

    def _put_mark(self, code: str, role: str, mark: Mapping[str, str] | None) -> None:
        roles = self.document.setdefault("marks", {}).setdefault(code, {})
        assert isinstance(roles, dict)  # noqa: S101 - made here
        roles[role] = mark

    # Confirmations

    def _take_confirmation(self, row: _Row) -> None:
        name = (row.key if row.matched.by_code else "") or row.text("id")
        reason = row.text("reason")
        if not name or not reason:
            return
        self.places.parts[f"confirmations.{name}"] = row.place("reason")
        before = self.base.confirmed.get(name)
        if row.is_clear("reason"):
            if before is not None:
                self._put("confirmations", name, "")
        elif reason != before:
            self._put("confirmations", name, reason)

    def _put(self, section: str, name: str, content: object) -> None:
        self.document.setdefault(section, {})[name] = content


@dataclass(frozen=True)
class _Row:
    """A row with its cells by name."""

    matched: Matched
    number: int
    cells: Cells

    @property
    def key(self) -> str:
        """The hidden key."""
        cell = self.cells.get(1)
        return "" if cell is None else cell.text.strip()

    def cell(self, name: str) -> Cell | None:
        """A cell by its name; None when it is blank or not on the sheet."""
        cell = self.cells.get(self._column(name))
        return None if cell is None or (cell.kind == "text" and is_blank(cell.text)) else cell

    def text(self, name: str) -> str:
        """The text of a cell; empty when it is blank."""
        cell = self.cell(name)
        if cell is None:
            return ""
        return normal_text(cell.text if _is_clear(cell) else unguard(cell.text)).strip()

    def is_clear(self, name: str) -> bool:
        """Whether a cell holds 清空."""
        cell = self.cell(name)
        return cell is not None and _is_clear(cell)

    def place(self, name: str) -> str:
        """Sheet and cell."""
        return place_of(self.matched.name, self._column(name), self.number)

    def _column(self, name: str) -> int:
        return next((at for at, known in self.matched.columns.items() if known == name), 0)


def _is_clear(cell: Cell) -> bool:
    return cell.kind == "text" and cell.text.strip() == CLEAR


def _status(state: State, reason: str) -> dict[str, str]:
    return {"status": state.value, "reason": reason}


def _mark_parts(mark: Mark | None) -> dict[str, str]:
    if mark is None:
        return {}
    parts = {"level": str(mark.level), "name": mark.name, "time": mark.time, "reason": mark.reason}
    return {name: part for name, part in parts.items() if part is not None}


def _laid_over(before: Mark | None, typed: Mapping[str, str | None]) -> dict[str, str]:
    """The parts of a mark with those typed laid over them; None erases, a blank does not."""
    known = _mark_parts(before)
    after = {name: known.get(name, "") if text == "" else text for name, text in typed.items()}
    return {name: text for name, text in after.items() if text}
