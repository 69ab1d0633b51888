#include "http/multipart.h"

#include "base/failure.h"

#include <functional>
#include <gtest/gtest.h>

namespace guildhall::http {
namespace {

using namespace std::string_literals;

std::string const type = "multipart/form-data; boundary=XyZ";

std::string part(std::string const& head, std::string const& content)
{
    return "--XyZ\r\n" + head + "\r\n\r\n" + content + "\r\n";
}

std::string const end = "--XyZ--\r\n";

std::string named(std::string const& parameters)
{
    return "Content-Disposition: form-data; " + parameters;
}

TEST(AnUpload, HasFieldsAndFiles)
{
    std::string const content = "a,b\r\n--Xy\r\n\r\n\0\xff"s;
    std::string const body =
        part(named("name=\"title\""), "Caf\xc3\xa9") +
        part("content-disposition:form-data;filename=\"list.csv\";name=file\r\nContent-Type: text/csv; charset=x", content) +
        part(named("name=empty"), "") + end;
    auto const form = parse_multipart(type, body);
    ASSERT_EQ(form.parts.size(), 3);
    EXPECT_EQ(form.find("title")->content, "Caf\xc3\xa9");
    EXPECT_EQ(form.find("title")->filename, std::nullopt);
    EXPECT_EQ(form.find("file")->content, content);
    EXPECT_EQ(form.find("file")->filename, "list.csv");
    EXPECT_EQ(form.find("file")->content_type, "text/csv; charset=x");
    EXPECT_EQ(form.find("empty")->content, "");
    EXPECT_EQ(form.find("none"), nullptr);
}

TEST(AnUpload, MayHaveSeveralFilesOfOneName)
{
    auto const body = part(named("name=f; filename=a"), "1") + part(named("name=f; filename=b"), "2") + end;
    auto const form = parse_multipart(type, body);
    EXPECT_EQ(form.parts.size(), 2);
    EXPECT_EQ(form.find("f"), nullptr) << "there is no only one";
}

TEST(AnUpload, TakesTheBoundaryInQuotesAndNoFinalLineEnd)
{
    EXPECT_EQ(parse_multipart("Multipart/Form-Data ; Boundary=\"a b'(c)\"", "--a b'(c)\r\n" + named("name=x") + "\r\n\r\n1\r\n--a b'(c)--")
                  .parts.size(),
              1);
    EXPECT_EQ(parse_multipart(type, "--XyZ--").parts.size(), 0);
}

TEST(AFileName, IsUnderstoodInEveryForm)
{
    auto const name = [](std::string const& parameters) {
        std::string const body = part(named("name=f; " + parameters), "") + end;
        return parse_multipart(type, body).parts.at(0).filename.value();
    };
    EXPECT_EQ(name("filename=\"a b;c.csv\""), "a b;c.csv");
    EXPECT_EQ(name("filename=\"a \\\"b\\\" %22c%22 50%.csv\""), "a \"b\" \"c\" 50%.csv");
    EXPECT_EQ(name("filename=\"C:\\dir\\a.csv\""), "a.csv");
    EXPECT_EQ(name("filename=\"../../etc/passwd\""), "passwd");
    EXPECT_EQ(name("filename=\"..\""), "");
    EXPECT_EQ(name("filename=\"\""), "");
    EXPECT_EQ(name("filename=\"na\xc3\xafve.csv\""), "na\xc3\xafve.csv");
    EXPECT_EQ(name("filename=\"fallback.csv\"; filename*=utf-8'de'na%C3%AFve%2Fx.csv"), "x.csv");
}

struct Broken {
    char const* name;
    Problem problem;
    std::string content_type, body;
};

std::string only(std::string const& head)
{
    return part(head, "x") + end;
}

std::vector<Broken> const broken = {
    {"OtherType", Problem::media_type, "application/json", "{}"},
    {"OtherMultipart", Problem::media_type, "multipart/mixed; boundary=XyZ", only(named("name=a"))},
    {"NoBoundary", Problem::malformed, "multipart/form-data", only(named("name=a"))},
    {"EmptyBoundary", Problem::malformed, "multipart/form-data; boundary=\"\"", only(named("name=a"))},
    {"TwoBoundaries", Problem::media_type, type + "; boundary=b", only(named("name=a"))},
    {"LongBoundary", Problem::malformed, "multipart/form-data; boundary=" + std::string(71, 'x'), ""},
    {"BoundaryWithOtherCharacters", Problem::malformed, "multipart/form-data; boundary=a*b", ""},
    {"Empty", Problem::malformed, type, ""},
    {"Preamble", Problem::malformed, type, "\r\n" + only(named("name=a"))},
    {"Epilogue", Problem::malformed, type, only(named("name=a")) + "x"},
    {"NoEnd", Problem::malformed, type, part(named("name=a"), "x")},
    {"BrokenOff", Problem::malformed, type, "--XyZ\r\n" + named("name=a")},
    {"BoundaryThatGoesOn", Problem::malformed, type, part(named("name=a"), "x\r\n--XyZa") + end},
    {"SpaceBehindTheBoundary", Problem::malformed, type, "--XyZ \r\n" + named("name=a") + "\r\n\r\nx\r\n" + end},
    {"BareLinefeeds", Problem::malformed, type, "--XyZ\n" + named("name=a") + "\n\nx\n--XyZ--\n"},
    {"BareLinefeedInTheHead", Problem::malformed, type, only("X: a\n" + named("name=a"))},
    {"NoDisposition", Problem::malformed, type, only("Content-Type: text/plain")},
    {"NoHead", Problem::malformed, type, "--XyZ\r\n\r\nx\r\n" + end},
    {"TwoDispositions", Problem::malformed, type, only(named("name=a") + "\r\n" + named("name=b"))},
    {"OtherDisposition", Problem::malformed, type, only("Content-Disposition: attachment; name=a")},
    {"NoName", Problem::malformed, type, only(named("filename=a"))},
    {"TwoNames", Problem::malformed, type, only(named("name=a; name=b"))},
    {"NameWithOpenQuote", Problem::malformed, type, only(named("name=\"a"))},
    {"NameWithNul", Problem::malformed, type, only(named("name=\"a\0\""s))},
    {"NameWithLineBreak", Problem::malformed, type, only(named("name=\"a%0D%0Ab\""))},
    {"NameOfBrokenUtf8", Problem::malformed, type, only(named("name=\"\xff\""))},
    {"FileNameOfBrokenUtf8", Problem::malformed, type, only(named("name=a; filename*=UTF-8''%ff"))},
    {"FileNameInAnotherCharset", Problem::malformed, type, only(named("name=a; filename*=ISO-8859-1''%e4"))},
    {"FileNameWithBrokenEscape", Problem::malformed, type, only(named("name=a; filename*=UTF-8''%e"))},
    {"FoldedHead", Problem::malformed, type, only("Content-Disposition: form-data;\r\n name=a")},
    {"SpaceBeforeColon", Problem::malformed, type, only("Content-Disposition : form-data; name=a")},
    {"EncodedPart", Problem::malformed, type, only(named("name=a") + "\r\nContent-Transfer-Encoding: base64")},
    {"LongHead", Problem::malformed, type, only(named("name=a") + "\r\nX: " + std::string(5000, 'x'))},
    {"LongField", Problem::too_large, type, part(named("name=a"), std::string(65'537, 'x')) + end},
};

class ABrokenUpload : public testing::TestWithParam<Broken> {};

void expect_refused(Broken const& broken_one, std::function<void()> const& parse)
{
    try {
        parse();
        FAIL();
    } catch (Failure const& failure) {
        EXPECT_EQ(failure.problem, broken_one.problem);
        EXPECT_FALSE(std::string(failure.what()).empty());
    }
}

std::shared_ptr<TemporaryFile const> in_a_file(std::string const& body)
{
    auto file = std::make_shared<TemporaryFile>(testing::TempDir());
    file->append(body);
    return file;
}

TEST_P(ABrokenUpload, IsRefused)
{
    expect_refused(GetParam(), [] { parse_multipart(GetParam().content_type, GetParam().body); });
}

TEST_P(ABrokenUpload, IsRefusedFromAFileToo)
{
    expect_refused(GetParam(), [] { parse_multipart(GetParam().content_type, in_a_file(GetParam().body)); });
}

INSTANTIATE_TEST_SUITE_P(Multipart, ABrokenUpload, testing::ValuesIn(broken), [](auto const& test) { return test.param.name; });

// The delimiter stands wherever a piece that is read ends.
TEST(AnUpload, IsFoundInAFileWhateverItsLength)
{
    for (std::size_t length = 256 * 1024 - 150; length < 256 * 1024 + 10; ++length) {
        std::string const content(length, '\r');
        auto const form = parse_multipart(
            type, in_a_file(part(named("name=kind"), "customers") + part(named("name=file; filename=a.csv"), content) + end));
        ASSERT_EQ(form.parts.size(), 2u);
        EXPECT_EQ(form.find("kind")->content, "customers");
        ASSERT_EQ(form.find("file")->range.read(0, length + 10), content);
    }
}

TEST(AnUpload, HasALimitedNumberOfPartsAndFiles)
{
    std::string fields, files;
    for (int i = 0; i < 51; ++i)
        fields += part(named("name=a"), "");
    for (int i = 0; i < 11; ++i)
        files += part(named("name=a; filename=b"), "");
    EXPECT_THROW(parse_multipart(type, fields + end), Failure);
    EXPECT_THROW(parse_multipart(type, files + end), Failure);
    EXPECT_THROW(parse_multipart(type, part(named("name=a; filename=b"), "12345") + end, {.file_bytes = 4}), Failure);
}

}  // namespace
}  // namespace guildhall::http
