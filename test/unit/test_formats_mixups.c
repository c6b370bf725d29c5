/*
 * test_formats_mixups.c - no format takes the file of another: made-up samples
 * of every set are given to every format, and the real files when RCM_SHARED
 * names them.  What cannot be told by what is in a file is listed here; there
 * the file's name is all that tells.
 */
#include "format_reading.h"
#include "formats/neutral.h"

/* ---- one sample for each set ---- */

#define PTP_SEVEN \
	"Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tRationale\n" \
	"45385\t45378\t\t20200101\t*\t1\tReason\n45385\t45379\t\t20200101\t*\t0\tReason\n"
#define PTP_SIX \
	"Column 1\tColumn 2\tEffective\tDeletion\tModifier\tRationale\n45385\t45378\t20200101\t*\t1\tReason\n"
#define MUE(service) \
	"\"HCPCS/\nCPT Code\"," service " MUE Values,MUE Adjudication Indicator,MUE Rationale\n10021,1,2 Day,Reason\n"
#define ORDER "00001 H60     0 Sore ear                                                     Sore ear, any\n" \
	"00002 H6010   1 Sore ear, unspecified                                        Sore ear, unspecified\n"
#define TABULAR \
	"<?xml version=\"1.0\"?>\n<ICD10CM.tabular><chapter><name>1</name><desc>Things (A00-B99)</desc>" \
	"<includes><note>sorts</note></includes></chapter></ICD10CM.tabular>\n"
#define FEES \
	",,,STATUS,WORK,NON-FAC,FACILITY,NON-FAC NA,FACILITY NA,MP,PCTC,GLOB,MULT,BILAT,ASST,CO-,TEAM,CONV\n" \
	"HCPCS,MOD,DESCRIPTION,CODE,RVU,PE RVU,PE RVU,INDICATOR,INDICATOR,RVU,IND,DAYS,PROC,SURG,SURG,SURG,SURG,FACTOR\n" \
	"99213,,x,A,1,2,3,NA,,4,0,XXX,1,2,1,0,9,33.4009\n"

typedef struct Sample
{
	const char *set;
	const char *data;
} Sample;

