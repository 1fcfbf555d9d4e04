# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pictures for the sample mail, drawn here so that nothing has to be licensed or downloaded."""

import math
import struct
import zlib


def _chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(width, height, pixels):
    """pixels: a function from (x, y) to (r, g, b), each 0 to 255."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            red, green, blue = pixels(x, y)
            rows += bytes((int(red + 0.5), int(green + 0.5), int(blue + 0.5)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header)
            + _chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + _chunk(b"IEND", b""))


def _mix(a, b, share):
    share = max(0.0, min(1.0, share))
    return tuple(p + (q - p) * share for p, q in zip(a, b))


def landscape(width, height, sky, horizon, ridges, sun):
    """Hills behind hills under a low sun. ridges: (base, swing, wavelength, phase, colour)."""
    def ridge_height(x, base, swing, wavelength, phase):
        t = x / width * wavelength + phase
        wave = math.sin(t) + 0.45 * math.sin(2.3 * t + 1) + 0.2 * math.sin(5.1 * t + 2)
        return height * (base - swing * wave)

    outlines = [[ridge_height(x, *r[:4]) for x in range(width)] for r in ridges]
    sun_x, sun_y, sun_radius = (sun[0] * width, sun[1] * height, sun[2] * height)

    skies = [_mix(sky, horizon, y / (height * 0.75)) for y in range(height)]

    def sky_at(x, y):
        distance = math.hypot(x - sun_x, y - sun_y)
        glow = 0.55 * math.exp(-distance / (3 * sun_radius))
        colour = _mix(skies[y], (255, 244, 214), glow)
        return _mix(colour, (255, 250, 235), sun_radius - distance + 0.5)

    front_to_back = [(o, r[4]) for o, r in zip(reversed(outlines), reversed(ridges))]

    def pixel(x, y):
        edges = []  # of hills that cover only a part of this pixel
        for outline, colour in front_to_back:
            cover = y - outline[x] + 0.5
            if cover >= 1:
                break
            if cover > 0:
                edges.append((colour, cover))
        else:
            colour = sky_at(x, y)
        for edge, cover in reversed(edges):
            colour = _mix(colour, edge, cover)
        return colour

    return png(width, height, pixel)


def coast():
    return landscape(
        640, 224, (58, 92, 146), (250, 190, 140),
        [(0.66, 0.060, 7, 0.4, (126, 120, 158)), (0.74, 0.055, 9, 2.2, (84, 96, 138)),
         (0.84, 0.050, 6, 4.0, (48, 72, 110)), (0.95, 0.035, 11, 1.0, (24, 44, 74))],
        (0.70, 0.46, 0.085))


def forest():
    return landscape(
        276, 148, (120, 176, 208), (226, 240, 232),
        [(0.60, 0.08, 6, 0.0, (138, 178, 158)), (0.74, 0.07, 8, 2.0, (84, 140, 112)),
         (0.90, 0.05, 10, 3.0, (40, 92, 72))],
        (0.25, 0.25, 0.08))


def desert():
    return landscape(
        276, 148, (246, 196, 120), (252, 232, 190),
        [(0.62, 0.06, 4, 1.0, (224, 164, 104)), (0.78, 0.08, 5, 3.2, (196, 124, 72)),
         (0.93, 0.05, 6, 0.3, (150, 84, 50))],
        (0.72, 0.22, 0.09))


def bar_chart(values, colour=(52, 120, 198)):
    width, height, gap, foot = 420, 200, 14, 14
    top = max(values)
    step = (width - gap) / len(values)

    def pixel(x, y):
        if y == height - foot:
            return (120, 128, 140)
        column = int((x - gap) / step)
        if x >= gap and column < len(values) and (x - gap) % step < step - gap:
            if height - foot - values[column] / top * (height - 2 * foot) < y < height - foot:
                return colour if column < len(values) - 1 else (236, 140, 52)
        on_grid = (height - foot - y) % 43 == 0
        return (230, 233, 238) if on_grid else (255, 255, 255)

    return png(width, height, pixel)
