# page.pl - a page of the documentation as a psql script, and what came of it.
#
#   page.pl script PAGE           its ```sql blocks with marks between them
#   page.pl judge PAGE OUTPUT     compares; ends with "N passed, N failed"
#   page.pl after PAGE            the page whose database this one goes on with
#
# A ```sql block must run without an error.  The info string "sql fails CODE"
# says that its last statement fails with that SQLSTATE.  A ```text block behind
# it, with no other block between, is what psql prints; a line of it that ends
# in " ..." stands for any line that begins so.  Blocks in HTML comments count too.
use strict;
use warnings;

my $mark = '----8<----';

sub blocks
{
	my ($page) = @_;
	my (@blocks, $open);
	open(my $in, '<', $page) or die "$page: $!\n";
	while (my $line = <$in>)
	{
		if (defined $open)
		{
			if ($line =~ /^```\s*$/) { push @blocks, $open; undef $open; }
			else                     { $open->{text} .= $line; }
		}
		elsif ($line =~ /^```\s*(.*?)\s*$/)
		{
			$open = { info => $1, line => $., text => '' };
		}
	}
	die "$page:$open->{line}: the block does not end\n" if $open;
	my @sql;
	for my $i (0 .. $#blocks)
	{
		my $b = $blocks[$i];
		next unless $b->{info} =~ /^sql(?: fails (\w{5}))?$/;
		$b->{fails} = $1;
		my $next = $blocks[ $i + 1 ];
		$b->{expected} = $next->{text} if $next && $next->{info} eq 'text';
		push @sql, $b;
	}
	return @sql;
}

sub script
{
	for my $b (blocks(@_))
	{
		print "\\echo '$mark'\n", $b->{text}, "\\echo '$mark' :ERROR :SQLSTATE\n";
	}
}

sub same
{
	my ($got, $expected) = @_;
	my @got      = map { s/\s+$//r } split /\n/, $got;
	my @expected = map { s/\s+$//r } split /\n/, $expected;
	pop @got      while @got      && $got[-1] eq '';
	pop @expected while @expected && $expected[-1] eq '';
	return 0 if @got != @expected;
	for my $i (0 .. $#got)
	{
		my $start = $expected[$i] =~ /^(.*) \.\.\.$/ ? $1 : undef;
		return 0
		  unless $got[$i] eq $expected[$i]
		  || defined $start && index($got[$i], $start) == 0;
	}
	return 1;
}

sub judge
{
	my ($page, $output) = @_;
	my ($passed, $failed) = (0, 0);
	open(my $in, '<', $output) or die "$output: $!\n";
	my @parts = split /^\Q$mark\E(.*)\n/m, do { local $/; <$in> };
	shift @parts;    # before the first mark
	for my $b (blocks($page))
	{
		my (undef, $got, $state, undef) = splice @parts, 0, 4;
		$got = '' unless defined $got;
		my ($error, $code) = ($state // '') =~ /^ (\w+) (\w+)/;
		my $why =
			!defined $error ? 'the session ended'
		  : defined $b->{fails}
		  ? ($error eq 'true' && $code eq $b->{fails} ? undef : "expected SQLSTATE $b->{fails}, got $code")
		  : $got =~ /^(?:ERROR|FATAL|PANIC|WARNING):  |^invalid command |^server closed /m ? 'an error'
		  :                                                                                  undef;
		$why //= 'other output' if defined $b->{expected} && !same($got, $b->{expected});
		if (defined $why)
		{
			$failed++;
			print "$page:$b->{line}: $why\n", map({ "  | $_\n" } split /\n/, $got);
		}
		else { $passed++; }
	}
	print "$passed passed, $failed failed\n";
}

sub after
{
	my ($page) = @_;
	open(my $in, '<', $page) or die "$page: $!\n";
	while (<$in>) { print "$1\n" if /^<!-- goes on from (\S+) -->$/; }
}

my ($what, @rest) = @ARGV;
my %commands = (script => \&script, judge => \&judge, after => \&after);
die "usage: page.pl script|judge|after PAGE [OUTPUT]\n" unless $what && $commands{$what};
$commands{$what}->(@rest);
