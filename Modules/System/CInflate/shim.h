#include <isa-l/igzip_lib.h>
#include <stdbool.h>
#include <stddef.h>

// The library's state has arrays that Swift cannot import, so it is a room of bytes to its callers.

/// The bytes of a state.
static inline size_t inflate_size(void) { return sizeof(struct inflate_state); }

/// Begins a deflate stream without a header or trailer.
static inline void inflate_begin(void *state) { isal_inflate_init((struct inflate_state *)state); }

/// Hands over the next packed bytes, when those before are used up.
static inline void inflate_feed(void *state, void *bytes, uint32_t count) {
    struct inflate_state *inflate = (struct inflate_state *)state;
    inflate->next_in = (uint8_t *)bytes;
    inflate->avail_in = count;
}

/// How many of them are not used up.
static inline uint32_t inflate_waiting(const void *state) { return ((const struct inflate_state *)state)->avail_in; }

/// How many packed bytes are unused, those among them that the library already holds as bits.
static inline uint32_t inflate_unused(const void *state) {
    const struct inflate_state *inflate = (const struct inflate_state *)state;
    return inflate->avail_in + (uint32_t)inflate->read_in_length / 8;
}

/// Whether the stream has ended and all its bytes are out.
static inline bool inflate_is_done(const void *state) {
    return ((const struct inflate_state *)state)->block_state == ISAL_BLOCK_FINISH;
}

/// Unpacks bytes into a buffer, until it is full or the packed bytes are used up; returns how many, or a negative number for
/// a stream that is damaged.
static inline int64_t inflate_next(void *state, void *buffer, uint32_t count) {
    struct inflate_state *inflate = (struct inflate_state *)state;
    inflate->next_out = (uint8_t *)buffer;
    inflate->avail_out = count;
    int result = isal_inflate(inflate);
    if (result != ISAL_DECOMP_OK && result != ISAL_END_INPUT && result != ISAL_OUT_OVERFLOW) return -1;
    return (int64_t)count - inflate->avail_out;
}
