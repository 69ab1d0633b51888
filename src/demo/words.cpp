#include "demo/words.h"

#include <array>
#include <span>

#include "imports/folding.h"

namespace guildhall::demo {

namespace {

constexpr std::string_view first_names[] = {
    "Amelia", "Aisha",  "Anders", "Anjali", "Arjun",  "Åsa",    "Beatriz", "Bjørn",  "Carla",  "Chen",   "Chiara", "Daan",   "Diego",
    "Elif",   "Emeka",  "Emma",   "Fatima", "Felipe", "Freya",  "Giulia",  "Hassan", "Hina",   "Ingrid", "Ivan",   "Jana",   "Jonas",
    "Jorge",  "Kaito",  "Katja",  "Kofi",   "Lars",   "Leila",  "Liam",    "Lucía",  "Maja",   "Marek",  "Mei",    "Miguel", "Mina",
    "Nadia",  "Nikhil", "Nora",   "Olivia", "Omar",   "Paulo",  "Petra",   "Priya",  "Rafael", "Ravi",   "Rosa",   "Sakura", "Samir",
    "Sofia",  "Sven",   "Tariq",  "Thandi", "Tomás",  "Ulrike", "Vera",    "Wei",    "Yara",   "Yusuf",  "Zanele", "Zoë"};
constexpr std::string_view last_names[] = {
    "Abe",      "Adeyemi", "Andersson", "Bakker",    "Banerjee", "Bauer",   "Becker",    "Bianchi",  "Borg",    "Castro",   "Chowdhury",
    "Costa",    "Dahl",    "Delgado",   "Demir",     "Dubois",   "Eriksen", "Esposito",  "Ferreira", "Fischer", "Fournier", "García",
    "Gupta",    "Haddad",  "Hansen",    "Hoffmann",  "Horvat",   "Ibrahim", "Ito",       "Jansen",   "Kaya",    "Keller",   "Kim",
    "Kowalski", "Lambert", "Larsen",    "Lindqvist", "López",    "Mbeki",   "Meyer",     "Mori",     "Moreau",  "Müller",   "Nakamura",
    "Nguyen",   "Novak",   "Núñez",     "O'Brien",   "Okafor",   "Olsen",   "Patel",     "Pereira",  "Petrov",  "Quist",    "Rahman",
    "Ricci",    "Rossi",   "Sato",      "Schmidt",   "Silva",    "Singh",   "Söderberg", "Tanaka",   "Weber"};
constexpr std::string_view beginnings[] = {
    "Alder",  "Amber",  "Anchor", "Apex",  "Aurora", "Beacon", "Birch", "Blue",    "Boreal", "Bright",  "Canyon", "Cedar",   "Clear",
    "Cobalt", "Coral",  "Crest",  "Delta", "Dune",   "Eagle",  "Ember", "Falcon",  "Fern",   "Flint",   "Forge",  "Granite", "Grove",
    "Harbor", "Haven",  "Hazel",  "Heron", "Indigo", "Iron",   "Ivory", "Juniper", "Lake",   "Lantern", "Laurel", "Linden",  "Lumen",
    "Maple",  "Marble", "Meadow", "Mesa",  "North",  "Oak",    "Ocean", "Olive",   "Onyx",   "Orchard", "Pearl",  "Pine",    "Quartz",
    "Raven",  "River",  "Rowan",  "Sable", "Silver", "Slate",  "Solar", "Spruce",  "Stone",  "Summit",  "Terra",  "Willow"};
constexpr std::string_view trades[] = {
    "Analytics",   "Apparel",  "Architects",  "Bakery",       "Bikes",      "Biotech",  "Books",     "Brewing",  "Cargo",     "Ceramics",
    "Chemicals",   "Clinics",  "Coffee",      "Construction", "Consulting", "Dairy",    "Dental",    "Design",   "Electric",  "Energy",
    "Engineering", "Farms",    "Fashion",     "Finance",      "Fisheries",  "Flooring", "Foods",     "Freight",  "Furniture", "Gardens",
    "Glass",       "Hotels",   "Instruments", "Insurance",    "Interiors",  "Labs",     "Leather",   "Lighting", "Logistics", "Machines",
    "Media",       "Metals",   "Mills",       "Motors",       "Optics",     "Outdoor",  "Packaging", "Paper",    "Pharma",    "Plastics",
    "Printing",    "Robotics", "Schools",     "Security",     "Shipping",   "Software", "Steel",     "Studios",  "Textiles",  "Timber",
    "Tools",       "Toys",     "Travel",      "Watches"};
constexpr std::string_view forms[] = {"GmbH", "AG", "Ltd", "Inc",    "LLC", "S.A.",    "S.L.", "B.V.",
                                      "AB",   "AS", "Oy",  "S.r.l.", "SAS", "Pty Ltd", "K.K.", "& Co."};
constexpr std::string_view streets[] = {
    "Bahnhofstraße", "Birch Lane",  "Calle Mayor",    "Canal Street", "Church Road", "Drottninggatan", "Fifth Avenue", "Hauptstraße",
    "High Street",   "Hill Road",   "Kirkegata",      "Lindenallee",  "Main Street", "Market Square",  "Park Avenue",  "Prinsengracht",
    "Queen Street",  "Rua Augusta", "Rue de la Paix", "Rue du Port",  "School Lane", "Station Road",   "Via Roma",     "Victoria Street"};
constexpr std::string_view titles[] = {
    "Owner",           "Sales Manager",      "Purchasing Agent", "Accountant",     "Office Manager", "Head of Operations",
    "Project Manager", "Marketing Director", "Chief Engineer",   "Shop Assistant", "Buyer",          "Managing Director"};
constexpr Town towns[] = {{"Berlin", "", "DE", "49"},
                          {"Hamburg", "", "DE", "49"},
                          {"München", "Bayern", "DE", "49"},
                          {"Wien", "", "AT", "43"},
                          {"Zürich", "", "CH", "41"},
                          {"Paris", "", "FR", "33"},
                          {"Lyon", "", "FR", "33"},
                          {"Madrid", "", "ES", "34"},
                          {"Sevilla", "", "ES", "34"},
                          {"Lisboa", "", "PT", "351"},
                          {"Milano", "", "IT", "39"},
                          {"Roma", "", "IT", "39"},
                          {"Amsterdam", "", "NL", "31"},
                          {"Antwerpen", "", "BE", "32"},
                          {"London", "", "GB", "44"},
                          {"Leeds", "", "GB", "44"},
                          {"Dublin", "", "IE", "353"},
                          {"Oslo", "", "NO", "47"},
                          {"Göteborg", "", "SE", "46"},
                          {"København", "", "DK", "45"},
                          {"Helsinki", "", "FI", "358"},
                          {"Warszawa", "", "PL", "48"},
                          {"Praha", "", "CZ", "420"},
                          {"Athína", "", "GR", "30"},
                          {"İzmir", "", "TR", "90"},
                          {"Boston", "MA", "US", "1"},
                          {"Chicago", "IL", "US", "1"},
                          {"Austin", "TX", "US", "1"},
                          {"Toronto", "ON", "CA", "1"},
                          {"São Paulo", "SP", "BR", "55"},
                          {"Ciudad de México", "", "MX", "52"},
                          {"Mumbai", "", "IN", "91"},
                          {"東京", "", "JP", "81"},
                          {"上海", "", "CN", "86"},
                          {"서울", "", "KR", "82"},
                          {"القاهرة", "", "EG", "20"},
                          {"Nairobi", "", "KE", "254"},
                          {"Cape Town", "", "ZA", "27"},
                          {"Sydney", "NSW", "AU", "61"},
                          {"Auckland", "", "NZ", "64"}};

template <class T, std::size_t N>
T const& one_of(T const (&all)[N], Dice& dice)
{
    return all[dice.below(N)];
}

}  // namespace

std::uint64_t Dice::next()
{
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

std::string Dice::digits(int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += static_cast<char>('0' + below(10));
    return all;
}

std::string_view first_name(Dice& dice)
{
    return one_of(first_names, dice);
}

std::string_view last_name(Dice& dice)
{
    return one_of(last_names, dice);
}

// "Cedar Robotics GmbH", "Meyer Optics AB", "Harbor & Slate Ltd".
std::string company_name(Dice& dice)
{
    std::string name(dice.below(3) ? one_of(beginnings, dice) : one_of(last_names, dice));
    if (dice.below(8) == 0)
        name += " & " + std::string(one_of(beginnings, dice));
    else
        name += " " + std::string(one_of(trades, dice));
    return name + " " + std::string(one_of(forms, dice));
}

std::string_view street(Dice& dice)
{
    return one_of(streets, dice);
}

std::string_view job_title(Dice& dice)
{
    return one_of(titles, dice);
}

Town const& town(Dice& dice)
{
    return one_of(towns, dice);
}

std::string mail_name(std::string_view name)
{
    std::string mail;
    for (std::size_t at = 0; at <= name.size();) {
        auto const end = std::min(name.find(' ', at), name.size());
        auto const word = imports::folded(name.substr(at, end - at));
        if (!mail.empty() && !word.empty())
            mail += '.';
        mail += word;
        at = end + 1;
    }
    return mail;
}

}  // namespace guildhall::demo
