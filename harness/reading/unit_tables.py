"""What units and currencies there are: names, factors to a base unit, families. Data only.

Factors are the exact definitions of the International System of Units (BIPM brochure, 9th edition, 2019) and of the
international yard and pound agreement (1959); a month is 30.436875 days and a year 365.2425 (Gregorian means).
"""

from __future__ import annotations

from typing import Final

MEASURES: Final = """
length m
  1: m metre meter metres meters | 0.3048: foot ft feet foots | 0.0254: inch inches in | 0.9144: yard yards yd yds
  1609.344: mile miles mi | 1852: nautical_mile nautical_miles nmi | 9460730472580800: light_year light_years
  0.000001: micron microns | 149597870700: astronomical_unit astronomical_units
area m2
  1: m2 square_metre square_meter square_metres square_meters sq_m sqm | 10000: hectare hectares ha
  1000000: km2 square_kilometre square_kilometer square_kilometres square_kilometers sq_km sqkm
  4046.8564224: acre acres | 2589988.110336: square_mile square_miles sq_mi sq_mile sq_miles
  0.09290304: square_foot square_feet sq_ft sqft | 0.0001: cm2 square_centimetre square_centimeter
  0.00064516: square_inch square_inches | 0.83612736: square_yard square_yards
volume m3
  1: m3 cubic_metre cubic_meter cubic_metres cubic_meters | 0.001: L l litre liter litres liters
  0.003785411784: gallon gallons gal | 0.158987294928: barrel barrels bbl | 0.000473176473: pint pints
  0.000946352946: quart quarts | 0.000000001: mm3 | 0.000001: cc cm3 cubic_centimetre cubic_centimeter
  1000000000: km3 cubic_kilometre cubic_kilometer cubic_kilometres cubic_kilometers
  0.028316846592: cubic_foot cubic_feet | 0.0000295735295625: fluid_ounce fluid_ounces fl_oz
mass kg
  0.001: g gram grams gramme grammes | 1: kilo kilos
  1000: tonne tonnes metric_ton metric_tons metric_tonne metric_tonnes t
  907.18474: ton tons short_ton short_tons | 0.45359237: lb lbs pound_weight | 0.028349523125: ounce ounces oz
  6.35029318: stone stones | 0.0017718451953125: dram drams drachma drachmas | 0.0002: carat carats
time s
  1: s second seconds sec secs | 60: minute minutes min mins | 3600: hour hours hr hrs h | 86400: day days d
  604800: week weeks wk wks | 1209600: fortnight fortnights | 2629746: month months mo mos mth mths
  31556952: year years yr yrs y annum | 315569520: decade decades | 3155695200: century centuries
  31556952000: millennium millennia
speed m/s
  1: m/s metre_per_second metres_per_second meter_per_second meters_per_second mps
  0.277777777777777777778: km/h kph kmph kmh km/hr kilometre_per_hour kilometer_per_hour kilometres_per_hour
  0.277777777777777777778: kilometers_per_hour kilometres_an_hour kilometers_an_hour km_an_hour km_per_hour
  0.44704: mph mile_per_hour miles_per_hour miles_an_hour mile_an_hour | 0.514444444444444444444: knot knots kt kts
  1000: km/s kilometre_per_second kilometer_per_second
data B
  1: B byte bytes | 0.125: bit bits | 1000: KB kB | 1000000: MB | 1000000000: GB | 1000000000000: TB
  1024: kibibyte kibibytes KiB | 1048576: mebibyte MiB mebibytes | 1073741824: gibibyte GiB gibibytes
energy J
  1: J joule joules | 3600: Wh watt_hour watt_hours | 3600000: kWh kilowatt_hour kilowatt_hours
  3600000000: MWh megawatt_hour megawatt_hours | 3600000000000: GWh gigawatt_hour gigawatt_hours
  3600000000000000: TWh terawatt_hour terawatt_hours | 4.184: cal calorie calories | 4184: kcal
  0.0000000000000000001602176634: eV electronvolt electronvolts
power W
  1: W watt watts | 745.69987158227022: horsepower hp
pressure Pa
  1: Pa pascal pascals | 100000: bar bars | 6894.757293168: psi | 101325: atmosphere atmospheres
frequency Hz
  1: Hz hertz
voltage V
  1: V volt volts
current A
  1: A amp amps ampere amperes
force N
  1: N newton newtons
angle degree
  1: degree degrees deg \u00b0
radiation Sv
  1: Sv sievert sieverts
mole mol
  1: mol mole moles
pixels px
  1: px pixel pixels megapixel_unit
"""
"""A dimension and its base unit, then ``factor: names``; an underscore stands for a space."""

