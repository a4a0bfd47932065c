/* Looks: what a cell is meant to say. Themes map them to colours and attributes; the words on the screen never depend
 * on them. */
#pragma once
#include <glib.h>

#define NX_LOOKS(X)                                                                                                    \
    X(TEXT, "text")                                                                                                    \
    X(TITLE, "title")                                                                                                  \
    X(HEADING, "heading")                                                                                              \
    X(LABEL, "label")                                                                                                  \
    X(STRONG, "strong")                                                                                                \
    X(DIM, "dim")                                                                                                      \
    X(CURSOR, "cursor")                                                                                                \
    X(MARK, "mark")                                                                                                    \
    X(TAGGED, "tagged")                                                                                                \
    X(DECIDED, "decided")                                                                                              \
    X(HARD, "hard")                                                                                                    \
    X(SOFT, "soft")                                                                                                    \
    X(BLOCK, "block")                                                                                                  \
    X(COMPLAINT, "complaint")                                                                                          \
    X(AUTO, "auto")                                                                                                    \
    X(EVIDENCE, "evidence")                                                                                            \
    X(MATCH, "match")                                                                                                  \
    X(LINK, "link")                                                                                                    \
    X(CODE, "code")                                                                                                    \
    X(BAR, "bar")                                                                                                      \
    X(STATUS, "status")                                                                                                \
    X(KEYS, "keys")                                                                                                    \
    X(MESSAGE, "message")                                                                                              \
    X(ERROR, "error")                                                                                                  \
    X(PROMPT, "prompt")                                                                                                \
    X(QUESTION, "question")
/* `cursor` is the ground of the selected row, on which the inks of its cells stay. Where a theme gives it none, the row
 * is reversed as a whole. */
#define NX_LOOK_ENUM(id, name) NX_LOOK_##id,
typedef enum { NX_LOOKS(NX_LOOK_ENUM) NX_N_LOOKS } NxLook;
