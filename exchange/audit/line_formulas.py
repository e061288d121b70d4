"""What the lines of the inventory compute, as templates of spreadsheet formulas.

In a template `{name}` is a column of the same line, `{in_name}` the cell of the row of the form,
`{f_name}` a column of the factor sheet, `{w_code}` the word of a choice, and any other name a
single factor. An empty text is unknown; a product is 0 when one side is known to be 0
(carbon-accounting.md 16).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Templates = Mapping[str, str]


def times(left: str, right: str, product: str = "") -> str:
    """A product that is 0 when one side is 0, else unknown when one side is.

    >>> times("A1", "B1")
    'IF(COUNT(A1,B1)=2,A1*B1,IF(OR(AND(ISNUMBER(A1),A1=0),AND(ISNUMBER(B1),B1=0)),0,""))'
    """
    zero = f"OR(AND(ISNUMBER({left}),{left}=0),AND(ISNUMBER({right}),{right}=0))"
    return f'IF(COUNT({left},{right})=2,{product or f"{left}*{right}"},IF({zero},0,""))'


_ACTIVE = 'IF(COUNTA({line})=0,0,IF(OR({in_year}="",{in_year}={year}),1,0))'
"""1 for a row of the year; a row with a blank year belongs to its answer set."""


def _held(name: str) -> str:
    """What the factor table holds for the carrier; unknown where it holds nothing."""
    return f'IF(ISNUMBER(INDEX({{f_{name}}},{{item}})),INDEX({{f_{name}}},{{item}}),"")'


def _flag(name: str) -> str:
    return f"IF({{item}}=0,0,INDEX({{f_{name}}},{{item}}))"


def _component(cell: str, name: str) -> str:
    """A measured component, else that of the set."""
    return f'IF({{item}}=0,"",IF(ISNUMBER({{{cell}}}),{{{cell}}},{_held(name)}))'


_OWN = "IF(ISNUMBER({in_co2_factor}),{in_co2_factor}," + _held("co2") + ")"
_MEASURED = "COUNTA({in_carbon_ar},{in_carbon_content},{in_ncv_measured},{in_oxidation})"
_PROVEN = (
    'AND(OR({in_carbon_content}<>"",AND({in_carbon_ar}<>"",INDEX({f_tonnes},{item})=1)),'
    '{in_evidence_id}<>"")'
)
_ELEMENT = 'IF(ISNUMBER({oxidation}),{in_carbon_ar}*{oxidation}*44/12,"")'
_COMPONENTS = (
    "IF(COUNT({ncv},{carbon},{oxidation})=3,{ncv}*{carbon}/1000*{oxidation}*44/12,"
    + _held("co2") + ")"
)  # fmt: skip
_FUEL_FACTOR = (
    'IF({burns}=0,"",IF(' + _MEASURED + "=0," + _OWN + ","
    "IF(AND(ISNUMBER({in_co2_factor}),NOT(" + _PROVEN + ")),{in_co2_factor},"
    "IF(AND(ISNUMBER({in_carbon_ar}),INDEX({f_tonnes},{item})=1),"
    + _ELEMENT + "," + _COMPONENTS + "))))"
)  # fmt: skip
"""Precedence of carbon-accounting.md 4: measured carbon with evidence, own factor, measured heat
value or oxidation, factor of the set."""

_TCE_FACTOR = (
    'IF({item}=0,"",IF(INDEX({f_fixed},{item})=1,INDEX({f_tce},{item}),'
    "IF(ISNUMBER({in_tce_factor}),{in_tce_factor},"
    "IF(AND(ISNUMBER({in_ncv_measured}),INDEX({f_no_heat},{item})=0),"
    "{in_ncv_measured}/{gj_per_tce},INDEX({f_tce},{item})))))"
)

ENERGY: Templates = MappingProxyType(
    {
        "what": 'IF({active}=1,{in_carrier}&" / "&{in_sector},"")',
        "active": _ACTIVE,
        "item": "IF({active}=1,IFERROR(MATCH({in_carrier},{f_word},0),0),0)",
        "sector": 'IF({active}=1,IF({in_sector}="","?",{in_sector}),"")',
        "code": 'IF({active}=1,IF({item}>0,INDEX({f_code},{item}),"?"),"")',
        "category": 'IF({active}=1,IF({item}>0,INDEX({f_category},{item}),"?"),"")',
        "owner": 'IF({active}=1,{in_owner}&"","")',
        "burns": _flag("burns"),
        "coal": _flag("coal"),
        "power": _flag("power"),
        "net": (
            "IF({item}=0,\"\",IF(ISNUMBER({in_consumption}),"
            '{in_consumption}-SUM({in_transformation_output},{in_recovered}),""))'
        ),
        "burnt": 'IF(ISNUMBER({net}),{net}-SUM({in_non_energy}),"")',
        "tce_factor": _TCE_FACTOR,
        "tce": 'IF(ISNUMBER({net}),{net}*{tce_factor},"")',
        "end_use_tce": (
            "IF(ISNUMBER({net}),({in_consumption}-SUM({in_transformation_input}))"
            '*{tce_factor},"")'
        ),
        "final_tce": (
            "IF(ISNUMBER({net}),({in_consumption}-SUM({in_transformation_input},{in_non_energy}))"
            '*{tce_factor},"")'
        ),
        "non_energy_tce": (
            'IF({active}=0,"",IF(ISNUMBER({net}),SUM({in_non_energy})*{tce_factor},0))'
        ),
        "ncv": _component("in_ncv_measured", "ncv"),
        "carbon": _component("in_carbon_content", "carbon"),
        "oxidation": _component("in_oxidation", "oxidation"),
        "factor": _FUEL_FACTOR,
        "co2": 'IF({burns}=1,' + times("{burnt}", "{factor}") + ',"")',
        "plant_co2": (
            "IF({burns}=1,IF(ISNUMBER({factor}),SUM({in_transformation_input})*{factor},"
            'IF(SUM({in_transformation_input})=0,0,"")),"")'
        ),
        "biogenic": (
            'IF({item}=0,IF({active}=1,0,""),IF(ISNUMBER(INDEX({f_biogenic},{item})),'
            + times("{burnt}", "INDEX({f_biogenic},{item})") + ",0))"
        ),
        "used": (
            "IF({item}=0,\"\",IF(ISNUMBER({in_consumption}),"
            'IF({code}="steam",{in_consumption}*{steam_ncv},{in_consumption}),""))'
        ),
    }
)  # fmt: skip
"""Rows of `energy_carriers` (carbon-accounting.md 3 to 5)."""

_OWNED = "({e_burns}=1)*({e_owner}={name})"
"""Whether the fuel of each energy row is that of the plant; `SUMIFS` takes * for any letters."""

PLANTS: Templates = MappingProxyType(
    {
        "what": 'IF({active}=1,{in_plant_name}&"","")',
        "active": _ACTIVE,
        "name": 'IF({active}=1,{in_plant_name}&"","")',
        "co2": (
            'IF({active}=0,"",IF(ISNUMBER({in_plant_co2}),{in_plant_co2},IF({name}="","",'
            "IF(SUMPRODUCT(" + _OWNED + ')=0,"",'
            "IF(SUMPRODUCT(" + _OWNED + '*({e_plant_co2}=""))>0,"",'
            "SUMPRODUCT(" + _OWNED + ",{e_plant_co2}))))))"
        ),
        "heat": 'IF(ISNUMBER({in_heat_out}),SUM({in_heat_out},{in_cold_out})*{ten_thousand},"")',
        "power": 'IF(ISNUMBER({in_power_out}),{in_power_out}*{mwh},"")',
        "share_heat": (
            'IF(COUNT({heat},{power})<2,"",IF(AND({heat}=0,{power}=0),"",IF({heat}=0,0,'
            "IF({power}=0,1,IF({in_allocation}={w_heat_ratio},"
            'IF(ISNUMBER({in_heat_share}),{in_heat_share},""),'
            "IF({in_allocation}={w_efficiency},{heat}/{heat_efficiency}"
            "/({heat}/{heat_efficiency}+{gj_per_mwh}*{power}/{power_efficiency}),"
            "{heat}/({heat}+{gj_per_mwh}*{power})))))))"
        ),
        "power_factor": (
            'IF(COUNT({co2},{share_heat},{power})<3,"",'
            'IF({power}=0,"",{co2}*(1-{share_heat})/{power}))'
        ),
        "heat_factor": (
            'IF(COUNT({co2},{share_heat},{heat})<3,"",IF({heat}=0,"",{co2}*{share_heat}/{heat}))'
        ),
    }
)
"""Rows of `chp_plants` (carbon-accounting.md 8)."""

_BY_MASS = (
    "IF(ISNUMBER({in_enthalpy}),{in_mass}*({in_enthalpy}-{feed_water})/1000,"
    "IF(ISNUMBER({in_temperature}),{in_mass}*({in_temperature}-20)*{water_heat}/1000,"
    "{in_mass}*{steam_ncv}))"
)


def _flow_product(factor: str) -> str:
    power = times("{quantity}", factor, "{quantity}*{mwh}*" + factor)
    return "IF({is_heat}=1," + times("{quantity}", factor) + "," + power + ")"


BALANCE: Templates = MappingProxyType(
    {
        "what": 'IF({active}=1,{in_flow}&"","")',
        "active": _ACTIVE,
        "flow": 'IF({active}=1,IF({in_flow}="","?",{in_flow}),"")',
        "is_heat": (
            "IF(OR({flow}={w_heat_bought},{flow}={w_heat_generated},{flow}={w_heat_sold},"
            "{flow}={w_heat_loss}),1,0)"
        ),
        "quantity": (
            'IF({active}=0,"",IF(ISNUMBER({in_quantity}),{in_quantity},'
            "IF(AND({is_heat}=1,ISNUMBER({in_mass}))," + _BY_MASS + ',"")))'
        ),
        "by_tonne": (
            "IF(AND({flow}={w_heat_bought},ISNUMBER({in_mass}),COUNT({in_factor},{in_quantity},"
            "{in_enthalpy},{in_temperature})=0),1,0)"
        ),
        "factor_in": (
            "IF({flow}={w_grid_bought},{grid},IF({flow}={w_direct_green},{green},"
            "IF({flow}={w_heat_bought},IF(ISNUMBER({in_factor}),{in_factor},"
            'IF({by_tonne}=1,{steam_co2},{heat_co2})),"")))'
        ),
        "co2_in": (
            "IF(OR({flow}={w_grid_bought},{flow}={w_direct_green},{flow}={w_heat_bought}),"
            "IF({by_tonne}=1," + times("{in_mass}", "{factor_in}") + ","
            + _flow_product("{factor_in}") + '),"")'
        ),
        "factor_out": (
            "IF({flow}={w_power_sold},IF({in_resold}={w_yes},{grid},"
            'IFERROR(INDEX({p_power_factor},MATCH({in_plant_name}&"",{p_name},0)),"")),'
            "IF({flow}={w_heat_sold},IF({in_resold}={w_yes},{resale},"
            'IFERROR(INDEX({p_heat_factor},MATCH({in_plant_name}&"",{p_name},0)),"")),""))'
        ),
        "co2_out": (
            "IF(OR({flow}={w_power_sold},{flow}={w_heat_sold}),"
            + _flow_product("{factor_out}") + ',"")'
        ),
        "loss_tce": (
            'IF(ISNUMBER({quantity}),IF({flow}={w_power_loss},{quantity}*{electricity_tce},'
            'IF({flow}={w_heat_loss},{quantity}*{heat_tce},"")),"")'
        ),
    }
)  # fmt: skip
"""Rows of `power_heat_balance` (carbon-accounting.md 6 to 8)."""

PROCESSES: Templates = MappingProxyType(
    {
        "what": 'IF({active}=1,{in_process}&"","")',
        "active": _ACTIVE,
        "item": "IF({active}=1,IFERROR(MATCH({in_process},{f_word},0),0),0)",
        "gas": 'IF({active}=1,IF({item}>0,INDEX({f_gas},{item}),"?"),"")',
        "factor": (
            'IF({item}=0,"",IF(ISNUMBER({in_factor}),{in_factor},'
            'IF(AND(INDEX({f_clinker},{item})=1,OR({in_delta_cao}<>"",{in_delta_mgo}<>"")),'
            "IF(COUNT({in_delta_cao},{in_delta_mgo})=2,"
            '{cao}*{in_delta_cao}+{mgo}*{in_delta_mgo},""),'
            "IF(AND({in_wet_basis}={w_yes},ISNUMBER(INDEX({f_wet},{item}))),INDEX({f_wet},{item}),"
            + _held("factor") + "))))"
        ),
        "applied": (
            'IF({active}=0,"",IF(ISNUMBER({factor}),IF({factor}>=0,1,'
            'IF(AND({in_carbon_balance}={w_yes},{in_evidence_id}<>""),1,0)),1))'
        ),
        "produced": times("{in_activity}", "{factor}"),
        "released": (
            'IF(ISNUMBER({produced}),IF(SUM({in_recovered})>{produced},"",'
            "({produced}-SUM({in_recovered}))*(1-SUM({in_destroyed_share})/100)),\"\")"
        ),
        "co2e": (
            'IF({item}=0,"",IF({gas}="CO2",IF({applied}=1,{produced},0),'
            + times("{released}", "INDEX({f_warming},{item})") + "))"
        ),
        "biogenic": (
            'IF({item}=0,IF({active}=1,0,""),IF(ISNUMBER(INDEX({f_biogenic},{item})),'
            + times("{in_activity}", "INDEX({f_biogenic},{item})") + ",0))"
        ),
    }
)  # fmt: skip
"""Rows of `process_activities` (carbon-accounting.md 10, 11)."""

SINKS: Templates = MappingProxyType(
    {
        "what": 'IF({active}=1,{in_sink}&"","")',
        "active": _ACTIVE,
        "item": "IF({active}=1,IFERROR(MATCH({in_sink},{f_word},0),0),0)",
        "factor": (
            'IF(ISNUMBER({in_factor}),{in_factor},IF({item}>0,' + _held("value") + ',""))'
        ),
        "accepted": (
            'IF({active}=0,"",IF({in_accepted}={w_yes},IF(ISNUMBER({factor}),'
            "IF({factor}<={evidence_above},1,"
            'IF({in_evidence_id}="",0,IF(AND({factor}>{reason_above},{explained}=0),0,1))),1),0))'
        ),
        "counts": (
            'IF({active}=0,"",IF({accepted}=1,1,IF(ISNUMBER({factor}),IF({factor}<0,1,0),0)))'
        ),
        "removal": (
            'IF({active}=0,"",IF(AND({in_accepted}={w_no},NOT(ISNUMBER({factor}))),0,'
            "IF(OR({counts}=1,NOT(ISNUMBER({factor}))),"
            + times("{in_amount}", "{factor}") + ",0)))"
        ),
    }
)  # fmt: skip
"""Rows of `sinks` (carbon-accounting.md 12)."""
