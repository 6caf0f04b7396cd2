"""How well and how fast pages are read, against floors that only rise: ``python -m bench quality`` and ``speed``."""
