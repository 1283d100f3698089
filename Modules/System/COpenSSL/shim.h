// The state of a hash as a value, without an allocation for each row; OpenSSL would rather have it behind a pointer.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