static const Sample samples[] = {
	{"ptp-practitioner", PTP_SEVEN},
	{"ptp-outpatient", PTP_SEVEN},
	{"mue-practitioner", MUE("Practitioner Services")},
	{"mue-outpatient", MUE("Outpatient Hospital Services")},
	{"mue-dme", MUE("DME Supplier Services")},
	{"add-on", "AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT,Notes\n"
	"1,0071U,,0070U,,2018274,,\n"},
	{"ncci-modifiers", "modifier,family\nE1,anatomic\n25,global surgery\n"},
	{"icd10cm", ORDER},
	{"icd10cm-tabular", TABULAR},
	{"mce", "MCE_Version\tICD_Version\tMCE_Section\tMCE_Subsection\tMCE_Edit_Type\tICD_Code_Type\tICD_Code\tICD_Desc\n"
	"37\t10\t4\tA\tNewborn_Only\tD\tA33\tx\n"},
	{"poa-exempt", "POA exempt codes\nOrder\tCode\tWords\n1\tB90.0\tLate thing\n2\tZ00.110\tNewborn\n"},
	{"hcpcs", "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,TERM DT\nA0425,0010,3,Miles,Miles,19850101,\n"},
	{"modifiers", "modifier,kind,add_date,action_eff_date,term_date,hcpcs_short_desc\nA1,HCPCS,20020701,20020701,,Thing\n"},
	{"pos", "code,setting,name\n01,Non-Facility,a shop\n21,Facility,a hospital\n"},
	{"pfs", FEES},
	{"pfs-apm", FEES},
	{"gpci", "Contractor,State,Locality Number,Locality Name,2025 PW GPCI,2025 PE GPCI,2025 MP GPCI\n"
	"10112,AL,00,ALABAMA,1,0.869,0.575\n"},
	{"anesthesia", "Contractor,Locality,Locality Name,National Anes CF of 20.3178\n10112,00,ALABAMA,19.31\n"},
	{"localities", "Contractor,Locality Number,State,Fee Schedule Area,Counties\n10112,0,ALABAMA,STATEWIDE,ALL COUNTIES\n"},
	{"zip-localities", "AK995010210201 Z9   0 A                                                    20254\n"},
	{"coverage-articles", "article_id,article_version,hcpc_code_id,hcpc_code_group\n99901,3,84153,1\n"},
	{"nppes", "\"NPI\",\"Entity Type Code\",\"Provider Organization Name (Legal Business Name)\","
	"\"Provider Last Name (Legal Name)\",\"Provider First Name\",\"NPI Deactivation Date\",\"NPI Reactivation Date\"\n"
	"\"1234567893\",\"1\",\"\",\"ROW\",\"A\",\"\",\"\"\n"},
	{"roster", "npi,last name,first name\n1234567893,Thorne,Miriam\n"},
	{"taxonomy", "Code,Grouping,Classification,Specialization,Definition,Notes\n101Y00000X,G,Counting,,How,\n"},
	{"carc", "Code,Description,Start Date,Last Modified,Stop Date\n1,words,01/01/1995,,\nA1,words,01/01/1995,,\n"},
	{"rarc", "Code,Description,Start Date,Last Modified,Stop Date\nM1,words,01/01/1997,,\nN30,words,01/01/1997,,\n"},
	{"group-codes", "code,description\nCO,words\nPR,words\n"},
	{"claim-status", "code,description\n1,words\n104,words\n"},
	{"claim-status-category", "code,description\nA0,words\nR10,words\nF3F,words\n"},
	{"entity", "code,description\n1P,words\n13,words\nQC,words\n"},
	{"service-types", "code,description\n1,words\n98,words\nUC,words\n"},
	{"states", "code,name\nOH,words\nAK,words\n"},
	{"admission-types", "code,description\n1,words\n9,words\n"},
	{"admission-sources", "code,description\n1,words\nD,words\n"},
	{"discharge-status", "code,description\n01,words\n20,words\n"},
	{"poa-indicators", "code,description\nY,words\nW,words\n"},
	{"revenue-codes", "code,description\n0001,words\n0450,words\n"},
	{"bill-types", "code,description\n11,words\n13,words\n"},
	{"bill-type-frequencies", "code,description\n1,words\nZ,words\n"},
	{"medicaid-ptp-practitioner", PTP_SIX},
	{"medicaid-ptp-outpatient", PTP_SIX},
	{"medicaid-ptp-dme", PTP_SIX},
	{"medicaid-mue-practitioner", MUE("Practitioner Services")},
	{"medicaid-mue-outpatient", MUE("Outpatient Hospital Services")},
	{"medicaid-mue-dme", MUE("DME Supplier Services")},
	/* neutral files */
	{"procedure", "code,kind,f2f,age_lo\n99213,EM,Y,\n"},
	{"fee_schedule", "code,mod,status,glob\n99213,,A,XXX\n"},
	{"ptp", "program,setting,col1,col2,eff,del,ccmi\nMCR,PRA,45385,45378,2000-01-01,,0\n"},
	{"mue", "program,setting,code,value,mai\nMCR,PRA,45385,1,2\n"},
	{"add_on", "addon,primary,type\n0071U,0070U,1\n"},
	{"diagnosis", "code,billable,sex\nE10.9,Y,\nO80,Y,F\n"},
	{"seventh_character", "prefix,allowed\nS02,ABD\n"},
	{"excludes1", "a,b\nE10,E11\n"},
	{"manifestation", "manif,etiology\nD63,N18\n"},
	{"modifier", "mod,ncci,repeat,anat\n59,Y,,\n"},
	{"modifier_procedure", "mod,rule,lo,hi\n25,DENY,10004,69990\n"},
	{"modifier_conflict", "a,b\n26,TC\n"},
	{"place_of_service", "pos,fac\n21,Y\n"},
	{"place_procedure", "lo,hi,rule,pos\n99201,99215,DENY,21|51\n"},
	{"telehealth", "class,code,audio_ok\nmedicare,99213,Y\n"},
	{"coverage_policy", "policy,type,class,code,dx_prefix,list\nN1,NCD,medicare,83036,E10,COVER\n"},
	{"procedure_diagnosis", "lo,hi,class,dx_prefixes\n99381,99397,*,Z00|Z02\n"},
	{"procedure_specialty", "lo,hi,specs\n99381,99397,08|11\n"},
	{"authorization_rule", "payer_id,lo,hi,emerg_exempt\nP1,70010,79999,Y\n"},
	{"frequency_limit", "class,code,group,rule,n\nmedicare,G0438,G0438|G0439,LIFE,1\n"},
	{"fee", "class,code,mod,setting,allowed\nmedicare,99213,,NF,91.00\n"},
	{"payer", "payer_id,name,class,member_regex\nP1,A payer,medicare,.*\n"},
	{"clia_waived", "code,qw\n81002,N\n"},
	{"clia_certificate", "clia,type\n05D0000000,W\n"},
	{"panel", "panel,component\n80053,82040\n"},
	{"ndc", "ndc,code,uom,units_per_uom\n00000000000,J1885,ML,2\n"},
	{"dme", "code,category,mods\nE0601,CR,RR\n"},
	{"type_of_bill", "tob2,inpatient,desc,freqs\n11,Y,a stay,1|2\n"},
	{"revenue_code", "rev,eff,term,hcpcs_req\n0450,1992-01-01,,Y\n"},
	{"revenue_procedure", "rev,lo,hi\n0450,99281,99285\n"},
	{"opps_status", "code,si\n99213,B\n"},
	{"device", "code,devices\n33249,C1721|C1722\n"},
	{"therapy_threshold", "year,amount\n2024,2330\n"},
	{"provider", "key,npi,type,last_or_org,first\nT,1234567893,1,Thorne,Miriam\n"},
	{"enrollment", "npi,payer_id\n1234567893,P1\n"},
	{"contract", "payer_id,plan,name,basis,fee_class,percent\nP1,,Ours,MEDICARE,,115\n"}
};

