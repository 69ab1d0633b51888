#include "http/countries.h"

#include <gtest/gtest.h>

#include "support/country_files.h"

namespace guildhall::http {
namespace {

class TheCountries : public testing::Test {
protected:
    std::string of(char const* address) const
    {
        return Countries::read(files.folder()).of(Address::parse(address).value()).value_or("none");
    }
    std::string mistake() const
    {
        try {
            Countries::read(files.folder());
            return "";
        } catch (std::runtime_error const& error) {
            return std::string(error.what()).substr(files.folder().size() + 1);
        }
    }
    std::string mistake_of(std::string const& lines)
    {
        files.write("geoip", "1,2,DE\n" + lines);
        return mistake();
    }

    support::CountryFiles files;
};

TEST_F(TheCountries, AreThoseOfTheirNetworksFromTheFirstAddressToTheLast)
{
    EXPECT_EQ(of("1.0.0.0"), "AU");
    EXPECT_EQ(of("1.0.0.255"), "AU");
    EXPECT_EQ(of("1.0.1.0"), "CN");
    EXPECT_EQ(of("1.0.1.255"), "CN");
    EXPECT_EQ(of("1.0.16.0"), "JP");
    EXPECT_EQ(of("1.0.31.255"), "JP");
    EXPECT_EQ(of("223.165.127.255"), "US");
    EXPECT_EQ(of("2001:2::"), "JP");
    EXPECT_EQ(of("2001:2:0:ffff:ffff:ffff:ffff:ffff"), "JP");
    EXPECT_EQ(of("2001:200:135:ffff:ffff:ffff:ffff:ffff"), "US");
    EXPECT_EQ(of("2001:200:136::"), "JP");
    EXPECT_EQ(of("2001:200:179:ffff:ffff:ffff:ffff:ffff"), "JP");
}

TEST_F(TheCountries, AreNotThereBetweenNetworks)
{
    for (auto const* address : {"0.255.255.255", "1.0.2.0", "1.0.3.255", "1.0.32.0", "224.0.0.0", "255.255.255.255",
                                "2000::", "2001:1::", "2001:2:1::", "2001:200:134:ffff:ffff:ffff:ffff:ffff", "2001:200:17a::", "ffff::"})
        EXPECT_EQ(of(address), "none") << address;
}

TEST_F(TheCountries, AreNotThereWhereNobodyKnowsOrItIsAContinent)
{
    EXPECT_EQ(of("239.255.2.1"), "none") << "??";
    EXPECT_EQ(of("2.16.0.1"), "none") << "EU";
    EXPECT_EQ(of("2001::1"), "none");
}

TEST_F(TheCountries, AreTheSameForAnIPv4AddressWrittenAsIPv6)
{
    EXPECT_EQ(of("::ffff:1.0.0.255"), "AU");
    EXPECT_EQ(of("::ffff:1.0.2.0"), "none");
    EXPECT_EQ(of("::1.0.0.255"), "none") << "that is another address";
}

TEST_F(TheCountries, HoldNoPrivateAddressWhateverTheFilesSay)
{
    files.write("geoip", "0,4294967295,DE\n");
    files.write("geoip6", "::,::fffe:ffff:ffff,DE\n1::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,DE\n");
    for (auto const* address : {"0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.1.1", "172.16.0.1", "172.31.255.255",
                                "192.168.178.1", "::", "::1", "fd00::1", "fe80::1"})
        EXPECT_EQ(of(address), "none") << address;
    for (auto const* address : {"9.255.255.255", "11.0.0.0", "172.32.0.0", "255.255.255.255", "2001:db8::1", "::2"})
        EXPECT_EQ(of(address), "DE") << address;
}

TEST_F(TheCountries, AreNotHalfRead)
{
    EXPECT_EQ(mistake_of("3,4,AT\n"), "");
    for (auto const* line : {"3,4", "3,4,", "3,4,D", "3,4,DEU", "3,4,de", "3,4,5,DE", "3,,DE", ",4,DE", "3,x,DE", "-3,4,DE",
                             "3,4294967296,DE", "4,3,DE", "0.0.0.3,0.0.0.4,DE", " 3,4,DE", "3,4,DE ", "3,4,DE\r", "DE"})
        EXPECT_EQ(mistake_of(std::string(line) + "\n"), "geoip, line 2 is not understood") << line;
    EXPECT_EQ(mistake_of("# and\n2,4,AT\n"), "geoip, line 3 is not in order");
    EXPECT_EQ(mistake_of("9,9,AT\n3,4,AT\n"), "geoip, line 3 is not in order");
    EXPECT_EQ(mistake_of("5,9,??\n6,7,AT\n"), "geoip, line 3 is not in order") << "what nobody knows counts";
    files.write("geoip", "1,2,DE\n");
    for (auto const* line : {"2001::,1.2.3.4,DE", "1.2.3.4,1.2.3.5,DE", "2001::,2001:x::,DE", "2001::/16,DE", "2001::2,2001::1,DE"}) {
        files.write("geoip6", std::string(line) + "\n");
        EXPECT_EQ(mistake(), "geoip6, line 1 is not understood") << line;
    }
    files.write("geoip6", "2001::,2001::2,DE\n2001::2,2001::3,DE\n");
    EXPECT_EQ(mistake(), "geoip6, line 2 is not in order");
    files.write("geoip6", "# nothing\n");
    EXPECT_EQ(mistake(), "geoip6 names no country");
}

TEST_F(TheCountries, AreNotKnownWithoutTheirFiles)
{
    EXPECT_FALSE(Countries::read(files.folder()).empty());
    auto const none = Countries::read(files.folder() + "/nowhere");
    EXPECT_TRUE(none.empty());
    EXPECT_FALSE(none.of(Address::parse("1.0.0.1").value()));
    std::filesystem::remove(files.folder() + "/geoip6");
    EXPECT_EQ(mistake(), "geoip6 cannot be read") << "one without the other";
}

}  // namespace
}  // namespace guildhall::http
