/* Layout: what stands where, from the size of the window alone. */
#pragma once
#include "tui/terminal/cells.h"
#include <nixie/event_field.h>

#define NX_LEAST_ROWS 4
#define NX_LEAST_COLS 20

typedef enum {
    NX_SHAPE_SMALL,  /* too small for anything */
    NX_SHAPE_NARROW, /* 20 to 79 columns: bare rows */
    NX_SHAPE_ONE,    /* 80 to 99 columns, or under 30 rows: one pane */
    NX_SHAPE_BELOW,  /* 100 to 139: the detail below */
    NX_SHAPE_BESIDE, /* 140 and more: at the right */
} NxShape;

typedef struct {
    NxShape shape;
    guint rows, cols;
    NxRect title;
    NxRect body;    /* a view that has the screen for itself */
    NxRect list;    /* the index where it shares the screen with the detail, else as body */
    NxRect detail;  /* no rows where it has no pane */
    NxRect status;  /* between list and detail, or below; no rows where there is none */
    NxRect keys;    /* no rows where there is no room */
    NxRect message; /* the last line: messages, prompts; the keys too where `keys` has no rows */
} NxFrame;
void nx_frame_make(guint rows, guint cols, NxFrame *frame);

#define NX_MAX_COLUMNS 32 /* bits of `wanted` */

typedef struct {
    const NxEventColumn *spec;
    const NxEventField *field; /* NULL of the mark and the number, which are the screen's own */
    guint at, width;
    guint content; /* the widest text in it; 0: not known */
} NxColumn;

/* The columns of the index that are shown, from the left. */
typedef struct {
    NxColumn column[NX_MAX_COLUMNS];
    guint n;
    gboolean narrow;
} NxColumns;
/* What is to be shown in them. */
typedef struct {
    guint number;                /* the largest that is shown */
    guint cells[NX_MAX_COLUMNS]; /* the widest text of each, in the order of nx_columns_list; 0: not known */
    gboolean is_beside;          /* the detail takes the rest: texts are cut before a column goes */
} NxColumnNeeds;
void nx_columns_list(NxColumns *columns); /* all there are */
/* Places the columns in `width` cells; `wanted` is of nx_columns_parse. */
void nx_columns_make(guint width, const NxColumnNeeds *needs, guint wanted, NxColumns *columns);
/* "date status" to bits; unknown words are left out and complained of. NULL or "": all. */
guint nx_columns_parse(const char *text, NxProblems *problems);
const char *nx_column_name(const NxColumn *column); /* as the setting has it */
