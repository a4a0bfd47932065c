/* The clock that the whole program goes by: NIXIE_NOW (RFC 3339) where it is set, else the real one. */
#pragma once
#include <nixie/error.h>
#include <nixie/time.h>

/* Reads NIXIE_NOW; what is no time is complained of, and the real clock goes on. */
void nx_clock_set_up(NxProblems *problems);
NxTime nx_clock_now(void);
