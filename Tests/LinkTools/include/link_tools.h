#pragma once
#include <stdint.h>

/// A packet socket bound to interface `name` of the network namespace at `path`; -errno on failure.
int link_open(const char *path, const char *name);

/// Sends `count` frames of `length` bytes, at least 18, that carry the numbers from `first` on in
/// network byte order at byte 14. `rate` is in frames a second, 0 for as fast as it goes.
/// 0, or -errno.
int link_send(int descriptor, uint32_t first, uint32_t count, int length, uint32_t rate);

/// A packet socket that sees what `link_send` sends when it arrives at interface `name`; -errno on
/// failure.
int link_witness(const char *name);

/// Frames that have arrived at a witness since it was last asked; -errno on failure.
int link_witnessed(int descriptor);

/// Sends `frame` `count` times, at `rate` frames a second, 0 for as fast as it goes. 0, or -errno.
int link_repeat(
  int descriptor, const uint8_t *frame, int length, uint32_t count, uint32_t rate);
