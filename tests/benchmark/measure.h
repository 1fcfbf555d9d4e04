// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef MEASURE_H
#define MEASURE_H

#include <ctime>
#include <malloc.h>

// What a piece of work costs this process.
struct Cost
{
    double seconds = 0; // of processor time
    double kept = 0; // bytes that are still allocated
};

inline double processorTime()
{
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

inline double allocatedBytes()
{
    const struct mallinfo2 info = mallinfo2();
    return double(info.uordblks) + double(info.hblkhd);
}

// `work` returns what it keeps; that lives until its size is known.
template <typename Work>
Cost measure(Work work)
{
    const double before = allocatedBytes();
    const double began = processorTime();
    const auto kept = work();
    Cost cost;
    cost.seconds = processorTime() - began;
    cost.kept = allocatedBytes() - before;
    return cost;
}

#endif // MEASURE_H
