// Preloaded: counts the calls that allocate memory, and says so on standard error at the end.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t),
    *__libc_memalign(size_t, size_t);
static atomic_ulong calls, bytes;

static void count(size_t size) { calls++, bytes += size; }
void *malloc(size_t size) { return count(size), __libc_malloc(size); }
void *calloc(size_t n, size_t size) { return count(n * size), __libc_calloc(n, size); }
void *realloc(void *old, size_t size) { return count(size), __libc_realloc(old, size); }
void *memalign(size_t to, size_t size) { return count(size), __libc_memalign(to, size); }
void *aligned_alloc(size_t to, size_t size) { return memalign(to, size); }
int posix_memalign(void **result, size_t to, size_t size) {
  return (*result = memalign(to, size)) ? 0 : ENOMEM;
}

__attribute__((destructor)) static void report(void) {
  fprintf(stderr, "allocations=%lu bytes=%lu\n", calls, bytes);
}
