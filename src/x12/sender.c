/*
 * sender.c - what the caller says of sender and receiver, as a table.
 */
#include "x12/write.h"

#define FIELD(key, member, kind) \
	{key, RCM_KIND_##kind, offsetof(RcmX12Sender, member), 0, false, false, NULL}

static const RcmField fields[] = {
	FIELD("sender_id", sender_id, TEXT),
	FIELD("sender_qualifier", sender_qualifier, TEXT),
	FIELD("receiver_id", receiver_id, TEXT),
	FIELD("receiver_qualifier", receiver_qualifier, TEXT),
	FIELD("group_sender_id", group_sender_id, TEXT),
	FIELD("group_receiver_id", group_receiver_id, TEXT),
	FIELD("authorization", authorization, TEXT),
	FIELD("security", security, TEXT),
	FIELD("usage", usage, TEXT),
	FIELD("created", created, TEXT),
	FIELD("delimiters", delimiters, TEXT),
	FIELD("line_break", line_break, TEXT),
	FIELD("character_set", character_set, TEXT),
	FIELD("submitter_name", submitter_name, TEXT),
	FIELD("submitter_id", submitter_id, TEXT),
	FIELD("contact_name", contact_name, TEXT),
	FIELD("contact_phone", contact_phone, TEXT),
	FIELD("contact_email", contact_email, TEXT),
	FIELD("receiver_name", receiver_name, TEXT),
	FIELD("reference", reference, TEXT),
	FIELD("control_number", control_number, INT),
	FIELD("transaction_size", transaction_size, INT),
};

const RcmShape rcm_x12_sender_shape =
{"sender", sizeof(RcmX12Sender), (int) (sizeof(fields) / sizeof(fields[0])), fields};
