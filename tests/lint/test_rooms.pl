#!/usr/bin/perl
# What `make lint` says of rooms and headers, on small trees made for it. TAP.
use strict;
use warnings;
use File::Basename;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Cwd qw(abs_path);

my $rooms = abs_path(dirname(__FILE__) . '/rooms.pl');
my $tests = 0;
my $failed = 0;

# The tree: path => text. What it says has to be `want`, without the "lint: " before each line.
sub is_said {
    my ($name, $want, %tree) = @_;
    my $top = tempdir(CLEANUP => 1);
    for my $path (keys %tree) {
        make_path(dirname("$top/$path"));
        open my $out, '>', "$top/$path" or die "$path: $!";
        print $out $tree{$path};
        close $out;
    }
    my $said = join '', map { s/^lint: //r } `cd '$top' && perl '$rooms' 2>&1`;
    my $good = $said eq $want && ($? != 0) == ($want ne '');
    $tests++;
    $failed++ unless $good;
    print $good ? 'ok' : 'not ok', " $tests - $name\n";
    print map { "# $_\n" } split /\n/, "said:\n$said" unless $good;
}

is_said('a tree that goes one way has nothing to be said of', '',
    'src/base/a.h' => "typedef struct NxA NxA;\n#define NX_A 1\nint nx_a(NxA *a);\n",
    'src/base/a.c' => "#include \"base/a.h\"\nstruct NxA { int b; };\n",
    'src/parse/bounds.h' => "#define NX_MAX 1\n",
    'src/parse/mime/part.h' => "#include \"parse/bounds.h\"\n",
    'src/parse/mime/part.c' => "#include \"parse/mime/part.h\"\n#include <gmime/gmime.h>\n#include \"base/a.h\"\n",
    'src/parse/notice/notice.h' => "#include \"parse/mime/part.h\"\n/* nx_a(), typedef int NxA; */\n",
    'src/parse/reader.c' => "#include \"parse/notice/notice.h\"\n");

is_said('a room does not include one further down the road', "src/base/a.c:1: base includes judge, which comes after it\n",
    'src/base/a.c' => "#include \"judge/b.h\"\n", 'src/judge/b.h' => '');
is_said('nor its public face', "src/parse/reader.c:2: parse includes judge, which comes after it\n",
    'src/parse/reader.c' => "\n#include <nixie/verdict.h>\n", 'include/nixie/verdict.h' => '');
is_said('a room within a room includes none above it', "src/parse/mime/a.c:1: mime includes notice, which is above it\n",
    'src/parse/mime/a.c' => "#include \"parse/notice/b.h\"\n", 'src/parse/notice/b.h' => '');
is_said('nor a neighbour', "src/parse/smtp/a.h:1: smtp includes mime, which is on its own floor\n",
    'src/parse/smtp/a.h' => "#include \"parse/mime/b.h\"\n", 'src/parse/mime/b.h' => '');
is_said('what stands beside the rooms has a floor, too', "src/parse/layout/a.c:1: layout includes reader, which is above it\n",
    'src/parse/layout/a.c' => "#include \"parse/reader.h\"\n", 'src/parse/reader.h' => '');
is_said('a new room within a room asks for its floor', "src/parse/cellar/a.c: cellar has no floor in parse (tests/lint/rooms.pl)\n",
    'src/parse/cellar/a.c' => '', 'src/parse/cellar/b.c' => '');
is_said('a new room asks for its place on the road', "src/cellar/a.c: cellar is not on the road\n", 'src/cellar/a.c' => '');
is_said('GMime and curses stay where they belong', "src/judge/a.c:1: GMime outside parse\nsrc/judge/a.c:2: curses outside tui\n",
    'src/judge/a.c' => "#include <gmime/gmime.h>\n#include <ncursesw/curses.h>\n");
is_said('the engine does not print, the commands do', "src/judge/a.c:1: printf in the engine\n",
    'src/judge/a.c' => "printf(\"\");\n", 'src/cli/b.c' => "printf(\"\");\n");
is_said('headers that include each other are a circle', "src/base/c.h:1: a circle of includes: src/base/a.h -> src/base/b.h -> src/base/c.h -> src/base/a.h\n",
    'src/base/a.h' => "#include \"base/b.h\"\n", 'src/base/b.h' => "#include \"base/c.h\"\n", 'src/base/c.h' => "#include \"base/a.h\"\n");

my %kind = ('src/mailbox/kind.h' => "extern const NxKind NX_MAILBOX_KIND_A,\n    NX_MAILBOX_KIND_B;\n/* NX_MAILBOX_KIND_C */\n");
is_said('what is declared for a table stands in it', '',
    %kind, 'src/mailbox/kind.c' => "static const NxKind *const KINDS[] = {&NX_MAILBOX_KIND_B,\n    &NX_MAILBOX_KIND_A, NULL};\n");
is_said('what is forgotten there is named, though another is called nearly so',
    "src/mailbox/kind.h:2: NX_MAILBOX_KIND_B is not in KINDS of src/mailbox/kind.c\n",
    %kind, 'src/mailbox/kind.c' => "static const NxKind *const KINDS[] = {&NX_MAILBOX_KIND_A, &NX_MAILBOX_KIND_BOX};\nuse(NX_MAILBOX_KIND_B);\n");
is_said('a table that went elsewhere is missed', "src/mailbox/kind.c: has no table KINDS, which src/mailbox/kind.h is for (tests/lint/rooms.pl)\n",
    %kind, 'src/mailbox/kind.c' => "static const NxKind *const MAILBOXES[] = {&NX_MAILBOX_KIND_A};\n");
is_said('a key that does nothing is named', "src/tui/acts/acts.h:2: nx_do_b is not in ACTIONS of src/tui/acts/action_table.c\n",
    'src/tui/acts/acts.h' => "void nx_do_a(void);\nvoid nx_do_b(void);\n",
    'src/tui/acts/action_table.c' => "static const NxUiAction ACTIONS[] = {\n    {\"a\", nx_do_a},\n};\n");

my %kinds = (
    'a type' => ['NxDraft', "typedef struct {\n    int a;\n} NxDraft;\n"],
    'a type that is closed' => ['NxDraft', "typedef struct NxDraft NxDraft;\n"],
    'a type of functions' => ['NxRun', "typedef int (*NxRun)(int argc, char **argv);\n"],
    'an enum' => ['NxKind', "typedef enum { NX_KIND(X) } NxKind;\n"],
    'what is in a struct' => ['struct NxDraft', "struct NxDraft {\n    union { int a; } b;\n};\n"],
    'a macro' => ['NX_LIMIT', "#define NX_LIMIT(a) \\\n    (a)\n"],
    'an enumerator' => ['NX_LAST', "enum { NX_LAST = (1 << 2), };\n"],
    'the count behind a list' => ['NX_N_KINDS', "enum { NX_KINDS(NX_KIND_ENUM) NX_N_KINDS };\n"],
    'a function' => ['nx_do', "G_BEGIN_DECLS\n\nconst char *nx_do(const char *a, int (*b)(void)) G_GNUC_PRINTF(1, 2);\n"],
    'a function with its body' => ['nx_do', "static inline int nx_do(void)\n{\n    static const int a[] = {1, 2};\n    return nx_other(a);\n}\n"],
);
for my $kind (sort keys %kinds) {
    my ($name, $text) = @{$kinds{$kind}};
    my $line = $text =~ /^G_BEGIN/ ? 3 : 1;
    is_said("$kind is declared once", "src/judge/b.h:$line: $name is declared in src/base/a.h:$line, too\n",
        'src/base/a.h' => $text, 'src/judge/b.h' => $text);
}

my $names = "static const char *const NAMES[] = {[NX_A] = \"{a};\", [NX_B] = \"b\"};\n";
is_said('a table of an enum whose length is not asserted', "src/base/a.c:2: NAMES has no G_STATIC_ASSERT on its length behind it\n",
    'src/base/a.c' => "/* Names. */\n$names" . "int x;\n");
is_said('one that is', '', 'src/base/a.c' => $names . "G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_AS);\n");
is_said('one of something else', '', 'src/base/a.c' => "static const int STEPS[] = {1, NX_DAY};\nstatic const int SOME[NX_N_AS] = {[NX_A] = 1};\n");
print "1..$tests\n";
exit($failed ? 1 : 0);
