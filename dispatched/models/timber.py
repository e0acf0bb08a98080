"""A year's cut of timber, divided (rubles)."""

from __future__ import annotations

Row = dict[str, float]


def timber_bargain(value: float, share: float, wage: float, charged: float = 0.0) -> Row:
    """What the North Korean state, the Soviet enterprise and the logger get of his yearly cut.

    The cut is divided in kind, the logger is paid twelve wages, and the wages come out of the two
    parts of the timber. Machines, fuel, freight, food and deductions from the wage are left out. A
    part smaller than the wages charged to it comes out below zero.

    Timber for 10,000 rubles, 40 percent of it for the state, and a wage of 100 a month:

    >>> timber_bargain(10_000, share=0.4, wage=100)["state"]
    4000.0
    >>> timber_bargain(10_000, share=0.4, wage=100)["enterprise"]
    4800.0

    Args:
        value: of the timber that one logger cuts in a year (rubles); an assumption, no source
            states it.
        share: part of the timber that goes to North Korea, 0 to 1.
        wage: of the logger (rubles a month), above zero.
        charged: part of the wages that comes out of the Korean timber, 0 to 1; the Soviet
            enterprise pays the rest.

    Returns:
        ``state, enterprise, logger, cut`` (rubles a year; the first three add up to ``cut``) and
        ``times`` (what the state gets for each ruble of the logger).

    Raises:
        ValueError: value or wage is not above zero, or share or charged lies outside 0 to 1.

    Source: the division in kind and the fixed wage, Lankov 2020, ¶37 and ¶43; who paid the wage is
    not stated there.
    """
    if value <= 0 or wage <= 0 or not 0 <= share <= 1 or not 0 <= charged <= 1:
        raise ValueError("value and wage must be above zero, share and charged 0 to 1")
    logger = 12 * wage
    state = value * share - logger * charged
    enterprise = value * (1 - share) - logger * (1 - charged)
    return {
        "state": state,
        "enterprise": enterprise,
        "logger": logger,
        "cut": value,
        "times": state / logger,
    }
