# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Words for look-alikes, and the names of hotels, bands, clubs, works, schools and ships, many of them after a person."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from training.generate.gazetteer import Pools

PACKAGES = [
    "react", "lodash", "express", "numpy", "requests", "flask", "webpack", "eslint", "vite", "tokio", "serde", "axum",
    "pytest", "django", "pandas",
]  # fmt: skip
PLACEHOLDERS = [
    "<YOUR_API_KEY>", "${DB_PASSWORD}", "your-api-key-here", "xxxxxxxxxxxxxxxx", "********", "changeme", "<password>",
    "{{ vault.api_key }}", "$STRIPE_SECRET", "REDACTED", "[REDACTED]", "AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "sk_test_xxxxxxxx", "%API_TOKEN%", "process.env.API_KEY",
    'os.environ["TOKEN"]', "secrets.GITHUB_TOKEN", "<insert token>", "TODO", "null", "None", "ENC[...]",
    "example-token", "dummy", "not-a-real-key", "ghp_xxxxxxxxxxxxxxxxxxxx", "vault:secret/data/app#key",
    "********1234", "(unset)", "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db", "!Ref DbPassword",
    "@Microsoft.KeyVault(SecretUri)",
]  # fmt: skip
URIS = [
    "sqlite:///app.db", "sqlite:///:memory:", "postgresql://localhost/app",
    "postgres://user:password@host:5432/dbname", "mysql://<user>:<password>@<host>/<db>", "redis://localhost:6379/0",
    "mongodb://localhost:27017", "jdbc:h2:mem:test", "postgresql://${DB_USER}:${DB_PASS}@${DB_HOST}/app",
    "mongodb://127.0.0.1:27017/test", "amqp://localhost", "file:///tmp/db",
    "postgres://username:password@hostname/database", "duckdb:///warehouse.duckdb", "redis://redis:6379",
    "memcached://cache", "jdbc:postgresql://localhost:5432/postgres", "s3://reports/2024/", "kafka://broker:9092",
    "mysql://localhost:3306/test",
]  # fmt: skip
EPONYMS = [
    "Johnson & Johnson", "Wells Fargo", "JPMorgan", "Ernst & Young", "Morgan Stanley", "Dell", "Ford", "Mercedes",
    "Boeing", "Siemens", "Disney", "Goldman Sachs", "Procter & Gamble", "Baker McKenzie", "Harley-Davidson",
    "Levi Strauss", "Marks & Spencer", "Charles Schwab", "Hewlett Packard", "Jenkins", "Tesla", "Newton", "Pascal",
    "Jupyter", "Django", "Cassandra", "Galera", "Washington", "Georgia", "Florence", "Virginia", "Carolina",
    "Lincoln", "Victoria", "Sydney", "April", "May", "August", "Summer", "Christmas", "Easter", "Thanksgiving",
    "the Borrower", "the Lender", "the Licensee", "the Employee", "Counsel", "the Committee", "Board", "the Chair",
    "Bernoulli", "Gaussian", "Fourier", "Monte Carlo", "Kruskal", "Dijkstra", "Bluetooth", "Hamming", "Turing test",
    "Murphy's law", "Parkinson's", "Alzheimer's",
]  # fmt: skip
CAMEL = [
    "get", "set", "is", "has", "make", "load", "parse", "build", "fetch", "user", "order", "invoice", "token",
    "count", "index", "name", "value", "list", "map", "id",
]  # fmt: skip
ADJECTIVES = (
    "Quiet", "Velvet", "Broken", "Golden", "Hollow", "Electric", "Midnight", "Paper", "Crimson", "Restless", "Lucky", "Frozen", "Burning", "Wild", "Little", "Grand", "Royal", "Old", "Last", "Silent", "Crooked",
    "Sweet", "Red", "Black", "White", "Green", "Rusty", "Happy", "Salty", "Lonely", "Brave", "Secret", "Endless", "Second", "Blind", "Plastic", "Wooden", "Sacred", "Pale", "Smoky",
)  # fmt: skip
THINGS = (
    "Lantern", "Mirror", "Garden", "Harbour", "Kitchen", "Table", "Moon", "Rose", "Fork", "Anchor", "Crown", "Orchard", "Tiger", "Sparrow", "Engine", "Window", "Castle", "Terrace", "Spoon", "Barrel", "Elephant",
    "Piano", "Bridge", "Machine", "River", "Letter", "Ocean", "Saint", "Lion", "Clock", "Mountain", "Olive", "Lemon", "Peacock", "Pearl", "Sky", "Shadow", "Summer", "Winter", "Station",
)  # fmt: skip
MANY = (
    "Killers", "Strangers", "Tigers", "Wolves", "Hawks", "Pirates", "Rockets", "Saints", "Kings", "Dolphins", "Bears", "Rebels", "Drifters", "Panthers", "Ravens", "Lions", "Senators", "Knights", "Warriors", "Royals",
    "Cardinals", "Monarchs", "Foxes", "Pilots", "Sisters", "Brothers", "Wailers", "Vipers", "Mariners", "Falcons", "Pumas", "Beggars", "Lovers", "Shadows", "Ramblers",
)  # fmt: skip
SCENES = (
    "Harvest", "Thunder", "Rain", "Morning", "Sundown", "Homecoming", "Exile", "Distance", "Innocence", "Gravity", "Silence", "Revenge", "Paradise", "Goodbye", "Tomorrow", "Heartbreak", "Glory", "Freedom", "Madness", "Snowfall",
)  # fmt: skip
SAINTS = (
    "Mary", "John", "Peter", "Paul", "James", "Luke", "Joseph", "Anne", "Andrew", "Thomas", "Patrick", "George", "Michael", "Catherine", "Francis", "Vincent", "Jude", "Nicholas", "Elizabeth", "Martin", "Helena", "Lawrence",
)  # fmt: skip
HOTELS = (
    "the Marriott", "the Hilton", "Hotel Adlon", "the Ritz", "the Savoy", "the Waldorf", "Motel 6", "Best Western", "Days Inn", "La Quinta Inn", "Howard Johnson", "the Sheraton", "Holiday Inn Express", "Hotel Bristol",
    "the Hyatt Regency", "Premier Inn", "Radisson Blu", "the Four Seasons", "Embassy Suites", "the Westin", "Super 8", "Hotel Sacher", "the Kimpton",
)  # fmt: skip
BANDS = (
    "The Killers", "Coldplay", "Metallica", "Pearl Jam", "Queen", "Blur", "Oasis", "Radiohead", "Dire Straits", "Lynyrd Skynyrd", "Jethro Tull", "Van Halen", "Bon Jovi", "Alice in Chains", "Aerosmith", "ABBA", "U2",
    "Florence and the Machine", "Maroon 5", "The Cranberries", "Simply Red", "Deacon Blue", "Toto", "Pink Floyd", "Franz Ferdinand", "Iron Maiden", "Mumford & Sons", "Imagine Dragons", "Boston", "Chicago", "Kansas", "Foreigner",
)  # fmt: skip
CLUBS = (
    "Arsenal", "Chelsea", "Everton", "Aston Villa", "Celtic", "Juventus", "Ajax", "Real Madrid", "Bayern", "Benfica", "Boca Juniors", "River Plate", "Santos", "the Lakers", "the Celtics", "the Yankees", "the Dodgers",
    "the Patriots", "Leicester", "Glamorgan", "Surrey", "Essex", "Kent", "Wigan", "Leeds", "Lazio", "Sevilla", "Valencia", "Porto", "Galatasaray", "Werder Bremen", "Colo-Colo", "San Lorenzo", "Alianza Lima", "Chivas",
)  # fmt: skip
ORGS = (
    "Reuters", "NATO", "UNESCO", "the Red Cross", "Amnesty International", "Lloyd's", "Harvard", "Stanford", "Johns Hopkins", "Brown University", "the Vatican", "the Kremlin", "Downing Street", "the White House", "Scotland Yard",
    "Interpol", "Congress", "the Senate", "Hezbollah", "Hamas", "Likud", "Labour", "Sinn Fein", "the Pentagon", "McKinsey", "Moody's", "Standard & Poor's", "Warner Bros.", "Penguin", "HarperCollins", "Macmillan", "Deloitte",
    "Nestle", "Philips", "Bosch", "Bayer", "Merck", "Porsche", "Renault", "Peugeot", "Fiat", "Honda", "Toyota", "Suzuki", "Lockheed Martin", "Rolls-Royce", "Walmart", "Macy's", "Sainsbury's", "Tesco", "IKEA", "Aldi",
)  # fmt: skip
BRANDS = (
    "Ben & Jerry's", "Jack Daniel's", "Dr Pepper", "Uncle Ben's", "Aunt Jemima", "Calvin Klein", "Hugo Boss", "Ralph Lauren", "Tommy Hilfiger", "Chanel", "Dior", "Gucci", "Prada", "Versace", "Mary Kay", "Victoria's Secret",
    "Papa John's", "Wendy's", "Arby's", "Denny's", "Domino's", "McDonald's", "Tim Hortons", "Ben Sherman", "Fred Perry", "Dr. Martens", "Jim Beam", "Johnnie Walker", "Captain Morgan", "Kate Spade", "Alexa", "Siri", "Cortana",
    "Barbie", "Nikon", "Canon", "Dyson", "Kellogg's", "Heinz", "Campbell's", "Cadbury", "Hershey's", "Mars", "Lipton", "Tommee Tippee", "Ray-Ban", "Adidas", "Reebok", "Birkenstock", "Levi's", "Wrangler", "Chevy", "Mercedes",
    "Tesla", "Lincoln Navigator", "Ford Fiesta", "Dodge Ram", "Holden", "Skoda", "Opel Corsa", "Renault Clio", "Alfa Romeo", "Vauxhall Astra", "Cessna", "Learjet", "Stradivarius", "Steinway", "Gibson", "Fender", "Martin guitars",
)  # fmt: skip
CARS = (
    "Toyota Corolla", "Ford Fiesta", "Lincoln Navigator", "Holden Barina", "Skoda Octavia", "Opel Corsa", "Dodge Ram", "Honda Civic", "Mercedes", "Peugeot 208", "Renault Clio", "Alfa Romeo Giulia", "Vauxhall Astra", "Chevrolet Malibu", "Tesla Model 3",
    "Bentley", "Aston Martin", "Ferrari", "Lamborghini", "Jeep", "Suzuki Swift", "Kia Picanto", "Seat Ibiza", "Fiat Panda", "Chrysler 300", "Cadillac", "Buick", "Maserati", "Dacia Logan", "Mazda", "Mini Cooper", "Rolls-Royce",
)  # fmt: skip
PLACES = (
    "Mount Everest", "Lake Victoria", "Charlotte", "Austin", "Madison", "Jackson", "Lincoln", "Houston", "Dallas", "Santiago", "San Marino", "Saint Lucia", "St. Louis", "San Jose", "Santa Barbara", "Fort Lauderdale", "Alice Springs",
    "Adelaide", "Sydney", "Wellington", "Nelson", "Hamilton", "Hastings", "Lancaster", "Chester", "Kent", "Devon", "Chad", "Jordan", "Israel", "Georgia", "Kenya", "Chelsea", "Brooklyn", "Paris", "Florence", "Vienna", "Verona", "Lourdes",
    "Bering Strait", "Hudson Bay", "Cape Cod", "Victoria Falls", "Baffin Island", "Drake Passage", "Pikes Peak", "Mont Blanc", "Ayers Rock", "Fraser Island", "Stanley", "Darwin", "Perth", "Melbourne", "Brunswick", "Cleveland", "Pierre",
    "Wall Street", "Times Square", "Covent Garden", "Camden", "Harlem", "Santa Cruz", "San Salvador", "Leon", "Ceuta", "Guadalupe", "Trinidad", "Montserrat", "Martinique", "Maria Island", "Aberdeen", "Lourdes", "Regina", "Beverly Hills",
)  # fmt: skip
PEOPLES = (
    "Christians", "Muslims", "Jews", "Sikhs", "Hindus", "Buddhists", "Catholics", "Lutherans", "Franciscans", "Jesuits", "Benedictines", "Mormons", "Shiites", "Kurds", "Basques", "Catalans", "Tamils", "Pashtuns", "Serbs", "Croats", "Chechens",
    "Hutus", "Maoris", "Inuit", "Cherokee", "Navajo", "Apaches", "Normans", "Saxons", "Vikings", "Aztecs", "Incas", "Marxists", "Thatcherites", "Democrats", "Republicans", "Tories", "Victorians", "Parisians", "Londoners", "Yorkers", "Texans",
    "Germans", "Poles", "Swedes", "Iraqis", "Afghans", "Scots", "Romani", "Copts", "Druze", "Calvinists", "Islam", "Judaism", "Buddhism", "Protestantism", "Latin", "Welsh", "Swahili", "Mandarin",
)  # fmt: skip
ROLES = (
    "the Prime Minister", "the Pope", "the Queen", "His Majesty", "Your Honour", "Madam Speaker", "the Attorney General", "the Chief Justice", "the Sheriff", "Mum", "Grandpa", "Coach", "Captain", "the Dalai Lama", "the Bishop", "Chancellor",
    "Head Chef", "the Provost", "Miss Universe", "Customer Care", "Front Desk", "Human Resources", "Night Manager", "Team Lead", "Lord Mayor", "Crown Prince", "God", "Lady Luck", "Mother Nature",
    "Uncle Sam", "the First Lady", "Doctor", "Professor", "Officer", "the Duke", "the Tsar", "the Emperor", "Chief Inspector", "the Secretary-General", "the Ombudsman", "Jack of all trades", "Average Joe",
)  # fmt: skip
DISHES = (
    "Caesar salad", "Eggs Benedict", "Beef Wellington", "Peach Melba", "Margherita", "Bloody Mary", "Earl Grey", "Tom Collins", "Shirley Temple", "Chicken Kiev", "Fettuccine Alfredo", "Pavlova", "Sachertorte", "Crepe Suzette", "Oysters Rockefeller",
    "Granny Smith apples", "Chicken Marsala", "Tom Yum", "Pad Thai", "Pho", "Sloppy Joe", "Margarita", "Arnold Palmer", "Bellini", "Carpaccio", "Baked Alaska", "Black Forest cake", "Victoria sponge", "Battenberg", "Lobster Thermidor", "Cobb salad",
    "Salisbury steak", "Beef Stroganoff", "Nachos", "Gyros", "Monte Cristo", "Reuben", "Dal Makhani", "General Tso's chicken", "Bakewell tart", "Jerusalem artichokes", "Frangipane", "Napoleon", "Madeleines", "Dolly mixtures", "Graham crackers",
)  # fmt: skip


