# SPDX-License-Identifier: LGPL-3.0-or-later
# Everything that makes the build usable from outside: generated headers, installation, the CMake
# package with its components Core and Widgets, and the pkg-config files.

include(CMakePackageConfigHelpers)
include(QImap4Headers)

set(QIMAP4_GENERATED_INCLUDE "${PROJECT_BINARY_DIR}/include/QImap4")
set(QIMAP4_HEADER_DIR "${CMAKE_INSTALL_INCLUDEDIR}/QImap4")
set(QIMAP4_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/QImap4")

configure_file("${CMAKE_CURRENT_LIST_DIR}/qimap4version.h.in"
    "${QIMAP4_GENERATED_INCLUDE}/qimap4version.h" @ONLY)
target_include_directories(QImap4 PUBLIC "$<BUILD_INTERFACE:${QIMAP4_GENERATED_INCLUDE}>")

# qimap4_install_library(target component header...)
function(qimap4_install_library target component)
    qimap4_forwarding_headers(forwarding "${QIMAP4_GENERATED_INCLUDE}" ${ARGN})
    if(NOT WIN32 AND NOT APPLE)
        set_target_properties(${target} PROPERTIES INSTALL_RPATH "\$ORIGIN")
    endif()
    # Found by a glob already, whatever the target says.
    set_target_properties(${target} PROPERTIES PUBLIC_HEADER "")
    install(TARGETS ${target}
        EXPORT QImap4${component}Targets
        RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}"
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
    install(FILES ${ARGN} ${forwarding} DESTINATION "${QIMAP4_HEADER_DIR}")
    install(EXPORT QImap4${component}Targets
        NAMESPACE QImap4::
        DESTINATION "${QIMAP4_CMAKE_DIR}")
endfunction()

# qimap4_install_pkgconfig(name description requires requires_private)
function(qimap4_install_pkgconfig name description requires requires_private)
    set(QIMAP4_PC_NAME "${name}")
    set(QIMAP4_PC_DESCRIPTION "${description}")
    set(QIMAP4_PC_REQUIRES "${requires}")
    set(QIMAP4_PC_REQUIRES_PRIVATE "${requires_private}")
    set(QIMAP4_PC_DEFINES "")
    if(NOT BUILD_SHARED_LIBS)
        set(QIMAP4_PC_DEFINES " -DQIMAP4_STATIC")
    endif()
    # The file finds its prefix from where it lies, so that the whole tree can be moved.
    file(RELATIVE_PATH QIMAP4_PC_PREFIX "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
    string(REGEX REPLACE "/$" "" QIMAP4_PC_PREFIX "${QIMAP4_PC_PREFIX}")
    configure_file("${PROJECT_SOURCE_DIR}/cmake/QImap4.pc.in"
        "${PROJECT_BINARY_DIR}/${name}.pc" @ONLY)
    install(FILES "${PROJECT_BINARY_DIR}/${name}.pc"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endfunction()

# What only a static library passes on: prefix=module for pkg_check_modules().
set(QIMAP4_PRIVATE_MODULES)
get_target_property(qimap4_links QImap4 LINK_LIBRARIES)
foreach(module IN ITEMS GMime=gmime-3.0 Gumbo=gumbo Sasl=libsasl2 Zlib=zlib)
    string(REGEX REPLACE "=.*" "" prefix "${module}")
    if("PkgConfig::${prefix}" IN_LIST qimap4_links)
        list(APPEND QIMAP4_PRIVATE_MODULES "${module}")
    endif()
endforeach()
set(QIMAP4_STATIC_DEPENDENCIES "")
if(NOT BUILD_SHARED_LIBS)
    set(QIMAP4_STATIC_DEPENDENCIES "${QIMAP4_PRIVATE_MODULES}")
endif()
list(TRANSFORM QIMAP4_PRIVATE_MODULES REPLACE "^.*=" "" OUTPUT_VARIABLE qimap4_pc_private)
list(JOIN qimap4_pc_private " " qimap4_pc_private)

file(GLOB qimap4_rooms LIST_DIRECTORIES true "${PROJECT_SOURCE_DIR}/src/*")
qimap4_public_headers(QIMAP4_CORE_HEADERS "${PROJECT_SOURCE_DIR}/src" ${qimap4_rooms})
qimap4_install_library(QImap4 Core ${QIMAP4_CORE_HEADERS})
install(FILES "${QIMAP4_GENERATED_INCLUDE}/qimap4version.h" DESTINATION "${QIMAP4_HEADER_DIR}")
qimap4_install_pkgconfig(QImap4 "${PROJECT_DESCRIPTION}"
    "Qt6Core Qt6Network" "${qimap4_pc_private}")

if(TARGET QImap4Widgets)
    qimap4_public_headers(QIMAP4_WIDGETS_HEADERS "${PROJECT_SOURCE_DIR}/widgets")
    qimap4_install_library(QImap4Widgets Widgets ${QIMAP4_WIDGETS_HEADERS})
    qimap4_install_pkgconfig(QImap4Widgets "Mail widgets for QImap4" "QImap4 Qt6Widgets" "")
endif()

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/QImap4Config.cmake.in"
    "${PROJECT_BINARY_DIR}/QImap4Config.cmake"
    INSTALL_DESTINATION "${QIMAP4_CMAKE_DIR}"
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/QImap4ConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/QImap4Config.cmake"
    "${PROJECT_BINARY_DIR}/QImap4ConfigVersion.cmake"
    DESTINATION "${QIMAP4_CMAKE_DIR}")
