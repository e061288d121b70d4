"""The strict reader of the field catalogue, and the catalogue that ships."""

from decimal import Decimal

import pytest

from questionnaire.catalogue import FieldType, Question
from questionnaire.catalogue_loader import load_catalogue
from questionnaire.errors import CatalogueError, Defect
from questionnaire.messages import LocalText
from support.catalogue_files import (
    SMALL,
    shipped_catalogue,
    shipped_files,
    small_catalogue,
    spoiled,
)

FIELDS = "fields/00-profile.toml"


def defects_of(files: dict[str, str]) -> tuple[Defect, ...]:
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(files)
    assert raised.value.hint is not None
    assert str(len(raised.value.defects)) in str(raised.value)
    return raised.value.defects


def test_shipped_catalogue_has_every_row_of_the_design_tables() -> None:
    catalogue = shipped_catalogue()
    # Rows of fields.csv, field_tables.csv, derived_values.csv, cross_checks.csv, industries.csv.
    assert catalogue.id == "2026.1"
    assert len(catalogue.fields) == 158
    assert sum(len(table.columns) for table in catalogue.tables.values()) == 185
    assert len(catalogue.derived) == 43
    assert [check.id for check in catalogue.cross_checks] == [f"X{n:02}" for n in range(1, 29)]
    assert list(catalogue.industries) == [f"{n:02}" for n in range(6, 47)]
    assert [page.number for page in catalogue.pages] == list(range(11))
    assert sum(len(page.groups) for page in catalogue.pages) == 29


def test_shipped_field_as_in_the_design() -> None:
    gdp = shipped_catalogue().fields["gdp"]
    assert gdp.label == LocalText("地区生产总值（GDP）", "Gross domestic product")
    assert (gdp.type, gdp.unit, gdp.page, gdp.group) == (FieldType.DECIMAL, "亿元", 0, "economy")
    assert (gdp.minimum, gdp.maximum) == (Decimal("0.01"), Decimal(20000))
    assert gdp.soft_check == "change(x) > 30 or x < industrial_value_added"
    assert (gdp.yearly, gdp.required, gdp.evidence) == ("yes", "yes", "required")
    assert gdp.used_by == ("T5", "S1", "profile")


def test_shipped_natural_keys_are_those_of_rubric_14() -> None:
    keys = {code: " ".join(table.natural_key) for code, table in shipped_catalogue().tables.items()}
    assert keys == {
        "energy_carriers": "sector carrier owner",
        "power_heat_balance": "flow plant_name supplier",
        "process_activities": "process enterprise_uscc",
        "enterprises": "uscc",
        "pollutants": "pollutant",
        "enterprise_energy": "enterprise_uscc carrier origin supplier",
        "park_meters": "carrier",
        "chp_plants": "plant_name",
        "industries": "industry",
        "sinks": "sink",
        "green_certificate_list": "certificate_no",
        "boundary_areas": "area_name",
        "action_projects": "project_name",
        "evidence": "evidence_id",
        "dual_targets": "quantity target_year",
        "scenario_policy_values": "quantity",
        "enterprise_months": "enterprise_uscc month",
        "peak_plan": "",
    }


def test_tables_without_a_year_are_those_that_roll_over() -> None:
    without = {code for code, table in shipped_catalogue().tables.items() if not table.has_year}
    assert without == {
        "boundary_areas",
        "green_certificate_list",
        "action_projects",
        "evidence",
        "dual_targets",
    }


def test_shipped_graded_indicators_are_the_nineteen_of_the_rubric() -> None:
    graded = {
        code for code, field in shipped_catalogue().fields.items() if field.type is FieldType.LEVEL
    }
    codes = "T1 T2 T6 T8 T9 I7 I10 S2 S4 S5 S8 F5 F6 F7 P1 P4 P5 P7 P9"
    assert graded == {f"{code}_level" for code in codes.split()}


def test_energy_intensive_industries_are_the_six_of_the_national_list() -> None:
    industries = shipped_catalogue().industries
    intensive = {code for code, industry in industries.items() if industry.energy_intensive}
    assert intensive == {"25", "26", "30", "31", "32", "44"}


def test_every_shipped_text_is_in_both_languages() -> None:
    catalogue = shipped_catalogue()
    questions: list[Question] = [*catalogue.fields.values()]
    questions += [
        column for table in catalogue.tables.values() for column in table.columns.values()
    ]
    texts = [text for question in questions for text in _texts(question)]
    texts += [check.message for check in catalogue.cross_checks]
    texts += [derived.label for derived in catalogue.derived.values()]
    texts += [industry.label for industry in catalogue.industries.values()]
    texts += [group.label for page in catalogue.pages for group in page.groups]
    assert len(texts) > 900
    assert [text for text in texts if not (text.zh and text.en)] == []


def _texts(question: Question) -> list[LocalText]:
    messages = [text for text in (question.hard_message, question.soft_message) if text is not None]
    return [
        question.label,
        question.help,
        *messages,
        *(choice.label for choice in question.choices),
    ]