def first(r: Random, pool: Pools) -> str:
    """A first name as things bear them, mostly a common one."""
    if r.random() < 0.6:
        half = r.randrange(2) * len(pool.given) // 2
        return pool.given[half + int(len(pool.given) / 2 * r.random() ** 2)]
    return r.choice(pool.first)


def last(r: Random, pool: Pools) -> str:
    """A last name as things bear them, mostly a common one."""
    return pool.family[int(len(pool.family) * r.random() ** 2)] if r.random() < 0.6 else r.choice(pool.last)


def _words(r: Random, pool: Pools) -> tuple[str, str, str, str, str]:
    """A first name, a last name, a town, an adjective and a thing."""
    return first(r, pool), last(r, pool), r.choice(pool.cities), r.choice(ADJECTIVES), r.choice(THINGS)


def hotel(r: Random, pool: Pools) -> str:
    """A hotel, inn or resort."""
    f, a, c, adjective, thing = _words(r, pool)
    return r.choice(
        (r.choice(HOTELS), r.choice(HOTELS), f"{r.choice(HOTELS)} {c}", f"Hotel {a}", f"Hotel {f}", f"the {a}", f"The {a} Hotel", f"{a} House", f"{a} Inn", f"Villa {f}", f"The {adjective} {thing} Inn", f"{c} {thing} Hotel", f"{a}'s Lodge",
         f"Pension {f}", f"Casa {a}", f"Hostal {f}", f"{a} Suites {c}", f"{f} {a} Hotel & Spa", f"The {a} Arms", f"Gasthof {a}", f"Residenz {a}", f"Château {a}", f"Palacio {a}", f"{a} Resort", f"St. {r.choice(SAINTS)} Hotel")
    )  # fmt: skip


