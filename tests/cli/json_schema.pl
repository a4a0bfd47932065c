#!/usr/bin/perl
# json_schema.pl SCHEMA NAME: is the JSON document on standard input what NAME of its $defs says? Prints what is not, and fails. Knows the words
# of JSON Schema that doc/commands.schema.json uses, and refuses others.
use strict;
use warnings;
use JSON::PP;

my ($file, $name) = @ARGV;
open my $in, '<', $file or die "$file: $!\n";
my $defs = decode_json(do { local $/; <$in> })->{'$defs'};
my $bad = 0;
my %KNOWN = map { $_ => 1 } qw(description type properties required additionalProperties items enum format minimum);

sub wrong { print "@_\n"; $bad = 1 }

sub type_of {
    my ($value) = @_;
    return 'null' unless defined $value;
    return 'boolean' if JSON::PP::is_bool($value);
    return ref $value eq 'HASH' ? 'object' : ref $value eq 'ARRAY' ? 'array' : JSON::PP->new->allow_nonref->encode($value) =~ /^"/ ? 'string' : 'integer';
}

sub check {
    my ($at, $schema, $value) = @_;
    for (keys %$schema) { wrong("$at: the schema says $_") unless $KNOWN{$_} }
    my $type = type_of($value);
    my @types = ref $schema->{type} ? @{$schema->{type}} : $schema->{type};
    return wrong("$at: $type, not @types") unless grep { $_ eq $type } @types;
    wrong("$at: '" . ($value // 'null') . "' is none of its words")
        if $schema->{enum} && !grep { defined $_ ? defined $value && $_ eq $value : !defined $value } @{$schema->{enum}};
    wrong("$at: $value") if $type eq 'integer' && defined $schema->{minimum} && $value < $schema->{minimum};
    wrong("$at: no time: $value") if $type eq 'string' && ($schema->{format} // '') eq 'date-time' && $value !~ /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
    if ($type eq 'array') { check("$at\[$_\]", $schema->{items}, $value->[$_]) for 0 .. $#$value }
    return unless $type eq 'object';
    for (@{$schema->{required}}) { wrong("$at.$_: missing") unless exists $value->{$_} }
    for (sort keys %$value) { $schema->{properties}{$_} ? check("$at.$_", $schema->{properties}{$_}, $value->{$_}) : wrong("$at.$_: not in the schema") }
}

my @lines = <STDIN>;
wrong(scalar(@lines), ' lines') unless @lines == 1;
check($name, $defs->{$name} // die("no $name in $file\n"), decode_json($lines[0] // 'null'));
exit $bad;
