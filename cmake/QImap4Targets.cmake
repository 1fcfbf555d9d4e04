# SPDX-License-Identifier: LGPL-3.0-or-later
# How every target of the project is compiled, and the two helpers that declare libraries and tests.

set(CMAKE_AUTOMOC ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")

# Fast second builds where the tools are there; the build works without them.
find_program(QIMAP4_CCACHE ccache)
mark_as_advanced(QIMAP4_CCACHE)
if(QIMAP4_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER AND PROJECT_IS_TOP_LEVEL)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${QIMAP4_CCACHE}")
endif()
if(PROJECT_IS_TOP_LEVEL AND NOT WIN32 AND NOT APPLE)
    find_program(QIMAP4_FAST_LINKER NAMES mold ld.lld)
    mark_as_advanced(QIMAP4_FAST_LINKER)
    if(QIMAP4_FAST_LINKER MATCHES "mold$")
        add_link_options(-fuse-ld=mold)
    elseif(QIMAP4_FAST_LINKER MATCHES "lld$")
        add_link_options(-fuse-ld=lld)
    endif()
endif()

# The headers that most sources read are compiled once and used by every target.
set(qimap4_precompiled_headers
    <algorithm> <array> <functional> <memory> <optional> <utility> <variant> <vector>
    <QtCore/qbytearray.h> <QtCore/qbytearraylist.h> <QtCore/qbytearrayview.h>
    <QtCore/qcoreapplication.h> <QtCore/qdatetime.h> <QtCore/qdeadlinetimer.h> <QtCore/qdebug.h>
    <QtCore/qhash.h> <QtCore/qlist.h> <QtCore/qmap.h> <QtCore/qmetatype.h> <QtCore/qobject.h>
    <QtCore/qpointer.h> <QtCore/qset.h> <QtCore/qshareddata.h> <QtCore/qstring.h>
    <QtCore/qstringlist.h> <QtCore/qurl.h> <QtCore/qvariant.h>
    <QtNetwork/qsslcertificate.h> <QtNetwork/qsslconfiguration.h> <QtNetwork/qsslerror.h>)

# The target that compiles them has no definitions of its own: a precompiled header is of no use
# to a target that lacks one of them.
function(qimap4_precompile_headers)
    if(NOT QIMAP4_PRECOMPILED_HEADERS)
        return()
    endif()
    file(WRITE "${PROJECT_BINARY_DIR}/precompiled.cpp" "")
    add_library(qimap4_precompiled OBJECT "${PROJECT_BINARY_DIR}/precompiled.cpp")
    set_target_properties(qimap4_precompiled PROPERTIES AUTOMOC OFF)
    target_link_libraries(qimap4_precompiled PRIVATE Qt6::Core Qt6::Network)
    target_precompile_headers(qimap4_precompiled PRIVATE ${qimap4_precompiled_headers})
    qimap4_configure_target(qimap4_precompiled)
endfunction()

# Compiler settings shared by libraries, programs and tests.
function(qimap4_configure_target target)
    if(TARGET qimap4_precompiled AND NOT target STREQUAL "qimap4_precompiled")
        target_precompile_headers(${target} REUSE_FROM qimap4_precompiled)
    endif()
    target_compile_features(${target} PRIVATE cxx_std_20)
    target_compile_definitions(${target} PRIVATE
        QT_NO_KEYWORDS
        QT_NO_CAST_FROM_ASCII
        QT_NO_CAST_TO_ASCII
        QT_NO_URL_CAST_FROM_STRING
        QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
        QT_NO_FOREACH
        QT_STRICT_ITERATORS
        QT_DISABLE_DEPRECATED_BEFORE=0x060400)
    if(MSVC)
        target_compile_options(${target} PRIVATE /W4 $<$<BOOL:${QIMAP4_WERROR}>:/WX>)
    else()
        target_compile_options(${target} PRIVATE
            -Wall -Wextra -Wconversion -Wshadow -Wpedantic -Wnon-virtual-dtor
            $<$<BOOL:${QIMAP4_WERROR}>:-Werror>)
    endif()
    if(QIMAP4_SANITIZE)
        target_compile_options(${target} PRIVATE
            -fsanitize=${QIMAP4_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
        target_link_options(${target} PRIVATE -fsanitize=${QIMAP4_SANITIZE})
    endif()
    if(QIMAP4_BUILD_FUZZERS)
        target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
    if(QIMAP4_COVERAGE)
        # Of clang: its branches are those of the source, gcc's also those that the compiler makes.
        target_compile_options(${target} PRIVATE -fprofile-instr-generate -fcoverage-mapping -O0)
        target_link_options(${target} PRIVATE -fprofile-instr-generate)
    endif()
endfunction()

# qimap4_add_test(tst_name SOURCES a.cpp ... [LIBRARIES lib ...] [TIMEOUT seconds] [THREADS])
# One QTest program, registered with CTest. It runs offscreen and finds its data in QIMAP4_TEST_DATA.
# A hang ends after TIMEOUT, four times that with sanitizers; QTest's own limit for each function is
# set to the same. With THREADS it is one of those that tests/run.sh --threads runs under ThreadSanitizer.
function(qimap4_add_test name)
    cmake_parse_arguments(ARG "THREADS" "TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(QIMAP4_SANITIZE)
        math(EXPR ARG_TIMEOUT "4 * ${ARG_TIMEOUT}")
    endif()
    add_executable(${name} ${ARG_SOURCES})
    qimap4_configure_target(${name})
    target_link_libraries(${name} PRIVATE QImap4::QImap4 Qt6::Test ${ARG_LIBRARIES})
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src")
    target_compile_definitions(${name} PRIVATE
        QIMAP4_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QTEST_FUNCTION_TIMEOUT=${ARG_TIMEOUT}000;QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qimap4.*.debug=false;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0")
    if(ARG_THREADS)
        set_tests_properties(${name} PROPERTIES LABELS threads)
        add_dependencies(qimap4_thread_tests ${name})
    endif()
endfunction()
