/*
 * sets.c - the sets of the library: which table, which columns, which key.
 *
 * The first columns of each list are the key that rows are looked up by, and
 * ddl/ has an index that begins with them.  Order as in RcmSetId.
 */
#include "library/library.h"

#define COUNT(a) ((int) (sizeof(a) / sizeof((a)[0])))
#define COLUMN(type, name, member, kind) {name, RCM_COLUMN_##kind, offsetof(type, member)}
#define SET(table, file, type, keys, columns) \
	{table, file, sizeof(type), keys, COUNT(columns), columns}

static const RcmColumn procedure_columns[] = {
	COLUMN(RcmProcedure, "code", code, HCPCS),
	COLUMN(RcmProcedure, "kind", kind, TEXT),
	COLUMN(RcmProcedure, "f2f", face_to_face, FLAG),
	COLUMN(RcmProcedure, "always_therapy", always_therapy, FLAG),
	COLUMN(RcmProcedure, "timed", timed, FLAG),
	COLUMN(RcmProcedure, "unlisted", unlisted, FLAG),
	COLUMN(RcmProcedure, "drug", drug, FLAG),
	COLUMN(RcmProcedure, "container", container, TEXT),
	COLUMN(RcmProcedure, "route", route, TEXT),
	COLUMN(RcmProcedure, "clia", clia, FLAG),
	COLUMN(RcmProcedure, "juris", jurisdiction, TEXT),
	COLUMN(RcmProcedure, "per_day", per_day, FLAG),
	COLUMN(RcmProcedure, "zero_ok", zero_charge_ok, FLAG),
	COLUMN(RcmProcedure, "steril", sterilization, FLAG),
	COLUMN(RcmProcedure, "age_lo", age_low, INT),
	COLUMN(RcmProcedure, "age_hi", age_high, INT),
	COLUMN(RcmProcedure, "sex", sex, TEXT),
	COLUMN(RcmProcedure, "base", base_units, INT),
};

/* RcmRelativeValue begins with a RcmFeeSchedule, so these stand at the same places in both. */
#define FEE_SCHEDULE_COLUMNS \
	COLUMN(RcmFeeSchedule, "code", code, HCPCS), \
	COLUMN(RcmFeeSchedule, "mod", modifier, TEXT), \
	COLUMN(RcmFeeSchedule, "status", status, TEXT), \
	COLUMN(RcmFeeSchedule, "pctc", pctc, TEXT), \
	COLUMN(RcmFeeSchedule, "glob", global_days, TEXT), \
	COLUMN(RcmFeeSchedule, "mult", multiple, TEXT), \
	COLUMN(RcmFeeSchedule, "bilat", bilateral, TEXT), \
	COLUMN(RcmFeeSchedule, "asst", assistant, TEXT), \
	COLUMN(RcmFeeSchedule, "co", co_surgeon, TEXT), \
	COLUMN(RcmFeeSchedule, "team", team, TEXT), \
	COLUMN(RcmFeeSchedule, "nonfac_na", nonfacility_na, FLAG), \
	COLUMN(RcmFeeSchedule, "fac_na", facility_na, FLAG)

static const RcmColumn fee_schedule_columns[] = {FEE_SCHEDULE_COLUMNS};

static const RcmColumn relative_value_columns[] = {
	FEE_SCHEDULE_COLUMNS,
	COLUMN(RcmRelativeValue, "work", work, QUANTITY),
	COLUMN(RcmRelativeValue, "nonfac_pe", nonfacility_pe, QUANTITY),
	COLUMN(RcmRelativeValue, "fac_pe", facility_pe, QUANTITY),
	COLUMN(RcmRelativeValue, "mp", malpractice, QUANTITY),
	COLUMN(RcmRelativeValue, "cf", conversion_factor, QUANTITY),
	COLUMN(RcmRelativeValue, "pre_op", pre_op, QUANTITY),
	COLUMN(RcmRelativeValue, "intra_op", intra_op, QUANTITY),
	COLUMN(RcmRelativeValue, "post_op", post_op, QUANTITY),
	COLUMN(RcmRelativeValue, "endo_base", endoscopy_base, TEXT),
	COLUMN(RcmRelativeValue, "imaging", imaging, TEXT),
	COLUMN(RcmRelativeValue, "opps_nonfac", opps_nonfacility, QUANTITY),
	COLUMN(RcmRelativeValue, "opps_fac", opps_facility, QUANTITY),
	COLUMN(RcmRelativeValue, "opps_mp", opps_malpractice, QUANTITY),
	COLUMN(RcmRelativeValue, "apm", apm, FLAG),
};

