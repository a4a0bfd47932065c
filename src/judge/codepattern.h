/* Patterns of codes: "5.2.1", "5.2.*", "5.*", "550", "55*". */
#pragma once
#include <nixie/status.h>

typedef struct {
    gint klass, subject, detail; /* -1: any; klass 0: a reply pattern */
    char reply[4];               /* '*' is any digit */
} NxCodePattern;

gboolean nx_code_pattern_parse(const char *text, NxCodePattern *pattern);
/* A pattern, or several details that follow each other, "5.7.606-649". */
typedef struct {
    NxCodePattern pattern;
    gint last; /* detail; -1: the pattern alone */
} NxCodeSpan;

gboolean nx_code_span_parse(const char *text, NxCodeSpan *span);
gboolean nx_code_span_fits(const NxCodeSpan *span, NxStatus status, guint reply);
gboolean nx_code_pattern_fits(const NxCodePattern *pattern, NxStatus status, guint reply);