def restaurant(r: Random, pool: Pools) -> str:
    """A restaurant, salon, garage or practice."""
    f, a, c, adjective, thing = _words(r, pool)
    return r.choice(
        (f"{f}'s", f"{f}'s {r.choice(('Place', 'Kitchen', 'Cafe', 'Bar & Grill', 'Diner', 'Deli', 'Salon', 'Barbers', 'Flowers', 'Garage'))}", f"{a}'s", f"{a}'s {r.choice(('Steakhouse', 'Fish & Chips', 'Bakery', 'Pharmacy', 'Garage', 'Bistro'))}",
         f"Chez {f}", f"Da {f}", f"Trattoria {f}", f"La {thing}", f"The {adjective} {thing}", f"{thing} & {r.choice(THINGS)}", f"{a} Family Dental", f"{c} {thing} Dentistry", f"{f}'s Nail Bar", f"{a} Tyres",
         f"Mama {f}", f"Big {f}'s Barbecue", f"El {thing}", f"Osteria {a}", f"Brasserie {a}", f"{f} {a} Salon", f"{f} Sushi", f"Taqueria {f}", f"Little {c}", f"{a} Optical", f"{a} Veterinary Clinic", f"Aunt {f}'s Pies", f"Saint {f} Cafe")
    )  # fmt: skip


