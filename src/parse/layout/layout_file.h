/* A layout as read from its file. */
#pragma once
#include "parse/layout/transform.h"
#include "parse/notice/pattern.h"
#include "parse/report/builder.h"
#include <nixie/data.h>

G_BEGIN_DECLS

/* What a pattern is looked for in: a header, or the text. */
typedef struct {
    char *header; /* lower case, NULL: the text */
    NxPattern *pattern;
    guint word; /* number of a word that must be there for it to match, NX_NO_WORD: not known */
} NxCondition;
#define NX_NO_WORD G_MAXUINT

typedef enum { NX_TEXT_PLAIN, NX_TEXT_HTML, NX_TEXT_RAW, NX_N_TEXTS } NxTextSource;

/* What a named group or a label sets: a field of the recipient or of the message. */
typedef struct {
    gboolean message;
    guint field; /* NxMessageField or NxDraftField */
} NxTarget;

typedef struct {
    NxPattern *pattern;
    GArray *targets; /* of NxTarget, one for each named group */
} NxCutter;

typedef struct {
    char *name;
    NxPattern *begin, *end; /* end may be NULL */
} NxSectionForm;

typedef enum { NX_CONTINUES_NOT, NX_CONTINUES_INDENT, NX_CONTINUES_BLANK, NX_CONTINUES_NEXT } NxContinues;

typedef struct {
    NxTarget target;
    NxTransform transform;
} NxTransforms;

typedef struct {
    char *section;  /* NULL: all of the text */
    NxCutter start; /* pattern NULL: records start at the label of `recipient` */
    GArray *also;   /* of NxCutter: looked for in the record's text */
    GArray *sticky; /* of NxCutter */
    NxContinues continues;
    guint indent;
    gboolean quotes;    /* the record's text is read as what a server said */
    GArray *transforms; /* of NxTransforms */
} NxRecordForm;

typedef struct {
    char *text; /* lower case */
    NxTarget target;
} NxLabel;

typedef struct {
    char *id, *mailer, *origin;
    gboolean users;
    GArray *all, *any, *none;  /* of NxCondition */
    gboolean own_lookup;       /* it hosts mailboxes: words without a reply are about its own directory */
    gboolean unsigned_notices; /* its notices have no sign of a mail system, and are recognised all the same */
    NxTextSource text;
    NxPattern *original;       /* NULL: where the notice says */
    GArray *sections;          /* of NxSectionForm */
    GArray *records;           /* of NxRecordForm */
    GArray *labels;            /* of NxLabel */
    GPtrArray *join;           /* names of sections that quote the dialogue */
    GArray *delay, *delivered; /* of NxCondition */
    gboolean override[NX_N_DRAFT_FIELDS];
} NxLayout;

/* NULL where something is wrong; every complaint goes to `problems`. Ids that the file switches off (`disable ID`) go
 * to `disabled` (may be NULL); a file of nothing else gives NULL without a complaint. */
NxLayout *nx_layout_new(GBytes *bytes, const char *origin, GPtrArray *disabled, NxProblems *problems);
void nx_layout_free(NxLayout *layout);

G_END_DECLS