static const RcmColumn ptp_columns[] = {
	COLUMN(RcmPtp, "col1", col1, HCPCS),
	COLUMN(RcmPtp, "col2", col2, HCPCS),
	COLUMN(RcmPtp, "program", program, TEXT),
	COLUMN(RcmPtp, "setting", setting, TEXT),
	COLUMN(RcmPtp, "ccmi", indicator, INT),
};

static const RcmColumn mue_columns[] = {
	COLUMN(RcmMue, "code", code, HCPCS),
	COLUMN(RcmMue, "program", program, TEXT),
	COLUMN(RcmMue, "setting", setting, TEXT),
	COLUMN(RcmMue, "value", value, INT),
	COLUMN(RcmMue, "mai", mai, INT),
};

static const RcmColumn add_on_columns[] = {
	COLUMN(RcmAddOn, "addon", add_on, HCPCS),
	COLUMN(RcmAddOn, "primary", primary, HCPCS),
	COLUMN(RcmAddOn, "type", type, INT),
};

static const RcmColumn diagnosis_columns[] = {
	COLUMN(RcmDiagnosisRow, "code", code, ICD10),
	COLUMN(RcmDiagnosisRow, "billable", billable, FLAG),
	COLUMN(RcmDiagnosisRow, "sex", sex, TEXT),
	COLUMN(RcmDiagnosisRow, "age_cat", age_category, TEXT),
	COLUMN(RcmDiagnosisRow, "manif", manifestation, FLAG),
	COLUMN(RcmDiagnosisRow, "unacc_pdx", unacceptable_first, TEXT),
	COLUMN(RcmDiagnosisRow, "lat", side, TEXT),
	COLUMN(RcmDiagnosisRow, "unspec_lat", unspecified_side, FLAG),
	COLUMN(RcmDiagnosisRow, "poa_exempt", poa_exempt, FLAG),
};

static const RcmColumn seventh_character_columns[] = {
	COLUMN(RcmSeventhCharacter, "prefix", prefix, PREFIX),
	COLUMN(RcmSeventhCharacter, "allowed", allowed, TEXT),
};

static const RcmColumn excludes1_columns[] = {
	COLUMN(RcmPrefixPair, "a", first, PREFIX),
	COLUMN(RcmPrefixPair, "b", second, PREFIX),
};

static const RcmColumn manifestation_columns[] = {
	COLUMN(RcmPrefixPair, "manif", first, PREFIX),
	COLUMN(RcmPrefixPair, "etiology", second, PREFIX),
};

static const RcmColumn modifier_columns[] = {
	COLUMN(RcmModifier, "mod", modifier, CODE2),
	COLUMN(RcmModifier, "ncci", ncci, FLAG),
	COLUMN(RcmModifier, "repeat", repeat, FLAG),
	COLUMN(RcmModifier, "anat", anatomic, FLAG),
};

static const RcmColumn modifier_procedure_columns[] = {
	COLUMN(RcmRangeRule, "mod", modifier, CODE2),
	COLUMN(RcmRangeRule, "rule", rule, TEXT),
	COLUMN(RcmRangeRule, "lo", low, HCPCS),
	COLUMN(RcmRangeRule, "hi", high, HCPCS),
};

static const RcmColumn modifier_conflict_columns[] = {
	COLUMN(RcmModifierConflict, "a", first, CODE2),
	COLUMN(RcmModifierConflict, "b", second, CODE2),
};

static const RcmColumn place_of_service_columns[] = {
	COLUMN(RcmPlaceOfService, "pos", pos, CODE2),
	COLUMN(RcmPlaceOfService, "fac", facility, FLAG),
};

static const RcmColumn place_procedure_columns[] = {
	COLUMN(RcmRangeRule, "lo", low, HCPCS),
	COLUMN(RcmRangeRule, "hi", high, HCPCS),
	COLUMN(RcmRangeRule, "rule", rule, TEXT),
	COLUMN(RcmRangeRule, "pos", list, TEXTS),
};