TEMPERATURES: Final = {
    "K": ("1", "0", "kelvin kelvins K"),
    "C": (
        "1",
        "273.15",
        "celsius celcius centigrade centigrate c \u00b0c degree_celsius degrees_celsius degrees_c degree_c deg_celsius "
        "deg_c \u2103 "
        "\u00b0_celsius \u00b0_c degrees_centigrade degree_centigrade deg_centigrade",
    ),
    "F": (
        "0.555555555555555555556",
        "255.372222222222222222",
        "fahrenheit farenheit degrees_farenheit \u00b0f degree_fahrenheit degrees_fahrenheit degrees_f degree_f "
        "deg_fahrenheit \u00b0_fahrenheit \u00b0_f deg_f \u2109 f",
    ),
}
"""Unit: factor and offset to kelvin, then names."""

PREFIXES: Final = {
    "tera": 12, "giga": 9, "mega": 6, "kilo": 3, "hecto": 2, "deca": 1, "deci": -1, "centi": -2, "milli": -3,
    "micro": -6, "nano": -9, "pico": -12,
}  # fmt: skip
SYMBOL_PREFIXES: Final = {"T": 12, "G": 9, "M": 6, "k": 3, "c": -2, "m": -3, "\u00b5": -6, "\u03bc": -6, "n": -9}
PREFIXED: Final = {
    "metre": "m", "meter": "m", "metres": "m", "meters": "m", "gram": "g", "grams": "g", "gramme": "g", "grammes": "g",
    "litre": "L", "liter": "L", "litres": "L", "liters": "L", "watt": "W", "watts": "W", "byte": "B", "bytes": "B",
    "bit": "bit", "bits": "bit", "hertz": "Hz", "volt": "V", "volts": "V", "second": "s", "seconds": "s",
    "joule": "J", "joules": "J", "pascal": "Pa", "pascals": "Pa", "newton": "N", "newtons": "N", "amp": "A",
    "amps": "A", "sievert": "Sv", "sieverts": "Sv", "ton": "tonne", "tons": "tonne", "tonne": "tonne",
    "tonnes": "tonne", "calorie": "cal", "calories": "cal", "pixel": "px", "pixels": "px", "electronvolt": "eV",
}  # fmt: skip
"""Names that take a prefix, and the unit that they are of. A kiloton is a thousand tonnes."""
PREFIXED_SYMBOLS: Final = ("m", "g", "L", "l", "W", "bit", "Hz", "V", "s", "J", "Pa", "N", "A", "Sv", "eV", "t")