def band(r: Random, pool: Pools) -> str:
    """A group of musicians."""
    f, a, c, adjective, thing = _words(r, pool)
    many = r.choice(MANY)
    return r.choice(
        (r.choice(BANDS), r.choice(BANDS), r.choice(BANDS), f"The {many}", f"The {adjective} {many}", f"{f} and the {many}", f"The {a} Brothers", f"{adjective} {thing}", f"The {f}s", f"{thing} {many}", f"{a} Trio", f"{c} {many}", f"The {f} {a} Band",
         f"{f} {a} Quartet", f"{adjective} {f}", f"{f} in {r.choice(SCENES)}", f"The {thing}s", f"Kid {a}", f"Saint {f}", f"{a} Street Choir", f"DJ {thing}", f"{r.choice(SCENES)} for {f}", f"The {a} Project", f"{adjective.upper()} {thing.upper()}")
    )  # fmt: skip


def club(r: Random, pool: Pools) -> str:
    """A club that plays matches."""
    _, a, c, _, _ = _words(r, pool)
    many = r.choice(MANY)
    return r.choice(
        (r.choice(CLUBS), r.choice(CLUBS), r.choice(CLUBS), c, f"{c} {many}", f"the {many}", f"{a} {many}", f"{c} {r.choice(('United', 'City', 'Athletic', 'Town', 'Albion', 'County', 'Hotspur'))}", f"FC {c}", f"{a} FC", f"AC {c}", f"Real {c}",
         f"{c} RFC", f"SV {a}", f"Sporting {c}", f"Deportivo {a}", f"CD {a}", f"St. {r.choice(SAINTS)}'s RC", f"{a} Park Rangers", f"Dinamo {c}", f"Grasshopper {c}", f"{c} Giants", f"KSC {a}")
    )  # fmt: skip


