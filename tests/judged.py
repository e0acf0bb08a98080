"""Right and wrong answers to the real tasks of the exercises, by many roads; each is code that runs after the task's
own solution, with its names at hand. ``base``, ``bars`` and the like below are short for what repeats.
"""

from __future__ import annotations

PRELUDE = {
    "05-chart": """
t = pd.DataFrame(ends)
TITLE = "The fifth bad month turns a saving into debt"
X = alt.X("bad:O", title="Bad months (number)")
Y = alt.Y("fixed:Q", title="Balance at the end of the year (US dollars)")
def bar(data=t, x=X, y=Y, title=TITLE, **mark): return alt.Chart(data, title=title).mark_bar(**mark).encode(x=x, y=y)
def y(title, **more): return alt.Y("fixed:Q", title=title, **more)
""",
    "02-terms": """
TITLE = "Only three-year contracts keep the arrivals of 1947 past 1949"
X = alt.X("year:O", title="End of year")
Y = alt.Y("stock:Q", title="People present (persons)", scale=alt.Scale(zero=True))
C = alt.Color("term:N", title="Contract (years)")
def line(data=terms, x=X, y=Y, color=C, title=TITLE, **mark):
    return alt.Chart(data, title=title).mark_line(**mark).encode(x=x, y=y, color=color)
wide = terms.pivot(index="year", columns="term", values="stock").rename(columns=str).reset_index()
""",
    "03-gap-chart": """
TITLE = "Never more than three texts, and in one year none"
X = alt.X("year:O", title="Year")
Y = alt.Y("texts:Q", title="Texts that give a number (count)")
def bar(data=texts, x=X, y=Y, title=TITLE, **mark): return alt.Chart(data, title=title).mark_bar(**mark).encode(x=x, y=y)
""",
    "07-chart": """
TITLE = "Entries of 2024 are many times those of 2023"
Y = alt.Y("best:Q", title="Entries (crossings)")
def bar(data=yearly, x=alt.X("date:N", title="Year"), y=Y, title=TITLE, **mark):
    return alt.Chart(data, title=title).mark_bar(**mark).encode(x=x, y=y)
""",
    "08-chart": """
TITLE = "Only one of three calculations goes above 90 percent"
X = alt.X("low:Q", title="Share of the state (percent)", scale=alt.Scale(domain=[0, 110]))
def bar(data=shares, x=X, x2="high:Q", title=TITLE, **mark):
    return alt.Chart(data, title=title).mark_bar(**mark).encode(x=x, x2=x2, y=alt.Y("title:N", title=None))
""",
    "09-heat-map": """
TITLE = "Control is tightest in the camps of 1967"
C = alt.Color("middle:Q", title="Score (0 tightest, 4 freest)")
def heat(data=drawn, color=C, x=alt.X("era:N", title="Period"), y=alt.Y("label:N", title="Dimension"), title=TITLE):
    return alt.Chart(data, title=title).mark_rect().encode(x=x, y=y, color=color)
""",
    "10-two-accounts": """
t = pd.DataFrame(rows)
TITLE = "Two loggers kept a quarter of their pay or less"
X = alt.X("percent:Q", title="Part (percent of the logger's pay)")
def bar(data=t, x=X, y=alt.Y("account:N", title="Account"), color="who:N", title=TITLE, **mark):
    return alt.Chart(data, title=title).mark_bar(**mark).encode(x=x, y=y, color=color)
""",
    "11-primorye-chart": """
TITLE = "The latest count of Primorye is three times the first"
X = alt.X("year:Q", title="Year", scale=alt.Scale(zero=False))
Y = alt.Y("workers:Q", title="Workers present (persons)", scale=alt.Scale(zero=True))
def point(data=data, x=X, y=Y, title=TITLE, **mark):
    return alt.Chart(data, title=title).mark_point(**mark).encode(x=x, y=y)
""",
    "13-hours-chart": """
TITLE = "Twelve to twenty hours a day, and most are only bounds"
X = alt.X("middle:Q", title="Work in a day (hours)").scale(zero=True)
def point(data=hours, x=X, y=alt.Y("id:N", title="Claim"), color="relation:N", title=TITLE, **mark):
    return alt.Chart(data, title=title).mark_point(**mark).encode(x=x, y=y, color=color)
""",
    "05-planned-low": """
low = planned_low
""",
}

