#include "addresses.h"
#include "autoreply.h"
#include "build.h"
#include "dsn.h"
#include "feedback.h"
#include "lines.h"
#include "mailer.h"
#include "ses.h"
#include "signs.h"
#include "smtp.h"
#include "verp.h"
#if __has_include("layout.h")
#include "layout.h"
#define HAVE_LAYOUTS 1
#endif
#if __has_include("general.h")
#include "general.h"
#define HAVE_GENERAL 1
#endif

struct NxReader {
    NxLibrary *library;
    NxProviders *providers;
    NxMailers *mailers;
#ifdef HAVE_LAYOUTS
    NxLayouts *layouts;
#endif
};

NxReader *nx_reader_new(const NxLibrary *library, NxProblems *problems)
{
    NxReader *reader = g_new0(NxReader, 1);
    reader->library = nx_library_ref((NxLibrary *)library); /* counted, never changed */
    reader->providers = nx_providers_new(problems);
    reader->mailers = nx_mailers_new(problems);
#ifdef HAVE_LAYOUTS
    reader->layouts = nx_layouts_new(library, problems);
#endif
    return reader;
}

void nx_reader_free(NxReader *reader)
{
    if (!reader)
        return;
    nx_providers_free(reader->providers);
    nx_mailers_free(reader->mailers);
#ifdef HAVE_LAYOUTS
    nx_layouts_free(reader->layouts);
#endif
    nx_library_unref(reader->library);
    g_free(reader);
}

/* ---- One message ---- */

/* Everything that lives while one message is read. */
typedef struct {
    const NxReader *reader;
    NxPartList *list;
    NxReportBuilder *builder;
    NxNoticeBox *box;
    NxOriginalHeaders original;
    guint part; /* the delivery-status part, 1-based */
} Reading;

static gboolean names_somebody(const NxReportBuilder *builder)
{
    for (guint i = 0; i < nx_builder_count(builder); i++) {
        const NxDraft *draft = nx_builder_get(builder, i);
        if (nx_draft_get(draft, NX_DRAFT_FINAL) || nx_draft_get(draft, NX_DRAFT_ORIGINAL) || nx_draft_get(draft, NX_DRAFT_RECIPIENT))
            return TRUE;
    }
    return FALSE;
}

/* X-Failed-Recipients: what Exim and Google write where there is no delivery-status part. */
static void read_failed_header(Reading *reading)
{
    const char *value;
    for (guint i = 0; (value = nx_notice_header(&reading->box->notice, "x-failed-recipients", i)) != NULL; i++) {
        g_autoptr(GPtrArray) found = nx_addresses_read(value);
        for (guint k = 0; k < found->len; k++) {
            const char *address = g_ptr_array_index(found, k);
            if (!nx_builder_find(reading->builder, address))
                nx_builder_add_recipient(reading->builder, address, NX_SOURCE_HEADER, NULL);
        }
    }
}

static void read_autoreply(Reading *reading)
{
    NxDraft *draft = nx_builder_add_recipient(reading->builder, reading->box->notice.from_address, NX_SOURCE_HEADER, NULL);
    if (draft)
        nx_draft_set_kind(draft, NX_KIND_AUTOREPLY);
}

/* Readers in the order of their trust. Returns the kind of a message that names nobody. */
static NxKind read_recipients(Reading *reading)
{
    const NxNotice *notice = &reading->box->notice;
    NxReportBuilder *builder = reading->builder;
    if (nx_feedback_read(builder, notice, &reading->original))
        return NX_KIND_FEEDBACK;
    if (nx_ses_read(builder, notice))
        return NX_KIND_UNKNOWN;
    nx_dsn_read(builder, reading->list, nx_signs_suffice(notice->signs), &reading->part);
#ifdef HAVE_LAYOUTS
    if (!(notice->signs & NX_SIGN_QUOTED))
        nx_layouts_read(reading->reader->layouts, builder, notice);
#endif
    if (nx_signs_suffice(notice->signs) && !names_somebody(builder))
        read_failed_header(reading);
    if (nx_builder_count(builder) == 0 && nx_autoreply_is(notice)) {
        read_autoreply(reading);
        return NX_KIND_AUTOREPLY;
    }
    if (!nx_signs_suffice(notice->signs))
        return notice->signs & NX_SIGN_QUOTED && !(notice->signs & NX_SIGN_LIST) && nx_dsn_is_quoted(notice->text) ? NX_KIND_UNKNOWN
                                                                                                                   : NX_KIND_NOT_A_BOUNCE;
#ifdef HAVE_GENERAL
    if (!names_somebody(builder))
        nx_general_read(builder, notice);
#endif
    gboolean failing = (notice->signs & NX_SIGN_NULL_PATH) && (notice->signs & NX_SIGN_SUBJECT);
    return failing || (notice->signs & (NX_SIGN_REPORT | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER)) ? NX_KIND_UNKNOWN : NX_KIND_NOT_A_BOUNCE;
}