def title(r: Random, pool: Pools) -> str:
    """A work's title, sometimes in quotation marks."""
    f, a, c, adjective, thing = _words(r, pool)
    scene = r.choice(SCENES)
    text = r.choice(
        (f"The {adjective} {thing}", f"{adjective} {scene}", f"{scene} in {c}", f"The {a} Affair", f"{f} Says No", f"Waiting for {f}", f"The {thing} of {c}", f"Call Me {f}", f"{thing} and {scene}",
         f"Who Killed {f} {a}?", f"A {thing} for {f}", f"The Ballad of {f} {a}", f"The {adjective} {f}", f"{scene}", f"Hello, {f}", f"{a} v. {a}", f"{f} Goes to {c}", f"The Last {thing}", f"My Name Is {f}", f"{adjective} {thing} {r.randint(2, 4)}",
         f"The {many(r)} of {c}", f"Lady {a}'s {thing}", f"One {thing}, Two {thing}s", f"Sweet {f}", f"{c} Calling", f"No More {scene}", f"The Return of {f}", f"Queen of {c}")
    )  # fmt: skip
    if r.random() < 0.12:  # A bare name is told from its bearer by its marks alone.
        text = r.choice(
            (f, f"{f} {a}", f"{f} & {first(r, pool)}", f"Captain {a}", f"Young {a}", f"King {f}", f"Doctor {a}")
        )
        return r.choice((f'"{text}"', f"“{text}”", f"*{text}*"))
    return r.choice((text, text, f'"{text}"', f"“{text}”", f"'{text}'", f"*{text}*"))