#define SAMPLES (sizeof(samples) / sizeof(samples[0]))

/* ---- what only the file's name can tell ---- */

typedef struct Alike
{
	const char *set;			/* that takes it */
	const char *others;			/* the sets whose files it takes, between spaces */
} Alike;

static const Alike alike[] = {
	/* NCCI's files have no word of the setting, those of limits none of the program */
	{"ptp-practitioner", "ptp-outpatient"},
	{"ptp-outpatient", "ptp-practitioner"},
	{"medicaid-ptp-practitioner", "medicaid-ptp-outpatient medicaid-ptp-dme"},
	{"medicaid-ptp-outpatient", "medicaid-ptp-practitioner medicaid-ptp-dme"},
	{"medicaid-ptp-dme", "medicaid-ptp-practitioner medicaid-ptp-outpatient"},
	{"mue-practitioner", "medicaid-mue-practitioner"},
	{"mue-outpatient", "medicaid-mue-outpatient"},
	{"mue-dme", "medicaid-mue-dme"},
	{"medicaid-mue-practitioner", "mue-practitioner"},
	{"medicaid-mue-outpatient", "mue-outpatient"},
	{"medicaid-mue-dme", "mue-dme"},
	/* the same but for the conversion factor, which changes every year */
	{"pfs", "pfs-apm"},
	{"pfs-apm", "pfs"},
	/* the neutral file of providers is a roster too, those of an institution's codes are lists */
	{"roster", "provider"},
	/* lists of code and description: codes of one are codes of the other */
	{"carc", "claim-status admission-types bill-types"},
	{"claim-status", "admission-types bill-types"},
	{"entity", "rarc group-codes claim-status-category states discharge-status bill-types"},
	{"service-types", "carc group-codes states admission-types bill-types"},
	{"states", "group-codes"},
	{"admission-sources", "admission-types"},
	{"discharge-status", "admission-types bill-types"},
	{"revenue-codes", "claim-status revenue_code"},
	{"bill-types", "type_of_bill"},
	{"bill-type-frequencies", "admission-types admission-sources poa-indicators"}
};

#define ALIKE (sizeof(alike) / sizeof(alike[0]))

/* May a set take the other's file? */
static bool
looks_alike(const char *set, const char *other)
{
	for (size_t i = 0; i < ALIKE; i++)
	{
		const char *at = strcmp(alike[i].set, set) == 0 ? alike[i].others : NULL;

		while (at != NULL && (at = strstr(at, other)) != NULL)
		{
			char		after = at[strlen(other)];

			if ((at == alike[i].others || at[-1] == ' ') && (after == ' ' || after == '\0'))
				return true;
			at++;
		}
	}
	return strcmp(set, other) == 0;
}

/* ---- every set with every file ---- */

/* Gives a file of one set to all of them. */
static void
give_to_all(const char *set, const char *data, size_t len, const char *what)
{
	const RcmFormat *format;

	for (int i = 0; (format = rcm_format_at(i)) != NULL; i++)
	{
		Reading		r = {.count_only = true};
		bool		own = strcmp(format->set, set) == 0;
		bool		right;

		if (!own && looks_alike(format->set, set))
			continue;
		read_bytes(&r, format, "", data, len, 65536);
		right = r.good == own;
		if (!unit_check(right, __FILE__, __LINE__, what))
			printf(": %s as \"%s\": %s\n", own ? "refused" : "taken", format->set, r.refusal);
		reading_free(&r);
	}
}

