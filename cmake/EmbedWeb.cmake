# embed_web(<target>): the built web application, web/dist, becomes part of the program, as http::embedded_web()
# (src/http/static_files.h), each file plain and, where that is smaller, compressed. The assembler reads the files: the compiler
# sees a short table only. Without web/dist the table is empty; when it comes or changes, the next build sees it.
function(embed_web target)
  set(dist ${PROJECT_SOURCE_DIR}/web/dist)
  set(out ${PROJECT_BINARY_DIR}/generated/http)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${dist}/*)
  add_custom_command(
    OUTPUT ${out}/embedded_web.cpp
    COMMAND ${CMAKE_COMMAND} -DDIST=${dist} -DOUT=${out} -P ${PROJECT_SOURCE_DIR}/cmake/WriteEmbeddedWeb.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/WriteEmbeddedWeb.cmake
    COMMENT "Embedding web/dist")
  target_sources(${target} PRIVATE ${out}/embedded_web.cpp)
endfunction()
