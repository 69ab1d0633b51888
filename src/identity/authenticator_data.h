#pragma once
#include <string_view>

namespace guildhall::identity {

// Whether the CBOR (RFC 8949) in an authenticator's data (WebAuthn section 6.1) announces no more items and bytes than follow, in definite
// lengths and sixteen levels at most: libcbor makes room for whatever is announced.
bool is_whole(std::string_view authenticator_data);

}  // namespace guildhall::identity