static const RcmColumn telehealth_columns[] = {
	COLUMN(RcmTelehealth, "code", code, HCPCS),
	COLUMN(RcmTelehealth, "class", payer_class, TEXT),
	COLUMN(RcmTelehealth, "audio_ok", audio_ok, FLAG),
};

static const RcmColumn coverage_policy_columns[] = {
	COLUMN(RcmCoveragePolicy, "code", code, HCPCS),
	COLUMN(RcmCoveragePolicy, "policy", policy, TEXT),
	COLUMN(RcmCoveragePolicy, "class", payer_class, TEXT),
	COLUMN(RcmCoveragePolicy, "dx_prefix", dx_prefix, PREFIX),
	COLUMN(RcmCoveragePolicy, "list", list, TEXT),
};

static const RcmColumn procedure_diagnosis_columns[] = {
	COLUMN(RcmRangeRule, "lo", low, HCPCS),
	COLUMN(RcmRangeRule, "hi", high, HCPCS),
	COLUMN(RcmRangeRule, "class", key, TEXT),
	COLUMN(RcmRangeRule, "dx_prefixes", list, TEXTS),
};

static const RcmColumn procedure_specialty_columns[] = {
	COLUMN(RcmRangeRule, "lo", low, HCPCS),
	COLUMN(RcmRangeRule, "hi", high, HCPCS),
	COLUMN(RcmRangeRule, "specs", list, TEXTS),
};

static const RcmColumn authorization_rule_columns[] = {
	COLUMN(RcmAuthorizationRule, "payer_id", payer_id, TEXT),
	COLUMN(RcmAuthorizationRule, "lo", low, HCPCS),
	COLUMN(RcmAuthorizationRule, "hi", high, HCPCS),
	COLUMN(RcmAuthorizationRule, "emerg_exempt", emergency_exempt, FLAG),
};

static const RcmColumn frequency_limit_columns[] = {
	COLUMN(RcmFrequencyLimit, "code", code, HCPCS),
	COLUMN(RcmFrequencyLimit, "class", payer_class, TEXT),
	COLUMN(RcmFrequencyLimit, "group", group, TEXTS),
	COLUMN(RcmFrequencyLimit, "rule", rule, TEXT),
	COLUMN(RcmFrequencyLimit, "n", n, INT),
};

static const RcmColumn fee_columns[] = {
	COLUMN(RcmFee, "code", code, HCPCS),
	COLUMN(RcmFee, "class", payer_class, TEXT),
	COLUMN(RcmFee, "mod", modifier, TEXT),
	COLUMN(RcmFee, "setting", setting, TEXT),
	COLUMN(RcmFee, "allowed", allowed, USD),
};

static const RcmColumn payer_columns[] = {
	COLUMN(RcmPayer, "payer_id", payer_id, TEXT),
	COLUMN(RcmPayer, "class", payer_class, TEXT),
	COLUMN(RcmPayer, "filing", filing, TEXT),
	COLUMN(RcmPayer, "member_regex", member_regex, TEXT),
	COLUMN(RcmPayer, "timely_n", timely_n, INT),
	COLUMN(RcmPayer, "timely_unit", timely_unit, TEXT),
	COLUMN(RcmPayer, "timely_basis", timely_basis, TEXT),
	COLUMN(RcmPayer, "corrected_n", corrected_n, INT),
	COLUMN(RcmPayer, "secondary_n", secondary_n, INT),
	COLUMN(RcmPayer, "accepted_freq", accepted_freq, TEXTS),
	COLUMN(RcmPayer, "ncci", ncci, TEXT),
	COLUMN(RcmPayer, "mue", mue, TEXT),
	COLUMN(RcmPayer, "consult_ok", consult_ok, FLAG),
	COLUMN(RcmPayer, "taxonomy_req", taxonomy_req, FLAG),
	COLUMN(RcmPayer, "ndc_req", ndc_req, FLAG),
	COLUMN(RcmPayer, "referral_req", referral_req, TEXT),
	COLUMN(RcmPayer, "tele_mod", tele_mod, TEXT),
	COLUMN(RcmPayer, "tele_pos_from", tele_pos_from, DATE),
	COLUMN(RcmPayer, "elig_days", elig_days, INT),
	COLUMN(RcmPayer, "elig_monthly", elig_monthly, FLAG),
	COLUMN(RcmPayer, "clia_req", clia_req, FLAG),
	COLUMN(RcmPayer, "ordering_req", ordering_req, FLAG),
	COLUMN(RcmPayer, "global", global_package, FLAG),
	COLUMN(RcmPayer, "bilateral", bilateral, TEXT),
};

