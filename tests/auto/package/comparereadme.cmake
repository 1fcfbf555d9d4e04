# SPDX-License-Identifier: LGPL-3.0-or-later
# cmake -DREADME=file -DEXAMPLE=file -P comparereadme.cmake
# The code block of README must be the example, but for its licence line.

file(READ "${README}" readme)
file(READ "${EXAMPLE}" example)
string(FIND "${example}" "\n" end_of_line)
math(EXPR begin "${end_of_line} + 1")
string(SUBSTRING "${example}" ${begin} -1 example)
string(FIND "${readme}" "```cpp\n${example}```\n" position)
if(position EQUAL -1)
    message(FATAL_ERROR "The example in ${README} is not the text of ${EXAMPLE}")
endif()
