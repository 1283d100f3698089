// What Linux can do and its headers hide from Swift, which reads them without _GNU_SOURCE; empty elsewhere.
#ifdef __linux__
#include <sys/types.h>
int pipe2(int ends[2], int flags);
ssize_t splice(int from, off_t *from_offset, int to, off_t *to_offset, size_t most, unsigned int flags);
enum { SPLICE_MOVE = 1, SPLICE_NONBLOCK = 2, PIPE_SET_SIZE = 1031 };
enum { ONLY_IDLE_CORES = 5 }; // SCHED_IDLE
#endif
