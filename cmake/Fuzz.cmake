# The harnesses of fuzz/, each a program fuzz_<name> with libFuzzer, ASan and UBSan (preset "fuzz"; tools/fuzz builds and runs them).
# They take from src/ what they try and what that stands upon, without the database.
function(fuzz_harnesses)
  set(src ${PROJECT_SOURCE_DIR}/src)
  file(GLOB base CONFIGURE_DEPENDS ${src}/base/*.cpp)
  list(FILTER base EXCLUDE REGEX "(_test|/boost|/loop|/alarm)\\.cpp$")  # sockets
  # A table of which clang's sanitizers make something that takes minutes to compile.
  set_source_files_properties(${src}/base/currency.cpp PROPERTIES COMPILE_OPTIONS "-fno-sanitize=all;-O0")
  set(http)
  foreach(name IN ITEMS body forwarded head message multipart network parameters percent reader)
    list(APPEND http ${src}/http/${name}.cpp)
  endforeach()
  file(GLOB einvoice CONFIGURE_DEPENDS ${src}/einvoice/*.cpp)
  list(FILTER einvoice EXCLUDE REGEX "_test\\.cpp$")
  add_library(fuzzed STATIC EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/fuzz/parts/boost.cpp ${base} ${http} ${einvoice} ${src}/api/bind.cpp ${src}/api/page.cpp ${src}/api/router.cpp ${src}/identity/jwt.cpp
    ${src}/identity/authenticator_data.cpp ${src}/identity/passkey.cpp ${src}/identity/totp.cpp ${src}/imports/table.cpp ${src}/imports/text_file.cpp)
  target_include_directories(fuzzed PUBLIC ${PROJECT_BINARY_DIR}/generated)
  target_include_directories(fuzzed SYSTEM PUBLIC ${PostgreSQL_INCLUDE_DIRS} ${Boost_INCLUDE_DIRS})
  file(GLOB harnesses CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/fuzz/*.cpp)
  foreach(harness IN LISTS harnesses)
    get_filename_component(name ${harness} NAME_WE)
    add_executable(fuzz_${name} ${harness})
    target_include_directories(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR}/fuzz)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(fuzz_${name} PRIVATE fuzzed fido2 pugixml OpenSSL::SSL OpenSSL::Crypto ICU::i18n ICU::uc Threads::Threads)
    list(APPEND all fuzz_${name})
  endforeach()
  add_custom_target(fuzz DEPENDS ${all})
endfunction()
