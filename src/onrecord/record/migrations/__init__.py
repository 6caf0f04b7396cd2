"""How a record of any released version becomes one of this version."""
