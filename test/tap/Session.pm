# Session.pm - asks a session that stays open (background_psql).
package Session;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT = qw(ask);

# The answer without its last newline, which the first minor releases of 16 give along.
sub ask
{
	my ($session, $sql) = @_;
	my $answer = $session->query_safe($sql);
	chomp $answer;
	return $answer;
}

1;
