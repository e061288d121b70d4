"""The shipped field catalogue for tests, and a small one that tests can spoil."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from questionnaire.catalogue import Catalogue
from questionnaire.catalogue_loader import load_catalogue
from support.project import ROOT

SMALL: Mapping[str, str] = MappingProxyType(
    {
        "catalogue.toml": 'id = "t.1"\n',
        "pages.toml": """
[[pages]]
number = "0"
label = { zh = "基本信息", en = "Profile" }
[[pages.groups]]
key = "park"
label = { zh = "园区", en = "Park" }
""",
        "fields/00-profile.toml": """
page = "0"

[fields.gdp]
label = { zh = "地区生产总值", en = "GDP" }
group = "park"
type = "decimal"
unit = "亿元"
minimum = "0.01"
maximum = "20000"
hard_check = "x > total.score or staff > 0"
soft_check = "change(x) > 30"
soft_message = { zh = "变化大", en = "Large change" }
yearly = "yes"
required = 'kind == "big"'
evidence = "required"
used_by = ["T5"]
help = { zh = "当年价", en = "Current prices" }
source = { zh = "设计", en = "design" }

[fields.staff]
label = { zh = "人数", en = "Staff" }
group = "park"
type = "integer"
help = { zh = "专职", en = "Full-time" }
used_by = []
source = { zh = "设计", en = "design" }

[fields.kind]
label = { zh = "类型", en = "Kind" }
group = "park"
type = "choice"
choices = [{ code = "big", zh = "大", en = "Big" }, { code = "small", zh = "小", en = "Small" }]
help = { zh = "选", en = "Choose" }
used_by = []
source = { zh = "设计", en = "design" }

[fields.use]
label = { zh = "用能", en = "Use" }
group = "park"
type = "table"
help = { zh = "逐行", en = "Row by row" }
used_by = []
source = { zh = "设计", en = "design" }
""",
        "tables/use.toml": """
natural_key = ["carrier"]

[columns.year]
label = { zh = "年份", en = "Year" }
type = "integer"
required = "yes"
help = { zh = "年份", en = "Year" }

[columns.carrier]
label = { zh = "品种", en = "Carrier" }
type = "choice"
choice_source = "fuels"
hard_check = "unique_in_year(x)"
help = { zh = "品种", en = "Carrier" }

[columns.amount]
label = { zh = "数量", en = "Amount" }
type = "decimal"
unit = "fuels:unit"
minimum = "0"
soft_check = "abs(x / default_ncv - 1) > 0.3"
help = { zh = "数量", en = "Amount" }
""",
        "derived_values.toml": """
[derived."total.score"]
label = { zh = "得分", en = "Score" }
unit = "分"
definition = "sum of points"
depends_on = ["gdp"]
used_by = []
source = { zh = "设计", en = "design" }
""",
        "cross_checks.toml": """
[checks.X01]
severity = "hard"
expression = "sum(use.amount, year == staff) <= gdp"
message = { zh = "超出", en = "Exceeds" }
""",
        "industries.toml": """
source = "GB/T 4754"

[industries]
"06" = { zh = "煤炭", en = "Coal" }
"25" = { zh = "石油", en = "Petroleum", energy_intensive = true }
""",
        "units.toml": """
[units]
"万元" = { zh = "万元", en = "10⁴ yuan" }
"亿元" = { zh = "亿元", en = "10⁸ yuan" }
"人" = { zh = "人", en = "persons" }
"家" = { zh = "家", en = "" }
""",
    }
)


def shipped_files() -> dict[str, str]:
    """Relative path -> text of the catalogue that the product ships."""
    folder = ROOT / "resources" / "catalogue"
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.toml"))
    }


@cache
def shipped_catalogue() -> Catalogue:
    """The catalogue that the product ships."""
    return load_catalogue(shipped_files())


@cache
def small_catalogue() -> Catalogue:
    """The small catalogue."""
    return load_catalogue(SMALL)


def spoiled(file: str, old: str, new: str) -> dict[str, str]:
    """The small catalogue with one text replaced."""
    assert old in SMALL[file], f"{file} holds no {old}"
    return {**SMALL, file: SMALL[file].replace(old, new, 1)}
