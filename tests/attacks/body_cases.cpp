// Bodies and queries that are not what they seem: JSON that two readers read differently, and too much of everything.
#include "attacks/attack.h"

namespace guildhall::attacks {

namespace {

using namespace std::string_literals;

Case body(std::string name, std::string tries, std::string text)
{
    return shot(Group::protocol, "Json" + name, std::move(tries), {"POST", "/customers", std::move(text)}, refused());
}

std::string named(std::string const& value)
{
    return "{\"name\":" + value + "}";
}

void add_json(std::vector<Case>& all)
{
    auto add = [&](std::string name, std::string tries, std::string text) {
        all.push_back(body(std::move(name), std::move(tries), std::move(text)));
    };
    add("TwiceTheSameName", "gives a name twice", R"({"name":"a","name":"b"})");
    add("TwiceTheSameNameSpelled", "gives a name twice, once escaped", R"({"name":"a","n\u0061me":"b"})");
    add("NameInCapitals", "gives a name in capitals", R"({"NAME":"a"})");
    add("Nul", "escapes NUL in a text", R"({"name":"a\u0000b"})");
    add("RawNul", "writes NUL into a text", "{\"name\":\"a\0b\"}"s);
    add("LoneSurrogate", "writes half a character", R"({"name":"\ud800"})");
    add("SurrogatesSwapped", "writes the halves of a character the wrong way round", R"({"name":"\udc00\ud800"})");
    add("BrokenUtf8", "breaks UTF-8", "{\"name\":\"\xff\"}");
    add("LongUtf8", "spells a character too long", "{\"name\":\"\xc0\xaf\"}");
    add("Utf16", "sends UTF-16", "\xfe\xff\x00{\x00}"s);
    add("ByteOrderMark", "begins with a byte order mark", "\xef\xbb\xbf{\"name\":\"a\"}");
    add("Deep", "nests a hundred levels", named(std::string(100, '[') + std::string(100, ']')));
    add("VeryDeep", "nests a hundred thousand levels", named(std::string(100'000, '[') + std::string(100'000, ']')));
    add("DeepObjects", "nests objects without end", [] {
        std::string text;
        for (int i = 0; i < 20'000; ++i)
            text += "{\"a\":";
        return text;
    }());
    add("Behind", "writes something behind the value", R"({"name":"a"}{"name":"b"})");
    add("Comment", "writes a comment", R"({"name":"a"/* b */})");
    add("TrailingComma", "writes a comma too many", R"({"name":"a",})");
    add("SingleQuotes", "writes single quotes", "{'name':'a'}");
    add("NotANumber", "writes NaN for a number", R"({"name":"a","payment_terms_days":NaN})");
    add("Infinity", "writes a number beyond all numbers", R"({"name":"a","payment_terms_days":1e999})");
    add("Fraction", "writes a fraction for a whole number", R"({"name":"a","payment_terms_days":1.5})");
    add("LargeNumber", "writes a number of a thousand digits", R"({"name":"a","payment_terms_days":)" + std::string(1'000, '9') + "}");
    add("MinusZero", "writes a number as a text", R"({"name":"a","payment_terms_days":"30"})");
    add("List", "sends a list for an object", R"([{"name":"a"}])");
    add("Text", "sends a text for an object", R"("name")");
    add("Null", "sends null for an object", "null");
    add("NullName", "sends null for a name", R"({"name":null})");
    add("ListForText", "sends a list for a text", R"({"name":["a"]})");
    add("ObjectForText", "sends an object for a text", R"({"name":{"$ne":""}})");
    add("LongText", "sends a name of half a million letters", named("\"" + std::string(500'000, 'a') + "\""));
    add("ManyMembers", "sends fifty thousand members", [] {
        std::string text = "{\"name\":\"a\"";
        for (int i = 0; i < 50'000; ++i)
            text += ",\"x" + std::to_string(i) + "\":1";
        return text + "}";
    }());
    add("ManyItems", "sends a list of a hundred thousand", [] {
        std::string text = "{\"name\":\"a\",\"tag_ids\":[0";
        for (int i = 0; i < 100'000; ++i)
            text += ",0";
        return text + "]}";
    }());
    add("TooLong", "sends more than a megabyte", named("\"" + std::string(1'100'000, 'a') + "\""));
}

void add_queries(std::vector<Case>& all)
{
    auto add = [&](std::string name, std::string tries, std::string path) {
        all.push_back(shot(Group::protocol, "Query" + name, std::move(tries), {"GET", std::move(path)}, refused()));
    };
    add("Twice", "gives a parameter twice", "/customers?status=lead&status=active");
    add("Unknown", "gives a parameter that is none", "/customers?debug=true");
    add("Brackets", "gives a parameter as a list", "/customers?status[]=lead");
    add("BrokenUtf8", "breaks UTF-8 in a parameter", "/customers?search=%ff");
    add("LimitTooLarge", "asks for a page of a million", "/customers?limit=1000000");
    add("LimitNegative", "asks for a page of minus one", "/customers?limit=-1");
    add("LimitBeyondNumbers", "asks for a page beyond all numbers", "/customers?limit=99999999999999999999");
    add("LongSearch", "searches for ten thousand letters", "/customers?search=" + std::string(10'000, 'a'));
    add("CursorOfNoise", "makes up a cursor", "/customers?after=AAAA");
    add("CursorOfAnotherOrder", "uses a cursor of another order",
        "/customers?sort=name&after="
        "WyItY3JlYXRlZF9hdCIsIjIwMjYtMDEtMDFUMDA6MDA6MDBaIiwiMDE5MjAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIl0");
    add("BodyOfAGet", "names a member of the path in the query", "/customers/{own.customer}?customer_id={foreign.customer}");
}

void add_forms(std::vector<Case>& all)
{
    auto add = [&](std::string name, std::string tries, std::string type, std::string text) {
        all.push_back(shot(Group::protocol, "Form" + name, std::move(tries),
                           {"POST", "/imports", std::move(text), {{"Content-Type", std::move(type)}}}, refused()));
    };
    std::string const part = "--x\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ncustomers\r\n";
    std::string const file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nName\r\n";
    add("NoBoundary", "does not say where parts end", "multipart/form-data", part + file + "--x--\r\n");
    add("LongBoundary", "ends parts with a very long word", "multipart/form-data; boundary=" + std::string(5'000, 'x'),
        part + file + "--x--\r\n");
    add("TwoBoundaries", "ends parts with two words", "multipart/form-data; boundary=x; boundary=y", part + file + "--x--\r\n");
    add("NoEnd", "does not end", "multipart/form-data; boundary=x", part + file);
    add("ManyParts", "sends ten thousand parts", "multipart/form-data; boundary=x", [&] {
        std::string text;
        for (int i = 0; i < 10'000; ++i)
            text += part;
        return text + "--x--\r\n";
    }());
    add("TwoKinds", "says twice what it is", "multipart/form-data; boundary=x", part + part + file + "--x--\r\n");
    add("UnknownPart", "sends a part that nobody knows", "multipart/form-data; boundary=x",
        part + file + "--x\r\nContent-Disposition: form-data; name=\"owner_id\"\r\n\r\n1\r\n--x--\r\n");
    add("LongHead", "sends a part with a very long head", "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=\"" + std::string(50'000, 'a') + "\"\r\n\r\nx\r\n--x--\r\n");
    add("NoHead", "sends a part without a head", "multipart/form-data; boundary=x", "--x\r\n\r\nx\r\n--x--\r\n");
    add("Behind", "goes on behind its end", "multipart/form-data; boundary=x", part + file + "--x--\r\nmore");
}

}  // namespace

std::vector<Case> body_cases()
{
    std::vector<Case> all;
    add_json(all);
    add_queries(all);
    add_forms(all);
    return all;
}

}  // namespace guildhall::attacks
