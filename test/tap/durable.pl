# Servers of our own: prepared transactions, a crash, a standby.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Session;
use Test::More;

# where the test lies decides where its data lies
my $practice = "$ENV{TESTDIR}/test/pgtap/given/practice.sql";

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1);
$primary->append_conf('postgresql.conf', $ENV{RCM_TEST_CONF}) if defined $ENV{RCM_TEST_CONF};
$primary->append_conf('postgresql.conf', "max_prepared_transactions = 5\nclient_min_messages = warning\n");
$primary->start;
$primary->safe_psql('postgres', 'CREATE EXTENSION rcm');
$primary->safe_psql('postgres', slurp_file($practice));
$primary->safe_psql('postgres', <<'SQL');
SELECT given.library();
CREATE TABLE claim (id integer PRIMARY KEY, doc rcm.claim);
CREATE TABLE part (id integer PRIMARY KEY, doc jsonb);
CREATE TRIGGER clean BEFORE INSERT OR UPDATE ON claim FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('doc');
CREATE CONSTRAINT TRIGGER clean AFTER INSERT OR UPDATE OR DELETE ON part DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
	EXECUTE FUNCTION rcm.require_clean_by('SELECT doc::rcm.claim FROM public.part WHERE id = $1', 'id');
SQL

my $dirty = q(given.document('{"total_charge": "1.00"}'));

sub answer
{
	my ($node, $sql) = @_;
	my ($status, $out, $err) = $node->psql('postgres', $sql);
	return $err =~ /ERROR:  ([^\n]*)/ ? $1 : $out;
}

# ---- prepared transactions ----

is(answer($primary, "BEGIN; INSERT INTO part VALUES (1, given.document()); PREPARE TRANSACTION 'good'; COMMIT PREPARED 'good'; SELECT count(*) FROM part"),
	'1', 'a clean claim is prepared and committed');
like(answer($primary, "BEGIN; INSERT INTO part VALUES (2, $dirty); PREPARE TRANSACTION 'bad'"),
	qr/^claim refused: AMT-SUM: /, 'a dirty one is judged when it is prepared');
is(answer($primary, 'SELECT count(*) FROM pg_prepared_xacts'), '0', 'and nothing is left prepared');

# A change of the library that is prepared counts once it is committed, here and elsewhere.
my $reader = $primary->background_psql('postgres') if $primary->can('background_psql');
my $judge = q(SELECT rcm.is_clean(given.claim('{"total_charge": "1.00"}')));
sub reader
{
	return $reader ? ask($reader, $judge) : answer($primary, $judge);
}
is(reader(), 'f', 'judged before');
$primary->safe_psql('postgres', "BEGIN; INSERT INTO rcm_library.edit_mode (edit, mode) VALUES ('AMT-SUM', 'off'); PREPARE TRANSACTION 'mode'");
is(reader(), 'f', 'judged alike while it is only prepared');
$primary->safe_psql('postgres', "COMMIT PREPARED 'mode'");
is(reader(), 't', 'judged otherwise after');
$primary->safe_psql('postgres', "BEGIN; DELETE FROM rcm_library.edit_mode; PREPARE TRANSACTION 'back'");
$primary->safe_psql('postgres', "ROLLBACK PREPARED 'back'");
is(reader(), 't', 'and alike after one that was rolled back');
$primary->safe_psql('postgres', 'TRUNCATE rcm_library.edit_mode');
is(reader(), 'f', 'and as before after the end');

# ---- a standby: claims are judged there, by the library as it arrives ----

$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;
$primary->wait_for_catchup($standby);
is(answer($standby, $judge), 'f', 'a claim is judged on a standby');
is(answer($standby, 'SELECT count(*) FROM rcm.scrub_coverage() WHERE awake'), answer($primary, 'SELECT count(*) FROM rcm.scrub_coverage() WHERE awake'), 'with the same edits awake');
my $far = $standby->background_psql('postgres') if $standby->can('background_psql');
if ($far)
{
	is(ask($far, $judge), 'f', 'in a session there');
	$primary->safe_psql('postgres', "INSERT INTO rcm_library.edit_mode (edit, mode) VALUES ('AMT-SUM', 'off')");
	$primary->wait_for_catchup($standby);
	is(ask($far, $judge), 't', 'which hears of the change');
	$far->quit;
}
else
{
	$primary->safe_psql('postgres', "INSERT INTO rcm_library.edit_mode (edit, mode) VALUES ('AMT-SUM', 'off')");
	$primary->wait_for_catchup($standby);
	is(answer($standby, "$judge; SELECT pg_sleep(0)"), "t\n", 'a change arrives');
}
like(answer($standby, "SELECT rcm.load_neutral('panels', E'panel,component\n80048,82947\n')"), qr/^cannot execute .* in a read-only transaction|^cannot execute/, 'nothing is loaded there');

# ---- a crash: what was refused stays refused, what was stored is judged ----

$primary->safe_psql('postgres', 'TRUNCATE rcm_library.edit_mode');
$primary->safe_psql('postgres', 'INSERT INTO claim SELECT n, given.claim() FROM generate_series(1, 500) n');
$reader->quit if $reader;
$primary->stop('immediate');
$primary->start;
is(answer($primary, 'SELECT count(*) FROM claim WHERE rcm.is_clean(doc)'), '500', 'after a crash the claims are there, and clean');
like(answer($primary, "INSERT INTO claim VALUES (501, $dirty)"), qr/^claim refused: AMT-SUM: /, 'and the trigger is on guard');
is(answer($primary, 'SELECT count(*) FROM rcm_library.release'), answer($primary, 'SELECT count(DISTINCT set_name) FROM rcm_library.release'), 'the library is whole');

$standby->stop;
$primary->stop;
done_testing();