static const char *
sample_of(const char *set)
{
	for (size_t i = 0; i < SAMPLES; i++)
		if (strcmp(samples[i].set, set) == 0)
			return samples[i].data;
	return NULL;
}

static void
test_samples(void)
{
	const RcmFormat *format;

	for (int i = 0; (format = rcm_format_at(i)) != NULL; i++)
		if (!unit_check(sample_of(format->set) != NULL, __FILE__, __LINE__, format->set))
			printf(" has no sample here\n");
	for (size_t i = 0; i < SAMPLES; i++)
		give_to_all(samples[i].set, samples[i].data, strlen(samples[i].data), samples[i].set);
}

/* What is said to look alike does, or it has no place in the list. */
static void
test_alike(void)
{
	for (size_t i = 0; i < ALIKE; i++)
		for (size_t j = 0; j < SAMPLES; j++)
		{
			const char *set = alike[i].set;
			const char *data = samples[j].data;
			Reading		r = {0};

			if (strcmp(set, samples[j].set) == 0 || !looks_alike(set, samples[j].set))
				continue;
			read_bytes(&r, rcm_format_find(rcm_text_of(set)), "", data, strlen(data), 0);
			if (!unit_check(r.good, __FILE__, __LINE__, set))
				printf(" refuses \"%s\": %s\n", samples[j].set, r.refusal);
			reading_free(&r);
		}
}

/* No file at all, none but its headings, none but line ends. */
static void
test_nothing(void)
{
	static const char *const nothing[] = {"", "\n", "\r\n\r\n\r\n", "\xEF\xBB\xBF", "\x1a", ",,,\n,,,\n", "\t\t\n"};
	const RcmFormat *format;

	for (int i = 0; (format = rcm_format_at(i)) != NULL; i++)
		for (size_t j = 0; j < sizeof(nothing) / sizeof(nothing[0]); j++)
		{
			Reading		r = {0};

			read_bytes(&r, format, "", nothing[j], strlen(nothing[j]), 0);
			if (!unit_check(!r.good, __FILE__, __LINE__, format->set))
				printf(" takes a file with nothing in it\n");
			reading_free(&r);
		}
}

/* Blank lines after the last row, no end of the last line, a byte order mark: the same rows. */
static void
test_line_ends(void)
{
	for (size_t i = 0; i < SAMPLES; i++)
	{
		const RcmFormat *format = rcm_format_find(rcm_text_of(samples[i].set));
		const char *data = samples[i].data;
		int			len = (int) strlen(data);
		Reading		r = {0};
		char		text[4000];

		read_bytes(&r, format, "", data, (size_t) len, 0);
		snprintf(text, sizeof(text), "%s\n\r\n\n", data);
		check_reading(format, "", text, strlen(text), r.text.data, __FILE__, __LINE__);
		snprintf(text, sizeof(text), "%.*s", len - 1, data);
		check_reading(format, "", text, strlen(text), r.text.data, __FILE__, __LINE__);
		snprintf(text, sizeof(text), "\xEF\xBB\xBF%s", data);
		check_reading(format, "", text, strlen(text), r.text.data, __FILE__, __LINE__);
		reading_free(&r);
	}
}

/* ---- the real files ---- */

