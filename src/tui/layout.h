/* Layout: what stands where, from the size of the window alone. */
#pragma once
#include "tui/terminal/cells.h"
#include <nixie/catalog.h>

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

typedef enum {
    NX_COLUMN_MARK,
    NX_COLUMN_NUMBER,
    NX_COLUMN_DATE,
    NX_COLUMN_STATUS,
    NX_COLUMN_CLASS,
    NX_COLUMN_REASON,
    NX_COLUMN_RECIPIENT,
    NX_COLUMN_MTA,
    NX_COLUMN_SEEN,
    NX_N_COLUMNS
} NxColumn;

typedef struct {
    guint at[NX_N_COLUMNS];
    guint width[NX_N_COLUMNS]; /* 0: not shown */
    gboolean year;             /* dates with it */
    gboolean class_letter;
} NxColumns;
/* Places the columns in `width` cells; `wanted` are bits of NxColumn, `number` is the largest number shown. */
void nx_columns_make(guint width, guint number, guint wanted, NxColumns *columns);
/* "date status" to bits; unknown words are left out and complained of. NULL or "": all. */
guint nx_columns_parse(const char *text, NxProblems *problems);
const char *nx_column_title(NxColumn column); /* translated; "" for the mark */
