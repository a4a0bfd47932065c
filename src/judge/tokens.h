/* The tokens of a canonical text: placeholders, addresses, hosts, replies, ids, words. */
#pragma once
#include "judge/walk.h"

/* Takes the token at walk->at; the bytes of the source that it took, at least 1. */
gsize nx_token_take(NxWalk *walk);
/* A word of a canonical text that every diagnostic has ("smtp", "error"). */
gboolean nx_token_is_formula(const char *word, gsize len);