static const Sample real[] = {
	{"ptp-practitioner", "codes/ncci_ptp/ccipra-v322r0-f1.excerpt.TXT"},
	{"mue-practitioner", "codes/ncci_mue/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv"},
	{"mue-outpatient", "codes/ncci_mue/MCR_MUE_OutpatientHospitalServices_Eff_07-01-2024.csv"},
	{"mue-dme", "codes/ncci_mue/MCR_MUE_DMESupplierServices_Eff_07-01-2024.csv"},
	{"add-on", "codes/ncci_aoc/AOC_V2026Q2-MCR.tsv"},
	{"ncci-modifiers", "codes/hcpcs/ncci_associated_modifiers.csv"},
	{"icd10cm", "codes/icd10cm/icd10cm-order-Jan-2021.txt.gz"},
	{"icd10cm-tabular", "codes/icd10cm/icd10cm_tabular_2021.xml.gz"},
	{"mce", "codes/mce/MCE_Simple_Code_Edits_v37.txt"},
	{"mce", "codes/mce/mce_v41_1_fy2024_age_sex_manifestation.csv"},
	{"hcpcs", "codes/hcpcs/HCPC2025_OCT_ANWEB.csv"},
	{"hcpcs", "codes/hcpcs/HCPC2019_CONTR_ANWEB.txt.gz"},
	{"modifiers", "codes/hcpcs/modifiers.csv"},
	{"pos", "codes/pos_tob_rev/place_of_service.csv"},
	{"pfs", "codes/pfs/PPRRVU2025_Oct.nodesc.csv"},
	{"pfs", "codes/pfs/PPRRVU2025_Oct.nodesc.txt"},
	{"gpci", "codes/pfs/GPCI2025.csv"},
	{"gpci", "codes/pfs/GPCI2025.txt"},
	{"anesthesia", "codes/pfs/ANES2025.csv"},
	{"anesthesia", "codes/pfs/ANES2025.txt"},
	{"localities", "codes/pfs/25LOCCO.csv"},
	{"localities", "codes/pfs/25LOCCO.txt"},
	{"zip-localities", "codes/zip_locality/ZIP5_OCT2025.txt.gz"},
	{"coverage-articles", "codes/lcd/SYNTH_article_x_hcpc_code.csv"},
	{"coverage-articles", "codes/lcd/SYNTH_article_x_icd10_covered.csv"},
	{"taxonomy", "codes/nucc/nucc_taxonomy_120.csv"},
	{"taxonomy", "codes/nucc/nucc_taxonomy_251.csv"},
	{"carc", "codes/x12/carc_facts.csv"},
	{"rarc", "codes/x12/rarc_facts.csv"},
	{"group-codes", "codes/x12/cagc_group_codes.csv"},
	{"states", "codes/x12/pyx12_states_bare.csv"},
	{"revenue-codes", "codes/pos_tob_rev/revenue_codes_bare.csv"},
	{"admission-sources", "codes/pos_tob_rev/tuva2022_admit_source.csv"},
	{"admission-types", "codes/pos_tob_rev/tuva2022_admit_type.csv"},
	{"discharge-status", "codes/pos_tob_rev/tuva2022_discharge_disposition.csv"},
	{"poa-indicators", "codes/pos_tob_rev/tuva2022_present_on_admission.csv"},
	{"bill-types", "codes/pos_tob_rev/type_of_bill_stems.csv"},
	/* of no set */
	{"-", "codes/pfs/PFREV25C.excerpt.txt"},
	{"-", "codes/hcpcs/HCPCS2019_recordlayout.txt"},
	{"-", "codes/icd10cm/derived_flags_2021.csv"},
	{"-", "codes/icd10cm/derived_seven_char_2021.csv"},
	{"-", "codes/icd10cm/derived_tabular_notes_2021.csv"},
	{"-", "codes/lcd/mcd_current_article_csv_schema.csv"},
	{"-", "codes/lcd/real_cpt_icd10_supportive_pairs_quest.csv"},
	{"-", "codes/x12/novitas_mac_carc_rarc_pairs.csv"},
	{"-", "codes/nucc/taxonomy_bare_first_last_version.csv"},
	{"-", "codes/ids/clia_samples.csv"},
	{"-", "codes/ids/dea_samples.csv"},
	{"-", "codes/ids/mbi_samples.csv"},
	{"-", "codes/ids/medicaid_member_id_formats.csv"},
	{"-", "codes/ids/zip_samples.csv"},
	{"-", "codes/npi/valid_npis_26915.csv"},
	{"-", "codes/npi/invalid_npis.csv"}
};

static void
give_real(const char *set, const char *path)
{
	static char data[24 << 20];
	char		command[1100];
	FILE	   *in;
	size_t		len;

	if (!have_shared(path))
		return;
	snprintf(command, sizeof(command), "gzip -dcf '%s/%s'", getenv("RCM_SHARED"), path);
	in = popen(command, "r");
	if (in == NULL)
		return;
	len = fread(data, 1, sizeof(data), in);
	pclose(in);
	give_to_all(set, data, len, path);
}

static void
test_real(void)
{
	for (size_t i = 0; i < sizeof(real) / sizeof(real[0]); i++)
		give_real(real[i].set, real[i].data);
	for (int i = 0; rcm_neutral_format_at(i) != NULL; i++)
	{
		char		path[100];

		snprintf(path, sizeof(path), "cases/ref/%s.csv", rcm_neutral_format_at(i)->label);
		give_real(rcm_neutral_format_at(i)->set, path);
	}
}

int
main(void)
{
	test_samples();
	test_alike();
	test_nothing();
	test_line_ends();
	test_real();
	return unit_report();
}