def many(r: Random) -> str:
    """A crowd that a title is about."""
    return r.choice(MANY)


def school(r: Random, pool: Pools) -> str:
    """A school, college or university."""
    f, a, c, _, _ = _words(r, pool)
    saint = r.choice(SAINTS)
    return r.choice(
        (f"{a} High School", f"{f} {a} High School", f"{a} Middle School", f"{c} Elementary", f"St. {saint}'s School", f"St {saint}'s Primary", f"{a} Academy", f"{a} College", f"{a} State University", f"Lycée {f} {a}", f"Colegio {f}", f"{a}-Gymnasium",
         f"{f}-{a}-Schule", f"Saint {saint} Prep", f"{a} Hall", f"{a} Business School", f"{c} Polytechnic", f"King {f}'s Grammar School", f"{a} Law School", f"Escuela {a}", f"{a} Kindergarten", f"the {f} {a} School of Music")
    )  # fmt: skip


def hospital(r: Random, pool: Pools) -> str:
    """A hospital, church, library or another public house."""
    f, a, c, _, _ = _words(r, pool)
    saint = r.choice(SAINTS)
    return r.choice(
        (f"St. {saint}'s Hospital", f"St {saint}'s", f"Saint {saint} Medical Center", f"{a} Memorial Hospital", f"{a} Clinic", f"{f} {a} Hospital", f"{c} General", f"St. {saint}'s Church", f"{a} Library", f"the {f} {a} Center", f"{a} Hospice", f"Queen {f} Hospital",
         f"{a} Cancer Institute", f"Mount {a} Hospital", f"{a} Care Home", f"San {saint} Basilica", f"{a} Courthouse", f"{f} {a} Airport", f"{a} Station", f"{a} Barracks", f"{a} Prison", f"Our Lady of {c}")
    )  # fmt: skip


def vessel(r: Random, pool: Pools) -> str:
    """A ship, train or spacecraft."""
    f, a, c, adjective, thing = _words(r, pool)
    return r.choice(
        (f"HMS {thing}", f"USS {f} {a}", f"USS {a}", f"MS {f}", f"RMS {f}", f"SS {a}", f"the {f} {a}", f"the ferry {f}", f"the tug {a}", f"MV {adjective} {thing}", f"the yacht Lady {f}", f"the {c} Star", f"Queen {f}", f"the trawler {f} Ann", f"the lifeboat {a}", f"the {a} probe",
         f"the frigate {f}", f"the {adjective} {thing}", f"the barque {f}", f"USNS {a}", f"the icebreaker {a}", f"the {a} Express")
    )  # fmt: skip


