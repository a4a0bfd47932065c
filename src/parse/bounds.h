/* Every bound on what a message may hold. What is beyond is left out; nothing is refused for it. */
#pragma once

/* Of a message */
#define NX_MAX_MESSAGE (64u << 20) /* bytes read of one message */
#define NX_MAX_HEADER_RUN                                                                                              \
    2000u /* lines that look like header fields, one after the other; GMime needs 500 bytes for each */
#define NX_MAX_HEADER_LINES 60000u /* the same in the whole message */
#define NX_MAX_BOUNDARIES 5000u    /* lines that look like a boundary */
#define NX_MAX_PARTS 1000u
#define NX_MAX_DEPTH 50u
#define NX_MAX_BUFFERS 8u /* inner messages that had to be decoded */
#define NX_MAX_PARAMS 32u /* of one Content-Type */

/* Of what is taken out of it */
#define NX_MAX_BODY (8u << 20)          /* bytes of one decoded part */
#define NX_MAX_TEXT (256u << 10)        /* bytes of human text, and of its HTML */
#define NX_MAX_RAW_TEXT (512u << 10)    /* bytes of the raw body that readers of text see */
#define NX_MAX_HEADER_VALUE (16u << 10) /* bytes of one header or field */
#define NX_MAX_JSON_DEPTH 32u           /* objects and lists in each other; the parser of JSON recurses */
#define NX_MAX_HTML_TAG 4096u           /* bytes of one tag; a longer one is text */

/* Of a report */
#define NX_MAX_GROUPS 5001u        /* groups of a delivery-status part: the message, and its recipients */
#define NX_MAX_RECIPIENTS 5000u    /* of one report */
#define NX_MAX_FIELDS 100u         /* of one group */
#define NX_MAX_ALIASES 16u         /* of one recipient */
#define NX_MAX_ADDRESSES 1000u     /* of one To or Cc */
#define NX_MAX_RETURN_ADDRESS 512u /* bytes of an address that may be one of a VERP form, or signed */
#define NX_MAX_RECEIVED 50u        /* Received lines that are looked at; more prove nothing */
#define NX_MAX_MESSAGE_ID 998u /* bytes of one that an answer names; no line of a header is longer (RFC 5322 2.1.1) */
#define NX_MAX_DIAGNOSTIC (8u << 10)
#define NX_MAX_NOTE (2u << 10)
#define NX_MAX_RAW_VIEW (16u << 20) /* bytes of text that the raw view gets */

/* Of running text */
#define NX_MAX_SMTP_TEXT (16u << 10)   /* bytes of dialogue that are read at once */
#define NX_MAX_SMTP_HITS 64u           /* replies, commands and hosts in it */
#define NX_MAX_RECOGNISE (16u << 10)   /* bytes looked at to recognise a layout */
#define NX_MAX_RECORD (8u << 10)       /* bytes of a layout's record */
#define NX_MAX_MARKED_TEXT (64u << 10) /* bytes that the general reader looks at */
#define NX_MAX_MARKS 4000u             /* words it marks */
#define NX_MAX_CANDIDATES 2000u        /* addresses it weighs */
#define NX_MAX_BLOCK 1500u             /* bytes around one of them */
#define NX_MAX_MATCH 200000u           /* steps of one match of a pattern */
#define NX_MAX_MATCH_DEPTH 2000u
#define NX_MAX_MATCH_HEAP 4096u /* KiB */
