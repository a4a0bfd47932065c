/* Any bytes as a file that grows while it is open: each message lies within what was there, is read as it was found or
 * told to have changed, and none that was given before is given again. The first byte says where it is cut. */
#include "fuzz/fuzz.h"

/* Of the messages of one file, in their order. The last may be given again, when it has grown. */
static goffset last_start, last_end;

static void scan(NxMailbox *mailbox, size_t all)
{
    NxProblems *problems = nx_problems_new();
    g_autoptr(GError) error = NULL;
    NxPlace place;
    /* What is packed stands in a copy, as long as it is. */
    gboolean packed = g_str_equal(nx_mailbox_label(mailbox), "packed");
    for (guint n = 0; nx_mailbox_next(mailbox, &place, problems, &error); n++) {
        g_assert_cmpint(place.size, >=, 0);
        g_assert_true(packed || place.offset + place.size <= (goffset)all);
        if (place.part) /* of several in one string */
            g_assert_cmpint(place.offset, ==, last_start);
        else
            g_assert_cmpint(place.offset, >=, last_end);
        last_start = place.offset;
        last_end = place.offset + place.size;
        g_autoptr(GError) refused = NULL;
        g_autoptr(GBytes) bytes = nx_mailbox_read(mailbox, &place, &refused);
        g_assert_true(bytes || refused);
        g_autofree char *id = nx_mailbox_message_id(mailbox, &place),
                        *name = nx_mailbox_place_name(mailbox, &place, NX_PLACE_WHOLE);
        g_assert_true(*id && *name);
    }
    nx_fuzz_check_problems(problems);
    nx_problems_free(problems);
}

static void append(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = g_fopen(path, "abe");
    if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0)
        g_error("%s: cannot be written", path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    size_t all = size - 1, cut = all * *data / 255;
    g_autofree char *path = nx_fuzz_file("box", data + 1, cut);
    g_autoptr(GError) error = NULL;
    NxMailbox *mailbox = nx_mailbox_open(path, &error);
    last_start = last_end = 0;
    if (!mailbox)
        return 0;
    scan(mailbox, cut);
    append(path, data + 1 + cut, all - cut);
    last_end = last_start;
    if (nx_mailbox_has_news(mailbox) && nx_mailbox_rescan(mailbox, NULL, NULL))
        scan(mailbox, all);
    nx_mailbox_unref(mailbox);
    return 0;
}
