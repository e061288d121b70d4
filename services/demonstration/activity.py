"""What a park of the demonstration did in a year: energy, plants, processes and their CO2.

The CO2 here only makes registers, targets and peak plans fit the activity data; the results shown
come from the accounting package. Rules: carbon-accounting.md 3, 5, 6, 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from questionnaire.numbers import round_to
from services.demonstration.nominal import Nominal
from services.demonstration.profiles import ParkProfile, PlantProfile

GJ_OF_POWER = Decimal(36)
"""GJ in 10^4 kWh."""

_TEN_THOUSAND = Decimal(10000)
LOSS_OF_POWER = Decimal("0.008")
"""Losses of the net, part of the power used."""

_HEAT_LOSS = Decimal("0.02")
_SERVICE_HEAT = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class PlantYear:
    """A plant in a year.

    Attributes:
        fuel: amount in the unit of its carrier.
        fuel_input: 10^4 GJ.
        power_out: 10^4 kWh supplied, of it `power_sold` outside.
        heat_out: 10^4 GJ supplied.
        heat_sold: GJ sent outside.
        co2: t of its fuel.
    """

    profile: PlantProfile
    fuel: Decimal
    fuel_input: Decimal
    power_out: Decimal
    heat_out: Decimal
    power_sold: Decimal
    heat_sold: Decimal
    co2: Decimal

    @property
    def export_co2(self) -> Decimal:
        """CO2 of what is sent outside, by energy content (carbon-accounting.md 8)."""
        heat = self.heat_out * _TEN_THOUSAND
        power = self.power_out * GJ_OF_POWER
        return self.co2 * (self.heat_sold + self.power_sold * GJ_OF_POWER) / (heat + power)


@dataclass(frozen=True, slots=True)
class CarrierRow:
    """One row of the energy table; amounts in the unit of the carrier."""

    sector: str
    carrier: str
    consumption: Decimal
    input: Decimal = Decimal(0)
    output: Decimal = Decimal(0)
    non_energy: Decimal = Decimal(0)
    owner: str = ""


@dataclass(frozen=True)
class ParkActivity:
    """Energy and CO2 of one park and year; computed within `exact()`."""

    profile: ParkProfile
    year: int
    nominal: Nominal

    def amount(self, name: str) -> Decimal:
        """An energy amount of the profile in this year."""
        return self.profile.energy[name].at(self.year)

    @cached_property
    def plant(self) -> PlantYear | None:
        """The plant, if the park has one."""
        plant = self.profile.plant
        if plant is None:
            return None
        fuel = self.amount("plant_fuel")
        gigajoule = fuel * self.nominal.ncv(plant.fuel)
        power = round_to(gigajoule * plant.power_efficiency / GJ_OF_POWER, 0)
        heat = round_to(gigajoule * plant.heat_efficiency / _TEN_THOUSAND, 2)
        return PlantYear(
            profile=plant,
            fuel=fuel,
            fuel_input=round_to(gigajoule / _TEN_THOUSAND, 4),
            power_out=power,
            heat_out=heat,
            power_sold=round_to(power * plant.power_sold, 0),
            heat_sold=round_to(heat * _TEN_THOUSAND * plant.heat_sold, -2),
            co2=fuel * self.nominal.co2(plant.fuel),
        )

    @property
    def power_made(self) -> Decimal:
        """Power of the plant, 10^4 kWh."""
        return self.plant.power_out if self.plant else Decimal(0)

    @property
    def power_sold(self) -> Decimal:
        """Power sent outside, 10^4 kWh."""
        return self.plant.power_sold if self.plant else Decimal(0)

    @property
    def heat_made(self) -> Decimal:
        """Heat of the plant, GJ."""
        return self.plant.heat_out * _TEN_THOUSAND if self.plant else Decimal(0)

    @property
    def heat_sold(self) -> Decimal:
        """Heat sent outside, GJ."""
        return self.plant.heat_sold if self.plant else Decimal(0)

    @cached_property
    def power_used(self) -> Decimal:
        """Electricity of all sectors without own renewable power, 10^4 kWh."""
        names = ("industry_power", "below_power", "service_power", "residential_power")
        return sum((self.amount(name) for name in names), Decimal(0))

    @property
    def power_consumed(self) -> Decimal:
        """All electricity used inside the boundary, 10^4 kWh."""
        return self.power_used + self.amount("self_renewable")

    @property
    def power_loss(self) -> Decimal:
        """Losses of the net, 10^4 kWh."""
        return round_to(self.power_used * LOSS_OF_POWER, 0)

    @property
    def grid_bought(self) -> Decimal:
        """Power bought from the grid, 10^4 kWh: what closes the balance."""
        needed = self.power_used + self.power_loss + self.power_sold
        return needed - self.power_made - self.amount("direct_green")

    @property
    def heat_loss(self) -> Decimal:
        """Losses of the heat net, GJ."""
        return round_to((self.heat_made + self.amount("heat_bought")) * _HEAT_LOSS, -2)

    @property
    def heat_used(self) -> Decimal:
        """Heat used inside the boundary, GJ."""
        supplied = self.heat_made + self.amount("heat_bought")
        return supplied - self.heat_sold - self.heat_loss

    @cached_property
    def carriers(self) -> tuple[CarrierRow, ...]:
        """The rows of the energy table, those of zero left out."""
        service_heat = round_to(self.heat_used * _SERVICE_HEAT, -2)
        rows = (
            *self._plant_rows(),
            CarrierRow("industry_above", "raw_coal", self.amount("industry_coal")),
            CarrierRow("industry_above", "natural_gas", self.amount("industry_gas")),
            CarrierRow("industry_above", "diesel", self.amount("industry_diesel")),
            CarrierRow(
                "industry_above",
                "electricity",
                self.amount("industry_power"),
                output=self.power_made,
            ),
            CarrierRow("industry_above", "self_pv_wind", self.amount("self_renewable")),
            CarrierRow(
                "industry_above", "heat", self.heat_used - service_heat, output=self.heat_made
            ),
            *self._further_rows(),
            CarrierRow("industry_below", "electricity", self.amount("below_power")),
            CarrierRow("service_public", "electricity", self.amount("service_power")),
            CarrierRow("service_public", "natural_gas", self.amount("service_gas")),
            CarrierRow("service_public", "heat", service_heat),
            CarrierRow("transport", "diesel", self.amount("transport_diesel")),
            CarrierRow("transport", "gasoline", self.amount("transport_gasoline")),
            CarrierRow("residential", "electricity", self.amount("residential_power")),
            CarrierRow("residential", "natural_gas", self.amount("residential_gas")),
            CarrierRow("construction_agri", "diesel", self.amount("construction_diesel")),
        )
        return tuple(row for row in rows if row.consumption or row.output)

    def _plant_rows(self) -> tuple[CarrierRow, ...]:
        if self.plant is None:
            return ()
        plant = self.plant.profile
        fuel = self.plant.fuel
        return (CarrierRow("industry_above", plant.fuel, fuel, input=fuel, owner=plant.name),)

    def _further_rows(self) -> tuple[CarrierRow, ...]:
        found = []
        for item in self.profile.carriers:
            amount = item.consumption.at(self.year)
            unburnt = amount if item.is_feedstock else Decimal(0)
            found.append(CarrierRow("industry_above", item.code, amount, non_energy=unburnt))
        return tuple(found)

    @cached_property
    def total_tce(self) -> Decimal:
        """Energy of the park, tce at 当量值."""
        losses = self.power_loss * self.nominal.tce("electricity")
        losses += self.heat_loss * self.nominal.tce("heat")
        return self._tce(self.carriers) + losses

    @cached_property
    def coal_tonnes(self) -> Decimal:
        """Coal of plant and industry, t."""
        rows = (row.consumption for row in self.carriers if row.carrier == "raw_coal")
        return sum(rows, Decimal(0))

    @cached_property
    def industry_tce(self) -> Decimal:
        """Energy of industry above scale, tce."""
        return self._tce([row for row in self.carriers if row.sector == "industry_above"])

    def _tce(self, rows: tuple[CarrierRow, ...] | list[CarrierRow]) -> Decimal:
        net = (self.nominal.tce(row.carrier) * (row.consumption - row.output) for row in rows)
        return sum(net, Decimal(0))

    @cached_property
    def process_co2(self) -> Decimal:
        """CO2 of processes, t."""
        return sum(self.process_by_enterprise.values(), Decimal(0))

    @cached_property
    def process_by_enterprise(self) -> dict[int, Decimal]:
        """CO2 of processes, t, by place of the firm in the register."""
        found: dict[int, Decimal] = {}
        for item in self.profile.processes:
            co2 = item.activity.at(self.year) * self.nominal.process(item.code)
            found[item.enterprise] = found.get(item.enterprise, Decimal(0)) + co2
        return found

    @cached_property
    def purchased_co2(self) -> Decimal:
        """Scope 2, t."""
        heat = self.amount("heat_bought") * self.nominal.heat
        return self._grid_co2 + heat

    @property
    def _grid_co2(self) -> Decimal:
        return self.grid_bought * 10 * self.nominal.grid(self.year)

    @cached_property
    def territorial_co2(self) -> Decimal:
        """Scope 1 and 2, t."""
        return self._burnt(self.carriers) + self.process_co2 + self.purchased_co2

    @cached_property
    def net_energy_co2(self) -> Decimal:
        """Energy-related CO2 after exports, t."""
        sold = self.plant.export_co2 if self.plant else Decimal(0)
        return self.territorial_co2 - self.process_co2 - sold

    @cached_property
    def industry_fuel_co2(self) -> Decimal:
        """CO2 of fuels of industry above scale without the plant, t."""
        return self._burnt(
            [row for row in self.carriers if row.sector == "industry_above" and not row.owner]
        )

    @cached_property
    def industry_purchased_co2(self) -> Decimal:
        """Part of Scope 2 that industry above scale uses, t."""
        power = self._grid_co2 * self.amount("industry_power") / self.power_used
        return power + self.amount("heat_bought") * self.nominal.heat * (1 - _SERVICE_HEAT)

    @cached_property
    def industry_net_co2(self) -> Decimal:
        """Energy-related CO2 of industry above scale after exports, t."""
        plant = self.plant.co2 - self.plant.export_co2 if self.plant else Decimal(0)
        return plant + self.industry_fuel_co2 + self.industry_purchased_co2

    def _burnt(self, rows: tuple[CarrierRow, ...] | list[CarrierRow]) -> Decimal:
        fuels = (row for row in rows if row.carrier not in {"electricity", "heat"})
        burnt = (
            self.nominal.co2(row.carrier) * (row.consumption - row.non_energy) for row in fuels
        )
        return sum(burnt, Decimal(0))