PRELUDE["03-years-until"] = '''
def wait(recruits, settle_percent, rate, limit, settle=True, strict=True):
    waiting, years = recruits * (1 - settle_percent / 100 * settle), 0
    while waiting >= limit if strict else waiting > limit:
        waiting, years = waiting * (1 - rate / 100), years + 1
    return years
'''
PRELUDE["06-debt"] = '''
def most(left, owed, keep=False):
    return max([0, *path(left, owed, keep)]) / owed
def path(left, owed, keep):
    debt, seen = 0, []
    for n in left:
        debt = debt + owed - n if keep else max(0, debt + owed - n)
        seen.append(debt)
    return seen
def last(left, owed, keep=False):
    return max(0, [0, *path(left, owed, keep)][-1]) / owed
'''
PRELUDE["07-start-needed"] = '''
def forward(target, arrivals, stay):
    for n in arrivals:
        target = target * stay + n
    return target
def back(target, arrivals, stay):
    for n in reversed(arrivals):
        target = (target - n) / stay
    return target
def after(target, arrivals, stay):
    for n in reversed(arrivals):
        target = target / stay - n
    return target
'''
PRELUDE["08-repair"] = '''
def cut(digits, first=False, zero=False, difference=False):
    found = []
    for n in range(1, len(digits)):
        a, b = digits[:n], digits[n:]
        if int(b) <= int(a) or (not zero and "0" in (a[0], b[0])):
            continue
        found.append(((int(b) - int(a)) if difference else int(b) / max(1, int(a)), int(a), int(b)))
    return list((found[0] if first else min(found))[1:])
'''
PRELUDE["09-within"] = '''
def ok(a, b): return [(x, y) for x, y in zip(a, b) if x >= 0 and y >= 0]
'''
PRELUDE["10-idle-months"] = '''
def strict(planned, living, earned):
    bearable = -1
    for idle in range(13):
        if (12 - idle) * earned - 12 * (planned + living) > 0:
            bearable = idle
    return bearable
'''

