/* Embedded tables with rows that are wrong: refused by name, line and reason, while the rest stands. */
#pragma once
#include <glib.h>

typedef struct {
    const char *path;   /* of the table, "src/parse/signs.tsv" */
    const char *row;    /* added behind its last one, tabs and all */
    const char *why;    /* it is refused */
    void (*read)(void); /* what reads the table, and looks whether the rest stands */
} NxSpoilt;

/* Runs the tests, a process for each: an embedded table is read once. `room` is the path in front of their names. */
int nx_spoilt_run(int argc, char **argv, const char *room, const NxSpoilt *tables, guint n);
