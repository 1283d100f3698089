// Finds the libraries of letters when they are first needed, and hands calls on to them.
#include "CPangoCairo.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __APPLE__
#define LIBRARY(name, number) "lib" name "." #number ".dylib"
#else
#define LIBRARY(name, number) "lib" name ".so." #number
#endif

enum { GLIB, GOBJECT, CAIRO, PANGO, PANGOCAIRO, HARFBUZZ, HARFBUZZ_SUBSET, LIBRARIES };
static const char *const libraries[LIBRARIES] = {
    [GLIB] = LIBRARY("glib-2.0", 0),
    [GOBJECT] = LIBRARY("gobject-2.0", 0),
    [CAIRO] = LIBRARY("cairo", 2),
    [PANGO] = LIBRARY("pango-1.0", 0),
    [PANGOCAIRO] = LIBRARY("pangocairo-1.0", 0),
    [HARFBUZZ] = LIBRARY("harfbuzz", 0),
    [HARFBUZZ_SUBSET] = LIBRARY("harfbuzz-subset", 0),
};

// Where each function lies, once its library is there.
#define FUNCTION(library, type, name, parameters, arguments) static type(*real_##name) parameters;
#include "functions.h"
#undef FUNCTION

// Only this program calls on by these names: the libraries call one another by their own.
#define FUNCTION(library, type, name, parameters, arguments) \
    __attribute__((visibility("hidden"))) type name parameters { return real_##name arguments; }
#include "functions.h"
#undef FUNCTION

static const struct {
    int library;
    const char *name;
    void *place;
} functions[] = {
#define FUNCTION(library, type, name, parameters, arguments) {library, #name, (void *)&real_##name},
#include "functions.h"
#undef FUNCTION
};

static const char *missing;

static void *library(const char *name) {
    void *found = dlopen(name, RTLD_NOW);
#ifdef __APPLE__
    // Where Homebrew keeps them; the system looks only where it keeps its own.
    static const char *const places[] = {"/opt/homebrew/lib/", "/usr/local/lib/"};
    for (size_t place = 0; !found && place < 2; place++) {
        char path[256];
        snprintf(path, sizeof path, "%s%s", places[place], name);
        found = dlopen(path, RTLD_NOW);
    }
#endif
    return found;
}

static void load(void) {
    void *found[LIBRARIES];
    for (int number = 0; number < LIBRARIES; number++) {
        found[number] = library(libraries[number]);
        if (!found[number]) {
            missing = libraries[number];
            return;
        }
    }
    for (size_t number = 0; number < sizeof functions / sizeof *functions; number++) {
        void *function = dlsym(found[functions[number].library], functions[number].name);
        if (!function) {
            missing = functions[number].name;
            return;
        }
        *(void **)functions[number].place = function;
    }
}

const char *kaohe_pango_load(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return missing;
}