RIGHT: dict[str, list[str]] = {
    "05-chart": [
        "bar()",
        "bar(y=y('Left after the year [US dollars]'))",
        "bar(y=y('Left after the year （US dollars）'))",
        "bar(y=y('Left after the year, US dollars'))",
        "bar(y=y('Left after the year (USD)'))",
        "bar(y=y('Left after the year ($)'))",
        "bar(y=y('Left after the year, US$'))",
        "bar(y=y(['Left after the year', '(US dollars)']))",
        "bar(title=['The fifth bad month', 'turns a saving into debt'])",
        "bar(pd.concat([t, t.assign(bad=t['bad'] + 20)])).transform_filter('datum.bad < 10')",
        "bar(t.assign(half=t['fixed'] / 2), y=alt.Y('twice:Q', title='Balance (USD)')).transform_calculate(twice='datum.half * 2')",
        "bar(x=alt.X('b:O', title='Bad months'), y=alt.Y('f:Q', title='Balance (USD)'), data=t.rename(columns={'bad': 'b', 'fixed': 'f'}))",
        "bar().to_dict()",
        "bar().to_json()",
        "{'data': {'values': t.to_dict('records')}, 'mark': 'bar', 'title': TITLE, 'encoding': {'x': {'field': 'bad', 'type': 'ordinal', 'title': 'Bad months'}, 'y': {'field': 'fixed', 'type': 'quantitative', 'title': 'Balance (US dollars)'}}}",
        "bar(t.iloc[::-1])",
        "bar(t.sample(frac=1, random_state=1))",
        "bar(t.set_index('bad').reset_index())",
        "bar(t.set_axis(list('abcdefg')))",
        "bar() + bar().mark_text().encode(text='fixed:Q')",
        "alt.layer(bar(), alt.Chart(pd.DataFrame({'zero': [0]})).mark_rule().encode(y='zero:Q'))",
        "bar(t, y=y('Balance (US dollars)', aggregate='sum'))",
        "bar(t, y=y('Balance (US dollars)', aggregate='mean'))",
        "bar(x=alt.X('bad', type='nominal', title='Bad months'))",
        "bar(x=alt.X('bad:Q', title='Bad months'), y=Y, size=30)",
        "bar().encode(color=alt.condition('datum.fixed < 0', alt.value('crimson'), alt.value('steelblue')))",
        "bar().interactive()",
        "bar(y=y('Balance (US dollars)', scale=alt.Scale(domain=[-3000, 4000])))",
        "bar(data=alt.Data(values=t.to_dict('records')))",
        "bar().properties(width=200, height=100).configure_view(stroke=None)",
        "bar(color='#123456')",
        "bar(t.rename(columns={'fixed': 'Balance (US dollars)', 'bad': 'Bad months'}), x='Bad months:O', y=alt.Y('Balance (US dollars):Q'))",
        "bar(t.astype(float))",
        "bar(t.astype({'bad': str}), x=alt.X('bad:N', title='Bad months'))",
        "bar(title='Пятый плохой месяц ведет к долгу')",
    ],
    "02-terms": [
        "line()",
        "line(point=True)",
        "line(terms.sample(frac=1, random_state=2))",
        "line(wide, y=alt.Y('stock:Q', title='People (persons)'), color=alt.Color('term:N', title='Contract')).transform_fold(['1', '2', '3'], as_=['term', 'stock'])",
        "alt.layer(*[line(terms[terms['term'] == k]) for k in (1, 2, 3)])",
        "line(terms.astype({'year': str}))",
        "line(color=alt.Color('term:N', title='Contract', scale=alt.Scale(scheme='dark2')))",
        "line(y=alt.Y('stock:Q', title='Stock of people, workers'))",
        "line().facet('term:N').properties(title=TITLE)",
        "line(y=alt.Y('stock:Q', title='People (persons)', aggregate='mean'))",
    ],
    "03-gap-chart": ["bar()", "bar(y=alt.Y('texts:Q', title='How many (texts)'))", "bar(texts.astype({'year': str}))",
                     "bar(x=alt.X('year:N', title='Year'))", "bar(texts.assign(year=pd.to_datetime(texts['year'].astype(str))), x=alt.X('year(year):O', title='Year'))"],  # fmt: skip
    "07-chart": ["bar()", "bar(entries[entries['date'].str.fullmatch(r'\\d{4}')]).transform_filter(\"datum.category == 'all'\")",
                 "bar(y=alt.Y('best:Q', title='Entries [count]'))"],  # fmt: skip
    "08-chart": ["bar()", "bar() + line", "bar(rows, x=X).transform_filter(\"datum.says == 'wsj-state-share'\")",
                 "bar(x=alt.X('low:Q', title='Share, %', scale=alt.Scale(zero=True)))", "bar(shares.iloc[::-1])"],  # fmt: skip
    "09-heat-map": ["heat()", "heat(color=alt.Color('middle:Q', title='Score (0 tight to 4 free)', scale=alt.Scale(scheme='blues')))",
                    "heat(drawn.sample(frac=1, random_state=3))", "heat(cells[cells['middle'].notna()]).transform_filter(alt.FieldOneOfPredicate('dimension', list(agreement.CONTROL)))"],  # fmt: skip
    "10-two-accounts": ["bar()", "bar(t.replace({'Worker': 'The worker', 'Company and camp': 'Joint company, camp'}))",
                        "bar(x=alt.X('percent:Q', title='Share (% of his wage)', scale=alt.Scale(domain=[0, 100])))",
                        "bar(t.iloc[::-1])", "bar(x=alt.X('percent:Q', title='Part (percent of pay)', stack='normalize'))"],  # fmt: skip
    "11-primorye-chart": ["point()", "point(filled=True, size=60)", "point().mark_circle()", "point(maps.figures()).transform_filter(\"datum.place == 'Primorsky Krai' && datum.kind == 'Present at one time'\")",
                          "point(x=alt.X('year:O', title='Year'))"],  # fmt: skip
    "13-hours-chart": ["point()", "point(shape='square')", "point(y=alt.Y('id:N', title='Claim', sort='-x'))", "point(x=alt.X('middle:Q', title='Hours of work, h').scale(zero=True))"],
    "05-planned-low": ["450", "'450 US dollars'", "'US$450'", "'450 USD'", "'$450'", "pd.DataFrame({'low': [450]}, index=['planned-money'])",
                       "pd.DataFrame({'low': [450]}, index=pd.Index(['planned-money'], name='id'))", "Polars('Series', [450])", "np.array([[450]])",
                       "pd.DataFrame({'low': [450]}).values", "'450.0'", "decimal.Decimal(450)", "(450,)"],  # fmt: skip
    "05-obligation": ["[5400, 9600]", "pd.DataFrame({'low': [5400], 'high': [9600]})", "pd.DataFrame({'low': [5400], 'high': [9600]}).values",
                      "Polars('Series', [5400, 9600])", "Polars('DataFrame', {'low': [5400], 'high': [9600]})", "(n for n in (5400, 9600))",
                      "pd.DataFrame({'low': [5400], 'high': [9600]}, index=pd.Index(['planned-money'], name='id'))", "['5,400 US dollars', 'US$9,600']",
                      "{'low': 5400, 'high': 9600}", "np.array([[5400], [9600]])", "map(lambda n: 12 * n, [450, 800])"],  # fmt: skip
    "05-three-figures": ["three_figures", "three_figures.set_index('claim')", "pd.DataFrame({'implied': list(three_figures['implied'])}, index=list(three_figures['claim']))",
                         "Polars('DataFrame', three_figures.to_dict('list'))", "three_figures.to_dict('records')", "three_figures.iloc[::-1].reset_index(drop=True)",
                         "three_figures.assign(implied=three_figures['implied'].map('{:.2f}'.format))", "dict(zip(three_figures['claim'], three_figures['implied']))"],  # fmt: skip
    "05-first-debt": ["first_debt", "tuple(first_debt)", "np.array(first_debt)", "Polars('Series', list(first_debt))", "pd.Series(first_debt)", "[float(n) for n in first_debt]"],
    "05-payback": ["payback", "lambda b, s: [b / (s / 12)]", "lambda b, s: pd.Series([b / (s / 12)])", "lambda b, s: str(12 * b / s)"],
    "05-lost-dash": ["restore", "lambda t: tuple(restore(t))", "lambda t: Polars('Series', restore(t))", "lambda t: (n for n in restore(t))", "lambda t: {'low': restore(t)[0], 'high': restore(t)[1]}",
                     "lambda t: [f'{n:,}' for n in restore(t)]", "lambda t: np.array([restore(t)])"],  # fmt: skip
    "06-arrivals": ["arrivals_needed", "consuming", "lambda c: float(arrivals_needed(c))"],
}  # fmt: skip