static const RcmColumn clia_waived_columns[] = {
	COLUMN(RcmCliaWaived, "code", code, HCPCS),
	COLUMN(RcmCliaWaived, "qw", qw, FLAG),
};

static const RcmColumn clia_certificate_columns[] = {
	COLUMN(RcmCliaCertificate, "clia", clia, TEXT),
	COLUMN(RcmCliaCertificate, "type", type, TEXT),
};

static const RcmColumn panel_columns[] = {
	COLUMN(RcmPanel, "panel", panel, HCPCS),
	COLUMN(RcmPanel, "component", component, HCPCS),
};

static const RcmColumn ndc_columns[] = {
	COLUMN(RcmNdcRow, "ndc", ndc, TEXT),
	COLUMN(RcmNdcRow, "code", code, HCPCS),
	COLUMN(RcmNdcRow, "uom", uom, TEXT),
	COLUMN(RcmNdcRow, "units_per_uom", units_per_uom, QUANTITY),
	COLUMN(RcmNdcRow, "container", container, TEXT),
};

static const RcmColumn dme_columns[] = {
	COLUMN(RcmDme, "code", code, HCPCS),
	COLUMN(RcmDme, "category", category, TEXT),
	COLUMN(RcmDme, "mods", modifiers, TEXTS),
	COLUMN(RcmDme, "kx_req", kx_required, FLAG),
	COLUMN(RcmDme, "rtlt_req", side_required, FLAG),
};

static const RcmColumn type_of_bill_columns[] = {
	COLUMN(RcmTypeOfBill, "tob2", tob2, TEXT),
	COLUMN(RcmTypeOfBill, "inpatient", inpatient, FLAG),
	COLUMN(RcmTypeOfBill, "freqs", frequencies, TEXTS),
};

static const RcmColumn revenue_code_columns[] = {
	COLUMN(RcmRevenueCode, "rev", rev, TEXT),
	COLUMN(RcmRevenueCode, "hcpcs_req", hcpcs_required, FLAG),
};

static const RcmColumn revenue_procedure_columns[] = {
	COLUMN(RcmRangeRule, "rev", key, TEXT),
	COLUMN(RcmRangeRule, "lo", low, HCPCS),
	COLUMN(RcmRangeRule, "hi", high, HCPCS),
};

static const RcmColumn opps_status_columns[] = {
	COLUMN(RcmOppsStatus, "code", code, HCPCS),
	COLUMN(RcmOppsStatus, "si", status, TEXT),
};

static const RcmColumn device_columns[] = {
	COLUMN(RcmDevice, "code", code, HCPCS),
	COLUMN(RcmDevice, "devices", devices, TEXTS),
};

static const RcmColumn therapy_threshold_columns[] = {
	COLUMN(RcmTherapyThreshold, "year", year, INT),
	COLUMN(RcmTherapyThreshold, "amount", amount, USD),
};

static const RcmColumn provider_columns[] = {
	COLUMN(RcmProviderRow, "npi", npi, NPI),
	COLUMN(RcmProviderRow, "type", type, INT),
	COLUMN(RcmProviderRow, "last_or_org", last_or_org, TEXT),
	COLUMN(RcmProviderRow, "specialty", specialty, CODE2),
	COLUMN(RcmProviderRow, "taxonomies", taxonomies, TEXTS),
	COLUMN(RcmProviderRow, "tins", tins, TEXTS),
	COLUMN(RcmProviderRow, "deact", deactivated, DATE),
	COLUMN(RcmProviderRow, "license_term", license_term, DATE),
	COLUMN(RcmProviderRow, "excluded_from", excluded_from, DATE),
	COLUMN(RcmProviderRow, "render_exempt", render_exempt, FLAG),
	COLUMN(RcmProviderRow, "order_ok", order_ok, FLAG),
};

