"""Pure rules of the CO2 account: factor sets, inventory, ledgers."""
