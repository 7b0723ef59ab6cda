"""Titles, spellings and country names that names are compared with. Data only."""

from __future__ import annotations

from typing import Final

_TITLES: Final = """
mr mrs ms miss mx dr doctor prof professor sir dame lord lady baron baroness count countess duke duchess king queen
prince princess emperor empress tsar czar pope saint st rev reverend father fr sister brother rabbi imam sheikh sheik
ayatollah archbishop bishop cardinal president vice deputy prime minister premier chancellor secretary state senator
sen representative rep congressman congresswoman congressperson governor gov mayor ambassador envoy judge justice
attorney general gen colonel col major maj captain capt commander cmdr lieutenant lt sergeant sgt corporal cpl private
pvt admiral adm marshal brigadier chief officer police inspector detective constable sheriff coach director ceo
chairman chairwoman chair spokesman spokeswoman spokesperson leader foreign former ex late honourable honorable hon mp
mep lawmaker us uk the head professor
"""
TITLES: Final = frozenset(_TITLES.split())
_SUFFIX_WORDS: Final = """
jr sr junior senior phd md esq inc ltd llc corp co plc gmbh ag sa nv ab oy corporation incorporated limited company cbe
obe kbe as asa
"""
SUFFIXES: Final = frozenset(_SUFFIX_WORDS.split())
PARTICLES: Final = frozenset(
    {
        "de",
        "da",
        "do",
        "dos",
        "di",
        "du",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "of",
        "the",
    }
)
_FAMILY_NAMES: Final = """
kim lee park choe choi xi li wang zhang liu chen yang zhao huang zhou wu xu hu zhu lin guo ma deng jiang mao nguyen tran
pham jeon jung kang cho yoon yun jang lim han shin seo kwon hwang ahn song moon ri pak ryu jeong jon rhee roh ban
"""
FAMILY_FIRST: Final = frozenset(_FAMILY_NAMES.split())
"""Chinese, Korean and Vietnamese family names, which stand before the given name."""
LINKS: Final = frozenset({*PARTICLES, "&"})

_SPELLINGS: Final = """
kyiv kiev|kharkiv kharkov|odesa odessa|lviv lvov|mykolaiv nikolaev nikolayev|dnipro dnieper dnepr|chernihiv chernigov
luhansk lugansk|zaporizhzhia zaporizhia zaporozhye zaporizhzhya|chornobyl chernobyl|donbas donbass|crimea krym
serhiy serhii sergei sergey sergiy|oleksandr alexander aleksandr aleksander alexandr|volodymyr vladimir wladimir
mykola nikolai nikolay|dmytro dmitry dmitri dmitriy|oleksiy oleksii alexei aleksei alexey|mykhailo mikhail michail
pavlo pavel|andriy andrii andrei andrey|yuriy yurii yuri|yevhen yevgeny evgeny evgeni yevheniy|oleg oleh|igor ihor
petro pyotr petr|kateryna ekaterina yekaterina|iryna irina|olena elena yelena|hanna anna|mariia maria mariya
muhammad mohammed mohamed mohammad muhammed mohamad|hussein hussain husain husayn|ahmed ahmad|yousef youssef yusuf yusef
abdallah abdullah abdulla|gaddafi qaddafi gadhafi kadafi|osama usama|ali aly|omar umar|hassan hasan|ismail ismael
hezbollah hizbullah hizballah|houthi huthi|daesh isis isil|quran koran|mecca makkah|beijing peking|mumbai bombay
kolkata calcutta|chennai madras|yangon rangoon|istanbul constantinople|ho-chi-minh saigon|guangzhou canton
catherine katherine kathryn katharine|stephen steven
philip phillip|geoffrey jeffrey|jon john|ann anne|elisabeth elizabeth
isaac izaak|frederick frederic fredrick|eric erik|carl karl|marc mark|nicolas nicholas|theodore theodor|sarah sara
william bill billy will|robert bob bobby rob robbie|richard dick rick richie|james jim jimmy jamie|charles charlie chuck
edward ed eddie ted teddy|thomas tom tommy|joseph joe joey|michael mike mick mickey|daniel dan danny|david dave davy
samuel sam sammy|benjamin ben benny|anthony tony antony|andrew andy drew|matthew matt|christopher chris|gregory greg
kenneth ken kenny|ronald ron ronnie|donald don donnie|lawrence larry laurence|gerald gerry jerry|patrick pat paddy
peter pete|timothy tim|nathaniel nathan nate|margaret maggie meg peggy|katherine kate katie kathy|susan sue susie
deborah debbie debra|jennifer jen jenny|jessica jess|rebecca becky|victoria vicky|barbara barb
patricia pat patty|francis frank
frederick fred freddie|leonard len leo leonardo|raymond ray|walter walt|henry harry hank|albert al bert|alfred alf alfie
john johnny jack|louis lou lewis|arthur art|zachary zach zack|jonathan jon|joshua josh|alexander alex|abraham abe
favour favor|colour color|centre center|theatre theater|harbour harbor|honour honor
labour labor|grey gray|defence defense
aluminium aluminum|sulphur sulfur|programme program|organisation organization|tyre tire|plough plow|jewellery jewelry
"""
SPELLINGS: Final = tuple(tuple(group.split()) for line in _SPELLINGS.strip().splitlines() for group in line.split("|"))
"""Words that are one name in other spellings, short forms included."""