static const RcmColumn enrollment_columns[] = {
	COLUMN(RcmEnrollment, "npi", npi, NPI),
	COLUMN(RcmEnrollment, "payer_id", payer_id, TEXT),
};

static const RcmColumn edit_mode_columns[] = {
	COLUMN(RcmEditMode, "edit", edit, TEXT),
	COLUMN(RcmEditMode, "payer_id", payer_id, TEXT),
	COLUMN(RcmEditMode, "practice", practice, TEXT),
	COLUMN(RcmEditMode, "mode", mode, TEXT),
};

static const RcmColumn edit_override_columns[] = {
	COLUMN(RcmEditOverride, "claim_id", claim_id, TEXT),
	COLUMN(RcmEditOverride, "edit", edit, TEXT),
	COLUMN(RcmEditOverride, "payer_id", payer_id, TEXT),
	COLUMN(RcmEditOverride, "practice", practice, TEXT),
	COLUMN(RcmEditOverride, "line", line, INT),
};

static const RcmColumn custom_edit_columns[] = {
	COLUMN(RcmCustomEdit, "edit", edit, TEXT),
	COLUMN(RcmCustomEdit, "level", level, TEXT),
	COLUMN(RcmCustomEdit, "expression", expression, TEXT),
	COLUMN(RcmCustomEdit, "severity", severity, TEXT),
	COLUMN(RcmCustomEdit, "name", name, TEXT),
	COLUMN(RcmCustomEdit, "message", message, TEXT),
	COLUMN(RcmCustomEdit, "fix", fix, TEXT),
	COLUMN(RcmCustomEdit, "carc", carc, TEXT),
	COLUMN(RcmCustomEdit, "rarc", rarc, TEXT),
	COLUMN(RcmCustomEdit, "payers", payers, TEXTS),
	COLUMN(RcmCustomEdit, "states", states, TEXTS),
	COLUMN(RcmCustomEdit, "forms", forms, TEXTS),
	COLUMN(RcmCustomEdit, "specialties", specialties, TEXTS),
};

static const RcmColumn release_columns[] = {
	COLUMN(RcmRelease, "id", id, INT),
	COLUMN(RcmRelease, "set_name", set_name, TEXT),
	COLUMN(RcmRelease, "name", name, TEXT),
	COLUMN(RcmRelease, "tables", tables, TEXTS),
	COLUMN(RcmRelease, "since", since, DATE),
	COLUMN(RcmRelease, "until", until, DATE),
};

static const RcmColumn gpci_columns[] = {
	COLUMN(RcmGpci, "mac_locality", mac_locality, TEXT),
	COLUMN(RcmGpci, "work", work, QUANTITY),
	COLUMN(RcmGpci, "pe", practice_expense, QUANTITY),
	COLUMN(RcmGpci, "mp", malpractice, QUANTITY),
};

static const RcmColumn anesthesia_factor_columns[] = {
	COLUMN(RcmAnesthesiaFactor, "mac_locality", mac_locality, TEXT),
	COLUMN(RcmAnesthesiaFactor, "factor", factor, QUANTITY),
};

static const RcmColumn zip_locality_columns[] = {
	COLUMN(RcmZipLocality, "zip", zip, TEXT),
	COLUMN(RcmZipLocality, "mac_locality", mac_locality, TEXT),
	COLUMN(RcmZipLocality, "plus_four", plus_four, FLAG),
};

static const RcmColumn mce_edit_columns[] = {
	COLUMN(RcmMceEdit, "code", code, ICD10),
	COLUMN(RcmMceEdit, "list", list, TEXT),
	COLUMN(RcmMceEdit, "age_lo", age_low, INT),
	COLUMN(RcmMceEdit, "age_hi", age_high, INT),
};

static const RcmColumn poa_exempt_columns[] = {
	COLUMN(RcmPoaExempt, "code", code, ICD10),
};

static const RcmColumn contract_columns[] = {
	COLUMN(RcmContract, "payer_id", payer_id, TEXT),
	COLUMN(RcmContract, "plan", plan, TEXT),
	COLUMN(RcmContract, "basis", basis, TEXT),
	COLUMN(RcmContract, "fee_class", fee_class, TEXT),
	COLUMN(RcmContract, "percent", percent, QUANTITY),
};