CURRENCIES: Final = """
USD dollar: us$ usd$ usd us_dollar us_dollars u.s._dollar american_dollar american_dollars united_states_dollar
USD dollar: us_greenback greenback greenbacks
CAD dollar: c$ ca$ cad$ cad can$ canadian_dollar canadian_dollars
AUD dollar: a$ au$ aud$ aud australian_dollar australian_dollars
NZD dollar: nz$ nzd$ nzd new_zealand_dollar new_zealand_dollars
HKD dollar: hk$ hkd$ hkd hong_kong_dollar hong_kong_dollars
SGD dollar: s$ sg$ sgd$ sgd singapore_dollar singapore_dollars
TWD dollar: nt$ twd taiwan_dollar taiwan_dollars new_taiwan_dollar new_taiwan_dollars
dollar dollar: $ dollar dollars buck bucks
EUR euro: \u20ac eur euro euros
GBP pound: \u00a3 gbp sterling pound_sterling pounds_sterling british_pound british_pounds quid uk_pound uk_pounds
EGP pound: egp egyptian_pound egyptian_pounds
LBP pound: lbp lebanese_pound lebanese_pounds
SYP pound: syp syrian_pound syrian_pounds
IEP pound: irish_pound irish_pounds
pound pound: pound pounds
JPY yen: jpy yen japanese_yen
CNY yuan: cny rmb yuan renminbi kuai chinese_yuan cn\u00a5
yen-sign yen: \u00a5
KRW won: krw won south_korean_won korean_won \u20a9
KPW won: kpw north_korean_won
INR rupee: inr \u20b9 indian_rupee indian_rupees rs
PKR rupee: pkr pakistani_rupee pakistani_rupees pakistan_rupee
LKR rupee: lkr sri_lankan_rupee sri_lankan_rupees
NPR rupee: npr nepalese_rupee nepalese_rupees
rupee rupee: rupee rupees
IDR rupiah: idr rupiah rp indonesian_rupiah
RUB rouble: rub \u20bd rouble roubles ruble rubles russian_rouble russian_roubles russian_ruble russian_rubles
BYN rouble: byn belarusian_rouble belarusian_roubles belarusian_ruble belarusian_rubles
UAH hryvnia: uah \u20b4 hryvnia hryvnias hryvnya ukrainian_hryvnia
PLN zloty: pln zloty zlotys zloties polish_zloty polish_zlotys
CZK koruna: czk koruna korunas koruny czech_koruna czech_korunas czech_crown czech_crowns
HUF forint: huf forint forints hungarian_forint
RON leu: ron leu lei romanian_leu romanian_lei
BGN lev: bgn lev leva bulgarian_lev
RSD dinar: rsd serbian_dinar serbian_dinars
KWD dinar: kwd kuwaiti_dinar kuwaiti_dinars
IQD dinar: iqd iraqi_dinar iraqi_dinars
JOD dinar: jod jordanian_dinar jordanian_dinars
BHD dinar: bhd bahraini_dinar bahraini_dinars
DZD dinar: dzd algerian_dinar algerian_dinars
dinar dinar: dinar dinars
NOK krone: nok norwegian_krone norwegian_kroner norwegian_crown norwegian_crowns
DKK krone: dkk danish_krone danish_kroner danish_crown danish_crowns
SEK krone: sek krona kronor swedish_krona swedish_kronor swedish_crown swedish_crowns
ISK krone: isk icelandic_krona icelandic_kronur kronur
krone krone: krone kroner kr crown crowns
CHF franc: chf swiss_franc swiss_francs
BEF franc: bef belgian_franc belgian_francs
FRF franc: frf french_franc french_francs
XAF franc: xaf xof cfa cfa_franc cfa_francs
franc franc: franc francs
DEM mark: dem deutsche_mark deutsche_marks deutschmark deutschmarks german_mark german_marks d-mark d-marks
FIM mark: fim markka finnish_markka finnish_mark finnish_marks
mark mark: marks
ITL lira: itl italian_lira italian_lire lire
TRY lira: turkish_lira turkish_liras \u20ba
lira lira: lira liras
ESP peseta: peseta pesetas
NLG guilder: guilder guilders dutch_guilder dutch_guilders
GRD drachma: greek_drachma
MXN peso: mxn mex$ mx$ mexican_peso mexican_pesos
ARS peso: ars ar$ argentine_peso argentine_pesos argentinian_peso argentinian_pesos
CLP peso: clp chilean_peso chilean_pesos
COP peso: colombian_peso colombian_pesos
PHP peso: php philippine_peso philippine_pesos \u20b1
CUP peso: cuban_peso cuban_pesos
peso peso: peso pesos
BRL real: brl r$ reais brazilian_real brazilian_reais
ZAR rand: zar rand rands south_african_rand
NGN naira: ngn naira nairas \u20a6 nigerian_naira
KES shilling: kes kenyan_shilling kenyan_shillings
UGX shilling: ugx ugandan_shilling ugandan_shillings
shilling shilling: shilling shillings
GHS cedi: ghs cedi cedis
ETB birr: etb birr
ILS shekel: ils nis shekel shekels \u20aa israeli_shekel israeli_shekels new_israeli_shekel
SAR riyal: saudi_riyal saudi_riyals
QAR riyal: qar qatari_riyal qatari_riyals
IRR rial: irr rial rials iranian_rial iranian_rials
OMR rial: omr omani_rial omani_rials
riyal riyal: riyal riyals
AED dirham: aed dirham dirhams uae_dirham emirati_dirham
MAD dirham: moroccan_dirham moroccan_dirhams
THB baht: thb baht thai_baht
VND dong: vnd dong vietnamese_dong \u20ab
MYR ringgit: myr ringgit malaysian_ringgit
BDT taka: bdt taka
KZT tenge: kzt tenge \u20b8
GEL lari: \u20be lari georgian_lari
LAK kip: lao_kip lak \u20ad kip kips
sen sen: sen
AMD dram: armenian_dram
AZN manat: azn manat
BTC bitcoin: btc bitcoin bitcoins \u20bf
ETH ether: eth ether
AFN afghani: afn afghani afghanis
MMK kyat: mmk kyat kyats
PEN sol: peruvian_sol
"""
"""``code family: names``; a family without a code is what a sign or a bare name leaves open (``$`` is any dollar)."""

SUBUNITS: Final = {
    "cent": "100", "cents": "100", "pence": "100", "penny": "100", "pennies": "100", "p": "100", "kopeck": "100",
    "kopecks": "100", "paise": "100", "ore": "100", "mao": "10", "jiao": "10", "fen": "100",
}  # fmt: skip
"""Parts of a currency, and how many of them make one."""
