#!/usr/bin/env python3
"""Makes tests/data/totals.json: documents and what they come to, by an implementation of its own (fractions, no code shared with
the server or the web app), so that both are checked against a third.

    tools/totals_vectors.py                 writes it
    tools/totals_vectors.py --check         compares instead of writing
    tools/totals_vectors.py --more N FILE   writes N other random documents into FILE: the same tests look there if TOTALS_VECTORS names it
"""

import json
import random
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

EXPONENTS = {"EUR": 2, "USD": 2, "CHF": 2, "SEK": 2, "GBP": 2, "JPY": 0, "ISK": 0, "KWD": 3, "TND": 3, "CLF": 4}
TARGET = Path(__file__).resolve().parent.parent / "tests" / "data" / "totals.json"


def exact(text):
    return Fraction(Decimal(text))


def half_away(value):
    """The nearest whole number; a half goes away from zero."""
    size = int(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


def minor(text, exponent):
    value = exact(text) * 10**exponent
    assert value.denominator == 1, text
    return int(value)


def written(amount, exponent):
    return f"{Decimal(amount).scaleb(-exponent):.{exponent}f}" if amount else f"{Decimal(0):.{exponent}f}"


def split(amount, weights):
    """Largest remainder; equal remainders are served in order; a negative total is the mirror of the positive one."""
    total = sum(weights)
    if total < 0:
        return [-part for part in split(-amount, [-weight for weight in weights])]
    ideal = [Fraction(amount * weight, total) for weight in weights]
    parts = [value.numerator // value.denominator for value in ideal]
    by_loss = sorted(range(len(parts)), key=lambda i: (parts[i] - ideal[i], i))
    for i in by_loss[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def base_and_tax(typed, rate, includes_tax):
    if includes_tax:
        base = half_away(typed / (1 + rate / 100))
        return base, typed - base
    return typed, half_away(typed * rate / 100)


def totals(document):
    exponent = EXPONENTS[document["currency"]]
    includes_tax = document["prices_include_tax"]
    lines, groups = [], {}
    for line in document["lines"]:
        price = exact(line["quantity"]) * exact(line["unit_price"]) * 10**exponent
        discount = half_away(price * exact(line.get("discount_percent", "0")) / 100) + minor(line.get("discount_amount", "0"), exponent)
        amount = half_away(price - discount)
        lines.append({"discount": discount, "amount": amount})
        rate = exact(line["tax_rate"])
        groups.setdefault((line["tax_category"], rate), {"rate": line["tax_rate"], "amounts": []})["amounts"].append(amount)

    lines_total = sum(line["amount"] for line in lines)
    discount = half_away(lines_total * exact(document.get("document_discount_percent", "0")) / 100)
    discount += minor(document.get("document_discount_amount", "0"), exponent)
    shares = split(discount, [sum(group["amounts"]) for group in groups.values()]) if discount else [0] * len(groups)

    taxes = []
    for ((category, rate), group), share in zip(groups.items(), shares):
        pieces = group["amounts"] + [-share]
        if document["tax_rounding"] == "group":
            pieces = [sum(pieces)]
        parts = [base_and_tax(piece, rate, includes_tax) for piece in pieces]
        taxes.append({"category": category, "rate": group["rate"], "discount": share, "base": sum(p[0] for p in parts), "tax": sum(p[1] for p in parts)})

    net, tax = sum(t["base"] for t in taxes), sum(t["tax"] for t in taxes)
    paid = minor(document.get("paid", "0"), exponent)
    coin = minor(document.get("cash_rounding", "0"), exponent)
    still_open = net + tax - paid
    due = half_away(Fraction(still_open, coin)) * coin if coin else still_open

    def show(value):
        return written(value, exponent)

    return {
        "lines": [{key: show(value) for key, value in line.items()} for line in lines],
        "lines_total": show(lines_total),
        "discount": show(discount),
        "taxes": [{**t, "discount": show(t["discount"]), "base": show(t["base"]), "tax": show(t["tax"])} for t in taxes],
        "net": show(net), "tax": show(tax), "gross": show(net + tax),
        "paid": show(paid), "rounding": show(due - still_open), "due": show(due),
    }


def document(lines, **more):
    return {"currency": "EUR", "lines": lines, "prices_include_tax": False, "tax_rounding": "group", **more}


def line(quantity, unit_price, rate="20", category="S", **more):
    return {"quantity": quantity, "unit_price": unit_price, "tax_category": category, "tax_rate": rate, **more}


def named():
    three = [line("1", "299.33"), line("1", "179.33"), line("1", "99.34")]
    yield "three lines at 20 %, tax per group: 115.60", document(three)
    yield "three lines at 20 %, tax per line: 115.61", document(three, tax_rounding="line")
    yield "97.50 + 65 + 32.50 at 19 %: 37.05", document([line("1", p, "19") for p in ("97.50", "65", "32.50")])
    yield "9.5 × 124.75: 1185.13", document([line("9.5", "124.75")])
    yield "gross 2500.00 at 8 % stays", document([line("1", "2500.00", "8.1")], currency="CHF", prices_include_tax=True)
    yield "gross 2500.00 at 8 % stays, exactly", document([line("1", "2500.00", "8")], prices_include_tax=True)
    yield "a line's percent discount is rounded once", document([line("9.5", "124.75", discount_percent="10")])
    yield "percent and amount on one line", document([line("3", "33.333333", discount_percent="12.5", discount_amount="1.01")])
    yield "a discount over three groups by largest remainder", document([line("1", "10", "19"), line("1", "10", "7"), line("1", "10", "0", "Z")], document_discount_amount="10.00")
    yield "a discount percent over two groups", document([line("1", "99.99", "19"), line("1", "0.01", "7")], document_discount_percent="33.333333")
    yield "a discount of everything", document([line("2", "50", "19"), line("1", "7", "7")], document_discount_percent="100")
    yield "a discount, tax per line", document([line("1", "10.05"), line("1", "10.05"), line("1", "3.33", "10")], document_discount_amount="1.11", tax_rounding="line")
    yield "cash rounding after what is paid", document([line("1", "19.99", "8.1")], currency="CHF", cash_rounding="0.05", paid="10.00")
    yield "cash rounding to whole crowns, half up", document([line("1", "10.40", "25")], currency="SEK", cash_rounding="1.00", paid="0.50")
    yield "paid in full leaves nothing to round", document([line("1", "19.99", "8.1")], currency="CHF", cash_rounding="0.05", paid="21.61")
    yield "overpaid", document([line("1", "10")], paid="20.00")
    yield "a return among sales", document([line("3", "20"), line("-1", "20"), line("-2.5", "3.33", "10")], document_discount_percent="5")
    yield "a return only", document([line("-1", "299.33"), line("-1", "179.33"), line("-1", "99.34", "7")], document_discount_percent="7.77")
    yield "yen has no decimals", document([line("3", "333.5", "10"), line("1", "99.5", "8")], currency="JPY")
    yield "dinars have three", document([line("3", "33.3335", "5")], currency="KWD", document_discount_amount="0.001")
    yield "unidades have four", document([line("1.5", "0.00015", "19")], currency="CLF")
    yield "exempt beside taxed, at the same rate as zero", document([line("1", "10", "0", "E"), line("1", "10", "0", "Z"), line("1", "10")])
    yield "the same rate written differently is one group", document([line("1", "10.03", "20"), line("1", "10.04", "20.00")])
    yield "nothing", document([])
    yield "lines that come to nothing", document([line("0", "10"), line("1", "0")], document_discount_percent="10")
    yield "large", document([line("99999999", "99999999.999999", "25")], currency="JPY")
    yield "smallest quantity and price", document([line("0.000001", "0.000001"), line("0.5", "0.01"), line("0.499999", "0.01")])
    yield "half a cent, both signs", document([line("1", "0.005"), line("-1", "0.005", "10"), line("1", "0.015", "5")])


def decimal_text(rng, most, places):
    value = Decimal(rng.randrange(most * 10**places)).scaleb(-places)
    return f"{value:f}"


def generated(rng):
    currency = rng.choice(list(EXPONENTS))
    exponent = EXPONENTS[currency]
    taxes = rng.sample([("20", "S"), ("19", "S"), ("7", "S"), ("8.1", "S"), ("5.5", "S"), ("0", "Z"), ("0", "E"), ("0", "AE"), ("0", "K"), ("0", "G"), ("0", "O"), ("7", "L"), ("4", "M"), ("21", "S"), ("2.6", "S"), ("13.456789", "S")], rng.randint(1, 4))
    returns = rng.random() < 0.15
    lines = []
    for _ in range(rng.randint(1, 9)):
        rate, category = rng.choice(taxes)
        quantity = decimal_text(rng, rng.choice([3, 20, 1000]), rng.choice([0, 0, 1, 3, 6]))
        one = line(("-" if returns and rng.random() < 0.3 else "") + quantity, decimal_text(rng, rng.choice([2, 100, 10000]), rng.choice([0, 2, 2, 3, 6])), rate, category)
        if rng.random() < 0.3:
            one["discount_percent"] = decimal_text(rng, 100, rng.choice([0, 1, 2, 6]))
        if rng.random() < 0.1:
            one["discount_amount"] = written(rng.randrange(10 ** (exponent + 1)), exponent)
        lines.append(one)
    made = document(lines, currency=currency, prices_include_tax=rng.random() < 0.4, tax_rounding=rng.choice(["group", "group", "line"]))
    if rng.random() < 0.35:
        made["document_discount_percent"] = decimal_text(rng, 100, rng.choice([0, 1, 2, 6]))
    plain = totals(made)
    room = minor(plain["lines_total"], exponent) - minor(plain["discount"], exponent)
    if rng.random() < 0.35 and room > 0:
        made["document_discount_amount"] = written(rng.randint(1, room), exponent)
    if rng.random() < 0.3:
        made["cash_rounding"] = written(rng.choice([1, 5, 10, 50, 100]), exponent)
    if rng.random() < 0.4:
        gross = minor(totals(made)["gross"], exponent)
        made["paid"] = written(rng.randint(0, max(gross, 1)), exponent)
    return made


def random_vectors(rng, first, count):
    for number in range(first, first + count):
        made = generated(rng)
        yield {"name": f"generated {number}", "input": made, "totals": totals(made)}


def text_of(vectors):
    return "[\n" + ",\n".join(json.dumps(vector, ensure_ascii=False) for vector in vectors) + "\n]\n"


def main():
    if sys.argv[1:2] == ["--more"]:
        count, path = int(sys.argv[2]), Path(sys.argv[3])
        path.write_text(text_of(random_vectors(random.Random(count), 0, count)), encoding="utf-8")
        return
    vectors = [{"name": name, "input": made, "totals": totals(made)} for name, made in named()]
    vectors += random_vectors(random.Random(16931), len(vectors), 400 - len(vectors))
    text = text_of(vectors)
    if "--check" in sys.argv[1:]:
        if TARGET.read_text(encoding="utf-8") != text:
            sys.exit(f"{TARGET} is not what this script makes")
        return
    TARGET.write_text(text, encoding="utf-8")
    print(f"{len(vectors)} vectors in {TARGET}")


if __name__ == "__main__":
    main()