const RcmSet rcm_sets[RCM_SET_COUNT] = {
	SET("procedure", "px", RcmProcedure, 1, procedure_columns),
	SET("fee_schedule", "pfs", RcmFeeSchedule, 1, fee_schedule_columns),
	SET("ptp", "ptp", RcmPtp, 2, ptp_columns),
	SET("mue", "mue", RcmMue, 1, mue_columns),
	SET("add_on", "aoc", RcmAddOn, 1, add_on_columns),
	SET("diagnosis", "dx", RcmDiagnosisRow, 1, diagnosis_columns),
	SET("seventh_character", "dx_7th", RcmSeventhCharacter, 1, seventh_character_columns),
	SET("excludes1", "dx_excl1", RcmPrefixPair, 1, excludes1_columns),
	SET("manifestation", "dx_manif", RcmPrefixPair, 1, manifestation_columns),
	SET("modifier", "modifiers", RcmModifier, 1, modifier_columns),
	SET("modifier_procedure", "mod_px", RcmRangeRule, 1, modifier_procedure_columns),
	SET("modifier_conflict", "mod_pairs", RcmModifierConflict, 1, modifier_conflict_columns),
	SET("place_of_service", "pos", RcmPlaceOfService, 1, place_of_service_columns),
	SET("place_procedure", "px_pos", RcmRangeRule, 0, place_procedure_columns),
	SET("telehealth", "telehealth", RcmTelehealth, 1, telehealth_columns),
	SET("coverage_policy", "lcd", RcmCoveragePolicy, 1, coverage_policy_columns),
	SET("procedure_diagnosis", "px_dx", RcmRangeRule, 0, procedure_diagnosis_columns),
	SET("procedure_specialty", "px_spec", RcmRangeRule, 0, procedure_specialty_columns),
	SET("authorization_rule", "auth_rules", RcmAuthorizationRule, 1, authorization_rule_columns),
	SET("frequency_limit", "freq_limits", RcmFrequencyLimit, 1, frequency_limit_columns),
	SET("fee", "fees", RcmFee, 1, fee_columns),
	SET("payer", "payers", RcmPayer, 1, payer_columns),
	SET("clia_waived", "clia_waived", RcmCliaWaived, 1, clia_waived_columns),
	SET("clia_certificate", "clia_certs", RcmCliaCertificate, 1, clia_certificate_columns),
	SET("panel", "panels", RcmPanel, 0, panel_columns),
	SET("ndc", "ndc_hcpcs", RcmNdcRow, 1, ndc_columns),
	SET("dme", "dme", RcmDme, 1, dme_columns),
	SET("type_of_bill", "tob", RcmTypeOfBill, 1, type_of_bill_columns),
	SET("revenue_code", "rev", RcmRevenueCode, 1, revenue_code_columns),
	SET("revenue_procedure", "rev_px", RcmRangeRule, 1, revenue_procedure_columns),
	SET("opps_status", "opps_si", RcmOppsStatus, 1, opps_status_columns),
	SET("device", "device", RcmDevice, 1, device_columns),
	SET("therapy_threshold", "therapy_threshold", RcmTherapyThreshold, 1, therapy_threshold_columns),
	SET("provider", "providers", RcmProviderRow, 1, provider_columns),
	SET("enrollment", "enrollment", RcmEnrollment, 1, enrollment_columns),
	SET("edit_mode", NULL, RcmEditMode, 0, edit_mode_columns),
	SET("edit_override", NULL, RcmEditOverride, 1, edit_override_columns),
	SET("custom_edit", NULL, RcmCustomEdit, 0, custom_edit_columns),
	SET("release", NULL, RcmRelease, 1, release_columns),
	SET("gpci", NULL, RcmGpci, 1, gpci_columns),
	SET("anesthesia_factor", NULL, RcmAnesthesiaFactor, 1, anesthesia_factor_columns),
	SET("zip_locality", NULL, RcmZipLocality, 1, zip_locality_columns),
	SET("mce_edit", NULL, RcmMceEdit, 1, mce_edit_columns),
	SET("poa_exempt", NULL, RcmPoaExempt, 1, poa_exempt_columns),
	SET("contract", "contracts", RcmContract, 1, contract_columns),
	SET("fee_schedule", NULL, RcmRelativeValue, 1, relative_value_columns),
};
