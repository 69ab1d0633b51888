# guildhall_settings.so, which PostgreSQL loads (src/db/settings): built beside the program, and never with a sanitizer, since it
# runs in PostgreSQL's process.
function(settings_extension)
  find_program(PG_CONFIG NAMES pg_config PATHS /usr/lib/postgresql/15/bin REQUIRED)
  execute_process(COMMAND ${PG_CONFIG} --includedir-server OUTPUT_VARIABLE headers OUTPUT_STRIP_TRAILING_WHITESPACE)
  add_library(guildhall_settings MODULE ${PROJECT_SOURCE_DIR}/src/db/settings/guildhall_settings.c)
  set_target_properties(guildhall_settings PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}
    C_STANDARD 11 LINK_OPTIONS "-Wl,-z,relro,-z,now" COMPILE_OPTIONS "-Wall;-Wextra;-Wno-unused-parameter;-Wno-sign-compare;-O2")
  target_include_directories(guildhall_settings SYSTEM PRIVATE ${headers})
  add_dependencies(guildhall_db guildhall_settings)
endfunction()
