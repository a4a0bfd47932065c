/* Text with fields of a record in it: "{address}\t550 {status}". */
#pragma once
#include "export/record.h"
#include <nixie/error.h>

/* A piece is literal, or a field. */
typedef struct {
    char *literal;               /* NULL: it is a field */
    char *word;                  /* of a field: its name; the format may say by itself what stands there */
    const NxRecordColumn *field; /* NULL: the address, or a choice of the format */
} NxPiece;

typedef struct {
    GPtrArray *pieces; /* NxPiece * */
} NxTemplate;

/* A column, or a member of an object. */
typedef struct {
    char *name; /* "" where there is none */
    NxTemplate *text;
} NxFormatColumn;

#define NX_FIELD_ADDRESS "address"

/* "\t" is a tab. NULL where a brace is not closed. */
NxTemplate *nx_template_parse(const char *text);
void nx_template_free(NxTemplate *template);
NxFormatColumn *nx_column_new(const char *name, NxTemplate *text);
void nx_column_free(NxFormatColumn *column);

/* Is it one field and nothing else? Then that, else NULL. */
const NxPiece *nx_template_only_field(const NxTemplate *template);

/* What fills the fields. `choice` gives the text of a word that no field has, NULL if it has none. */
typedef struct {
    const NxRecord *record;
    const char *address;
    const char *(*choice)(gconstpointer user, const char *word);
    gconstpointer user;
} NxFilling;
/* The text of a piece; NULL where not known. Caller frees. */
char *nx_piece_text(const NxPiece *piece, const NxFilling *filling);
/* What is not known is empty. Caller frees. */
char *nx_template_text(const NxTemplate *template, const NxFilling *filling);
