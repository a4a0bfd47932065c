/* The addresses that a command was given, as arguments or on standard input. */
#pragma once
#include "cli/app.h"

typedef struct {
    GPtrArray *keys, *spellings; /* char *, side by side, no key twice */
} NxGivenAddresses;

/* Takes `words`; "-" among them stands for the lines of standard input. What is no address is said (status set). */
void nx_given_addresses_read(NxGivenAddresses *list, NxApp *app, char **words);
/* Adds `words`, each the name of a domain, whose key is "@domain". What is none is said (status set). */
void nx_given_domains_add(NxGivenAddresses *list, NxApp *app, char **words);
void nx_given_addresses_clear(NxGivenAddresses *list);