def test_derived_values_rest_on_fields_in_the_end() -> None:
    catalogue = shipped_catalogue()

    def fields_below(code: str) -> set[str]:
        if code in catalogue.fields:
            return {code}
        return {
            field for part in catalogue.derived[code].depends_on for field in fields_below(part)
        }

    assert fields_below("inventory.net_co2") == {
        "energy_carriers",
        "process_activities",
        "power_heat_balance",
        "chp_plants",
    }
    assert fields_below("enterprises.energy_sum") == {"enterprises", "boundary_out_of_area"}


def test_small_catalogue_keeps_the_order_and_the_defaults() -> None:
    catalogue = small_catalogue()
    assert list(catalogue.fields) == ["gdp", "staff", "kind", "use"]
    staff = catalogue.fields["staff"]
    assert (staff.required, staff.yearly, staff.evidence, staff.minimum) == (
        "no",
        "no",
        "none",
        None,
    )
    assert catalogue.fields["gdp"].required == 'kind == "big"'
    assert catalogue.tables["use"].has_year


def test_hash_is_of_the_content_not_of_its_form() -> None:
    spaced = {file: SMALL[file].replace(" = ", "  =  ") for file in sorted(SMALL, reverse=True)}
    assert load_catalogue(spaced).hash == small_catalogue().hash
    changed = spoiled(FIELDS, 'maximum = "20000"', 'maximum = "20001"')
    assert load_catalogue(changed).hash != small_catalogue().hash


@pytest.mark.parametrize(
    "file, old, new, place, rule, remedy",
    [
        (FIELDS, "unit = ", "units = ", "fields.gdp.units", "unknown-key", "remove it"),
        (FIELDS, 'type = "integer"\n', "", "fields.staff.type", "missing-key", "add it"),
        (
            FIELDS,
            'type = "decimal"\n',
            'type = "decimal"\nmultiline = true\n',
            "fields.gdp.multiline",
            "wrong-type",
            "remove it",
        ),
        (FIELDS, 'en = "design"', 'en = ""', "fields.gdp.source.en", "missing-key", "add it"),
        (FIELDS, 'en = "GDP"', 'fr = "PIB"', "fields.gdp.label.en", "missing-key", "add it"),
        (FIELDS, '"decimal"', '"number"', "fields.gdp.type", "unknown-word", "use one of"),
        (FIELDS, '["T5"]', '"T5"', "fields.gdp.used_by", "wrong-type", "a list of texts"),
        (FIELDS, '"0.01"', "0.01", "fields.gdp.minimum", "bad-number", "must be a text"),
        (FIELDS, '"0.01"', '"1e-2"', "fields.gdp.minimum", "bad-number", "without"),
        (FIELDS, '"0.01"', '"30000"', "fields.gdp.minimum", "limits-crossed", "correct them"),
        (
            FIELDS,
            'group = "park"',
            'group = "land"',
            "fields.gdp.group",
            "unknown-group",
            "pages.toml",
        ),
        (FIELDS, 'page = "0"', 'page = "3"', "page", "unknown-page", "pages.toml"),
        (FIELDS, 'page = "0"', 'page = "0.5"', "page", "bad-number", "correct it"),
        (FIELDS, "[fields.staff]", "[fields.x]", "fields.x", "bad-code", "use letters"),
        (
            FIELDS,
            'type = "integer"',
            'type = "level"',
            "fields.staff.type",
            "bad-code",
            "rename it",
        ),
        (
            FIELDS,
            'code = "small"',
            'code = "big"',
            "fields.kind.choices[1].code",
            "duplicate-code",
            "remove one",
        ),
        (
            FIELDS,
            'choices = [{ code = "big", zh = "大", en = "Big" }, '
            '{ code = "small", zh = "小", en = "Small" }]\n',
            "",
            "fields.kind.choices",
            "no-choices",
            "give one",
        ),
        (
            FIELDS,
            'type = "choice"',
            'type = "text"',
            "fields.kind.choices",
            "misplaced-key",
            "change the type",
        ),
        (
            FIELDS,
            'type = "decimal"',
            'type = "text"',
            "fields.gdp.minimum",
            "misplaced-key",
            "change the type",
        ),
        (
            FIELDS,
            'soft_check = "change(x) > 30"\n',
            "",
            "fields.gdp.soft_message",
            "misplaced-key",
            "add the check",
        ),
        (
            FIELDS,
            "change(x) > 30",
            "change(x) > ",
            "fields.gdp.soft_check",
            "expression-syntax",
            "Check brackets",
        ),
        (
            FIELDS,
            "change(x) > 30",
            "gpd > 30",
            "fields.gdp.soft_check",
            "unknown-name",
            "correct it",
        ),
        (FIELDS, "kind ==", "sort ==", "fields.gdp.required", "unknown-name", "correct it"),
        (FIELDS, "kind ==", "x ==", "fields.gdp.required", "unknown-name", "correct it"),
        (
            FIELDS,
            'unit = "亿元"',
            'unit = "fuels:unit"',
            "fields.gdp.unit",
            "unknown-unit-source",
            "correct",
        ),
        (
            FIELDS,
            'unit = "亿元"',
            'unit = "担"',
            "fields.gdp.unit",
            "unit-without-english",
            "units.toml",
        ),
        (
            "tables/use.toml",
            '"fuels"',
            '"fules"',
            "columns.carrier.choice_source",
            "unknown-choice-source",
            "use one of",
        ),
        (
            "tables/use.toml",
            "fuels:unit",
            "processes:unit",
            "columns.amount.unit",
            "unknown-unit-source",
            "correct it",
        ),
        (
            "tables/use.toml",
            '["carrier"]',
            '["carier"]',
            "natural_key",
            "unknown-natural-key",
            "correct it",
        ),
        (
            "tables/use.toml",
            "abs(x / default_ncv - 1)",
            "default_nvc",
            "columns.amount.soft_check",
            "unknown-name",
            "correct it",
        ),
        (
            "cross_checks.toml",
            "use.amount",
            "use.amounts",
            "checks.X01.expression",
            "unknown-name",
            "correct it",
        ),
        (
            "cross_checks.toml",
            '"hard"',
            '"strict"',
            "checks.X01.severity",
            "unknown-word",
            "use one of",
        ),
        (
            "derived_values.toml",
            '["gdp"]',
            '["gpd"]',
            "derived.total.score.depends_on",
            "unknown-name",
            "correct or remove",
        ),
        (
            "derived_values.toml",
            '"total.score"',
            '"sum.score"',
            "derived.sum.score",
            "bad-code",
            "begin it",
        ),
        (
            "industries.toml",
            "energy_intensive = true",
            'energy_intensive = "yes"',
            "industries.25.energy_intensive",
            "wrong-type",
            "true or false",
        ),
        ("pages.toml", 'number = "0"', "", "pages[0].number", "missing-key", "add it"),
        ("catalogue.toml", "id", "name", "id", "missing-key", "add it"),
    ],
)
def test_defect_is_named_with_file_key_rule_and_remedy(
    file: str, old: str, new: str, place: str, rule: str, remedy: str
) -> None:
    found = [defect for defect in defects_of(spoiled(file, old, new)) if defect.place == place]
    assert [(defect.file, defect.rule) for defect in found] == [(file, rule)]
    assert remedy in str(found[0].message)


