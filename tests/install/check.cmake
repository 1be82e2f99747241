# Run with cmake -P; the -D values come from CMakeLists.txt beside this file.
set(prefix ${WORK_DIR}/prefix)
set(build ${WORK_DIR}/build)
file(REMOVE_RECURSE ${WORK_DIR})

function(step)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output
                  ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}\nended with ${result}:\n${output}")
  endif()
  set(step_output "${output}" PARENT_SCOPE)
endfunction()

step(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix} --component library)

# The package must work on another machine: no path of this one may be in its files.
file(GLOB_RECURSE package_files ${prefix}/*.cmake ${prefix}/*.hpp)
list(LENGTH package_files count)
if(count LESS 10)
  message(FATAL_ERROR "only ${count} headers and CMake files were installed below ${prefix}")
endif()
foreach(file IN LISTS package_files)
  file(READ ${file} text)
  foreach(path IN ITEMS ${SOURCE_DIR} ${BUILD_DIR} /usr/lib/ /usr/include/ /opt/)
    string(FIND "${text}" "${path}" at)
    if(NOT at EQUAL -1)
      message(FATAL_ERROR "${file} contains the machine's own path ${path}")
    endif()
  endforeach()
endforeach()

set(flags "")
if(SANITIZERS)
  set(flags "-fsanitize=${SANITIZERS}")
endif()
step(${CMAKE_COMMAND} -G ${GENERATOR} -S ${CONSUMER_DIR} -B ${build}
     -D CMAKE_PREFIX_PATH=${prefix} -D CMAKE_BUILD_TYPE=${BUILD_TYPE}
     -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_C_COMPILER=${C_COMPILER}
     -D CMAKE_CXX_FLAGS=${flags} -D EXPECTED_VERSION=${VERSION})
step(${CMAKE_COMMAND} --build ${build} --config ${BUILD_TYPE})
find_program(consumer consumer PATHS ${build} ${build}/${BUILD_TYPE} NO_DEFAULT_PATH REQUIRED)
step(${consumer})
if(NOT step_output MATCHES "noctemg ${VERSION}: 2 sections, 0\\.7071 at the edge")
  message(FATAL_ERROR "the consumer printed:\n${step_output}")
endif()
message(STATUS "${step_output}")