static NxReport *finish(Reading *reading, NxKind nobody, const NxEnvelope *envelope)
{
    const NxNotice *notice = &reading->box->notice;
    g_autofree char *verp = nx_verp_read(reading->reader->library, notice);
    NxBuildSetting setting = {
        .notice = notice,
        .original = &reading->original,
        .providers = reading->reader->providers,
        .mailer = nx_mailers_find(reading->reader->mailers, notice, reading->builder->fields),
        .verp = verp,
        .envelope = envelope,
        .nobody = nobody,
    };
    NxReport *report = nx_report_build(reading->builder, &setting);
    report->part = reading->part;
    report->parts = nx_part_list_count(reading->list);
    return report;
}

static gboolean has_header_line(GBytes *lines)
{
    gsize len;
    const char *at = g_bytes_get_data(lines, &len);
    for (gsize begin = 0; begin < len && at[begin] != '\n';) {
        const char *newline = memchr(at + begin, '\n', len - begin);
        gsize end = newline ? (gsize)(newline - at) : len;
        const char *colon = memchr(at + begin, ':', end - begin);
        gsize name = colon ? (gsize)(colon - at) - begin : 0;
        if (name > 0 && name < 80 && !memchr(at + begin, ' ', name))
            return TRUE;
        begin = end + 1;
    }
    return FALSE;
}

static void hash(NxReport *report, GBytes *lines)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    gsize len, digest = sizeof report->sha256;
    const guint8 *at = g_bytes_get_data(lines, &len);
    g_checksum_update(sum, at ? at : (const guint8 *)"", (gssize)len);
    g_checksum_get_digest(sum, report->sha256, &digest);
}

NxReport *nx_reader_read(const NxReader *reader, GBytes *message, const NxEnvelope *envelope, GError **error)
{
    g_autoptr(GBytes) lines = nx_lines_normalise(message);
    if (g_bytes_get_size(lines) == 0) {
        g_set_error_literal(error, NX_ERROR, NX_ERROR_EMPTY, "the message is empty");
        return NULL;
    }
    if (!has_header_line(lines)) {
        g_set_error_literal(error, NX_ERROR, NX_ERROR_NO_MAILBOX, "no header line: this is no message");
        return NULL;
    }
    Reading reading = {.reader = reader, .list = nx_part_list_new(lines), .builder = nx_builder_new(reader->library)};
    g_free(nx_dsn_text(reading.list, FALSE, &reading.part));
    reading.box = nx_notice_box_new(reading.list, reader->library, reading.part);
    nx_original_headers_read(&reading.original, reading.list, reading.box->notice.text, reading.box->notice.text_original);
    nx_notice_box_set_original(reading.box, &reading.original);
    NxKind nobody = read_recipients(&reading);
    NxReport *report = finish(&reading, nobody, envelope);
    hash(report, lines);
    nx_original_headers_clear(&reading.original);
    nx_notice_box_free(reading.box);
    nx_part_list_free(reading.list);
    return report;
}

/* ---- A pasted line ---- */

NxReport *nx_reader_read_line(const NxReader *reader, const char *line)
{
    g_autofree char *text = nx_text_from_utf8(line, -1);
    NxReportBuilder *builder = nx_builder_new(reader->library);
    NxSmtp smtp = {0};
    nx_smtp_read(&smtp, text, -1);
    g_autoptr(GPtrArray) found = nx_addresses_read(text);
    const char *address = smtp.address ? smtp.address : found->len ? g_ptr_array_index(found, 0) : NULL;
    NxDraft *draft = nx_builder_add_recipient(builder, address, NX_SOURCE_HEADER, NULL);
    if (!draft)
        draft = nx_builder_add_recipient(builder, NULL, NX_SOURCE_HEADER, NULL);
    nx_draft_set_kind(draft, NX_KIND_BOUNCE);
    nx_draft_set(draft, NX_DRAFT_DIAGNOSTIC, text);
    nx_smtp_clear(&smtp);
    NxBuildSetting setting = {.providers = reader->providers, .nobody = NX_KIND_UNKNOWN};
    return nx_report_build(builder, &setting);
}