_COUNTRIES: Final = """
United States|United States of America|US|USA|U.S.|U.S.A.|America|the States|American|Americans
United Kingdom|UK|U.K.|Britain|Great Britain|British|Britons
Russia|Russian Federation|Russian|Russians
Soviet Union|USSR|U.S.S.R.|Soviet|Soviets
China|People's Republic of China|PRC|Chinese
North Korea|DPRK|Democratic People's Republic of Korea|North Korean|North Koreans
South Korea|Republic of Korea|ROK|South Korean|South Koreans
Netherlands|Holland|Dutch
Czech Republic|Czechia|Czech|Czechs
Myanmar|Burma|Burmese
Turkey|T\u00fcrkiye|Turkiye|Turkish|Turks
Ivory Coast|C\u00f4te d'Ivoire|Ivorian
Democratic Republic of the Congo|DR Congo|DRC|Congolese
United Arab Emirates|UAE|Emirates|Emirati
Saudi Arabia|Kingdom of Saudi Arabia|Saudi|Saudis
European Union|EU|E.U.
United Nations|UN|U.N.
Ukraine|Ukrainian|Ukrainians
Germany|German|Germans
France|French
Spain|Spanish|Spaniards
Italy|Italian|Italians
Greece|Greek|Greeks
Poland|Polish|Poles
Sweden|Swedish|Swedes
Norway|Norwegian|Norwegians
Denmark|Danish|Danes
Finland|Finnish|Finns
Ireland|Republic of Ireland|Irish
Scotland|Scottish|Scots
Wales|Welsh
England|English
Switzerland|Swiss
Austria|Austrian|Austrians
Belgium|Belgian|Belgians
Portugal|Portuguese
Hungary|Hungarian|Hungarians
Romania|Romanian|Romanians
Bulgaria|Bulgarian|Bulgarians
Serbia|Serbian|Serbs
Croatia|Croatian|Croats
Israel|Israeli|Israelis
Palestine|Palestinian|Palestinians
Iran|Iranian|Iranians
Iraq|Iraqi|Iraqis
Syria|Syrian|Syrians
Lebanon|Lebanese
Jordan|Jordanian|Jordanians
Egypt|Egyptian|Egyptians
Libya|Libyan|Libyans
Yemen|Yemeni|Yemenis
Qatar|Qatari|Qataris
Kuwait|Kuwaiti|Kuwaitis
Afghanistan|Afghan|Afghans
Pakistan|Pakistani|Pakistanis
India|Republic of India|Indian|Indians
Bangladesh|Bangladeshi|Bangladeshis
Japan|Japanese
Taiwan|Taiwanese
Vietnam|Viet Nam|Vietnamese
Thailand|Thai|Thais
Indonesia|Indonesian|Indonesians
Malaysia|Malaysian|Malaysians
Philippines|Filipino|Filipinos|Philippine
Australia|Australian|Australians
New Zealand|New Zealander|New Zealanders
Canada|Canadian|Canadians
Mexico|Mexican|Mexicans
Brazil|Brazilian|Brazilians
Argentina|Argentine|Argentinian|Argentinians
Chile|Chilean|Chileans
Colombia|Colombian|Colombians
Venezuela|Venezuelan|Venezuelans
Cuba|Cuban|Cubans
Peru|Peruvian|Peruvians
South Africa|South African|South Africans
Nigeria|Nigerian|Nigerians
Kenya|Kenyan|Kenyans
Ethiopia|Ethiopian|Ethiopians
Sudan|Sudanese
Morocco|Moroccan|Moroccans
Algeria|Algerian|Algerians
Tunisia|Tunisian|Tunisians
Georgia|Georgian|Georgians
Armenia|Armenian|Armenians
Azerbaijan|Azerbaijani|Azeri|Azeris
Kazakhstan|Kazakh|Kazakhs
Belarus|Belarusian|Belarusians
Moldova|Moldovan|Moldovans
Lithuania|Lithuanian|Lithuanians
Latvia|Latvian|Latvians
Estonia|Estonian|Estonians
Iceland|Icelandic|Icelanders
World War I|First World War|World War One|WWI|WW1|Great War|World War 1
World War II|Second World War|World War Two|WWII|WW2|World War 2
"""
SAME_PLACES: Final = tuple(tuple(line.split("|")) for line in _COUNTRIES.strip().splitlines())
"""Countries and unions by every name that news gives them, demonyms included; the first stands for all."""

