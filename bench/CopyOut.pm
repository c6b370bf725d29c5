package CopyOut;

# CopyOut.pm - rows of the library as a psql script: one release and one COPY
# for each set.

use strict;
use warnings;
use Exporter 'import';

our @EXPORT = qw(begin_copy row end_copy first_release);

my $releases = 0;
my $rows = 0;

# Scripts that load one library number their releases apart.
sub first_release { $releases = $_[0] - 1; }

sub begin_copy
{
	my ($table, $columns, $name) = @_;
	$releases++;
	print "INSERT INTO rcm_library.release (id, set_name, name) VALUES ($releases, '$table', '$name');\n";
	print "COPY rcm_library.$table ($columns, release_id) FROM STDIN;\n";
	$rows = 0;
}

# Blank is null.
sub row
{
	print join("\t", map { defined $_ && $_ ne '' ? $_ : '\N' } @_), "\t$releases\n";
	$rows++;
}

sub end_copy
{
	print "\\.\n";
	print "UPDATE rcm_library.release SET row_count = $rows WHERE id = $releases;\n";
}

1;
