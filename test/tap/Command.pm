# Command.pm - where the command rcm is: as RCM names it, where it was
# installed for the tests, or on the PATH; undef when nowhere.
package Command;
use strict;
use warnings;

use Exporter 'import';
our @EXPORT_OK = ('command_path');

sub command_path
{
	return $ENV{RCM} if defined $ENV{RCM};
	chomp(my $bindir = `pg_config --bindir`);
	my @places = map { "$_/rcm" } (defined $ENV{RCM_DIR} ? "$ENV{RCM_DIR}/install$bindir" : (), split /:/, $ENV{PATH});
	return (grep { -x } @places)[0];
}

1;
