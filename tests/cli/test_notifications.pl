#!/usr/bin/perl
# 1,000 notifications of each of five services in each of five shapes: 1,000 events, none lost; and beside the mails of the same bounces none
# counted twice.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;

my $nixie = abs_path(($ENV{BUILD} // 'build') . '/nixie');
my $dir = tempdir(CLEANUP => 1);
@ENV{qw(HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME NIXIE_NOW TZ)} = (("$dir") x 4, '2025-11-21T10:00:00Z', 'UTC');
my $json = JSON::PP->new->canonical;
my $n = 1_000;

sub address { "user$_[1]\@$_[0]$_[1].example" }
my $said = '550 5.1.1 no such user here';
my $at = 1763625600; # 2025-11-20T08:00:00Z

# What the service posts about its $i-th mail, and that mail's Message-ID.
my %service = (
    ses => sub {
        my ($to, $i) = @_;
        return ({ notificationType => 'Bounce',
            bounce => { bounceType => 'Permanent', timestamp => '2025-11-20T08:00:00.000Z',
                bouncedRecipients => [ { emailAddress => $to, action => 'failed', status => '5.1.1', diagnosticCode => "smtp; $said" } ] },
            mail => { messageId => "ses$i", commonHeaders => { messageId => "<s$i\@news.example>" } } }, "<s$i\@news.example>");
    },
    sendgrid => sub {
        my ($to, $i) = @_;
        return ({ email => $to, event => 'bounce', sg_event_id => "e$i", timestamp => $at, status => '5.1.1', reason => $said,
            'smtp-id' => "<g$i\@ismtpd.example>" }, "<g$i\@ismtpd.example>");
    },
    mailgun => sub {
        my ($to, $i) = @_;
        return ({ signature => {}, 'event-data' => { event => 'failed', severity => 'permanent', recipient => $to, timestamp => $at + .5,
            'delivery-status' => { code => 550, message => $said }, message => { headers => { 'message-id' => "m$i\@mg.example" } } } },
            "<m$i\@mg.example>");
    },
    postmark => sub {
        my ($to, $i) = @_;
        return ({ RecordType => 'Bounce', Type => 'HardBounce', MessageID => "p$i", Email => $to, Details => "smtp;$said",
            BouncedAt => '2025-11-20T08:00:00Z' }, "<p$i\@mtasv.net>");
    },
    brevo => sub {
        my ($to, $i) = @_;
        return ({ event => 'hard_bounce', email => $to, 'message-id' => "<b$i\@brevo.example>", ts_event => $at, reason => $said },
            "<b$i\@brevo.example>");
    },
);
my %shape = (
    lines => sub { join '', map { "$_\n" } @_ },
    concatenated => sub { join '', @_ },
    array => sub { '[' . join(',', @_) . ']' },
    sns => sub { join "\n", map { $json->encode({ Type => 'Notification', TopicArn => 'arn:x', Message => $_ }) } @_ },
    sqs => sub {
        my @bodies = map { { MessageId => '1', Body => $json->encode({ TopicArn => 'arn:x', Message => $_ }) } } @_;
        my $text = '';
        $text .= $json->encode({ Messages => [ splice @bodies, 0, 10 ] }) while @bodies;
        return $text;
    },
);

sub mail {
    my ($to, $id) = @_;
    return <<"MAIL";
From MAILER-DAEMON Thu Nov 20 08:00:05 2025
Return-Path: <>
From: Mail Delivery System <mailer-daemon\@mx.example>
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce.$to>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; $to
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; $said

--b
Content-Type: text/rfc822-headers

Message-ID: $id
To: $to

--b--

MAIL
}

sub put {
    my ($name, $text) = @_;
    open my $out, '>', "$dir/$name" or die;
    print $out $text;
    close $out or die;
    return "$dir/$name";
}

# The addresses that a report names, and how many lines it has; it must not complain.
sub report {
    my %seen;
    my $lines = 0;
    open my $in, '-|', "$nixie report --format jsonl @_ 2>$dir/err" or die;
    while (<$in>) { $lines++; $seen{$1}++ if /"recipient":"([^"]*)"/ }
    close $in;
    diag(`head -3 $dir/err`) if $? || -s "$dir/err";
    return ($lines, \%seen, $? || -s "$dir/err");
}

for my $service (sort keys %service) {
    my (@events, $mails);
    for my $i (1 .. $n) {
        my $to = address($service, $i);
        my ($event, $id) = $service{$service}->($to, $i);
        push @events, $json->encode($event);
        $mails .= mail($to, $id);
    }
    my $mbox = put("$service.mbox", $mails);
    my $last;
    for my $shape (sort keys %shape) {
        $last = put("$service-$shape.json", $shape{$shape}->(@events));
        my ($lines, $seen, $wrong) = report($last);
        is("$lines " . keys(%$seen) . ($wrong ? ' and complaints' : ''), "$n $n", "$service, $shape: each is an event, none is lost");
    }
    my ($lines, $seen) = report('--limit seen:1', $last, $mbox);
    is("$lines " . keys %$seen, 2 * $n . " $n", "$service: beside the mails each counts once");
}

# What cannot be read is said, a line each, and the rest goes on.
my @some = map { $json->encode(($service{brevo}->(address('x', $_), $_))[0]) } 1 .. 5;
my $torn = put('torn.json', join "\n", $some[0], substr($some[1], 0, 40), $some[2], 'no JSON', $some[3], '{"hello":"world"}', $some[4]);
my $out = qx{$nixie report --format jsonl $torn 2>$dir/err};
is($? >> 8, 1, 'status 1');
is(scalar(() = $out =~ /\n/g), 4, 'the rest is there');
chomp(my @said = do { local @ARGV = "$dir/err"; <> });
is(scalar @said, 3, 'a line for each');
like($said[$_], qr/torn\.json[: ]/, 'which names the file') for 0 .. 2;

done_testing;
