# SPDX-License-Identifier: LGPL-3.0-or-later
# cmake -DBUILD=dir -DWORK=dir ... -P installandbuild.cmake
# Installs BUILD below WORK, moves the tree, then configures, builds and runs outside/ against it.

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\nended with ${result}:\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${WORK}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/installed")
file(RENAME "${WORK}/installed" "${WORK}/moved")

# Nothing in the package may remember where it was made or installed.
file(GLOB_RECURSE package_files "${WORK}/moved/${LIBDIR}/*.cmake" "${WORK}/moved/${LIBDIR}/*.pc")
foreach(file IN LISTS package_files)
    file(READ "${file}" text)
    foreach(place IN ITEMS "${BUILD}" "${WORK}/installed")
        string(FIND "${text}" "${place}" position)
        if(NOT position EQUAL -1)
            message(FATAL_ERROR "${file} names ${place}")
        endif()
    endforeach()
endforeach()

string(REPLACE "," ";" components "${COMPONENTS}")
run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/outside" -B "${WORK}/outside" -G "${GENERATOR}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${CXX_COMPILER_LAUNCHER}"
    "-DCMAKE_PREFIX_PATH=${WORK}/moved"
    "-DQt6_DIR=${QT_DIR}"
    "-DOUTSIDE_SANITIZE=${SANITIZE}"
    "-DOUTSIDE_COMPONENTS=${components}")
run("${CMAKE_COMMAND}" --build "${WORK}/outside")
run("${CMAKE_COMMAND}" -E env QT_QPA_PLATFORM=offscreen "${WORK}/outside/outside")
if(NOT output MATCHES "QImap4 [0-9]+\\.[0-9]+\\.[0-9]+")
    message(FATAL_ERROR "The outside program said: ${output}")
endif()

# The installed client finds its library where it now lies.
run("${WORK}/moved/bin/qimap4" --version)