def test_broken_toml_is_reported_with_its_line_and_nothing_follows_from_it() -> None:
    files = spoiled(FIELDS, 'type = "integer"', "type = integer")
    (defect,) = defects_of(files)
    assert (defect.file, defect.rule) == (FIELDS, "toml-syntax")
    assert "line" in str(defect.message)


def test_missing_and_unknown_files_are_reported() -> None:
    files = {**SMALL, "fields/notes.txt": "", "old/gdp.toml": "a = 1"}
    del files["industries.toml"]
    assert {(defect.file, defect.rule) for defect in defects_of(files)} == {
        ("industries.toml", "missing-file"),
        ("fields/notes.txt", "unknown-file"),
        ("old/gdp.toml", "unknown-file"),
    }


def test_a_code_on_two_pages_is_a_duplicate_that_names_both_files() -> None:
    again = SMALL[FIELDS].split("[fields.staff]")[0]
    (defect,) = defects_of({**SMALL, "fields/01-more.toml": again})
    assert (defect.file, defect.place, defect.rule) == (
        "fields/01-more.toml",
        "fields.gdp",
        "duplicate-code",
    )
    assert FIELDS in str(defect.message)


def test_tables_and_their_columns_must_come_together() -> None:
    moved = {**SMALL, "tables/used.toml": SMALL["tables/use.toml"]}
    del moved["tables/use.toml"]
    found = {(defect.file, defect.place, defect.rule) for defect in defects_of(moved)}
    assert (FIELDS, "fields.use", "table-without-columns") in found
    assert ("tables/used.toml", "", "columns-without-table") in found


def test_all_defects_come_at_once() -> None:
    files = {
        **SMALL,
        FIELDS: SMALL[FIELDS].replace('"0.01"', '"x"').replace("change(x)", "changed(x)"),
        "cross_checks.toml": SMALL["cross_checks.toml"].replace("staff", "staf"),
        "catalogue.toml": 'id = "t.1"\nextra = "1"\n',
    }
    assert {(defect.file, defect.rule) for defect in defects_of(files)} == {
        (FIELDS, "bad-number"),
        (FIELDS, "expression-syntax"),
        ("cross_checks.toml", "unknown-name"),
        ("catalogue.toml", "unknown-key"),
    }


def test_a_choice_may_pass_on_a_unit_but_not_in_a_circle() -> None:
    target = shipped_files()
    table = target["tables/dual_targets.toml"]
    target["tables/dual_targets.toml"] = table.replace('unit = "tce/万元"', 'unit = "kind:unit"', 1)
    rules = {(defect.place, defect.rule) for defect in defects_of(target)}
    assert ("columns.quantity.unit", "unknown-unit-source") in rules
