// A library that does nothing, and needs what kaohe brings in late: Tools/package reads off it what the packages must name.
#include "CPangoCairo.h"

#define FUNCTION(library, type, name, parameters, arguments) void *use_##name = (void *)name;
#include "functions.h"