_CAPITALS: Final = """
United States|Washington
United Kingdom|London
Russia|Moscow
China|Beijing
North Korea|Pyongyang
South Korea|Seoul
Japan|Tokyo
Ukraine|Kyiv|Kiev
Germany|Berlin
France|Paris
Spain|Madrid
Italy|Rome
Greece|Athens
Poland|Warsaw
Sweden|Stockholm
Norway|Oslo
Denmark|Copenhagen
Finland|Helsinki
Ireland|Dublin
Austria|Vienna
Portugal|Lisbon
Hungary|Budapest
Romania|Bucharest
Bulgaria|Sofia
Serbia|Belgrade
Croatia|Zagreb
Czech Republic|Prague
Turkey|Ankara
Iran|Tehran|Teheran
Iraq|Baghdad
Syria|Damascus
Lebanon|Beirut
Jordan|Amman
Egypt|Cairo
Libya|Tripoli
Qatar|Doha
Saudi Arabia|Riyadh
Afghanistan|Kabul
Pakistan|Islamabad
India|Delhi|New Delhi
Bangladesh|Dhaka
Taiwan|Taipei
Vietnam|Hanoi
Thailand|Bangkok
Indonesia|Jakarta
Philippines|Manila
Australia|Canberra
New Zealand|Wellington
Canada|Ottawa
Argentina|Buenos Aires
Chile|Santiago
Venezuela|Caracas
Cuba|Havana
Kenya|Nairobi
Ethiopia|Addis Ababa
Sudan|Khartoum
Georgia|Tbilisi
Armenia|Yerevan
Azerbaijan|Baku
Belarus|Minsk
Moldova|Chisinau|Chi\u0219in\u0103u
Lithuania|Vilnius
Latvia|Riga
Estonia|Tallinn
"""
CAPITALS: Final = tuple(tuple(line.split("|")) for line in _CAPITALS.strip().splitlines())
"""Countries with the capitals that news names for their governments: "Canberra has signed"."""