def organisation(r: Random, pool: Pools) -> str:
    """A firm or public body that bears a name."""
    f, a, c, adjective, thing = _words(r, pool)
    return r.choice(
        (r.choice(ORGS), r.choice(ORGS), r.choice(ORGS), f"{a} Group", f"{a} Brothers", f"{a} & {last(r, pool)}", f"{f} {a} Ltd", f"{f} {a} Inc.", f"the {f} {a} Foundation", f"the {a} Trust", f"{a} Records", f"{a} Bank", f"{a} Airlines",
         f"{a} Insurance", f"{a} AG", f"{a} SpA", f"Banco {a}", f"{a} Steel", f"{a} Pharmaceuticals", f"the {a} family trust", f"{adjective} {thing} Press", f"{c} City Council", f"{c} Herald", f"Radio {c}", f"the {c} Zoo",
         f"{a} Sons & Co", f"{a} Estate Agents", f"Team {a}", f"the {a} Report", f"{a} Cars", f"Maison {a}")
    )  # fmt: skip


def place(r: Random, pool: Pools) -> str:
    """A town, street, mountain or water."""
    f, a, _, _, thing = _words(r, pool)
    return r.choice(
        (r.choice(PLACES), r.choice(PLACES), r.choice(PLACES), f"Mount {a}", f"Lake {f}", f"{a} Street", f"{f} Street", f"{a} Avenue", f"{a} Road", f"{a} County", f"Port {f}", f"Fort {a}", f"Point {a}", f"{a} Island", f"Cape {f}", f"{a} Square", f"{a} Falls", f"the {a} Valley",
         f"{a} Bridge", f"San {r.choice(SAINTS)}", f"{a} Glacier", f"{thing} Hill", f"{a}sburg", f"{a}ton", f"Saint-{r.choice(SAINTS)}", f"{a} Creek", f"{a} Gardens", f"{a} Terrace", f"{f} Heights", f"{a} Canyon")
    )  # fmt: skip


def matter(r: Random, pool: Pools) -> str:
    """A law, illness, animal, prize, storm or thing called after its finder."""
    f, a, c, _, thing = _words(r, pool)
    return r.choice(
        (f"{a}'s disease", f"{a} syndrome", f"the {a} effect", f"{a}'s theorem", f"the {a}-{last(r, pool)} equation", f"{a}'s {r.choice(('warbler', 'gazelle', 'tortoise', 'petrel', 'sparrow', 'frog', 'pine'))}", f"the {a} Prize", f"the {f} {a} Award", f"the {a} Medal", f"Hurricane {f}", f"Tropical Storm {f}",
         f"Storm {f}", f"the {a} test", f"the {a} manoeuvre", f"an {a} graph", f"a {a} {r.choice(('tractor', 'rifle', 'engine', 'piano', 'amplifier', 'bicycle'))}", f"the {a} scale", f"Operation {thing}", f"the {c} Agreement", f"the {a} Chair of Economics", f"the {f} {a} Memorial Lecture", "Halley's Comet", f"the {a} crater",
         f"the {a} Cup", f"the {a} doctrine", f"{a}'s Law", f"St. {r.choice(SAINTS)}'s Day", f"the {a} method", f"a {f} cake", f"the {f} chair", f"model {f} {r.randint(2, 900)}")
    )  # fmt: skip


MADE: dict[str, Callable[[Random, Pools], str]] = {
    "hotel": hotel, "restaurant": restaurant, "band": band, "club": club, "title": title, "school": school,
    "hospital": hospital, "vessel": vessel, "body": organisation, "place": place, "named": matter,
}  # fmt: skip
"""By slot, what is put together anew each time."""
KNOWN: dict[str, tuple[str, ...]] = {"brand": BRANDS, "car": CARS, "people": PEOPLES, "role": ROLES, "dish": DISHES}
"""By slot, what is drawn from a list."""
