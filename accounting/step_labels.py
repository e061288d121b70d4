"""Names and units of the numbers that a derivation passes through."""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.messages import LocalText

ATTRIBUTES: Mapping[str, LocalText] = {
    "net": LocalText("净消费量", "net consumption"),
    "burnt": LocalText("燃烧量", "burnt amount"),
    "used_tce_factor": LocalText("折标系数", "coal equivalent"),
    "tce": LocalText("折标准煤", "energy in tce"),
    "used_factor": LocalText("排放因子", "CO2 factor"),
    "co2": LocalText("二氧化碳排放", "CO2"),
    "final_tce": LocalText("终端消费（折标准煤）", "end use in tce"),
    "end_use_tce": LocalText("终端电力（折标准煤）", "end use of power in tce"),
    "non_energy_tce": LocalText("用作原材料（折标准煤）", "feedstock in tce"),
    "biogenic": LocalText("生物源二氧化碳", "biogenic CO2"),
    "steam_heat": LocalText("蒸汽热量", "heat of the steam"),
    "heat": LocalText("热量", "heat"),
    "co2e": LocalText("排放量", "emission"),
    "removal": LocalText("碳汇与固碳量", "removal"),
    "fuel_co2": LocalText("燃料排放量", "CO2 of the fuel"),
    "heat_supplied": LocalText("供热量", "heat supplied"),
    "power_supplied": LocalText("供电量", "power supplied"),
    "share_heat": LocalText("供热分摊比例", "share of heat"),
    "computed_power_factor": LocalText("供电排放因子", "power factor"),
    "computed_heat_factor": LocalText("供热排放因子", "heat factor"),
}
"""What a number of a row is, by the last part of its step's name."""

NUMBERS: Mapping[str, tuple[LocalText, str]] = {
    "inventory.total_tce_equivalent": (
        LocalText("综合能源消费量（等价值）", "Energy at equivalent value"),
        "tce",
    ),
    "inventory.scope1_energy_co2": (
        LocalText("范围一：能源燃烧", "Scope 1: fuel burnt"),
        "t",
    ),
    "inventory.scope2_power_co2": (LocalText("范围二：外购电力", "Scope 2: power bought"), "t"),
    "inventory.scope2_heat_co2": (LocalText("范围二：外购热力", "Scope 2: heat bought"), "t"),
    "inventory.instruments_co2": (
        LocalText("绿电绿证及抵消", "Green power, certificates and offsets"),
        "t",
    ),
    "inventory.balance_co2e": (LocalText("收支余额", "Balance of the ledger"), "tCO2e"),
    "sum.energy_tce": (LocalText("分品种合计", "Sum of the carriers"), "tce"),
    "sum.power_loss_tce": (LocalText("网损", "Power losses"), "tce"),
    "sum.heat_loss_tce": (LocalText("热损失", "Heat losses"), "tce"),
    "sum.non_energy_tce": (LocalText("用作原材料", "Feedstock"), "tce"),
    "sum.power_net": (LocalText("电力净消费", "Net power"), "10^4 kWh"),
    "sum.export_power_co2": (LocalText("外送电力排放", "CO2 of power sent out"), "t"),
    "sum.export_heat_co2": (LocalText("外供热力排放", "CO2 of heat sent out"), "t"),
    "sum.burnt_biogenic_co2": (LocalText("燃料生物源排放", "Biogenic CO2 of fuel"), "t"),
    "sum.process_biogenic_co2": (LocalText("过程生物源排放", "Biogenic CO2 of processes"), "t"),
    "sum.industry_scope1_co2": (LocalText("规上工业燃料排放", "Fuel CO2 of industry"), "t"),
    "sum.electricity_used": (LocalText("电力消费", "Electricity used"), "10^4 kWh"),
    "sum.industry_electricity_used": (
        LocalText("规上工业电力消费", "Electricity used by industry"),
        "10^4 kWh",
    ),
    "sum.heat_used": (LocalText("热力消费", "Heat used"), "GJ"),
    "sum.industry_heat_used": (LocalText("规上工业热力消费", "Heat used by industry"), "GJ"),
    "sum.grid_bought": (LocalText("电网购入电量", "Power bought from the grid"), "10^4 kWh"),
    "sum.direct_green": (LocalText("绿电直连", "Direct green power"), "10^4 kWh"),
    "sum.own_renewable_power": (LocalText("自发自用可再生电力", "Own renewable power"), "10^4 kWh"),
    "sum.certified": (LocalText("已核销绿电绿证", "Certified and cancelled power"), "10^4 kWh"),
    "sum.top10_co2": (LocalText("前十家企业排放", "CO2 of the ten largest"), "t"),
    "electricity_share": (LocalText("规上工业用电占比", "Industry's share of electricity"), ""),
    "heat_share": (LocalText("规上工业用热占比", "Industry's share of heat"), ""),
    "renewable_power": (LocalText("可再生电力", "Renewable power"), "10^4 kWh"),
    "renewable_power_2020": (LocalText("2020年可再生电力", "Renewable power of 2020"), "10^4 kWh"),
    "renewable_power_added": (
        LocalText("较2020年新增可再生电力", "Renewable power added since 2020"),
        "10^4 kWh",
    ),
    "resale_factor": (LocalText("转供热力因子", "Factor of resold heat"), "tCO2/GJ"),
}
"""Numbers of the park that the catalogue does not name: label and unit."""
