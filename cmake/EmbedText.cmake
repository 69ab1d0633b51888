# embed_text(<target> <file.txt>...) makes each file readable as a constexpr string: src/identity/common_passwords.txt becomes
# #include "identity/common_passwords.txt.h", with guildhall::identity::text::common_passwords.
function(embed_text target)
  foreach(file IN LISTS ARGN)
    get_filename_component(folder ${file} DIRECTORY)
    get_filename_component(module ${folder} NAME)
    get_filename_component(variable ${file} NAME_WE)
    file(READ ${file} TEXT)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/text.h.in ${PROJECT_BINARY_DIR}/generated/${module}/${variable}.txt.h @ONLY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endforeach()
  target_include_directories(${target} PUBLIC ${PROJECT_BINARY_DIR}/generated)
endfunction()
