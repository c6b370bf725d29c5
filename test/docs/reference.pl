# reference.pl - do the pages written by hand agree with the sources?
#
#   docs/reference/errors.md   with src/rcm.h, both ways
#   docs/reference/claim.md    with src/claim/shape.c: every key, its type and limit, in order
#   every relative link        leads to a file, and its anchor to a heading
#
# Prints what differs and ends with "N passed, N failed".
use strict;
use warnings;
use File::Basename qw(dirname);

my ($passed, $failed) = (0, 0);

sub slurp
{
	my ($file) = @_;
	open(my $in, '<', $file) or die "$file: $!\n";
	local $/;
	return <$in>;
}

sub check
{
	my ($ok, $what) = @_;
	$ok ? $passed++ : $failed++;
	print "$what\n" unless $ok;
}

# ---- errors ----

my %declared;
my $header = slurp('src/rcm.h');
while ($header =~ /#define ERRCODE_RCM_(\w+)\s+MAKE_SQLSTATE\(([^)]*)\)/g)
{
	my ($name, $code) = (lc $1, $2);
	$declared{ $code =~ s/[^A-Z0-9]//gr } = $name;
}
my %documented = slurp('docs/reference/errors.md') =~ /^\| `(RC\w{3})` \| `(\w+)` \|/mg;
for my $code (sort keys %{ { %declared, %documented } })
{
	check(($declared{$code} // '') eq ($documented{$code} // ''),
		"errors.md: $code is "
		  . ($documented{$code} // 'not there')
		  . ', in src/rcm.h '
		  . ($declared{$code} // 'not there'));
}
my %used = map { $_ => 1 } slurp('rcm--1.0.sql') =~ /ERRCODE = '(RC\w{3})'/g;
check(exists $documented{$_}, "errors.md: $_ is raised in SQL") for sort keys %used;

# ---- the claim ----

my $shape_c = slurp('src/claim/shape.c');
my %section = (other_payer_line_fields => 'other_payer_lines');    # two shapes are named "lines"
my %type    = (
	TEXT => 'text', DATE => 'date', MONEY => 'amount', NUMBER => 'number', INT => 'integer', BOOL => 'boolean',
	TEXTS => 'list of text', INTS => 'list of integer', RANGES => 'list of code range');
my (%fields, %name_of, %section_of);
while ($shape_c =~ /^static const RcmField (\w+)\[\] = \{\n(.*?)^\};/msg)
{
	$fields{$1} = $2;
}
while ($shape_c =~ /RcmShape (\w+) =\s*SHAPE\("(\w+)", \w+, (\w+)\)/g)
{
	my ($shape, $name, $fields) = ($1, $2, $3);
	$name = 'address' if $name eq 'addr';
	$section_of{$shape} = $section{$fields} // $name;
	$name_of{$fields}   = $section_of{$shape};
}
my $claim_md = slurp('docs/reference/claim.md');
my (%rows, %anchor);
while ($claim_md =~ /^## ([^\n]*)\n<!-- shape: (\w+) -->\n(.*?)(?=^## |\z)/msg)
{
	my ($heading, $shape, $text) = ($1, $2, $3);
	$anchor{$shape} = $heading;
	$rows{$shape} = [ $text =~ /^\| `(\w+)` \| ([^|]*?) \|/mg ];
}
for my $array (sort keys %fields)
{
	my $shape = $name_of{$array};
	my @wanted;
	while ($fields{$array} =~ /\b(PATIENT_FIELD|SAYING_FIELD|FIELD|LIST_FIELD|PATIENT_PART|SAYING_PARTS|PARTS?)\(\w+, "(\w+)", (\w+), (\w+)(?:, (\d+))?\)/g)
	{
		my ($macro, $key, $kind, $limit) = ($1, $2, $4, $5);
		my $type =
			$macro =~ /PART/
		  ? do { my $h = $anchor{ $section_of{$kind} } // '?'; "[$h](#" . ($h =~ s/ /-/gr) . ')' }
		  : $type{$kind};
		$type = "list of $type" if $macro =~ /PARTS$/;
		$type .= ", $limit" if defined $limit;
		$type .= " \x{e2}\x{80}\x{a0}" if $macro =~ /^PATIENT/;
		push @wanted, $key, $type;
	}
	my @got = @{ $rows{$shape} // [] };
	my $n = @wanted > @got ? @wanted : @got;
	for (my $i = 0; $i < $n; $i += 2)
	{
		my $wanted = ($wanted[$i] // 'nothing') . ' ' . ($wanted[ $i + 1 ] // '');
		my $got    = ($got[$i]    // 'nothing') . ' ' . ($got[ $i + 1 ]    // '');
		check($wanted eq $got, "claim.md, $shape: $got, in src/claim/shape.c $wanted");
	}
}

# ---- links ----

sub slug
{
	my $s = lc $_[0];
	$s =~ s/`//g;
	$s =~ s/[^\w\s-]//g;
	$s =~ s/ /-/g;
	return $s;
}

for my $page (@ARGV)
{
	my $text = slurp($page);
	my $prose = $text =~ s/^```.*?^```\s*$//msgr;
	while ($prose =~ /\]\(([^)\s]+)\)/g)
	{
		my $link = $1;
		next if $link =~ m{^https?://};
		my ($file, $anchor) = split /#/, $link, 2;
		my $target = $file eq '' ? $page : dirname($page) . "/$file";
		check(-e $target, "$page: there is no $link");
		next unless defined $anchor && -f $target;
		my %there = map { slug($_) => 1 } slurp($target) =~ /^#+ (.*?)\s*$/mg;
		check($there{$anchor}, "$page: there is no heading for $link");
	}
}

print "$passed passed, $failed failed\n";
