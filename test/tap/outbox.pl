# The outbox: who listens is told at commit, who fetches gets each file alone, and two submits send nothing twice.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Session;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('outbox');
$node->init;
$node->append_conf('postgresql.conf', $ENV{RCM_TEST_CONF}) if defined $ENV{RCM_TEST_CONF};
$node->append_conf('postgresql.conf', "client_min_messages = warning\n");
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION rcm');
$node->safe_psql('postgres', slurp_file("$ENV{TESTDIR}/test/pgtap/given/practice.sql"));
$node->safe_psql('postgres', slurp_file("$ENV{TESTDIR}/test/pgtap/given/submission.sql") =~ s/ AS made \\gset/;/gr);
$node->safe_psql('postgres', q(ALTER DATABASE postgres SET rcm.library = 'rcm_library'));

sub claims
{
	my ($prefix, $n) = @_;
	$node->safe_psql('postgres', "INSERT INTO billing.claim (practice_id, document, state) SELECT 'A', given.recent('$prefix' || n), 'ready' FROM generate_series(1, $n) n");
}

plan skip_all => 'this PostgreSQL has no background_psql that answers'
  unless $node->can('background_psql') && eval { require PostgreSQL::Test::BackgroundPsql; 1 };
my $one = $node->background_psql('postgres');
my $two = $node->background_psql('postgres');

# ---- a listener hears of what is committed, and of nothing else ----
claims('L', 2);
my $listener = $node->background_psql('postgres');
$listener->query_safe('LISTEN rcm_outbox');
$one->query_safe('BEGIN');
$one->query_safe(q(SELECT count(*) FROM billing.submit('A')));
unlike($listener->query_safe('SELECT 1'), qr/rcm_outbox/, 'nothing is told before the commit');
$one->query_safe('ROLLBACK');
unlike($listener->query_safe('SELECT 2'), qr/rcm_outbox/, 'nor after a rollback');
$one->query_safe(q(SELECT count(*) FROM billing.submit('A')));
my $told = '';
for (1 .. 50)
{
	$told .= $listener->query_safe('SELECT 3');
	last if $told =~ /rcm_outbox/;
	select(undef, undef, undef, 0.1);
}
like($told, qr/"rcm_outbox" with payload "\{"ledger": "billing", "practice": "A", "interchange": \d+\}"/, 'the commit is told, with what to fetch');
$listener->quit;

# ---- a file has one sender ----
$one->query_safe('BEGIN');
is(ask($one, q(SELECT count(*) FROM billing.fetch_outbox('A'))), '1', 'a sender gets the file');
is(ask($two, q(SELECT count(*) FROM billing.fetch_outbox('A'))), '0', 'another passes over it, and does not wait');
$one->query_safe('ROLLBACK');
is(ask($two, q(SELECT count(*) FROM billing.fetch_outbox('A'))), '1', 'and gets it when the first one failed');
is(ask($one, q(SELECT count(*) FROM billing.fetch_outbox('A'))), '0', 'once');

# ---- two submits at the same time ----
claims('S', 20);
$one->query_safe('BEGIN');
is(ask($one, q(SELECT count(*) FROM billing.submit('A'))), '20', 'one sends all');
$two->query_until(qr/began/, "\\echo began\nSELECT 'second', count(*) FROM billing.submit('A');\n");
$node->poll_query_until('postgres', q(SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%billing.submit%')));
$one->query_safe('COMMIT');
$two->query_safe('SELECT 1');
is($node->safe_psql('postgres', q(SELECT count(*), count(DISTINCT claim_id) FROM billing.submission WHERE claim_id LIKE 'S%')), '20|20', 'the other one waits, and sends nothing twice');

# ---- the same file twice at the same time ----
$one->query_safe('BEGIN');
my $file = q(given.the_999(2, 'A', '', 77));
is(ask($one, "SELECT state FROM billing.receive('A', $file)"), 'accepted', 'one takes a file in');
$two->query_until(qr/began/, "\\echo began\nSELECT state FROM billing.receive('A', $file);\n");
$node->poll_query_until('postgres', q(SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'advisory')));
$one->query_safe('COMMIT');
$two->query_safe('SELECT 1');
is($node->safe_psql('postgres', q(SELECT count(*) FROM billing.interchange WHERE direction = 'in')), '1', 'the other one finds it there');

$one->quit;
$two->quit;
$node->stop;
done_testing();