PRELUDE["06-arrivals"] = """
def consuming(counts):
    needed, last = 0, counts.pop(0) if counts else 0
    while counts:
        now = counts.pop(0)
        needed, last = needed + max(0, now - last), now
    return needed
"""

WRONG: dict[str, list[str]] = {
    "05-chart": [
        "bar(t.assign(bad=6 - t['bad']))",
        "bar(t.assign(fixed=t['fixed'].shift(1, fill_value=0)))",
        "bar(t.assign(bad=t['bad'] + 1))",
        "bar(x=alt.X('bad:O', title='Bad months', sort='descending'))",
        "bar(x=alt.X('bad:O', title='Bad months', sort='y'))",
        "bar(x=alt.X('bad:Q', title='Bad months', scale=alt.Scale(reverse=True)))",
        "bar(y=y('Balance (US dollars)', scale=alt.Scale(reverse=True)))",
        "bar().transform_filter('false')",
        "bar().transform_filter('datum.bad > 2')",
        "bar(y=y('Balance (US dollars)', aggregate='count'))",
        "bar(x=alt.X('bad:Q', title='Bad months', bin=True))",
        "bar(x=alt.X('bad:Q', title='Bad months', bin=alt.Bin(step=1)))",
        "bar(y=y('Balance (US dollars)', scale=alt.Scale(type='log')))",
        "bar(y=y('Balance (US dollars)', scale=alt.Scale(type='symlog')))",
        "bar(opacity=0)",
        "bar(color='white')",
        "bar(color='#fefefe')",
        "bar(color='rgba(0, 0, 0, 0)')",
        "bar(width=alt.RelativeBandSize(0))",
        "bar(clip=True, y=Y).encode(y=y('Balance (US dollars)', scale=alt.Scale(domain=[0, 100])))",
        "bar(y=y('Balance (US dollars)', scale=alt.Scale(domain=[100000, 200000])))",
        "bar(y=y('Balance (US dollars)', scale=alt.Scale(domain=[-500, 500], clamp=True)))",
        "bar(title='t')", "bar(title=' ')", "bar(title='My chart')", "bar(title='fixed')", "bar(title='fixed by bad')", "bar(title='x y z')",
        "bar(x=alt.X('bad:O', title='b'))", "bar(x=alt.X('bad:O', title=' '))", "bar(x=alt.X('bad:O', title='bad'))", "bar(x='bad:O')",
        "bar(y=y('Balance (rubles)'))", "bar(y=y('Balance (percent)'))", "bar(y=y('Balance (thousand US dollars)'))", "bar(y=y('Balance (at the end)'))",
        "bar(y=y('Balance of dollars'))",
        "bar(y=y('Balance (US dollars)', axis=None))",
        "bar(t.assign(fixed=t['fixed'] / 12))",
        "bar(t.assign(fixed=-t['fixed']))",
        "bar(pd.concat([t, t]))",
        "bar().transform_calculate(fixed='datum.fixed + 500')",
        "bar().transform_sample(3)",
        "bar(xOffset=60)",
        "bar() + alt.Chart(pd.DataFrame({'a': [0]})).mark_rect(color='white').encode(x=alt.value(0), x2=alt.value(2000), y=alt.value(0), y2=alt.value(2000))",
        "bar().mark_line()", "bar().mark_area()", "bar().mark_point()",
        "bar(alt.UrlData(url='https://example.org/data.json'))",
        "alt.Chart(t, title=TITLE)", "t", "None", "'bar'",
        "bar(x=Y, y=alt.Y('bad:O', title='Bad months'))",
        "bar(y=alt.Y('bad:Q', title='Balance (US dollars)'))",
        "bar(t.head(0))",
        "bar().encode(opacity=alt.value(0))",
        "bar(y=alt.value(50))",
        "bar(t.assign(fixed=t['fixed'].abs()))",
    ],
    "02-terms": [
        "line(terms.assign(year=terms['year'] + 1))",
        "line(terms.assign(term=4 - terms['term']))",
        "line(color=alt.value('black'))",
        "line(color=alt.Color('term:Q', title='Contract'))",
        "line(x=alt.X('year:Q', title='End of year'))",
        "line(x=alt.X('year:O', title='End of year', sort='descending'))",
        "line(strokeWidth=0)",
        "line(y=alt.Y('stock:Q', title='People (persons)', scale=alt.Scale(zero=False, domain=[1000, 70000])))",
        "line(y=alt.Y('stock:Q', title='People (rubles)'))",
        "line(terms[terms['term'] < 3])",
        "line(color=alt.Color('term:N', title='Contract', scale=alt.Scale(range=['black', 'black', 'black'])))",
        "line(y=alt.Y('stock:Q', title='People (persons)', aggregate='median'), color=alt.value('red'))",
    ],
    "03-gap-chart": ["bar(texts[texts['texts'] > 0])", "bar(texts.assign(year=texts['year'] + 1))", "bar(y=alt.Y('count()', title='Texts (count)'))",
                     "bar(y=alt.Y('texts:Q', title='Texts (count)', scale=alt.Scale(type='sqrt')))"],
    "07-chart": ["bar(entries)", "bar(x=alt.X('date:N', title='Year', sort='-y'))", "bar(y=alt.Y('best:Q', title='Entries (crossings)', scale=alt.Scale(type='log')))", "bar(y=alt.Y('best:Q', title='Entries (percent)'))"],
    "08-chart": ["bar(x2=alt.value(0))", "bar(rows)", "bar(shares.assign(high=shares['high'] + 5))", "bar(x=alt.X('low:Q', title='Share (percent)', scale=alt.Scale(domain=[50, 110])))"],
    "09-heat-map": ["heat(cells)", "heat(color=alt.Color('middle:Q', title='Score (0 to 4)', bin=True))", "heat(drawn.assign(middle=4 - drawn['middle']))", "heat(color=alt.Color('middle:Q', title='Score'))",
                    "heat(color=alt.Color('middle:Q', title='Score (0 to 4)', scale=alt.Scale(range=['red', 'red'])))"],  # fmt: skip
    "10-two-accounts": ["bar(x=alt.X('percent:Q', title='Part (percent of pay)', stack=None))", "bar(t.assign(account=list('ababab')))", "bar(t[t['who'] != 'State'])", "bar(t.assign(who='x'))",
                        "bar(x=alt.X('percent:Q', title='Part (percent)'))"],  # fmt: skip
    "11-primorye-chart": ["point(size=0)", "point(data.assign(year=data['year'] + 1))", "point(maps.figures())", "point(y=alt.Y('workers:Q', title='Workers (persons)', scale=alt.Scale(type='log')))", "point(x=alt.X('year:Q', title='y'))"],
    "13-hours-chart": ["point(color=alt.value('black'))", "point(x=alt.X('middle:Q', title='Work (minutes)').scale(zero=True))", "point(x=alt.X('middle:Q', title='Work (hours)').scale(domain=[20, 0]))", "point(hours.assign(middle=hours['middle'].sample(frac=1, random_state=4).values))"],
    "05-planned-low": ["'450 rubles'", "'450 months'", "'US$800'", "450_000", "pd.DataFrame({'low': [450], 'high': [800]})", "[450, 800]", "'4 50'", "np.array([[450, 800]])", "'(' * 1000000", "'45' + '0' * 999"],
    "05-obligation": ["{5400, 9600}", "[9600, 5400]", "spent()", "pd.DataFrame({'low': [9600], 'high': [5400]})", "['5,400 rubles', '9,600 rubles']", "'5400, 9600'", "pd.DataFrame({'a': [5400, 9600], 'b': [9600, 5400]})", "Polars('Series', [450, 800])"],
    "05-three-figures": ["pd.DataFrame({'implied': list(three_figures['implied'])[::-1]}, index=list(three_figures['claim']))", "pd.DataFrame({'implied': list(three_figures['implied'])})", "three_figures.head(2)", "three_figures.assign(implied=1)"],
    "05-first-debt": ["set(first_debt)", "first_debt[::-1]", "sorted(first_debt)", "[n + 1 for n in first_debt]"],
    "05-payback": ["lambda b, s: f'{b / (s / 12)} months'", "lambda b, s: b / s", "lambda b, s: round(b / (s / 12))", "lambda b, s: int(b / (s / 12))", "lambda b, s: print(b)", "payback(500, 1000)"],
    "05-lost-dash": ["lambda t: [int(t[:len(t) // 2].replace(',', '')), int(t[len(t) // 2:].replace(',', ''))]", "lambda t: set(restore(t))", "lambda t: restore(t)[::-1]",
                     "lambda t: [int(t[:5].replace(',', '')), int(t[5:].replace(',', ''))]", "lambda t: [int(t.split(',')[0]), int(t.split(',')[-1])]"],  # fmt: skip
    "01-period": ["lambda d: [int(d[:4]), int(d[4:])]", "lambda d: [int(d[:4]), int(d[:2] + d[-2:])]", "lambda d: [d[:4], int(d[4:]) + 2000]",
                  "lambda d: [int(d[:4]), int(d[4:]) if len(d) == 8 else 1900 + int(d[4:])]"],
    "02-wage-uses": ["lambda w, l: [(w - l) / 2, (w - l) / 2]", "lambda w, l: [w / 2, w / 2 - l]", "lambda w, l: [w - l, 0]", "lambda w, l: [min(w - l, w / 2), l]"],
    "03-years-until": ["lambda r, s, q, n: 2", "lambda r, s, q, n: wait(r, s, q, n, settle=False)", "lambda r, s, q, n: wait(r, s, q, n, strict=False)", "lambda r, s, q, n: max(1, wait(r, s, q, n))"],
    "04-needed-value": ["lambda t, s, w, c: 12 * w * t / s", "lambda t, s, w, c: w * (t + c) / s", "lambda t, s, w, c: 12 * w * (t - c) / s", "lambda t, s, w, c: 12 * w * t / s + c"],
    "06-debt": ["lambda l, o: sum(max(0, o - n) for n in l) / o", "lambda l, o: max(0, o * len(l) - sum(l)) / o", "lambda l, o: last(l, o)", "lambda l, o: last(l, o, keep=True)", "lambda l, o: most(l, o) * o",
                "lambda l, o: most(l, o, keep=True)", "lambda l, o: max([0, *[(o - n) / o for n in l]])"],
    "07-start-needed": ["lambda t, a, s: forward(t, a, s)", "lambda t, a, s: max(0, back(t, a[::-1], s))", "lambda t, a, s: back(t, a, s)", "lambda t, a, s: max(0, t - sum(a))", "lambda t, a, s: max(0, after(t, a, s))"],
    "08-divided": ["lambda a, b: [a[0] / b[0], a[1] / b[1]]", "lambda a, b: [a[0] / b[1], a[1] / b[0]]", "lambda a, b: sorted([a[0] / b[0], a[1] / b[1]])"],
    "08-repair": ["lambda d: [int(d[:len(d) // 2]), int(d[len(d) // 2:])]", "lambda d: cut(d, first=True)", "lambda d: cut(d, zero=True)", "lambda d: [int(d[:4]), int(d[4:] or 0)]"],
    "09-within": ["lambda a, b, s: 100 * sum(abs(x - y) <= s for x, y in zip(a, b)) / len(a)", "lambda a, b, s: 100 * sum(abs(x - y) < s for x, y in ok(a, b)) / len(ok(a, b))",
                  "lambda a, b, s: sum(abs(x - y) <= s for x, y in ok(a, b)) / len(ok(a, b))", "lambda a, b, s: 100 * sum(abs(x - y) <= s for x, y in ok(a, b)) / len(a)", "lambda a, b, s: 100 * sum(x - y <= s for x, y in ok(a, b)) / len(ok(a, b))"],
    "10-idle-months": ["lambda p, l, e: int((12 * e - 12 * (p + l)) // e)", "lambda p, l, e: max(0, int(12 - 12 * (p + l) / e))", "lambda p, l, e: round(12 - 12 * (p + l) / e) if e >= p + l else -1", "lambda p, l, e: int(12 - 12 * p / (e - l)) if e >= p + l else -1", "lambda p, l, e: strict(p, l, e)"],
    "11-joined-rows": ["lambda a, b: len(a)", "lambda a, b: sum(b.count(w) for w in a)", "lambda a, b: len(a) + len(b)", "lambda a, b: len(set(a) | set(b))", "lambda a, b: sum(max(1, b.count(w)) for w in set(a))", "lambda a, b: max(len(a), len(b))"],
    "12-weights": ["lambda w: [1 / len(w)] * len(w)", "lambda w: [1 / len(set(w))] * len(w)", "lambda w: [1 / w.count(x) for x in dict.fromkeys(w)]", "lambda w: [w.count(x) for x in w]", "lambda w: [1 / w.count(x) for x in sorted(w)]", "lambda w: [1 / w.count(x) / len(set(w)) for x in w]"],
    "13-two-ends": ["lambda p, q, u, w: [p, p + q + u]", "lambda p, q, u, w: [p + q * w, p + q * w + u]", "lambda p, q, u, w: [p + q * w / 100, p + q * w / 100 + u * w / 100]", "lambda p, q, u, w: [p + q * 0.5, p + q * 0.5 + u]", "lambda p, q, u, w: [p + q * w / 100, p + q + u]"],
    "06-arrivals": ["lambda c: max(c) - c[0]", "lambda c: c[-1] - c[0]", "lambda c: sum(abs(b - a) for a, b in zip(c, c[1:]))"],
}  # fmt: skip
